//! A setting with its type: what a rule names, so that neither a name nor a type can be mistaken.

use std::marker::PhantomData;

use super::preset::default_of_preset;
use crate::choice::Preset;
use crate::value::{SettingKind, SettingText, SettingType, WrongValue};

/// A setting of type `T`.
#[derive(Debug)]
pub struct SettingKey<T> {
    pub(super) name: &'static str,
    pub(super) kind: SettingKind,
    pub(super) default: Option<&'static str>,
    pub(super) of: PhantomData<fn() -> T>,
}

/// The type of settings that have no text: keys, and whatever else a program makes when it starts.
#[derive(Debug, Clone, Copy)]
pub enum NoText {}

impl<T> Clone for SettingKey<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for SettingKey<T> {}

impl<T> SettingKey<T> {
    /// The name of the setting.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// What it can be.
    #[must_use]
    pub const fn kind(self) -> SettingKind {
        self.kind
    }

    /// What it is unless it is given, as a text.
    #[must_use]
    pub const fn default_text(self) -> Option<&'static str> {
        self.default
    }

    /// What it is with a preset unless it is given, as it would be written.
    #[must_use]
    pub fn default_in(self, preset: Preset) -> Option<SettingText<'static>> {
        let own = self.default.map(SettingText::Text);
        default_of_preset(preset, self.name).or(own)
    }
}

impl<T: SettingType> SettingKey<T> {
    /// What a literal says.
    ///
    /// ```
    /// use jwt_syntax::setting::{SettingText, key};
    ///
    /// assert_eq!(key::leeway.read(SettingText::Text("5s")).unwrap().as_secs(), 5);
    /// let wrong = key::leeway.read(SettingText::Text("1h")).unwrap_err();
    /// assert_eq!((&*wrong.found, &*wrong.expected), ("`1h`", "whole seconds, from `0s` to `5m`"));
    /// ```
    ///
    /// # Errors
    ///
    /// If it says nothing that the setting can be.
    pub fn read(self, written: SettingText<'_>) -> Result<T, WrongValue> {
        written.read(self.kind)
    }

    /// What is wrong with a value, if anything is.
    ///
    /// # Errors
    ///
    /// If it is nothing that the setting can be.
    pub fn check(self, value: &T) -> Result<(), WrongValue> {
        value.check(self.kind)
    }

    /// What the setting is unless it is given.
    ///
    /// ```
    /// use jwt_syntax::setting::key;
    ///
    /// assert_eq!(key::leeway.default_value().unwrap().as_secs(), 10);
    /// assert_eq!(key::issuer.default_value(), None);
    /// ```
    #[must_use]
    pub fn default_value(self) -> Option<T> {
        self.default_value_in(Preset::Off)
    }

    /// What the setting is with a preset unless it is given.
    ///
    /// ```
    /// use jwt_syntax::choice::Preset;
    /// use jwt_syntax::setting::key;
    ///
    /// let leeway = key::leeway.default_value_in(Preset::SanicJwt);
    /// assert_eq!(leeway.unwrap().as_secs(), 180);
    /// ```
    #[must_use]
    pub fn default_value_in(self, preset: Preset) -> Option<T> {
        self.read(self.default_in(preset)?).ok()
    }
}
