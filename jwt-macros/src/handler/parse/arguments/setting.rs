//! Settings among the options of an attribute: those that a handler can override, and those that it cannot.

use jwt_syntax::setting::{self, SETTINGS, setting};
use proc_macro2::TokenStream;
use syn::{Ident, ext::IdentExt};

use crate::{
    diagnostics::{Diagnostic, Diagnostics, shown},
    handler::parse::attribute::HandlerAttribute,
    options::list,
    setting::{LiteralSetting, option_of},
};

/// The setting of this name, whether or not a handler can override it.
pub(crate) fn named_by(name: &Ident) -> Option<&'static setting::Setting> {
    setting(&name.unraw().to_string())
}

/// The settings that can stand in an attribute.
pub(crate) fn names(attribute: HandlerAttribute) -> impl Iterator<Item = &'static str> {
    let of_handlers = SETTINGS.iter().filter(|row| row.on_handler);
    of_handlers
        .filter(move |_| attribute != HandlerAttribute::Public)
        .map(|row| row.name)
}

/// Reads `option`, which gives the setting of this row. What is wrong is reported.
pub(crate) fn read(
    attribute: HandlerAttribute,
    row: &setting::Setting,
    name: &Ident,
    option: &TokenStream,
    diagnostics: &mut Diagnostics,
) -> Option<LiteralSetting> {
    let refused = if !row.on_handler {
        of_the_configuration(row, name)
    } else if attribute == HandlerAttribute::Public {
        of_no_token(row, name)
    } else {
        match list::meta(option) {
            Some(option) => {
                if let Some(setting) = LiteralSetting::read(row, &option) {
                    setting.check(diagnostics);
                    return Some(setting);
                }
                option_of(row).refuse(&option)
            }
            None => of_no_form(row, option),
        }
    };
    diagnostics.report(refused);
    None
}

fn of_the_configuration(row: &setting::Setting, name: &Ident) -> Diagnostic {
    let message = format!("`{name}` belongs to the whole configuration, found it on a handler");
    let refused = Diagnostic::new(name, message);
    if row.is_literal() {
        let option = option_of(row).written();
        refused.help(format!(
            "write `#[auth({option})]` on the struct with `#[derive(AuthConfig)]`"
        ))
    } else {
        refused.help(format!(
            "{}; the struct is the one with `#[derive(AuthConfig)]`",
            row.instead
        ))
    }
}

fn of_no_form(row: &setting::Setting, option: &TokenStream) -> Diagnostic {
    let spec = option_of(row);
    let (takes, found) = (spec.kind, shown(option.clone()));
    let message = format!("`{}` takes {takes}, found `{found}`", row.name);
    Diagnostic::new(option, message).help(format!("write `{}`", spec.written()))
}

fn of_no_token(row: &setting::Setting, name: &Ident) -> Diagnostic {
    let message = format!("`#[public]` has no setting `{name}`: it reads no token");
    Diagnostic::new(name, message).help(format!(
        "remove it, or write `#[protected({})]`",
        option_of(row).written()
    ))
}

/// Adds the settings that an attribute takes to an error about an option that it does not take.
pub(crate) fn offered(attribute: HandlerAttribute, refused: Diagnostic) -> Diagnostic {
    let names: Vec<_> = names(attribute).map(|name| format!("`{name}`")).collect();
    if names.is_empty() {
        return refused;
    }
    refused.help(format!("a handler can override {}", names.join(", ")))
}
