//! The registered claims (RFC 7519 §4.1), and how each is read.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::json::{Members, Text, once};
use crate::scope::ScopeSet;

/// The claims that the library itself understands, as a token carries them: read, not yet judged.
#[derive(Default)]
pub(crate) struct Registered<'de> {
    pub(crate) issuer: Option<Text<'de>>,
    pub(crate) subject: Option<Text<'de>>,
    pub(crate) audience: Option<Audience<'de>>,
    pub(crate) expires_at: Option<NumericDate>,
    pub(crate) not_before: Option<NumericDate>,
    pub(crate) issued_at: Option<NumericDate>,
    pub(crate) id: Option<Text<'de>>,
    pub(crate) scopes: Option<ScopeSet>,
    pub(crate) client_id: Option<Text<'de>>,
    /// What binds the token to a key (`cnf`, RFC 7800): such a token is no bearer token.
    pub(crate) confirmation: Option<IgnoredAny>,
}

impl<'de> Members<'de> for Registered<'de> {
    fn take<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        match name {
            "iss" => once(&mut self.issuer, map)?,
            "sub" => once(&mut self.subject, map)?,
            "aud" => once(&mut self.audience, map)?,
            "exp" => once(&mut self.expires_at, map)?,
            "nbf" => once(&mut self.not_before, map)?,
            "iat" => once(&mut self.issued_at, map)?,
            "jti" => once(&mut self.id, map)?,
            "scope" => once(&mut self.scopes, map)?,
            "client_id" => once(&mut self.client_id, map)?,
            "cnf" => once(&mut self.confirmation, map)?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// A point in time in seconds since the epoch (RFC 7519 §2), which may have a fraction.
///
/// Both roundings are kept, so that each comparison can take the stricter one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NumericDate {
    /// The last whole second that is not after it.
    pub(crate) floor: i64,
    /// The first whole second that is not before it.
    pub(crate) ceil: i64,
}

impl<'de> Deserialize<'de> for NumericDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Number;

        impl Visitor<'_> for Number {
            type Value = NumericDate;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number of seconds since 1970-01-01T00:00:00Z")
            }

            fn visit_i64<E: de::Error>(self, seconds: i64) -> Result<NumericDate, E> {
                Ok(NumericDate {
                    floor: seconds,
                    ceil: seconds,
                })
            }

            fn visit_u64<E: de::Error>(self, seconds: u64) -> Result<NumericDate, E> {
                self.visit_i64(i64::try_from(seconds).unwrap_or(i64::MAX))
            }

            #[expect(
                clippy::cast_possible_truncation,
                reason = "the cast saturates, which is what an absurd date deserves"
            )]
            fn visit_f64<E: de::Error>(self, seconds: f64) -> Result<NumericDate, E> {
                Ok(NumericDate {
                    floor: seconds.floor() as i64,
                    ceil: seconds.ceil() as i64,
                })
            }
        }

        // `deserialize_any`, because every other method of serde would accept other types for a number.
        deserializer.deserialize_any(Number)
    }
}

/// The `aud` claim: one name or several (RFC 7519 §4.1.3).
pub(crate) enum Audience<'de> {
    One(Text<'de>),
    Several(Vec<Text<'de>>),
}

impl<'de> Audience<'de> {
    /// Whether one of the names is among `ours`.
    pub(crate) fn names_one_of(&self, ours: &[Box<str>]) -> bool {
        let named = match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Several(names) => names,
        };
        named
            .iter()
            .any(|name| ours.iter().any(|our| **our == **name))
    }
}

impl<'de> Deserialize<'de> for Audience<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names;

        impl<'de> Visitor<'de> for Names {
            type Value = Audience<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or a list of strings")
            }

            fn visit_borrowed_str<E: de::Error>(self, name: &'de str) -> Result<Audience<'de>, E> {
                Ok(Audience::One(Text(name.into())))
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Audience<'de>, E> {
                Ok(Audience::One(Text(name.to_owned().into())))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Audience<'de>, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = seq.next_element()? {
                    names.push(name);
                }
                Ok(Audience::Several(names))
            }
        }

        deserializer.deserialize_any(Names)
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

    #[test]
    fn audience_is_a_string_or_a_list_of_strings() {
        let ours = ["b".into(), "c".into()];
        let read = |json| {
            serde_json::from_str::<Audience<'_>>(json)
                .ok()
                .map(|audience| audience.names_one_of(&ours))
        };
        assert_eq!(read("\"a\""), Some(false));
        assert_eq!(read("\"b\""), Some(true));
        assert_eq!(read("\"\\u0062\""), Some(true));
        assert_eq!(read("[\"a\",\"b\"]"), Some(true));
        assert_eq!(read("[]"), Some(false));
        for json in ["1", "null", "{}", "[1]", "[[\"a\"]]", "[null]"] {
            assert_eq!(read(json), None, "{json}");
        }
    }
}
