//! `Setting`: the value of one setting, with its origin and its problem.

use std::any::Any;
use std::time::Duration;

use jwt_syntax::choice::{CountLimit, Preset};
use jwt_syntax::setting::{
    self, SettingKey, SettingKind, SettingType, WrongValue, settings_of_preset,
};

use super::{Origin, Problem, Supply};

/// A setting of type `T`: absent, given, or given an invalid value.
#[derive(Debug)]
pub struct Setting<T> {
    name: &'static str,
    kind: SettingKind,
    only_as_literal: fn(&T) -> Option<&'static str>,
    check: fn(&T, SettingKind) -> Result<(), WrongValue>,
    default: Option<T>,
    origin: Origin,
    value: Option<T>,
    problem: Option<Problem>,
}

impl<T: SettingType> Setting<T> {
    pub(crate) fn new(key: SettingKey<T>) -> Self {
        let default = key.default_value();
        let mut setting = Self {
            check: T::check,
            only_as_literal: T::only_as_literal,
            ..Self::without_text(key.name(), key.kind())
        };
        if default.is_none() && key.default_text().is_some() {
            setting.problem = Some(setting.problem("a default that cannot be read", T::EXPECTED));
        }
        Self { default, ..setting }
    }
}

impl<T> Setting<T> {
    /// A setting that has no text form and no default.
    pub(crate) fn without_text(name: &'static str, kind: SettingKind) -> Self {
        Self {
            name,
            kind,
            check: |_, _| Ok(()),
            only_as_literal: |_| None,
            default: None,
            origin: Origin::Default,
            value: None,
            problem: None,
        }
    }

    /// Takes a value from `origin`, which replaces an earlier one. An absent value changes nothing.
    pub fn supply<V: Supply<T> + ?Sized>(&mut self, origin: Origin, value: &V) {
        let Some(supplied) = value.supply() else {
            return;
        };
        let checked = supplied.and_then(|value| {
            (self.check)(&value, self.kind)?;
            match (self.only_as_literal)(&value) {
                Some(text) if origin != Origin::Literal => Err(WrongValue::new(
                    format!("`{text}`"),
                    "this value as a literal in `#[auth(..)]`, or another one",
                )),
                _ => Ok(value),
            }
        });
        match checked {
            Ok(value) => {
                self.origin = origin;
                self.value = Some(value);
                self.problem = None;
            }
            Err(wrong) => self.fail(origin, wrong),
        }
    }

    pub(crate) fn fail(&mut self, origin: Origin, wrong: WrongValue) {
        self.origin = origin;
        self.value = None;
        self.problem = Some(self.problem(wrong.found, wrong.expected));
    }

    /// The problems of the value that was given.
    pub(crate) fn problems(
        &self,
        wrong: impl IntoIterator<Item = WrongValue>,
    ) -> impl Iterator<Item = Problem> {
        wrong
            .into_iter()
            .map(|wrong| self.problem(wrong.found, wrong.expected))
    }

    /// A problem with the value that was given.
    pub(crate) fn problem(&self, found: impl Into<String>, expected: impl Into<String>) -> Problem {
        Problem::new(self.name, self.origin, found, expected)
    }

    /// Takes the default of a preset, if that has one for this setting.
    pub(super) fn take_default(&mut self, preset: Preset)
    where
        T: SettingType,
    {
        let text = settings_of_preset(preset)
            .iter()
            .find(|(name, _)| *name == self.name);
        if let Some(default) = text.and_then(|(_, text)| text.read(self.kind).ok()) {
            self.default = Some(default);
        }
    }

    /// The value that was given.
    pub(crate) fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// The value that was given, or the default. `None` without a default, and if the given value was invalid.
    pub(crate) fn get(&self) -> Option<&T> {
        let default = self.default.as_ref().filter(|_| self.problem.is_none());
        self.value.as_ref().or(default)
    }

    /// Whether no value was given, valid or not.
    pub(crate) fn is_absent(&self) -> bool {
        self.value.is_none() && self.problem.is_none()
    }

    /// Whether an invalid value was given.
    pub(crate) fn is_wrong(&self) -> bool {
        self.problem.is_some()
    }

    /// The problem of an invalid value, or of a value that must be a literal and is not.
    pub(crate) fn given_wrongly(&self) -> Option<Problem> {
        let is_seen = self.origin == Origin::Literal;
        let table = setting::setting(self.name);
        if self.value.is_some() && !is_seen && table.is_some_and(|setting| !setting.from_field) {
            return Some(self.problem(
                "a value",
                "a literal in `#[auth(..)]`, or the setting left out",
            ));
        }
        self.problem.clone()
    }
}

/// A setting of any type.
pub(super) trait AnySetting {
    /// The value, if a valid one was given.
    fn any_value(&self) -> Option<&dyn Any>;
    /// Whether an invalid value was given.
    fn is_wrong(&self) -> bool;
    /// A problem with the value that was given.
    fn problem_of(&self, wrong: WrongValue) -> Problem;
}

impl<T: 'static> AnySetting for Setting<T> {
    fn any_value(&self) -> Option<&dyn Any> {
        self.value.as_ref().map(|value| value as &dyn Any)
    }

    fn is_wrong(&self) -> bool {
        Self::is_wrong(self)
    }

    fn problem_of(&self, wrong: WrongValue) -> Problem {
        self.problem(wrong.found, wrong.expected)
    }
}

impl Setting<bool> {
    /// Whether the setting is on, explicitly or by default.
    pub(crate) fn is_on(&self) -> Option<bool> {
        self.get().copied()
    }
}

impl Setting<Duration> {
    /// The duration in seconds.
    pub(super) fn seconds(&self) -> Option<i64> {
        i64::try_from(self.get()?.as_secs()).ok()
    }
}

impl Setting<CountLimit> {
    /// The number; the inner `None` if the limit is off.
    pub(super) fn limit(&self) -> Option<Option<u32>> {
        self.get().map(|limit| match limit {
            CountLimit::Off => None,
            CountLimit::AtMost(count) => Some(*count),
        })
    }
}

impl Setting<String> {
    /// The text.
    pub(super) fn text(&self) -> Option<Box<str>> {
        self.get().map(|text| text.as_str().into())
    }

    /// The text, or `other` without one.
    pub(super) fn text_or(&self, other: &str) -> Box<str> {
        self.get().map_or(other, String::as_str).into()
    }
}

impl Setting<Vec<String>> {
    /// The texts; empty if none were given.
    pub(super) fn texts(&self) -> Box<[Box<str>]> {
        let texts = self.get().map_or(&[][..], Vec::as_slice);
        texts.iter().map(|text| text.as_str().into()).collect()
    }
}
