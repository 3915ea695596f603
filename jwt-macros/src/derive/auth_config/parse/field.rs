//! Fields of a configuration: settings whose value is known when the program starts.

use darling::FromMeta;
use jwt_syntax::setting::{SETTINGS, Setting, setting};
use syn::{Ident, LitStr, Type, ext::IdentExt};

use super::struct_options::{self, EXTRA};
use crate::{
    derive::helper_attribute::{HelperAttribute, with_alternatives},
    diagnostics::{Diagnostic, Diagnostics},
    options::{OptionSpec, Text},
};

/// A field that supplies a setting.
pub(in crate::derive::auth_config) struct SettingField {
    pub(in crate::derive::auth_config) ident: Ident,
    /// The name of the setting.
    pub(in crate::derive::auth_config) setting: &'static str,
    pub(in crate::derive::auth_config) ty: Type,
    /// The environment variable that `from_env` reads it from.
    pub(in crate::derive::auth_config) variable: Option<LitStr>,
}

/// What can stand in `#[auth(..)]` on a field.
#[derive(Default, FromMeta)]
#[darling(default)]
struct ConfigFieldOptions {
    env: Option<Text>,
}

const HELPER: HelperAttribute = HelperAttribute {
    name: "auth",
    takes: &[ENV],
    elsewhere: |name| {
        let mut of_the_struct = struct_options::HELPER.takes.iter();
        of_the_struct.any(|choice| choice.name == name).then_some((
            "stands on a field, where it has no effect",
            "move it into the `#[auth(..)]` of the struct; a field takes `env = \"JWT_SECRET\"`",
        ))
    },
};
const ENV: OptionSpec = OptionSpec::new(
    "env",
    "the name of an environment variable in quotes",
    "\"JWT_SECRET\"",
);

impl SettingField {
    /// Reads a field; what is wrong is reported.
    pub(in crate::derive::auth_config) fn read(
        field: &syn::Field,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let ConfigFieldOptions { env } = HELPER.read(&field.attrs, diagnostics);
        let variable = env.map(|Text(name)| name);
        if let Some(Err(refused)) = variable.as_ref().map(check_variable) {
            diagnostics.report(refused);
        }
        let ident = field.ident.clone()?;
        let name = ident.unraw().to_string();
        let Some(setting) = setting(&name) else {
            diagnostics.report(no_setting(&ident, &name));
            return None;
        };
        if !setting.from_field {
            diagnostics.report(only_a_literal(&ident, setting));
            return None;
        }
        if let Some(variable) = variable.as_ref().filter(|_| !setting.from_environment) {
            let message = format!("`{name}` does not come from the environment: it is no text");
            diagnostics.report(
                Diagnostic::new(variable, message).help("remove `env`, and set the field in code"),
            );
        }
        Some(Self {
            ident,
            setting: setting.name,
            ty: field.ty.clone(),
            variable,
        })
    }
}

/// Checks the characters of a name; see `std::env::set_var`.
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
    Err(refused.help(format!("write `{} = {}`", ENV.name, ENV.example)))
}

fn only_a_literal(ident: &Ident, setting: &Setting) -> Diagnostic {
    let (name, example) = (setting.name, setting.example);
    let message =
        format!("`{name}` is never a field: what it disables must be visible in the source");
    Diagnostic::new(ident, message).help(format!(
        "leave it out; or, if you must, write `{name} = {example}` in the `#[auth(..)]` of the struct"
    ))
}

fn no_setting(ident: &Ident, name: &str) -> Diagnostic {
    let refused = Diagnostic::new(
        ident,
        format!("`{name}` is no setting, and every field of a configuration is one"),
    );
    if name == "claims" || name == "users" {
        return refused.help(format!(
            "it names a type: write it in `#[auth({name} = ..)]` on the struct"
        ));
    }
    if name == EXTRA.name {
        return refused.help(format!(
            "it lists functions: write it as `#[auth({name}(..))]` on the struct"
        ));
    }
    let fields = SETTINGS.iter().filter(|setting| setting.from_field);
    let names: Vec<_> = fields.map(|setting| setting.name).collect();
    with_alternatives(refused, name, "the settings are", &names)
}
