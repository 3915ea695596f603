//! Settings among the options of an attribute: those that a handler may have for itself, and those that it may not.

use jwt_syntax::setting::{self, SETTINGS, setting};
use jwt_syntax::switch::OF_FORGED_REQUESTS;
use proc_macro2::TokenStream;
use syn::{Ident, ext::IdentExt};

use super::{arguments::Arguments, attribute::Kind};
use crate::{
    derive::list,
    diagnostics::{Diagnostic, Diagnostics, shown},
    setting::{Literal, Setting, choice},
};

/// The setting of this name, whether or not a handler may have its own.
pub(super) fn named_by(name: &Ident) -> Option<&'static setting::Setting> {
    setting(&name.unraw().to_string())
}

/// The settings that can stand in an attribute.
pub(super) fn names(kind: Kind) -> impl Iterator<Item = &'static str> {
    let of_handlers = SETTINGS.iter().filter(|row| row.on_handler);
    of_handlers
        .filter(move |_| kind != Kind::Public)
        .map(|row| row.name)
}

/// Reads `option`, which gives the setting of this row. What is wrong is reported.
pub(super) fn read(
    kind: Kind,
    row: &setting::Setting,
    name: &Ident,
    option: &TokenStream,
    diagnostics: &mut Diagnostics,
) -> Option<Setting> {
    let refused = if !row.on_handler {
        of_the_configuration(row, name)
    } else if kind == Kind::Public {
        of_no_token(row, name)
    } else {
        match list::meta(option) {
            Some(option) => {
                if let Some(setting) = Setting::read(row, &option) {
                    setting.check(diagnostics);
                    return Some(setting);
                }
                choice(row).refuse(&option)
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
        let option = choice(row).written();
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
    let choice = choice(row);
    let (takes, found) = (choice.kind, shown(option.clone()));
    let message = format!("`{}` takes {takes}, found `{found}`", row.name);
    Diagnostic::new(option, message).help(format!("write `{}`", choice.written()))
}

fn of_no_token(row: &setting::Setting, name: &Ident) -> Diagnostic {
    let message = format!("`#[public]` has no setting `{name}`: it looks at no token at all");
    Diagnostic::new(name, message).help(format!(
        "remove it, or write `#[protected({})]`",
        choice(row).written()
    ))
}

/// Adds the settings that an attribute takes to what is said of an option that it does not.
pub(super) fn offered(kind: Kind, refused: Diagnostic) -> Diagnostic {
    let names: Vec<_> = names(kind).map(|name| format!("`{name}`")).collect();
    if names.is_empty() {
        return refused;
    }
    refused.help(format!("a handler may have its own {}", names.join(", ")))
}

/// The settings in all attributes of one handler.
pub(super) fn merge(attributes: &[Arguments], diagnostics: &mut Diagnostics) -> Vec<Setting> {
    let mut merged: Vec<Setting> = Vec::new();
    for setting in attributes.iter().flat_map(|one| &one.settings) {
        let name = setting.choice.name;
        if gives(&merged, name) {
            let message = format!("`{name}` is given in two attributes of one handler");
            diagnostics.report(
                Diagnostic::new(&setting.name, message).help("remove it from one of the two"),
            );
        } else {
            merged.push(setting.clone());
        }
    }
    merged
}

/// Settings of a handler that another one of the same handler leaves without effect. On a block, they may be for a handler
/// in it that says otherwise.
pub(super) fn check(own: &[Setting], diagnostics: &mut Diagnostics) {
    let is_off = |setting: &Setting| match &setting.literal {
        Literal::Text(text) => setting.choice.name == "csrf" && text.value() == "off",
        _ => false,
    };
    if !own.iter().any(is_off) {
        return;
    }
    for setting in own {
        let name = setting.choice.name;
        if OF_FORGED_REQUESTS.contains(&name) {
            let message = format!("`{name}` has no effect while `csrf` is off");
            diagnostics.report(Diagnostic::new(&setting.name, message).help(format!(
                "remove one of the two: `{name}`, or `csrf = \"off\"`"
            )));
        }
    }
}

/// Adds the settings of the block around a handler that the handler does not have itself.
pub(super) fn complete(own: &mut Vec<Setting>, block: &[Setting]) {
    for setting in block {
        if !gives(own, setting.choice.name) {
            own.push(setting.clone());
        }
    }
}

fn gives(settings: &[Setting], name: &str) -> bool {
    settings.iter().any(|setting| setting.choice.name == name)
}
