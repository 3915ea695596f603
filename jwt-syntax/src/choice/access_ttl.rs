//! How long an access token is valid: `15m`, or `dangerously-never` for one that never expires.

use std::time::Duration;

use crate::value::{SettingKind, SettingType, WrongValue};

/// The setting `access_ttl`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessTtl {
    /// So long, in whole seconds.
    For(Duration),
    /// Access tokens are minted without `exp`, and never expire. Only a literal can say so.
    DangerouslyNever,
}

impl AccessTtl {
    /// How a token that never expires is written.
    pub const NEVER: &'static str = "dangerously-never";

    /// The time, unless tokens never expire.
    #[must_use]
    pub const fn time(self) -> Option<Duration> {
        match self {
            Self::For(time) => Some(time),
            Self::DangerouslyNever => None,
        }
    }
}

impl SettingType for AccessTtl {
    const EXPECTED: &'static str =
        "a duration such as `15m`, or `dangerously-never` in `#[auth(..)]`";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        match text {
            Self::NEVER => Ok(Self::DangerouslyNever),
            "never" | "none" | "off" | "false" => Err(WrongValue::quoted(text, Self::EXPECTED)),
            text => Duration::from_text(text).map(Self::For),
        }
    }

    fn only_as_literal(&self) -> Option<&'static str> {
        match self {
            Self::For(_) => None,
            Self::DangerouslyNever => Some(Self::NEVER),
        }
    }

    fn check(&self, kind: SettingKind) -> Result<(), WrongValue> {
        self.time().map_or(Ok(()), |time| time.check(kind))
    }
}

crate::value::deserialize_as_text!(AccessTtl);
