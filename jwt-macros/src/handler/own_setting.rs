//! Settings among the options of an attribute: those that a handler may have for itself, and those that it may not.

use jwt_syntax::setting::{
    self, Fact, Key, Known, SETTINGS, SettingType, View, contradictions_of_handler, setting,
};
use proc_macro2::TokenStream;
use syn::{Ident, ext::IdentExt};

use super::{arguments::Arguments, attribute::Kind};
use crate::{
    derive::list,
    diagnostics::{Diagnostic, Diagnostics, shown},
    setting::{Setting, choice},
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

/// Settings of a handler that contradict each other. On a block, they may be for a handler in it that says otherwise.
pub(super) fn check(own: &[Setting], diagnostics: &mut Diagnostics) {
    for found in contradictions_of_handler(&OfHandler(own)) {
        let Some(setting) = named(own, found.setting) else {
            continue;
        };
        let message = format!("`{}`: found {}", found.setting, found.wrong.found);
        diagnostics.report(
            Diagnostic::new(&setting.name, message)
                .help(format!("expected {}", found.wrong.expected)),
        );
    }
}

/// What a handler says in its attributes. What it does not say is as its configuration has it, which is not known here.
struct OfHandler<'a>(&'a [Setting]);

impl View for OfHandler<'_> {
    fn value<T: SettingType>(&self, key: Key<T>) -> Known<T> {
        let setting = named(self.0, key.name());
        let value = setting.and_then(|setting| setting.literal.read(|text| key.read(text)));
        match value {
            Some(Ok(value)) => Known::Given(value),
            _ => Known::Unknown,
        }
    }

    fn is_given(&self, name: &str) -> Option<bool> {
        Some(gives(self.0, name))
    }

    fn holds(&self, _: Fact) -> Option<bool> {
        None
    }

    fn custom_claims(&self) -> Option<&[&str]> {
        None
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
    named(settings, name).is_some()
}

fn named<'a>(settings: &'a [Setting], name: &str) -> Option<&'a Setting> {
    settings.iter().find(|setting| setting.choice.name == name)
}
