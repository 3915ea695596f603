//! How long browsers keep a cookie: `10m`, or `session`.

use std::time::Duration;

use crate::value::{SettingKind, SettingType, WrongValue};

/// The setting `cookie_max_age`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CookieMaxAge {
    /// Until the browser is closed: the cookie has no `Max-Age`.
    Session,
    /// At most so long, in whole seconds, and no longer than its token is valid.
    AtMost(Duration),
}

impl SettingType for CookieMaxAge {
    const EXPECTED: &'static str = "a duration such as `10m`, or `session`";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        match text {
            "session" => Ok(Self::Session),
            text => Duration::from_text(text)
                .map(Self::AtMost)
                .map_err(or_session),
        }
    }

    fn check(&self, kind: SettingKind) -> Result<(), WrongValue> {
        match self {
            Self::Session => Ok(()),
            Self::AtMost(time) => time.check(kind).map_err(or_session),
        }
    }
}

/// Adds `session` to the values that are allowed.
fn or_session(wrong: WrongValue) -> WrongValue {
    let expected = format!("{}, or `session`", wrong.expected);
    WrongValue { expected, ..wrong }
}

crate::value::deserialize_as_text!(CookieMaxAge);
