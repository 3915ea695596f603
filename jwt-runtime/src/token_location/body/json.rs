//! Reading one member of a JSON body.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::error::{AuthError, Reason};
use crate::json::{Bounds, read_member};

/// The text of the member `name`; an empty text and `null` count as absent.
///
/// A body that is not a JSON object has no members; the handler decides what to do with it. An ambiguous object, with a name
/// that appears twice, is refused: the handler might read another token from it than the guard.
pub(super) fn member<'b>(body: &'b [u8], name: &str) -> Result<Option<Cow<'b, str>>, AuthError> {
    let Ok(text) = str::from_utf8(body) else {
        return Ok(None);
    };
    let value = match read_member(text, Bounds::BODY, name) {
        Ok(value) => value,
        Err(error) if error.is_data() && text.trim_ascii_start().starts_with('{') => {
            return Err(Reason::MalformedRequest(
                "the JSON body has a name twice, or is nested too deeply".into(),
            )
            .into());
        }
        Err(_) => return Ok(None),
    };
    match value {
        None | Some(JsonValue::Null) => Ok(None),
        Some(JsonValue::Text(text)) => Ok(Some(text).filter(|text| !text.is_empty())),
        Some(JsonValue::Other) => Err(Reason::MalformedRequest(
            format!("the member `{name}` of the body is no string").into(),
        )
        .into()),
    }
}

/// A value of which only text is kept. Text is copied only if it has escapes.
enum JsonValue<'b> {
    Text(Cow<'b, str>),
    Null,
    Other,
}

impl<'b> Deserialize<'b> for JsonValue<'b> {
    fn deserialize<D: Deserializer<'b>>(deserializer: D) -> Result<Self, D::Error> {
        struct ValueVisitor;

        impl<'b> Visitor<'b> for ValueVisitor {
            type Value = JsonValue<'b>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON value")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'b str) -> Result<JsonValue<'b>, E> {
                Ok(JsonValue::Text(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<JsonValue<'b>, E> {
                Ok(JsonValue::Text(Cow::Owned(text.to_owned())))
            }

            fn visit_unit<E: Error>(self) -> Result<JsonValue<'b>, E> {
                Ok(JsonValue::Null)
            }

            fn visit_bool<E: Error>(self, _: bool) -> Result<JsonValue<'b>, E> {
                Ok(JsonValue::Other)
            }

            fn visit_i64<E: Error>(self, _: i64) -> Result<JsonValue<'b>, E> {
                Ok(JsonValue::Other)
            }

            fn visit_u64<E: Error>(self, _: u64) -> Result<JsonValue<'b>, E> {
                Ok(JsonValue::Other)
            }

            fn visit_f64<E: Error>(self, _: f64) -> Result<JsonValue<'b>, E> {
                Ok(JsonValue::Other)
            }

            fn visit_seq<A: SeqAccess<'b>>(self, mut list: A) -> Result<JsonValue<'b>, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(JsonValue::Other)
            }

            fn visit_map<A: MapAccess<'b>>(self, mut object: A) -> Result<JsonValue<'b>, A::Error> {
                while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(JsonValue::Other)
            }
        }

        deserializer.deserialize_any(ValueVisitor)
    }
}
