//! A body that the library reads before the handler, because it may hold a token or a CSRF value.
//!
//! A token may stand anywhere in a JSON object or a form, so that the whole body is read, and one longer than `max_body_bytes`
//! is refused. A CSRF value is searched for in the first `max_body_bytes` of a form; the rest streams to the handler. What is
//! read must arrive within `body_timeout`.

mod json;
mod limits;
mod multipart;
mod prefix;
mod whole;

use std::borrow::Cow;

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use mime::Mime;

pub(crate) use limits::BodyLimits;
use multipart::{Boundary, Part, first_part};
pub(crate) use prefix::read_prefix;
pub(crate) use whole::read_whole;

use super::query::only;
use super::syntax::{is_token68, several};
use crate::error::{AuthError, Reason};

/// The media types of a body that the library can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Json,
    /// A form of names and values (`application/x-www-form-urlencoded`).
    Form,
    /// A form that may contain files (RFC 7578), with its boundary. It may carry a CSRF value, but no token.
    Multipart(Boundary),
}

impl Kind {
    /// The type of a body by the headers of its request. A request with two types has none, as the handler may read the other
    /// one.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        let mut values = headers.get_all(CONTENT_TYPE).iter();
        let (Some(value), None) = (values.next(), values.next()) else {
            return None;
        };
        let media_type: Mime = value.to_str().ok()?.parse().ok()?;
        let is_json = media_type.subtype() == mime::JSON || media_type.suffix() == Some(mime::JSON);
        match (media_type.type_(), media_type.subtype()) {
            (mime::APPLICATION, _) if is_json => Some(Self::Json),
            (mime::APPLICATION, mime::WWW_FORM_URLENCODED) => Some(Self::Form),
            (mime::MULTIPART, mime::FORM_DATA) => Boundary::of(&media_type).map(Self::Multipart),
            _ => None,
        }
    }

    /// Whether a page can send such a body without a script.
    pub(crate) fn is_form(&self) -> bool {
        matches!(self, Self::Form | Self::Multipart(_))
    }
}

/// The part of a body that was read.
pub(crate) struct Body {
    pub(crate) kind: Kind,
    bytes: Bytes,
    /// Whether this is the whole body.
    is_whole: bool,
}

impl Body {
    pub(crate) fn whole(kind: Kind, bytes: Bytes) -> Self {
        Self {
            kind,
            bytes,
            is_whole: true,
        }
    }

    /// The token in the member or field `name`, if the body is of this kind.
    pub(super) fn member(
        &self,
        kind: &Kind,
        name: &str,
    ) -> Result<Option<Cow<'_, str>>, AuthError> {
        if self.kind != *kind {
            return Ok(None);
        }
        if !self.is_whole {
            // The limit was reached before the end of the body.
            return Err(Reason::PayloadTooLarge(self.bytes.len()).into());
        }
        let token = self.text(name)?;
        if !token.iter().flat_map(|token| token.bytes()).all(is_token68) {
            return Err(Reason::MalformedRequest(
                format!("the member `{name}` of the body holds no token").into(),
            )
            .into());
        }
        Ok(token)
    }

    /// The text in the member or field `name`; an empty text counts as absent, and two values are an error.
    pub(crate) fn text(&self, name: &str) -> Result<Option<Cow<'_, str>>, AuthError> {
        match &self.kind {
            Kind::Form | Kind::Json => self.csrf_value(name),
            Kind::Multipart(_) => Ok(None),
        }
    }

    /// The CSRF value in the member or field `name`. In a form with files, it must be the first field. In the beginning of
    /// another form, it must be the only field of this name; the part that was not read may contain others.
    pub(crate) fn csrf_value(&self, name: &str) -> Result<Option<Cow<'_, str>>, AuthError> {
        match &self.kind {
            Kind::Form => only(form_urlencoded::parse(self.complete_fields()), name)
                .map_err(|()| several(format_args!("the form field `{name}`"))),
            Kind::Json => json::member(&self.bytes, name),
            Kind::Multipart(boundary) => Ok(match first_part(&self.bytes, boundary) {
                Part::Field(field) if field.name == name => Some(Cow::Borrowed(field.value)),
                _ => None,
            }),
        }
    }

    /// The fields of a form that are complete, even if more bytes follow.
    fn complete_fields(&self) -> &[u8] {
        let end = match self.is_whole {
            true => Some(self.bytes.len()),
            false => memchr::memrchr(b'&', &self.bytes),
        };
        end.and_then(|end| self.bytes.get(..end))
            .unwrap_or_default()
    }
}

/// Shows nothing, as a body may hold credentials.
impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Body").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn read(kind: Kind, text: &'static str) -> Result<Option<String>, &'static str> {
        let body = Body::whole(kind.clone(), Bytes::from_static(text.as_bytes()));
        body.member(&kind, "t")
            .map(|token| token.map(Cow::into_owned))
            .map_err(|error| error.code())
    }

    #[test]
    fn a_member_or_field_holds_the_token() {
        assert_eq!(
            read(Kind::Json, r#"{"x":1,"t":"a.b.c"}"#),
            Ok(Some("a.b.c".into()))
        );
        assert_eq!(
            read(Kind::Json, r#"{"t":"a\u002eb.c"}"#),
            Ok(Some("a.b.c".into()))
        );
        assert_eq!(read(Kind::Form, "x=1&t=a.b.c"), Ok(Some("a.b.c".into())));
    }

    #[test]
    fn what_is_no_object_has_no_token() {
        for text in [
            "",
            "[]",
            "\"a.b.c\"",
            "null",
            "{",
            r#"{"t":""}"#,
            r#"{"t":null}"#,
            "{}",
        ] {
            assert_eq!(read(Kind::Json, text), Ok(None), "{text}");
        }
    }

    #[test]
    fn what_is_no_text_or_twice_is_refused() {
        for text in [
            r#"{"t":1}"#,
            r#"{"t":["a"]}"#,
            r#"{"t":{"a":"b"}}"#,
            r#"{"t":true}"#,
            r#"{"t":1.5}"#,
            r#"{"t":"a b"}"#,
            r#"{"t":"a","t":"a"}"#,
            r#"{"t":"a","\u0074":"b"}"#,
            // Whoever reads it after us may take the first of two, and another the last.
            r#"{"x":1,"x":2,"t":"a"}"#,
        ] {
            assert_eq!(read(Kind::Json, text), Err("invalid_request"), "{text}");
        }
        assert_eq!(read(Kind::Form, "t=a&t=b"), Err("invalid_request"));
    }

    #[test]
    fn a_large_list_beside_the_token_is_no_obstacle() {
        let list = vec!["1"; 5000].join(",");
        let body = format!(r#"{{"ids":[{list}],"t":"a.b.c"}}"#);
        let body = Body::whole(Kind::Json, Bytes::from(body));
        let token = body.member(&Kind::Json, "t").unwrap();
        assert_eq!(token.as_deref(), Some("a.b.c"));
    }

    #[test]
    fn the_only_complete_field_of_the_name_is_the_csrf_value() {
        let value = |text: &'static str, is_whole| {
            let body = Body {
                kind: Kind::Form,
                bytes: Bytes::from_static(text.as_bytes()),
                is_whole,
            };
            let value = body.csrf_value("c");
            value
                .map(|value| value.map(Cow::into_owned))
                .map_err(|error| error.code())
        };
        for is_whole in [true, false] {
            assert_eq!(value("a=1&c=x&b=1", is_whole), Ok(Some("x".into())));
            assert_eq!(value("c=x&c=y&b=1", is_whole), Err("invalid_request"));
            assert_eq!(value("cc=x&C=x&", is_whole), Ok(None));
        }
        assert_eq!(value("a=1&c=x", true), Ok(Some("x".into())));
        // What comes next may belong to it.
        assert_eq!(value("a=1&c=x", false), Ok(None));
        assert_eq!(value("c=x", false), Ok(None));
        assert_eq!(value("c=x&c=y", false), Ok(Some("x".into())));
    }

    #[test]
    fn a_body_of_two_types_is_of_none() {
        let of = |types: &[&'static str]| {
            let headers: HeaderMap = types
                .iter()
                .map(|value| (CONTENT_TYPE, HeaderValue::from_static(value)))
                .collect();
            Kind::of(&headers)
        };
        assert_eq!(of(&["application/json"]), Some(Kind::Json));
        assert_eq!(of(&["application/vnd.a+json"]), Some(Kind::Json));
        assert_eq!(
            of(&["Application/X-WWW-Form-Urlencoded; charset=utf-8"]),
            Some(Kind::Form)
        );
        assert!(of(&["multipart/form-data; boundary=x"]).is_some_and(|kind| kind.is_form()));
        for types in [
            &[][..],
            &["text/plain"],
            &["multipart/form-data"],
            &["multipart/mixed; boundary=x"],
            &["application/json", "application/json"],
            &["application/json", "application/x-www-form-urlencoded"],
        ] {
            assert_eq!(of(types), None, "{types:?}");
        }
    }
}
