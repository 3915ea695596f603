//! Dates (RFC 7519 §2).

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

use crate::json::{LenientValue, Number};

/// A time in seconds since the Unix epoch (RFC 7519 §2), which may have a fraction.
///
/// Both roundings are kept, so that each comparison can take the stricter one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NumericDate {
    /// Rounded down to a whole second.
    pub(crate) floor: i64,
    /// Rounded up to a whole second.
    pub(crate) ceil: i64,
}

impl From<Number> for NumericDate {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the cast saturates, which is what an absurd date deserves"
    )]
    fn from(number: Number) -> Self {
        let whole = |seconds| Self {
            floor: seconds,
            ceil: seconds,
        };
        match number {
            Number::Integer(seconds) => whole(seconds),
            Number::Large(seconds) => whole(i64::try_from(seconds).unwrap_or(i64::MAX)),
            Number::Fraction(seconds) => Self {
                floor: seconds.floor() as i64,
                ceil: seconds.ceil() as i64,
            },
        }
    }
}

impl LenientValue<'_> for NumericDate {
    fn of_number(number: Number) -> Option<Self> {
        Some(number.into())
    }
}

impl<'de> Deserialize<'de> for NumericDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Seconds;

        impl Visitor<'_> for Seconds {
            type Value = NumericDate;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number of seconds since 1970-01-01T00:00:00Z")
            }

            fn visit_i64<E: Error>(self, seconds: i64) -> Result<NumericDate, E> {
                Ok(Number::Integer(seconds).into())
            }

            fn visit_u64<E: Error>(self, seconds: u64) -> Result<NumericDate, E> {
                Ok(Number::Large(seconds).into())
            }

            fn visit_f64<E: Error>(self, seconds: f64) -> Result<NumericDate, E> {
                Ok(Number::Fraction(seconds).into())
            }
        }

        // `deserialize_any`, because every other method of serde would accept other types for a number. With the feature
        // `arbitrary_precision` of serde_json, which only the application can switch on, a fraction comes as an object, and is
        // refused: a token could have the same object. Whole seconds are numbers in any case.
        deserializer.deserialize_any(Seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_numbers_and_nothing_else() {
        let read = |json| {
            serde_json::from_str::<NumericDate>(json)
                .ok()
                .map(|d| (d.floor, d.ceil))
        };
        assert_eq!(read("1800000000"), Some((1_800_000_000, 1_800_000_000)));
        assert_eq!(read("1800000000.5"), Some((1_800_000_000, 1_800_000_001)));
        assert_eq!(read("1.8e9"), Some((1_800_000_000, 1_800_000_000)));
        assert_eq!(read("-1"), Some((-1, -1)));
        assert_eq!(read("18446744073709551615"), Some((i64::MAX, i64::MAX)));
        assert_eq!(read("1e300"), Some((i64::MAX, i64::MAX)));
        for json in ["\"1800000000\"", "true", "null", "[1]", "{}", "1e400"] {
            assert_eq!(read(json), None, "{json}");
        }
    }
}
