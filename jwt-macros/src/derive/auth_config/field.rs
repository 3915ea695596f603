//! Fields of a configuration: settings whose value is known when the program starts.

use jwt_syntax::suggestion::nearest;
use syn::{Ident, LitStr, Type, ext::IdentExt};

use super::settings::{self, Setting};
use crate::{
    derive::given::{Expected, Given},
    diagnostics::{Diagnostic, Diagnostics},
};

/// The option of a field that is read from the environment.
const ENV: &str = "env";
const VARIABLE: Expected = Expected {
    kind: "the name of an environment variable in quotes",
    example: "\"JWT_SECRET\"",
};

/// A field that supplies a setting.
pub(super) struct Field {
    pub(super) ident: Ident,
    pub(super) setting: &'static Setting,
    pub(super) ty: Type,
    /// The environment variable that `from_env` reads it from.
    pub(super) variable: Option<LitStr>,
}

impl Field {
    /// Reads a field; what is wrong is reported.
    pub(super) fn read(field: &syn::Field, diagnostics: &mut Diagnostics) -> Option<Self> {
        let variable = variable(field, diagnostics);
        let ident = field.ident.clone()?;
        let Some(setting) = Setting::named(&ident.unraw().to_string()) else {
            diagnostics.report(no_setting(&ident));
            return None;
        };
        Some(Self {
            ident,
            setting,
            ty: field.ty.clone(),
            variable,
        })
    }
}

/// The variable named by `#[auth(env = "..")]`.
fn variable(field: &syn::Field, diagnostics: &mut Diagnostics) -> Option<LitStr> {
    let mut variable = None;
    for given in Given::read(&field.attrs, "auth", diagnostics) {
        let name = given.name();
        if name == ENV {
            match given
                .text(VARIABLE)
                .and_then(|text| check_variable(&text).map(|()| text))
            {
                Ok(text) => variable = Some(text),
                Err(refused) => diagnostics.report(refused),
            }
        } else if settings::options().contains(&name.as_str()) {
            let message = format!("`{name}` stands on a field, where it has no effect");
            let help = format!(
                "move it into the `#[auth(..)]` of the struct; a field takes `{ENV} = {}`",
                VARIABLE.example
            );
            diagnostics.report(given.mistake(message).help(help));
        } else {
            diagnostics.report(given.unknown("auth", &[ENV]));
        }
    }
    variable
}

/// What no environment can hold; see `std::env::set_var`.
fn check_variable(name: &LitStr) -> Result<(), Diagnostic> {
    let text = name.value();
    let refused = if text.is_empty() {
        Diagnostic::new(name, "the name of an environment variable is empty")
    } else if let Some((at, found)) = text.char_indices().find(|(_, c)| matches!(c, '=' | '\0')) {
        let message =
            format!("the name of an environment variable contains {found:?}, which none can");
        Diagnostic::within(name, at..at.saturating_add(1), message)
    } else {
        return Ok(());
    };
    Err(refused.help(format!("write `{ENV} = {}`", VARIABLE.example)))
}

fn no_setting(ident: &Ident) -> Diagnostic {
    let name = ident.unraw().to_string();
    let refused = Diagnostic::new(
        ident,
        format!("`{name}` is no setting, and every field of a configuration is one"),
    );
    if name == settings::CLAIMS || name == settings::USERS {
        return refused.help(format!(
            "it names a type: write it in `#[auth({name} = ..)]` on the struct"
        ));
    }
    let refused = match nearest(&name, settings::fields()) {
        Some(setting) => refused.help(format!("did you mean `{setting}`?")),
        None => refused,
    };
    let list: Vec<_> = settings::fields()
        .map(|setting| format!("`{setting}`"))
        .collect();
    refused.help(format!("the settings are {}", list.join(", ")))
}
