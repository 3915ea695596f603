//! Times of which one has to end before another: access tokens within what any may last, and within their session.

use std::time::Duration;

use jwt_syntax::setting::{DEFAULT_ACCESS_TTL, DEFAULT_MAX_LIFETIME, DEFAULT_REFRESH_TTL};
use syn::LitStr;

use super::known::{Known, Value};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::setting::in_words;

/// A setting and its default in seconds, if it has one.
type Time = (&'static str, Option<u64>);

const ACCESS_TTL: Time = ("access_ttl", Some(DEFAULT_ACCESS_TTL));
const MAX_LIFETIME: Time = ("max_lifetime", Some(DEFAULT_MAX_LIFETIME));
const REFRESH_TTL: Time = ("refresh_ttl", Some(DEFAULT_REFRESH_TTL));
const REFRESH_IDLE_TTL: Time = ("refresh_idle_ttl", None);
const NOT_BEFORE: Time = ("not_before", None);

/// Two times of which the first is no longer than the second.
const ORDERED: [[Time; 2]; 4] = [
    [ACCESS_TTL, MAX_LIFETIME],
    [ACCESS_TTL, REFRESH_TTL],
    [ACCESS_TTL, REFRESH_IDLE_TTL],
    [REFRESH_IDLE_TTL, REFRESH_TTL],
];

pub(super) fn check(known: &Known<'_>, diagnostics: &mut Diagnostics) {
    for [shorter, longer] in ORDERED {
        if let Some(pair) = Pair::known([shorter, longer], known)
            && pair.short > pair.long
        {
            let ([short, long], [a, b]) = (pair.in_words(), [shorter.0, longer.0]);
            let message = format!("`{a}` is {short}, longer than `{b}`, which is {long}");
            diagnostics.report(pair.refused(message, a, b));
        }
    }
    if let Some(pair) = Pair::known([NOT_BEFORE, ACCESS_TTL], known)
        && pair.short >= pair.long
    {
        let ([short, long], [a, b]) = (pair.in_words(), [NOT_BEFORE.0, ACCESS_TTL.0]);
        let message = format!(
            "`{a}` is {short}, no shorter than `{b}`, which is {long}: no token would ever be valid"
        );
        diagnostics.report(pair.refused(message, a, b));
    }
}

struct Pair<'a> {
    at: &'a LitStr,
    short: Duration,
    long: Duration,
}

impl<'a> Pair<'a> {
    /// Two times that are known, of which one at least is written out.
    fn known([shorter, longer]: [Time; 2], known: &Known<'a>) -> Option<Self> {
        let time = |(name, default): Time| match known.duration(name) {
            Value::Default => Some((None, Duration::from_secs(default?))),
            Value::Literal((at, time)) => Some((Some(at), time)),
            Value::Unknown => None,
        };
        let ((at, short), (other, long)) = (time(shorter)?, time(longer)?);
        Some(Self {
            at: at.or(other)?,
            short,
            long,
        })
    }

    fn in_words(&self) -> [String; 2] {
        [self.short, self.long].map(|time| in_words(time.as_secs()))
    }

    fn refused(&self, message: String, shorter: &str, longer: &str) -> Diagnostic {
        Diagnostic::new(self.at, message).help(format!(
            "write a shorter `{shorter}` or a longer `{longer}`"
        ))
    }
}
