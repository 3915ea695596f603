//! One setting: its value, and where the value came from.

use jwt_syntax::setting::{self, Kind, WrongValue};

use super::{CountLimit, Origin, Problem, Supply};

/// A setting of type `T`: not given, given, or given in a way that cannot be read.
#[derive(Debug)]
pub struct Setting<T> {
    name: &'static str,
    origin: Origin,
    value: Option<T>,
    problem: Option<Problem>,
}

impl<T> Setting<T> {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            origin: Origin::Default,
            value: None,
            problem: None,
        }
    }

    /// Takes a value from `origin`. It replaces one that was given before; a value that is absent replaces nothing.
    pub fn supply<V: Supply<T> + ?Sized>(&mut self, origin: Origin, value: &V) {
        match value.supply() {
            None => {}
            Some(Ok(value)) => {
                self.origin = origin;
                self.value = Some(value);
                self.problem = None;
            }
            Some(Err(wrong)) => self.fail(origin, wrong),
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
            .map(|WrongValue { found, expected }| self.problem(found, expected))
    }

    /// A problem with the value that was given.
    pub(crate) fn problem(&self, found: impl Into<String>, expected: impl Into<String>) -> Problem {
        Problem::new(self.name, self.origin, found, expected)
    }

    /// What the table says of the setting.
    pub(super) fn kind(&self) -> Option<Kind> {
        setting::setting(self.name).map(|setting| setting.kind)
    }

    /// The least and the greatest value of a duration in seconds, or of a number.
    pub(crate) fn limits(&self) -> (u64, u64) {
        match self.kind() {
            Some(Kind::Duration { least, most } | Kind::Count { least, most }) => (least, most),
            Some(Kind::Offset { most }) => (0, most),
            Some(Kind::Limit { most }) => (1, most),
            _ => (0, u64::MAX),
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// Whether nothing was given, readable or not.
    pub(crate) fn is_absent(&self) -> bool {
        self.value.is_none() && self.problem.is_none()
    }

    /// The problem of a value that could not be read.
    pub(crate) fn unreadable(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    /// The problem of a value that could not be read, or that stands where readers of the source would not see it.
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

impl Setting<CountLimit> {
    /// The number that was given, or the default; none if it is off. One that the table refuses is a problem.
    pub(super) fn limit(&self, default: u32, problems: &mut Vec<Problem>) -> Option<u32> {
        let (least, most) = self.limits();
        match self.value() {
            None => Some(default),
            Some(CountLimit::Off) => None,
            Some(&CountLimit::AtMost(found)) => {
                if !(least..=most).contains(&found.into()) {
                    problems.push(self.problem(
                        format!("{found}"),
                        format!("a number from {least} to {most}, or `off`"),
                    ));
                }
                Some(found)
            }
        }
    }
}

impl Setting<usize> {
    /// The number that was given, or the default; one that the table refuses is a problem.
    pub(super) fn count(&self, default: usize, problems: &mut Vec<Problem>) -> usize {
        let (least, most) = self.limits();
        let Some(found) = self.value().copied() else {
            return default;
        };
        if !(least..=most).contains(&(found as u64)) {
            problems.push(self.problem(
                format!("{found}"),
                format!("a number from {least} to {most}"),
            ));
        }
        found
    }
}
