//! The `WWW-Authenticate` header (RFC 9110 §11.6.1, RFC 6750 §3).

use std::fmt::Write;

use axum::http::HeaderValue;
use jwt_syntax::http::text::is_quotable;

use super::NeededAuthentication;

/// The realm of a challenge where no configuration sets one. At least one parameter must follow the scheme (RFC 6750 §3).
pub(crate) const REALM: &str = "api";

/// A challenge of the scheme `Bearer`: every parameter at most once, every value a correct quoted string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge(String);

impl Challenge {
    pub(crate) fn new(realm: &str) -> Self {
        let mut challenge = Self("Bearer".into());
        challenge.push(" realm", realm);
        challenge
    }

    pub(crate) fn error(mut self, code: &'static str) -> Self {
        self.push(", error", code);
        self
    }

    /// Adds a description of the error, for the developer of the client, not for its user.
    pub(crate) fn description(mut self, text: &str) -> Self {
        self.push(", error_description", text);
        self
    }

    /// Names the required scopes. Without any, the parameter is left out: it must not be empty (RFC 6749 §3.3).
    pub(crate) fn scopes<'a>(mut self, scopes: impl IntoIterator<Item = &'a str>) -> Self {
        let scopes: Vec<_> = scopes.into_iter().collect();
        if !scopes.is_empty() {
            self.push(", scope", &scopes.join(" "));
        }
        self
    }

    /// Says how the user would have to authenticate (RFC 9470 §3).
    pub(crate) fn authentication(mut self, needed: &NeededAuthentication) -> Self {
        let values = needed.acr_values();
        if !values.is_empty() {
            self.push(", acr_values", &values.join(" "));
        }
        if let Some(seconds) = needed.max_age() {
            self.push(", max_age", &seconds.to_string());
        }
        self
    }

    /// Adds a parameter, without the characters that RFC 6750 §3 forbids in its value.
    fn push(&mut self, name: &str, value: &str) {
        let value: String = value.chars().filter(|&c| is_quotable(c)).collect();
        // Writing to a string does not fail.
        let _ = write!(self.0, "{name}=\"{value}\"");
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
        let challenge = Challenge::new("a \"b\"")
            .error("insufficient_scope")
            .scopes(["user:read", "a\"b\\c\r\nd", "é"]);
        assert_eq!(
            challenge.as_str(),
            r#"Bearer realm="a b", error="insufficient_scope", scope="user:read abcd ""#
        );
        assert_eq!(HeaderValue::from(challenge.clone()), challenge.as_str());
    }
}
