//! The subject (RFC 7519 §4.1.2).

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

use crate::config::SubjectFormat;
use crate::json::Text;
use crate::token::TokenError;

/// The subject: a string, or an integer where the configuration says so.
pub(crate) enum Subject<'de> {
    Text(Text<'de>),
    Integer(i64),
}

impl Subject<'_> {
    /// The subject as the application sees it, if it has the format that it should have.
    #[inline]
    pub(crate) fn in_format(&self, format: SubjectFormat) -> Result<Cow<'_, str>, TokenError> {
        match (self, format) {
            (Self::Text(text), SubjectFormat::Text) => Ok(Cow::Borrowed(text)),
            (Self::Integer(number), SubjectFormat::Integer) => Ok(Cow::Owned(number.to_string())),
            _ => Err(TokenError::Malformed),
        }
    }
}

impl<'de> Deserialize<'de> for Subject<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Subject<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or an integer")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Subject<'de>, E> {
                Ok(Subject::Text(Text(text.into())))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Subject<'de>, E> {
                Ok(Subject::Text(Text(text.to_owned().into())))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Subject<'de>, E> {
                Ok(Subject::Integer(number))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Subject<'de>, E> {
                i64::try_from(number)
                    .map(Subject::Integer)
                    .map_err(|_| E::custom("a subject that is no 64-bit integer"))
            }
        }

        deserializer.deserialize_any(Either)
    }
}
