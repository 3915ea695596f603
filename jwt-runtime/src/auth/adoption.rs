//! Until when refresh tokens of the library that a service used before are adopted: `AuthBuilder::adopt_until`.

use jwt_syntax::date_time::seconds_of;

use crate::config::{Origin, Problem, RefreshFormat};
use crate::session::SessionOptions;

/// The time until which refresh tokens are adopted, in seconds since the Unix epoch.
pub(super) fn end_of_adoption(text: &str, rules: Option<&SessionOptions>) -> Result<i64, Problem> {
    let refuse = |found: &str, expected: &str| {
        Err(Problem::new(
            "adopt_until",
            Origin::Call,
            found.to_owned(),
            expected.to_owned(),
        ))
    };
    let Some(until) = seconds_of(text) else {
        return refuse(
            &format!("`{text}`"),
            "a time in UTC, such as `2027-03-01T00:00:00Z`",
        );
    };
    match rules {
        Some(SessionOptions { refresh: false, .. }) | None => refuse(
            "a time, while there are no refresh tokens",
            "a store, and `refresh` on, or the call left out",
        ),
        Some(rules) if rules.digest_key.is_none() => refuse(
            "a time, while there is no secret for the digests of tokens",
            "a `session_secret`, or the call left out",
        ),
        Some(rules) if rules.format == RefreshFormat::Opaque && !rules.requires_access => refuse(
            "a time, while refresh tokens are opaque and come alone, so that nothing says whose an old one is",
            "`refresh_requires_access` on, `refresh_format` as `jwt`, or the call left out",
        ),
        Some(_) => Ok(until),
    }
}

/// The rules of a service that adopts refresh tokens. Until it no longer does, it remembers the end of all sessions of a user,
/// which concerns tokens that were not presented yet.
pub(super) fn adopting(
    rules: SessionOptions,
    until: i64,
    config: &str,
    now: i64,
) -> SessionOptions {
    tracing::warn!(
        config,
        until,
        "`adopt_until`: refresh tokens of the library that was used before begin sessions"
    );
    SessionOptions {
        longest: rules.longest.max(until.saturating_sub(now)),
        adopts_until: Some(until),
        ..rules
    }
}
