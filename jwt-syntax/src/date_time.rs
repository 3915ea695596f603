//! Dates and times as a person writes them (RFC 3339).

use std::time::UNIX_EPOCH;

/// A time in UTC, in seconds since the Unix epoch; `None` if the text is no such time.
///
/// ```
/// use jwt_syntax::date_time::seconds_of;
///
/// assert_eq!(seconds_of("2027-01-15T08:00:00Z"), Some(1_800_000_000));
/// for wrong in ["2027-01-15", "2027-01-15 08:00:00", "2027-01-15T08:00:00+01:00", "1800000000", ""] {
///     assert_eq!(seconds_of(wrong), None, "{wrong}");
/// }
/// ```
#[must_use]
pub fn seconds_of(text: &str) -> Option<i64> {
    let time = humantime::parse_rfc3339(text).ok()?;
    let since = time.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}
