//! The view of the settings at start-up, on which the rules between settings run: all values are known.

use std::any::Any;

use jwt_syntax::algorithm::Algorithm;
use jwt_syntax::setting::{
    Fact, KnownValue, SettingKey, SettingType, SettingsView, contradictions,
};

use super::types::Types;
use crate::config::{Problem, Settings};
use crate::key::{self, KeyRing};

/// All settings, and the facts that are known at start-up.
pub(super) struct StartUp<'a> {
    pub(super) settings: &'a Settings,
    pub(super) types: &'a Types,
    /// The keys; `None` if they are invalid.
    pub(super) keys: Option<&'a KeyRing>,
    /// Whether there is a secret from which other keys are derived.
    pub(super) has_secret: bool,
}

impl StartUp<'_> {
    /// All contradictions between settings.
    pub(super) fn problems(&self) -> Vec<Problem> {
        let found = contradictions(self).into_iter();
        found
            .filter_map(|found| {
                let setting = self.settings.any(found.setting)?;
                Some(setting.problem_of(found.wrong))
            })
            .collect()
    }

    /// Whether there is a signing key; `None` if the keys are invalid.
    fn signs(&self) -> Option<bool> {
        self.keys.map(|keys| keys.signing_key().is_some())
    }

    /// Whether logins issue refresh tokens.
    pub(super) fn refreshes(&self) -> bool {
        let signs = self.signs().unwrap_or(false);
        let refresh = self.settings.refresh.get().copied();
        self.types.has_store == Some(true) && refresh.unwrap_or(signs)
    }
}

impl SettingsView for StartUp<'_> {
    fn value<T: SettingType>(&self, setting: SettingKey<T>) -> KnownValue<T> {
        let Some(any) = self.settings.any(setting.name()) else {
            return KnownValue::Unknown;
        };
        match any.any_value().map(<dyn Any>::downcast_ref::<T>) {
            Some(Some(value)) => KnownValue::Given(value.clone()),
            None if !any.is_wrong() => KnownValue::Default,
            _ => KnownValue::Unknown,
        }
    }

    fn is_given(&self, name: &str) -> Option<bool> {
        let any = self.settings.any(name)?;
        (!any.is_wrong()).then(|| any.any_value().is_some())
    }

    fn holds(&self, fact: Fact) -> Option<bool> {
        let Self {
            settings, types, ..
        } = self;
        match fact {
            Fact::Users => Some(types.has_users),
            Fact::UsualCredentials => Some(types.has_usual_credentials),
            Fact::Store => types.has_store,
            Fact::TokenGenerator => Some(types.has_generator),
            Fact::SigningKey => self.signs(),
            // An invalid `session_secret` is reported itself.
            Fact::DerivingSecret
                if !self.has_secret && settings.session_secret.value().is_some() =>
            {
                None
            }
            Fact::DerivingSecret => Some(self.has_secret),
            Fact::KeySet => {
                let text = settings.public_key.value();
                Some(text.is_some_and(|text| key::is_key_set(text)))
            }
            Fact::RefreshTokens => Some(self.refreshes()),
            Fact::OtherIssuers => {
                let others = settings.trusted_issuers.value();
                Some(others.is_some_and(|others| !others.is_empty()))
            }
            Fact::CsrfValues => None,
        }
    }

    fn custom_claims(&self) -> Option<&[&str]> {
        Some(self.types.claims)
    }

    fn key_algorithms(&self) -> Option<Vec<Algorithm>> {
        let mut algorithms = Vec::new();
        self.keys?.for_each(|key| {
            if !algorithms.contains(&key.algorithm()) {
                algorithms.push(key.algorithm());
            }
        });
        Some(algorithms)
    }
}
