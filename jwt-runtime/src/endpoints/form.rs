//! `Form`: the fields of a form that a browser sends, and the redirect that follows it.

use std::collections::HashSet;

use axum::response::Redirect;
use jwt_syntax::http::text::relative_target;

pub(super) use jwt_syntax::setting::NEXT;
use percent_encoding::percent_decode_str;
use serde::ser::{SerializeMap, Serializer};

use crate::error::{AuthError, Reason};
use crate::token_location::secret_text::SecretBuffer;
use crate::token_location::secret_text::SecretText;

/// The fields of a form.
pub(super) struct Form {
    /// The CSRF value; empty if there is none.
    pub(super) csrf: String,
    /// All other fields, as a JSON object.
    credentials: SecretBuffer,
    next: Option<String>,
}

impl Form {
    pub(super) fn read(text: &str, csrf_field: &str) -> Result<Self, AuthError> {
        let mut form = Self {
            csrf: String::new(),
            credentials: SecretBuffer::default(),
            next: None,
        };
        let mut names = HashSet::new();
        let mut json = serde_json::Serializer::new(&mut form.credentials);
        let mut credentials = json.serialize_map(None).map_err(unwritten)?;
        for field in text.split('&').filter(|field| !field.is_empty()) {
            let (name, value) = field.split_once('=').unwrap_or((field, ""));
            let (name, value) = (decoded(name), decoded(value));
            let (name, value) = (text_of(&name), text_of(&value));
            if !names.insert(name.to_owned()) {
                return Err(
                    Reason::MalformedCredentials("the form has a field twice".into()).into(),
                );
            }
            if *name == *csrf_field {
                form.csrf = value.to_owned();
            } else if *name == *NEXT {
                form.next = Some(value.to_owned());
            } else {
                credentials
                    .serialize_entry(&*name, &*value)
                    .map_err(unwritten)?;
            }
        }
        credentials.end().map_err(unwritten)?;
        Ok(form)
    }

    /// All fields without those of the page itself, as a JSON object.
    pub(super) fn credentials(&self) -> &str {
        str::from_utf8(&self.credentials).unwrap_or_default()
    }

    /// The redirect that follows the form.
    pub(super) fn next(&self) -> Redirect {
        next(self.next.as_deref())
    }

    /// The target that the form names, which is not validated.
    pub(super) fn requested_next(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

/// The redirect to a target: never to another host, whatever the form says (CWE-601).
pub(super) fn next(requested: Option<&str>) -> Redirect {
    let target = requested.filter(|next| relative_target(next).is_ok());
    Redirect::to(target.unwrap_or("/"))
}

/// Decodes a name or a value of a form. `form_urlencoded` is not used, as it would leave parts of a password in memory if the
/// password has escapes; browsers escape most characters that are not letters.
fn decoded(text: &str) -> SecretBuffer {
    let mut decoded = SecretBuffer::default();
    for (index, part) in text.split('+').enumerate() {
        if index > 0 {
            decoded.push(b" ");
        }
        for byte in percent_decode_str(part) {
            decoded.push(&[byte]);
        }
    }
    decoded
}

/// Bytes that are not UTF-8 become replacement characters.
fn text_of(decoded: &[u8]) -> SecretText<'_> {
    String::from_utf8_lossy(decoded).into()
}

/// Writing to memory does not fail.
fn unwritten(_: serde_json::Error) -> AuthError {
    Reason::BackendUnavailable.into()
}

#[cfg(test)]
mod tests {
    use axum::http::header::LOCATION;
    use axum::response::IntoResponse;
    use serde_json::Value;

    use super::*;

    #[test]
    fn a_form_is_credentials_and_what_belongs_to_the_page() {
        let form = Form::read(
            "username=a%20b&password=%22&csrf_token=x&next=%2Fa",
            "csrf_token",
        );
        let form = form.unwrap();
        assert_eq!(form.csrf, "x");
        let credentials: Value = serde_json::from_str(form.credentials()).unwrap();
        assert_eq!(
            credentials,
            serde_json::json!({"username": "a b", "password": "\""})
        );
        for malformed in ["username=a&username=b", "a=1&%61=2"] {
            assert!(Form::read(malformed, "csrf_token").is_err(), "{malformed}");
        }
    }

    #[test]
    fn fields_are_decoded_as_browsers_write_them() {
        for form in [
            "a=1&b=2",
            "&&a=1&",
            "a=1+2%2B3&b=%26%3D%25",
            "a=%C3%A9&%C3%A9=x",
            "a=b=c&d&=e",
            "a=%&b=%4&c=%zz",
            "a=%ff%c3",
        ] {
            let read = Form::read(form, "csrf_token").unwrap();
            let read: serde_json::Map<String, Value> =
                serde_json::from_str(read.credentials()).unwrap();
            let expected = form_urlencoded::parse(form.as_bytes());
            let expected = expected.map(|(name, value)| (name.into(), Value::String(value.into())));
            assert_eq!(read, expected.collect(), "{form}");
        }
    }

    #[test]
    fn a_login_redirects_to_no_other_host() {
        for (next, target) in [
            ("/account?tab=1", "/account?tab=1"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("https:evil.example", "/"),
            ("javascript:alert(1)", "/"),
            ("/\r\nx", "/"),
            ("", "/"),
        ] {
            let body: String = form_urlencoded::Serializer::new(String::new())
                .append_pair("next", next)
                .finish();
            let response = Form::read(&body, "csrf_token")
                .unwrap()
                .next()
                .into_response();
            assert_eq!(response.headers()[LOCATION], target, "{next:?}");
        }
    }
}
