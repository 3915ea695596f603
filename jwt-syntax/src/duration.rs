//! Durations such as `15m` or `30d`.

use std::time::Duration;

use crate::suggestion::nearest;

/// Reads a duration: a number and a unit, or several, adding up to whole seconds.
///
/// The units are those of [`humantime`]: `s`, `m`, `h`, `d`, `w` and their longer forms; `M` is a month.
/// Times in tokens are whole seconds (RFC 7519 §2, `NumericDate`), so a fraction would silently become something else.
///
/// ```
/// use jwt_syntax::duration::parse;
///
/// assert_eq!(parse("15m")?.as_secs(), 900);
/// assert_eq!(parse("1h 30m")?.as_secs(), 5400);
/// assert_eq!(
///     parse("15").unwrap_err().to_string(),
///     "`15` has no unit; write `15s` for seconds, or a duration such as `30s`, `15m`, `12h` or `30d`",
/// );
/// # Ok::<(), jwt_syntax::duration::DurationError>(())
/// ```
///
/// # Errors
///
/// When the text is no duration, is too long a time to represent, or is not a whole number of seconds.
pub fn parse(text: &str) -> Result<Duration, DurationError> {
    let refuse = |reason| DurationError {
        text: text.to_owned(),
        reason,
    };
    let duration =
        humantime::parse_duration(text).map_err(|error| refuse(Reason::of(text, error)))?;
    if duration.subsec_nanos() == 0 {
        Ok(duration)
    } else {
        Err(refuse(Reason::Fraction))
    }
}

/// A duration as a literal would have it, as a message shows it.
///
/// ```
/// use std::time::Duration;
///
/// use jwt_syntax::duration::in_words;
///
/// let words = [90, 3600, 86_400, 172_800].map(|seconds| in_words(Duration::from_secs(seconds)));
/// assert_eq!(words, ["`90s`", "`1h`", "`24h`", "`2d`"]);
/// ```
#[must_use]
pub fn in_words(duration: Duration) -> String {
    const DAY: u64 = 24 * 60 * 60;
    // One day is `24h`, which cannot be taken for a date.
    let units = [(DAY, 'd', 2 * DAY), (60 * 60, 'h', 60 * 60), (60, 'm', 60)];
    let seconds = duration.as_secs();
    let fits =
        |(unit, _, least): &(u64, char, u64)| seconds >= *least && seconds.is_multiple_of(*unit);
    match units.iter().find(|unit| fits(unit)) {
        _ if duration.subsec_nanos() != 0 => format!("`{duration:?}`"),
        Some((unit, name, _)) => format!("`{}{name}`", seconds.div_euclid(*unit)),
        None => format!("`{seconds}s`"),
    }
}

/// A duration that was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{reason}, or a duration such as `30s`, `15m`, `12h` or `30d`", Quoted(.text))]
pub struct DurationError {
    text: String,
    reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum Reason {
    #[error("the duration is empty; write a number and a unit")]
    Empty,
    #[error(" is not a duration: {0:?} at byte {1} cannot stand there; write a number and a unit")]
    Character(char, usize),
    #[error(" is not a duration: a number is missing at byte {0}; write a number and a unit")]
    NumberMissing(usize),
    #[error(" has no unit; write `{0}s` for seconds")]
    UnitMissing(u64),
    #[error(" is not a duration: `{found}` is no unit of time; write {}", .meant.map_or("one of `s`, `m`, `h`, `d`, `w`".to_owned(), |unit| format!("`{unit}`")))]
    UnknownUnit {
        found: String,
        meant: Option<&'static str>,
    },
    #[error(" is too long or too precise; write fewer digits")]
    Overflow,
    #[error(" is not a whole number of seconds; write whole seconds")]
    Fraction,
}

impl Reason {
    fn of(text: &str, error: humantime::DurationError) -> Self {
        use humantime::DurationError as Error;
        match error {
            Error::Empty => Self::Empty,
            Error::InvalidCharacter(at) => match character(text, at) {
                Some(found) => Self::Character(found, at),
                None => Self::NumberMissing(at),
            },
            Error::NumberExpected(at) => Self::NumberMissing(at),
            Error::UnknownUnit { unit, value, .. } if unit.is_empty() => Self::UnitMissing(value),
            Error::UnknownUnit { unit, .. } => Self::UnknownUnit {
                meant: nearest(&unit.to_lowercase(), UNITS.iter().copied()),
                found: unit,
            },
            Error::NumberOverflow => Self::Overflow,
        }
    }
}

/// The units offered for one that was mistyped.
const UNITS: &[&str] = &[
    "s", "sec", "seconds", "m", "min", "minutes", "h", "hours", "d", "days", "w", "weeks",
    "months", "years",
];

fn character(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// An empty text has nothing to quote.
struct Quoted<'a>(&'a str);

impl std::fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.trim().is_empty() {
            Ok(())
        } else {
            write!(f, "`{}`", self.0.escape_debug())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        parse(text).unwrap_err().to_string()
    }

    #[test]
    fn a_number_and_a_unit_make_a_duration() {
        for (text, seconds) in [
            ("0s", 0),
            ("10s", 10),
            ("15m", 900),
            ("12h", 43_200),
            ("30d", 2_592_000),
            ("2w", 1_209_600),
            ("1h30m", 5_400),
            ("1h 30min", 5_400),
            ("1000ms", 1),
            ("0.5h", 1_800),
        ] {
            assert_eq!(parse(text).unwrap(), Duration::from_secs(seconds), "{text}");
        }
    }

    #[test]
    fn fractions_of_a_second_are_refused() {
        assert_eq!(
            message("500ms"),
            "`500ms` is not a whole number of seconds; write whole seconds, or a duration such as `30s`, `15m`, `12h` or `30d`"
        );
        assert!(message("1.5s").contains("whole seconds"));
        assert!(message("1s 1ns").contains("whole seconds"));
    }

    #[test]
    fn an_unknown_unit_is_named_with_the_nearest() {
        assert_eq!(
            message("15 minuts"),
            "`15 minuts` is not a duration: `minuts` is no unit of time; write `minutes`, \
             or a duration such as `30s`, `15m`, `12h` or `30d`"
        );
        assert!(message("15q").contains("one of `s`, `m`, `h`, `d`, `w`"));
        assert!(message("15 Minutes").contains("write `minutes`"));
    }

    #[test]
    fn what_is_no_duration_is_refused() {
        assert!(message("").starts_with("the duration is empty; write a number"));
        assert!(message("  ").starts_with("the duration is empty; write a number"));
        assert!(message("15").contains("write `15s` for seconds"));
        assert!(message("soon").contains("a number is missing at byte 0"));
        assert!(
            message("15m!").contains("'!' at byte 3"),
            "{}",
            message("15m!")
        );
        assert!(message("-5m").starts_with("`-5m` is not a duration"));
    }

    #[test]
    fn a_time_too_long_to_represent_is_refused() {
        assert!(message("99999999999999999999999s").contains("fewer digits"));
        assert!(message("18446744073709551615s 18446744073709551615s").contains("fewer digits"));
        assert!(message("18446744073709551615d").contains("fewer digits"));
    }
}
