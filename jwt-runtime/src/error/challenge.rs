//! The `WWW-Authenticate` header (RFC 9110 §11.6.1, RFC 6750 §3).

use std::fmt::Write;

use axum::http::HeaderValue;

/// The realm of every challenge. At least one parameter must follow the scheme (RFC 6750 §3).
const REALM: &str = "api";

/// A challenge of the scheme `Bearer`: every parameter at most once, every value a correct quoted string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge(String);

impl Challenge {
    pub(crate) fn new() -> Self {
        Self(format!("Bearer realm=\"{REALM}\""))
    }

    pub(crate) fn error(mut self, code: &'static str) -> Self {
        self.push("error", [code]);
        self
    }

    pub(crate) fn scopes<'a>(mut self, scopes: impl IntoIterator<Item = &'a str>) -> Self {
        self.push("scope", scopes);
        self
    }

    /// Adds a parameter of one or several words; what RFC 6750 §3 does not allow in them is left out.
    fn push<'a>(&mut self, name: &str, words: impl IntoIterator<Item = &'a str>) {
        let mut value = String::new();
        for word in words {
            if !value.is_empty() {
                value.push(' ');
            }
            value.extend(
                word.chars()
                    .filter(|&c| c.is_ascii_graphic() && !matches!(c, '"' | '\\')),
            );
        }
        // Writing to a string does not fail.
        let _ = write!(self.0, ", {name}=\"{value}\"");
    }

    /// The value of the header.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Challenge> for HeaderValue {
    fn from(challenge: Challenge) -> Self {
        // Every parameter was filtered, so that the text is always visible ASCII.
        Self::try_from(challenge.0).unwrap_or_else(|_| Self::from_static("Bearer"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_quoted_strings_whatever_they_hold() {
        let challenge =
            Challenge::new()
                .error("insufficient_scope")
                .scopes(["user:read", "a\"b\\c\r\nd", "é"]);
        assert_eq!(
            challenge.as_str(),
            r#"Bearer realm="api", error="insufficient_scope", scope="user:read abcd ""#
        );
        assert_eq!(HeaderValue::from(challenge.clone()), challenge.as_str());
    }
}
