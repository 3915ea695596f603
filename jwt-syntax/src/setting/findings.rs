//! What the rules find: contradictions between settings, each with its message.

use std::fmt;

use super::SettingsView;
use crate::value::WrongValue;

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

/// What the rules found in a view.
pub(super) struct Findings<'v, V> {
    pub(super) view: &'v V,
    pub(super) contradictions: Vec<Contradiction>,
}

impl<'v, V: SettingsView> Findings<'v, V> {
    pub(super) fn new(view: &'v V) -> Self {
        Self {
            view,
            contradictions: Vec::new(),
        }
    }

    /// Whether a setting is known to be given.
    pub(super) fn is_given(&self, setting: &str) -> bool {
        self.view.is_given(setting) == Some(true)
    }

    /// Reports a setting, once for each reason.
    pub(super) fn report(&mut self, setting: &'static str, wrong: WrongValue) {
        let contradiction = Contradiction { setting, wrong };
        if !self.contradictions.contains(&contradiction) {
            self.contradictions.push(contradiction);
        }
    }

    /// Reports a setting: what was found, and what is expected instead.
    pub(super) fn refuse(
        &mut self,
        setting: &'static str,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) {
        self.report(setting, WrongValue::new(found, expected));
    }

    /// Reports each of these settings that is given.
    pub(super) fn refuse_given(&mut self, settings: &[&'static str], found: &str, expected: &str) {
        for setting in settings {
            if self.is_given(setting) {
                self.refuse(setting, found, expected);
            }
        }
    }

    /// Reports one of two settings whose values exclude each other: the first, unless the other one alone is given.
    pub(super) fn refuse_pair(
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
pub(super) struct SettingValue {
    pub(super) setting: &'static str,
    pub(super) value: String,
}

/// How a message puts two settings together.
#[derive(Clone, Copy)]
pub(super) enum Comparison {
    While,
    AsIn,
}
