//! A form that a browser sends, and where it goes from there.

use axum::response::Redirect;
use form_urlencoded::byte_serialize;
pub(super) use jwt_syntax::setting::NEXT;
use jwt_syntax::web::relative_target;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::error::AuthError;

/// The longest one that a page is told of: many servers take no line of 8 KiB, and it grows when it is escaped.
const MAX_NEXT_BYTES: usize = 2048;

/// The fields of a form.
pub(super) struct Form {
    /// The value that shows which page sent it; empty if there is none.
    pub(super) csrf: String,
    /// All other fields, as a JSON object.
    pub(super) credentials: Zeroizing<String>,
    next: Option<String>,
}

impl Form {
    pub(super) fn read(text: &str, csrf_field: &str) -> Result<Self, AuthError> {
        let mut fields = Map::new();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            let value = Value::String(value.into_owned());
            if fields.insert(name.clone().into_owned(), value).is_some() {
                return Err(AuthError::MalformedCredentials(
                    "the form has a field twice".into(),
                ));
            }
        }
        let mut take = |name: &str| match fields.remove(name) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let (csrf, next) = (take(csrf_field), take(NEXT));
        Ok(Self {
            csrf: csrf.unwrap_or_default(),
            credentials: Zeroizing::new(Value::Object(fields).to_string()),
            next,
        })
    }

    /// Where the browser goes.
    pub(super) fn next(&self) -> Redirect {
        next(self.next.as_deref())
    }

    /// What the form says of it.
    pub(super) fn asked(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

/// Where a form leads: never to another host, whatever it says (CWE-601).
pub(super) fn next(asked: Option<&str>) -> Redirect {
    let target = asked.filter(|next| relative_target(next).is_ok());
    Redirect::to(target.unwrap_or("/"))
}

/// A page with a form that is shown again: the query says why, if it is to be told, and where the form was to lead.
pub(super) fn again(page: &str, error: Option<&AuthError>, asked: Option<&str>) -> String {
    let (page, fragment) = page.split_at(page.find('#').unwrap_or(page.len()));
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let next = asked.filter(|next| next.len() <= MAX_NEXT_BYTES && relative_target(next).is_ok());
    // Two of one name could not be read.
    let is_replaced = |pair: &str| next.is_some() && pair.split('=').next() == Some(NEXT);
    let kept = query.split('&').filter(|pair| !pair.is_empty());
    let kept = kept.filter(|pair| !is_replaced(pair)).map(str::to_owned);
    // No code of an error has a character that needs an escape.
    let error = error.map(|error| format!("error={}", error.code()));
    let next = next.map(|next| {
        let next: String = byte_serialize(next.as_bytes()).collect();
        format!("{NEXT}={next}")
    });
    let pairs: Vec<_> = kept.chain(error).chain(next).collect();
    let separator = if pairs.is_empty() { "" } else { "?" };
    format!("{path}{separator}{}{fragment}", pairs.join("&"))
}

#[cfg(test)]
mod tests {
    use axum::http::header::LOCATION;
    use axum::response::IntoResponse;

    use super::*;

    #[test]
    fn a_form_is_credentials_and_what_belongs_to_the_page() {
        let form = Form::read(
            "username=a%20b&password=%22&csrf_token=x&next=%2Fa",
            "csrf_token",
        );
        let form = form.unwrap();
        assert_eq!(form.csrf, "x");
        let credentials: Value = serde_json::from_str(&form.credentials).unwrap();
        assert_eq!(
            credentials,
            serde_json::json!({"username": "a b", "password": "\""})
        );
        assert!(Form::read("username=a&username=b", "csrf_token").is_err());
    }

    #[test]
    fn a_page_is_told_in_its_query_whatever_it_has_already() {
        for (page, target) in [
            ("/login", "/login?error=invalid_grant"),
            ("/login?", "/login?error=invalid_grant"),
            ("/login?lang=de", "/login?lang=de&error=invalid_grant"),
            ("/login?next=%2Fb", "/login?next=%2Fb&error=invalid_grant"),
            ("/#/login", "/?error=invalid_grant#/login"),
            ("/a?b=c#d?e", "/a?b=c&error=invalid_grant#d?e"),
        ] {
            let error = AuthError::InvalidCredentials;
            assert_eq!(again(page, Some(&error), None), target);
        }
    }

    #[test]
    fn a_page_keeps_where_its_form_was_to_lead() {
        for (page, next, target) in [
            ("/login", "/a?b=c&d#e", "/login?next=%2Fa%3Fb%3Dc%26d%23e"),
            ("/login?lang=de#f", "/a", "/login?lang=de&next=%2Fa#f"),
            ("/login?next=/b&lang=de", "/a", "/login?lang=de&next=%2Fa"),
            ("/login?nextly=b&next", "/a", "/login?nextly=b&next=%2Fa"),
            ("/login", "//evil.example", "/login"),
            ("/login?next=/b", "https://evil.example", "/login?next=/b"),
            ("/login?", "/\\evil.example", "/login"),
            ("/login", "", "/login"),
        ] {
            assert_eq!(again(page, None, Some(next)), target, "{next:?}");
        }
        let of_length = |length| format!("/{}", "a".repeat(length - 1));
        let kept = |length| again("/login", None, Some(&of_length(length))) != "/login";
        assert!(kept(MAX_NEXT_BYTES) && !kept(MAX_NEXT_BYTES + 1));
    }

    #[test]
    fn nobody_is_sent_to_another_host() {
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
