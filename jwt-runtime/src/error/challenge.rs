//! The `WWW-Authenticate` header (RFC 9110 §11.6.1, RFC 6750 §3).

use std::fmt::Write;

use axum::http::HeaderValue;
use jwt_syntax::http::text::is_quotable;

use super::{ErrorKind, NeededAuthentication, Reason};

/// The realm of a challenge where no configuration sets one. At least one parameter must follow the scheme (RFC 6750 §3).
pub(crate) const REALM: &str = "api";

/// The scheme of RFC 6750.
pub(crate) const SCHEME: &str = "Bearer";

/// A challenge: every parameter at most once, every value a correct quoted string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge(String);

impl Challenge {
    /// The challenge of a scheme with a realm alone.
    pub(crate) fn new(scheme: &str, realm: &str) -> Self {
        let mut challenge = Self(scheme.into());
        challenge.push(" realm", realm);
        challenge
    }

    /// The challenge for a reason, from the one with the realm alone; `None` if it has none.
    pub(crate) fn of(reason: &Reason, challenge: &Self) -> Option<Self> {
        let challenge = challenge.clone();
        match reason.kind() {
            // RFC 6750 §3.1: a request without a token gets no error code.
            ErrorKind::MissingToken
            | ErrorKind::InvalidCredentials
            | ErrorKind::InvalidGrant
            | ErrorKind::Superseded => Some(challenge),
            kind @ (ErrorKind::InvalidToken | ErrorKind::InvalidRequest) => {
                Some(challenge.error(kind.code()))
            }
            kind @ ErrorKind::InsufficientUserAuthentication => {
                let challenge = challenge.error(kind.code()).description(kind.description());
                let needed = reason.needed_authentication();
                Some(match needed {
                    Some(needed) => challenge.authentication(needed),
                    None => challenge,
                })
            }
            kind @ ErrorKind::InsufficientScope => {
                let challenge = challenge.error(kind.code());
                Some(match reason {
                    Reason::InsufficientScope(needed) => challenge.scopes(needed.to_vec()),
                    _ => challenge,
                })
            }
            // RFC 9110 §15.5.2: a 401 has a challenge.
            ErrorKind::Application => match reason {
                Reason::Application(refusal) if refusal.status() == 401 => Some(challenge),
                _ => None,
            },
            ErrorKind::Preflight
            | ErrorKind::CsrfFailed
            | ErrorKind::MalformedCredentials
            | ErrorKind::UnsupportedMediaType
            | ErrorKind::PayloadTooLarge
            | ErrorKind::BodyTimeout
            | ErrorKind::InvalidSingleUseToken
            | ErrorKind::RefreshedTooOften
            | ErrorKind::Throttled
            | ErrorKind::InvalidScope
            | ErrorKind::UnsupportedTokenType
            | ErrorKind::Unavailable
            | ErrorKind::TokenTooLarge
            | ErrorKind::Misconfigured => None,
        }
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
        let challenge = Challenge::new(SCHEME, "a \"b\"")
            .error("insufficient_scope")
            .scopes(["user:read", "a\"b\\c\r\nd", "é"]);
        assert_eq!(
            challenge.as_str(),
            r#"Bearer realm="a b", error="insufficient_scope", scope="user:read abcd ""#
        );
        assert_eq!(HeaderValue::from(challenge.clone()), challenge.as_str());
    }
}
