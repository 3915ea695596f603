//! What the rules between settings read when a program is compiled: the literals, and which fields there are.

use jwt_syntax::setting::{
    Fact, Key, Kind, Known, SettingType, View, contradictions, key, setting,
};
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Ident;

use super::field::Field;
use crate::{
    derive::type_syntax::is_option,
    diagnostics::{Diagnostic, Diagnostics},
    setting::Setting,
};

/// What stands in the source of a configuration.
pub(super) struct Source<'a> {
    pub(super) ident: &'a Ident,
    pub(super) literals: &'a [Setting],
    pub(super) fields: &'a [Field],
    pub(super) has_users: bool,
}

impl Source<'_> {
    /// Reports everything that is known already to be wrong between the settings.
    pub(super) fn check(&self, diagnostics: &mut Diagnostics) {
        for found in contradictions(self) {
            let at = self.to_blame(found.setting, found.wrong.at);
            let message = format!("`{}`: found {}", found.setting, found.wrong.found);
            let help = format!("expected {}", found.wrong.expected);
            diagnostics.report(Diagnostic::new(at, message).help(help));
        }
    }

    fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.setting == name)
    }

    fn literal(&self, name: &str) -> Option<&Setting> {
        let mut literals = self.literals.iter();
        literals.find(|setting| setting.choice.name == name)
    }

    fn to_blame(&self, name: &str, entry: Option<usize>) -> TokenStream {
        match (self.literal(name), self.field(name)) {
            (Some(setting), _) => setting.literal.entry(entry),
            (None, Some(field)) => field.ty.to_token_stream(),
            (None, None) => self.ident.to_token_stream(),
        }
    }
}

impl View for Source<'_> {
    fn value<T: SettingType>(&self, setting: Key<T>) -> Known<T> {
        if self.field(setting.name()).is_some() {
            return Known::Unknown;
        }
        let Some(given) = self.literal(setting.name()) else {
            return Known::Default;
        };
        match given.literal.read(|text| setting.read(text)) {
            Some(Ok(value)) => Known::Given(value),
            _ => Known::Unknown,
        }
    }

    fn is_given(&self, name: &str) -> Option<bool> {
        let Some(field) = self.field(name) else {
            return Some(self.literal(name).is_some());
        };
        // A key that is always there is there, whatever it is.
        let is_key = setting(name).is_some_and(|row| matches!(row.kind, Kind::Value { .. }));
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
}
