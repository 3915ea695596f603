//! What rules can read of a configuration: all values at start-up, the literals at compile time.

use super::preset::is_of_a_preset;
use super::{SettingKey, key};
use crate::algorithm::Algorithm;
use crate::value::SettingType;

/// What is known of one setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownValue<T> {
    /// Nothing: the value comes later, or it is wrong, which is reported elsewhere.
    Unknown,
    /// It is not given.
    Default,
    /// It has this value.
    Given(T),
}

/// A fact that no setting states, and on which rules depend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// There is a user backend.
    Users,
    /// A login takes `Credentials`, and no type of the application's own.
    UsualCredentials,
    /// There is a store for sessions.
    Store,
    /// The application makes its own refresh tokens.
    TokenGenerator,
    /// There is a key that signs.
    SigningKey,
    /// There is a secret from which other keys are derived.
    DerivingSecret,
    /// `public_key` is a set of keys.
    KeySet,
    /// Logins hand out refresh tokens.
    RefreshTokens,
    /// There are issuers in `trusted_issuers`.
    OtherIssuers,
    /// Sessions have a CSRF value.
    CsrfValues,
}

/// The settings as rules read them: the literals of a derive, all values at start-up, or what a handler overrides.
pub trait SettingsView {
    /// What is known of a setting.
    fn value<T: SettingType>(&self, setting: SettingKey<T>) -> KnownValue<T>;

    /// Whether a setting is given, with any value; `None` if that is not known yet.
    fn is_given(&self, name: &str) -> Option<bool>;

    /// Whether a fact holds; `None` if that is not known yet.
    fn holds(&self, fact: Fact) -> Option<bool>;

    /// The names of the custom claims, if they are known.
    fn custom_claims(&self) -> Option<&[&str]>;

    /// The algorithms of all keys that verify, each once; `None` while the keys are not known.
    fn key_algorithms(&self) -> Option<Vec<Algorithm>>;

    /// The value that a setting has, given or by default; `None` if it is not known, or if there is none.
    fn get<T: SettingType>(&self, setting: SettingKey<T>) -> Option<T> {
        match self.value(setting) {
            KnownValue::Given(value) => Some(value),
            KnownValue::Default => self.default_of(setting),
            KnownValue::Unknown => None,
        }
    }

    /// The default of a setting, by the preset; `None` if it has none, or if a preset that is not known yet may change it.
    fn default_of<T: SettingType>(&self, setting: SettingKey<T>) -> Option<T> {
        match self.value(key::preset) {
            KnownValue::Given(preset) => setting.default_value_in(preset),
            KnownValue::Default => setting.default_value(),
            KnownValue::Unknown if is_of_a_preset(setting.name()) => None,
            KnownValue::Unknown => setting.default_value(),
        }
    }
}
