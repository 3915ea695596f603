//! A body that was read before the handler, because a token or a CSRF value may stand in it.

use std::borrow::Cow;

use axum::body::{Bytes, to_bytes};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::LengthLimitError;
use mime::Mime;

use super::query::only;
use super::{is_token68, several};
use crate::error::AuthError;
use crate::json::{Bounds, read_value};

/// The forms of bodies in which something can be looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Json,
    Form,
}

impl Kind {
    /// What the headers of a request say that its body is.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
        let media_type: Mime = value.parse().ok()?;
        let is_json = media_type.subtype() == mime::JSON || media_type.suffix() == Some(mime::JSON);
        match media_type.type_() {
            mime::APPLICATION if is_json => Some(Self::Json),
            mime::APPLICATION if media_type.subtype() == mime::WWW_FORM_URLENCODED => {
                Some(Self::Form)
            }
            _ => None,
        }
    }
}

/// A body of at most [`MAX_BYTES`](Self::MAX_BYTES).
pub(crate) struct Body {
    pub(crate) kind: Kind,
    pub(crate) bytes: Bytes,
}

impl Body {
    /// The largest body that is read before the handler, in bytes.
    pub(crate) const MAX_BYTES: usize = 16 * 1024;

    /// The token in the member or field `name`, if the body is of this kind.
    pub(super) fn member(&self, kind: Kind, name: &str) -> Result<Option<Cow<'_, str>>, AuthError> {
        if self.kind != kind {
            return Ok(None);
        }
        let token = self.text(name)?;
        if !token.iter().flat_map(|token| token.bytes()).all(is_token68) {
            return Err(AuthError::InvalidRequest(
                format!("the member `{name}` of the body holds no token").into(),
            ));
        }
        Ok(token)
    }

    /// The text in the member or field `name`; an empty one is as good as none.
    pub(crate) fn text(&self, name: &str) -> Result<Option<Cow<'_, str>>, AuthError> {
        match self.kind {
            Kind::Form => only(form_urlencoded::parse(&self.bytes), name)
                .map_err(|()| several(format_args!("the form field `{name}`"))),
            Kind::Json => self.json_text(name),
        }
    }

    /// What is no JSON object has no members; the handler says what it thinks of such a body.
    fn json_text(&self, name: &str) -> Result<Option<Cow<'_, str>>, AuthError> {
        let object = str::from_utf8(&self.bytes)
            .ok()
            .and_then(|text| read_value(text, Bounds::CLAIMS).ok());
        let Some(serde_json::Value::Object(mut members)) = object else {
            return Ok(None);
        };
        match members.remove(name) {
            None | Some(serde_json::Value::Null) => Ok(None),
            Some(serde_json::Value::String(text)) if text.is_empty() => Ok(None),
            Some(serde_json::Value::String(text)) => Ok(Some(Cow::Owned(text))),
            Some(_) => Err(AuthError::InvalidRequest(
                format!("the member `{name}` of the body is no string").into(),
            )),
        }
    }
}

/// Why a body was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unread {
    TooLarge,
    /// The client hung up, or sent no body of HTTP.
    Broken,
}

/// Reads a body of at most [`Body::MAX_BYTES`], and none of one that says it is longer.
pub(crate) async fn read(headers: &HeaderMap, body: axum::body::Body) -> Result<Bytes, Unread> {
    let declared = headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse().ok());
    if declared.is_some_and(|length: usize| length > Body::MAX_BYTES) {
        return Err(Unread::TooLarge);
    }
    to_bytes(body, Body::MAX_BYTES).await.map_err(|error| {
        let source = std::error::Error::source(&error);
        match source.is_some_and(|source| source.is::<LengthLimitError>()) {
            true => Unread::TooLarge,
            false => Unread::Broken,
        }
    })
}

/// Shows nothing: credentials may stand in it.
impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Body").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: Kind, text: &'static str) -> Result<Option<String>, &'static str> {
        let body = Body {
            kind,
            bytes: Bytes::from_static(text.as_bytes()),
        };
        body.member(kind, "t")
            .map(|token| token.map(Cow::into_owned))
            .map_err(|error| error.code())
    }

    #[test]
    fn a_member_or_field_holds_the_token() {
        assert_eq!(
            read(Kind::Json, r#"{"x":1,"t":"a.b.c"}"#),
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
        for text in [r#"{"t":1}"#, r#"{"t":["a"]}"#, r#"{"t":"a b"}"#] {
            assert_eq!(read(Kind::Json, text), Err("invalid_request"), "{text}");
        }
        assert_eq!(read(Kind::Form, "t=a&t=b"), Err("invalid_request"));
    }
}
