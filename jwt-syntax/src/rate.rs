//! Rates such as `100/h` or `10/15m`.

use crate::duration::{self, DurationError};

/// A number of attempts in a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How many attempts.
    pub attempts: u16,
    /// The time, in seconds.
    pub seconds: u64,
}

/// Reads a rate: a number of attempts, `/`, and a duration. `s`, `m`, `h` and `d` stand for one second, minute, hour and day.
///
/// ```
/// use jwt_syntax::rate::{Rate, parse};
///
/// assert_eq!(parse("100/h")?, Rate { attempts: 100, seconds: 3600 });
/// assert_eq!(parse("10/15m")?, Rate { attempts: 10, seconds: 900 });
/// assert_eq!(
///     parse("10").unwrap_err().to_string(),
///     "`10` is not a rate; write a number of attempts and a time, such as `100/h` or `10/15m`",
/// );
/// # Ok::<(), jwt_syntax::rate::RateError>(())
/// ```
///
/// # Errors
///
/// When the text is not of this form, the number is not a whole number below 65,536, or the duration cannot be read.
pub fn parse(text: &str) -> Result<Rate, RateError> {
    let (attempts, time) = text
        .split_once('/')
        .ok_or_else(|| RateError::NoRate(text.to_owned()))?;
    let attempts = attempts.trim();
    let is_number = !attempts.is_empty() && attempts.bytes().all(|byte| byte.is_ascii_digit());
    let attempts = Some(attempts).filter(|_| is_number);
    let attempts = attempts.and_then(|attempts| attempts.parse().ok());
    let time = time.trim();
    let seconds = match time {
        "s" => 1,
        "m" => 60,
        "h" => 60 * 60,
        "d" => 24 * 60 * 60,
        _ => duration::parse(time)?.as_secs(),
    };
    Ok(Rate {
        attempts: attempts.ok_or_else(|| RateError::NoNumber(text.to_owned()))?,
        seconds,
    })
}

/// A rate that was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RateError {
    /// There is no `/`.
    #[error("`{}` is not a rate; write a number of attempts and a time, such as `100/h` or `10/15m`", .0.escape_debug())]
    NoRate(String),
    /// What stands before the `/` is no number.
    #[error("`{}` does not begin with a whole number of attempts; write one, such as `100/h` or `10/15m`", .0.escape_debug())]
    NoNumber(String),
    /// What stands behind the `/` is no duration.
    #[error(transparent)]
    Duration(#[from] DurationError),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_a_time_make_a_rate() {
        for (text, attempts, seconds) in [
            ("100/h", 100, 3600),
            ("10/15m", 10, 900),
            ("100/m", 100, 60),
            ("1/s", 1, 1),
            ("5/d", 5, 86_400),
            ("3/1h 30m", 3, 5400),
            (" 7 / 2d ", 7, 172_800),
            ("0/s", 0, 1),
        ] {
            assert_eq!(parse(text), Ok(Rate { attempts, seconds }), "{text}");
        }
    }

    #[test]
    fn what_is_no_rate_is_refused() {
        for (text, message) in [
            ("", "`` is not a rate; write a number"),
            ("100", "`100` is not a rate; write a number"),
            ("100 per hour", "`100 per hour` is not a rate"),
            (
                "/h",
                "`/h` does not begin with a whole number of attempts; write one",
            ),
            ("ten/h", "`ten/h` does not begin with a whole number"),
            ("-1/h", "`-1/h` does not begin with a whole number"),
            ("+1/h", "`+1/h` does not begin with a whole number"),
            ("1.5/h", "`1.5/h` does not begin with a whole number"),
            ("65536/h", "does not begin with a whole number"),
            ("10/", "the duration is empty"),
            ("10/15", "`15` has no unit; write `15s` for seconds"),
            ("10/500ms", "`500ms` is not a whole number of seconds"),
            ("10/15minuts", "write `minutes`"),
            ("10/h/2", "is not a duration"),
        ] {
            let found = parse(text).unwrap_err().to_string();
            assert!(found.contains(message), "{text}: {found}");
        }
    }
}
