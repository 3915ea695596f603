//! The rules between settings: what contradicts what, and what has no effect beside what.
//!
//! A rule reads a [`SettingsView`] and reports nothing while a value that it depends on is unknown. Its message is the same wherever it
//! is reported: at the literal when the program is compiled, or with the origin of the value at start-up.

mod algorithms;
mod claims;
mod cookies;
mod delivery;
mod dependency;
mod endpoints;
mod handler;
mod implicit_refresh;
mod lifetimes;
mod members;
mod sessions;

use std::fmt;

use super::SettingsView;
use crate::value::WrongValue;

pub use self::cookies::{is_named_by_instance, named_by_instance};
pub use self::handler::{
    CSRF_WITHOUT_VALUES, HandlerContradiction, LOOKUP_WITHOUT_USERS, REVOCATION_WITHOUT_STORE,
    contradictions_of_handler,
};

/// A setting that contradicts others, or has no effect beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The setting that is reported: one that is given, if any of those concerned is.
    pub setting: &'static str,
    /// What was found, and what is expected instead.
    pub wrong: WrongValue,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { setting, wrong } = self;
        write!(
            f,
            "`{setting}`: found {}; expected {}",
            wrong.found, wrong.expected
        )
    }
}

/// Everything that is known to be wrong between the settings of a configuration.
#[must_use]
pub fn contradictions(view: &impl SettingsView) -> Vec<Contradiction> {
    let mut found = Findings::new(view);
    algorithms::check(&mut found);
    claims::check(&mut found);
    lifetimes::check(&mut found);
    endpoints::check(&mut found);
    members::check(&mut found);
    cookies::check(&mut found);
    delivery::check(&mut found);
    implicit_refresh::check(&mut found);
    sessions::check(&mut found);
    handler::check_user_lookup(&mut found);
    dependency::check(&mut found);
    found.contradictions
}

/// What the rules found in a view.
struct Findings<'v, V> {
    view: &'v V,
    contradictions: Vec<Contradiction>,
}

impl<'v, V: SettingsView> Findings<'v, V> {
    fn new(view: &'v V) -> Self {
        Self {
            view,
            contradictions: Vec::new(),
        }
    }

    /// Whether a setting is known to be given.
    fn is_given(&self, setting: &str) -> bool {
        self.view.is_given(setting) == Some(true)
    }

    /// Reports a setting, once for each reason.
    fn report(&mut self, setting: &'static str, wrong: WrongValue) {
        let contradiction = Contradiction { setting, wrong };
        if !self.contradictions.contains(&contradiction) {
            self.contradictions.push(contradiction);
        }
    }

    /// Reports a setting: what was found, and what is expected instead.
    fn refuse(
        &mut self,
        setting: &'static str,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) {
        self.report(setting, WrongValue::new(found, expected));
    }

    /// Reports each of these settings that is given.
    fn refuse_given(&mut self, settings: &[&'static str], found: &str, expected: &str) {
        for setting in settings {
            if self.is_given(setting) {
                self.refuse(setting, found, expected);
            }
        }
    }

    /// Reports one of two settings whose values exclude each other: the first, unless the other one alone is given.
    fn refuse_pair(
        &mut self,
        one: &SettingValue,
        other: &SettingValue,
        comparison: Comparison,
        expected: &str,
    ) {
        let is_other = !self.is_given(one.setting) && self.is_given(other.setting);
        let (reported, beside) = if is_other { (other, one) } else { (one, other) };
        let found = match comparison {
            Comparison::While => format!(
                "{}, while `{}` is {}",
                reported.value, beside.setting, beside.value
            ),
            Comparison::AsIn => format!("{}, as in `{}`", reported.value, beside.setting),
        };
        self.refuse(reported.setting, found, expected);
    }
}

/// A setting and what it is, as a message shows it.
struct SettingValue {
    setting: &'static str,
    value: String,
}

/// How a message puts two settings together.
#[derive(Clone, Copy)]
enum Comparison {
    While,
    AsIn,
}
