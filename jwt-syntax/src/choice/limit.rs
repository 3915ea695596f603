//! Numbers that can be switched off: `100`, `100/h`, or `off`.

use std::time::Duration;

use crate::rate::{self, Rate};
use crate::setting::{SettingType, WrongValue};

/// The settings `max_sessions` and `refreshes_per_minute`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountLimit {
    /// Any number.
    Off,
    /// No more than so many.
    AtMost(u32),
}

impl SettingType for CountLimit {
    const EXPECTED: &'static str = "a number such as `100`, or `off`";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        match text {
            "off" => Ok(Self::Off),
            text => text
                .parse()
                .map(Self::AtMost)
                .map_err(|_| WrongValue::quoted::<Self>(text)),
        }
    }
}

/// How many failed attempts there may be in a time: the settings `rate_limit_account`, `rate_limit_account_and_address` and
/// `rate_limit_address`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoginLimit {
    /// Any number.
    Off,
    /// No more than `attempts` in any time as long as `per`, in whole seconds.
    AtMost {
        /// How many.
        attempts: u16,
        /// In how long a time.
        per: Duration,
    },
}

impl SettingType for LoginLimit {
    const EXPECTED: &'static str = "a number of attempts and a time, such as `100/h`, or `off`";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        if text == "off" {
            return Ok(Self::Off);
        }
        match rate::parse(text) {
            Ok(Rate { attempts, seconds }) => Ok(Self::AtMost {
                attempts,
                per: Duration::from_secs(seconds),
            }),
            Err(error) => Err(WrongValue::because::<Self>(text, error)),
        }
    }
}

crate::setting::deserialize_as_text!(CountLimit LoginLimit);
