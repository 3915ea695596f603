//! When a token becomes valid: `3m`, or `off`.

use std::time::Duration;

use crate::value::{SettingKind, SettingType, WrongValue};

/// The setting `not_before`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotBefore {
    /// No `nbf` is minted.
    Off,
    /// A token is valid from so long after it was minted, in whole seconds.
    After(Duration),
}

impl SettingType for NotBefore {
    const EXPECTED: &'static str = "a duration such as `3m`, or `off`";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        match text {
            "off" => Ok(Self::Off),
            text => Duration::from_text(text).map(Self::After).map_err(or_off),
        }
    }

    fn check(&self, kind: SettingKind) -> Result<(), WrongValue> {
        match self {
            Self::Off => Ok(()),
            Self::After(offset) => offset.check(kind).map_err(or_off),
        }
    }
}

/// Adds `off` to the values that are allowed.
fn or_off(wrong: WrongValue) -> WrongValue {
    let expected = format!("{}, or `off`", wrong.expected);
    WrongValue { expected, ..wrong }
}

crate::value::deserialize_as_text!(NotBefore);
