//! What is known of a configuration: everything, or only what stands in the source.

use super::Key;
use crate::value::SettingType;

/// What is known of one setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known<T> {
    /// Nothing: a value comes later, or the one that was given is wrong, which is said elsewhere.
    Unknown,
    /// It is not given.
    Default,
    /// It has this value.
    Given(T),
}

/// What is not said by a setting, and decides whether one has an effect.
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

/// What rules read: the literals of a derive, all values when the program starts, or what a handler has over those.
pub trait View {
    /// What is known of a setting.
    fn value<T: SettingType>(&self, setting: Key<T>) -> Known<T>;

    /// Whether a setting is given, whatever it says; `None` if that is not known yet.
    fn is_given(&self, name: &str) -> Option<bool>;

    /// Whether something is so; `None` if that is not known yet.
    fn holds(&self, fact: Fact) -> Option<bool>;

    /// The names of the custom claims, if they are known.
    fn custom_claims(&self) -> Option<&[&str]>;

    /// The value that a setting has, given or by default; `None` if it is not known, or if there is none.
    fn get<T: SettingType>(&self, setting: Key<T>) -> Option<T> {
        match self.value(setting) {
            Known::Given(value) => Some(value),
            Known::Default => setting.default_value(),
            Known::Unknown => None,
        }
    }
}
