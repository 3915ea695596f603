//! Contradictions in a configuration that are known when it is compiled.

use jwt_syntax::algorithm::Algorithm;
use jwt_syntax::setting::{
    Fact, KnownValue, SettingKey, SettingKind, SettingType, SettingsView, contradictions, key,
    setting,
};
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Ident, Type};

use super::parse::{Config, MOST_COMPOSED, SettingField, composed, is_possible};
use crate::{
    derive::type_syntax::is_option,
    diagnostics::{Diagnostic, Diagnostics, shown},
    setting::LiteralSetting,
};

/// Reports what is known to be wrong with a configuration.
pub(super) fn check(config: &Config, diagnostics: &mut Diagnostics) {
    for setting in &config.literals {
        setting.check(diagnostics);
        if let Some(field) = field_that_always_replaces(setting, &config.fields) {
            diagnostics.report(never_used(setting, field));
        }
    }
    let view = DeriveView {
        ident: &config.ident,
        literals: &config.literals,
        fields: &config.fields,
        has_users: config.users.is_some(),
    };
    view.check(diagnostics);
    if let Some(claims) = &config.claims {
        check_composed(claims, diagnostics);
    }
}

fn check_composed(claims: &Type, diagnostics: &mut Diagnostics) {
    let Some(types) = composed(claims) else {
        return;
    };
    if !is_possible(claims) {
        let message = format!(
            "`claims` lists 1 to {MOST_COMPOSED} types, found {}",
            types.len()
        );
        diagnostics.report(
            Diagnostic::new(claims, message)
                .help("write `claims = (Membership, Plan)`, or leave it out"),
        );
    }
    for (index, ty) in types.iter().enumerate() {
        if types.iter().take(index).any(|earlier| earlier == ty) {
            let message = format!("`claims` lists `{}` twice", shown(ty.to_token_stream()));
            diagnostics.report(Diagnostic::new(ty, message).help("remove one of the two"));
        }
    }
}

fn field_that_always_replaces<'a>(
    setting: &LiteralSetting,
    fields: &'a [SettingField],
) -> Option<&'a SettingField> {
    let mut of_setting = fields
        .iter()
        .filter(|field| field.setting == setting.option.name);
    of_setting.find(|field| !is_option(&field.ty))
}

fn never_used(setting: &LiteralSetting, field: &SettingField) -> Diagnostic {
    let (name, ty) = (field.setting, shown(field.ty.to_token_stream()));
    let message =
        format!("this `{name}` would never be used: the field `{name}` always has a value");
    Diagnostic::new(setting.literal.as_written(), message)
        .help(format!("remove one of the two, or write `{name}: Option<{ty}>` to use the literal when the field is `None`"))
}

/// What rules read at compile time: the literals, and which fields exist.
struct DeriveView<'a> {
    ident: &'a Ident,
    literals: &'a [LiteralSetting],
    fields: &'a [SettingField],
    has_users: bool,
}

impl DeriveView<'_> {
    /// Reports everything that is known already to be wrong between the settings.
    fn check(&self, diagnostics: &mut Diagnostics) {
        for found in contradictions(self) {
            let at = self.to_blame(found.setting, found.wrong.at);
            let message = format!("`{}`: found {}", found.setting, found.wrong.found);
            let help = format!("expected {}", found.wrong.expected);
            diagnostics.report(Diagnostic::new(at, message).help(help));
        }
    }

    fn field(&self, name: &str) -> Option<&SettingField> {
        self.fields.iter().find(|field| field.setting == name)
    }

    fn literal(&self, name: &str) -> Option<&LiteralSetting> {
        let mut literals = self.literals.iter();
        literals.find(|setting| setting.option.name == name)
    }

    fn to_blame(&self, name: &str, entry: Option<usize>) -> TokenStream {
        match (self.literal(name), self.field(name)) {
            (Some(setting), _) => setting.literal.entry(entry),
            (None, Some(field)) => field.ty.to_token_stream(),
            (None, None) => self.ident.to_token_stream(),
        }
    }
}

impl SettingsView for DeriveView<'_> {
    fn value<T: SettingType>(&self, setting: SettingKey<T>) -> KnownValue<T> {
        if self.field(setting.name()).is_some() {
            return KnownValue::Unknown;
        }
        let Some(given) = self.literal(setting.name()) else {
            return KnownValue::Default;
        };
        match given.literal.read(|text| setting.read(text)) {
            Some(Ok(value)) => KnownValue::Given(value),
            _ => KnownValue::Unknown,
        }
    }

    fn is_given(&self, name: &str) -> Option<bool> {
        let Some(field) = self.field(name) else {
            return Some(self.literal(name).is_some());
        };
        // A key that is always there is there, whatever it is.
        let is_key = setting(name).is_some_and(|row| matches!(row.kind, SettingKind::Value { .. }));
        (is_key && !is_option(&field.ty)).then_some(true)
    }

    fn holds(&self, fact: Fact) -> Option<bool> {
        let has = |name| self.field(name).is_some();
        match fact {
            Fact::Users => Some(self.has_users),
            Fact::SigningKey => {
                let may_sign = has(key::secret.name()) || has(key::private_key.name());
                (has(key::public_key.name()) && !may_sign).then_some(false)
            }
            Fact::KeySet => (!has(key::public_key.name())).then_some(false),
            _ => None,
        }
    }

    fn custom_claims(&self) -> Option<&[&str]> {
        None
    }

    fn key_algorithms(&self) -> Option<Vec<Algorithm>> {
        None
    }
}
