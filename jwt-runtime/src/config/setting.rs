//! One setting: its value, and where the value came from.

use std::any::Any;
use std::time::Duration;

use jwt_syntax::choice::CountLimit;
use jwt_syntax::setting::{self, SettingKey, SettingKind, SettingType, WrongValue};

use super::{Origin, Problem, Supply};

/// A setting of type `T`: not given, given, or given in a way that it cannot be.
#[derive(Debug)]
pub struct Setting<T> {
    name: &'static str,
    kind: SettingKind,
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
            ..Self::without_text(key.name(), key.kind())
        };
        if default.is_none() && key.default_text().is_some() {
            setting.problem = Some(setting.problem("a default that cannot be read", T::EXPECTED));
        }
        Self { default, ..setting }
    }
}

impl<T> Setting<T> {
    /// A setting that no text says, and that has no default.
    pub(crate) fn without_text(name: &'static str, kind: SettingKind) -> Self {
        Self {
            name,
            kind,
            check: |_, _| Ok(()),
            default: None,
            origin: Origin::Default,
            value: None,
            problem: None,
        }
    }

    /// Takes a value from `origin`. It replaces one that was given before; a value that is absent replaces nothing.
    pub fn supply<V: Supply<T> + ?Sized>(&mut self, origin: Origin, value: &V) {
        let Some(supplied) = value.supply() else {
            return;
        };
        let checked = supplied.and_then(|value| {
            let checked = (self.check)(&value, self.kind);
            checked.map(|()| value)
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

    /// What is wrong with the value that was given.
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

    /// The value that was given.
    pub(crate) fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// The value that was given, or else the default; none of a setting without one, and where the value was wrong.
    pub(crate) fn get(&self) -> Option<&T> {
        let default = self.default.as_ref().filter(|_| self.problem.is_none());
        self.value.as_ref().or(default)
    }

    /// Whether nothing was given, right or wrong.
    pub(crate) fn is_absent(&self) -> bool {
        self.value.is_none() && self.problem.is_none()
    }

    /// Whether what was given is wrong.
    pub(crate) fn is_wrong(&self) -> bool {
        self.problem.is_some()
    }

    /// The problem of a value that the setting cannot have, or that stands where readers of the source would not see it.
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

/// A setting whatever its type.
pub(super) trait AnySetting {
    /// Its value, if one was given that is right.
    fn any_value(&self) -> Option<&dyn Any>;
    /// Whether what was given is wrong.
    fn is_wrong(&self) -> bool;
    /// A problem with what was given.
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
    /// Whether it is on, given or by default.
    pub(super) fn is_on(&self) -> Option<bool> {
        self.get().copied()
    }
}

impl Setting<Duration> {
    /// In seconds.
    pub(super) fn seconds(&self) -> Option<i64> {
        i64::try_from(self.get()?.as_secs()).ok()
    }
}

impl Setting<CountLimit> {
    /// The number, or none if it is off.
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

    /// The text, or that of another setting.
    pub(super) fn text_or(&self, other: &str) -> Box<str> {
        self.get().map_or(other, String::as_str).into()
    }
}

impl Setting<Vec<String>> {
    /// The texts; none if there are none.
    pub(super) fn texts(&self) -> Box<[Box<str>]> {
        let texts = self.get().map_or(&[][..], Vec::as_slice);
        texts.iter().map(|text| text.as_str().into()).collect()
    }
}
