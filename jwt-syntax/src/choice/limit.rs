//! Numbers that can be switched off: `100`, `100/h`, or `off`.

use std::time::Duration;

use crate::duration::in_words;
use crate::rate::{self, Rate};
use crate::value::{SettingKind, SettingType, WrongValue};

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
                .map_err(|_| WrongValue::quoted(text, Self::EXPECTED)),
        }
    }

    fn check(&self, kind: SettingKind) -> Result<(), WrongValue> {
        match (kind, *self) {
            (SettingKind::Limit { most }, Self::AtMost(found))
                if !(1..=most).contains(&found.into()) =>
            {
                let expected = format!("a number from 1 to {most}, or `off`");
                Err(WrongValue::new(format!("{found}"), expected))
            }
            _ => Ok(()),
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
            Err(error) => Err(WrongValue::because(text, error, Self::EXPECTED)),
        }
    }

    fn check(&self, kind: SettingKind) -> Result<(), WrongValue> {
        let (SettingKind::Rate { most, longest }, Self::AtMost { attempts, per }) = (kind, *self)
        else {
            return Ok(());
        };
        let is_whole = per.subsec_nanos() == 0;
        if is_whole && (1..=most).contains(&attempts) && (1..=longest).contains(&per.as_secs()) {
            return Ok(());
        }
        let longest = in_words(Duration::from_secs(longest));
        Err(WrongValue::new(
            format!("{attempts} in {}", in_words(per)),
            format!("1 to {most} attempts in whole seconds from `1s` to {longest}, or `off`"),
        ))
    }
}

crate::value::deserialize_as_text!(CountLimit LoginLimit);
