//! The HTTP response to an `AuthError`.

use axum::Json;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONNECTION, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use jwt_syntax::choice::ErrorDetail;
use serde::Serialize;

use super::AuthError;
use super::challenge::REALM;

/// The delay in the `Retry-After` header of a 503, in seconds.
const UNAVAILABLE_SECONDS: u64 = 1;

/// The settings of the responses to refused requests.
#[derive(Debug, Clone)]
pub(crate) struct ErrorResponses {
    pub(crate) realm: Box<str>,
    pub(crate) detail: ErrorDetail,
    /// How a client sends a token: the end of a sentence.
    pub(crate) how: Box<str>,
}

impl Default for ErrorResponses {
    fn default() -> Self {
        Self {
            realm: REALM.into(),
            detail: ErrorDetail::default(),
            how: "send it as `Authorization: Bearer <token>`".into(),
        }
    }
}

#[derive(Serialize)]
struct Body<'a> {
    error: &'a str,
    error_description: &'a str,
}

impl AuthError {
    /// The response; `realm` is that of the handler, if it has one of its own.
    pub(super) fn to_response(
        &self,
        error_responses: &ErrorResponses,
        realm: Option<&str>,
    ) -> Response {
        self.log();
        if matches!(self, Self::Preflight) {
            return self.status().into_response();
        }
        let description = self.describe(error_responses);
        let body = Body {
            error: self.code(),
            error_description: &description,
        };
        let mut response = (self.status(), Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(challenge) = self.challenge_in(realm.unwrap_or(&error_responses.realm)) {
            let challenge = match (self, error_responses.detail) {
                (Self::InvalidToken(_), ErrorDetail::Full) => challenge.description(&description),
                _ => challenge,
            };
            headers.insert(WWW_AUTHENTICATE, challenge.into());
        }
        if matches!(self, Self::BodyTimeout(_)) {
            // The rest of the body must not be read as the next request. hyper leaves the header out of HTTP/2, which forbids
            // it (RFC 9113 §8.2.2) and does not need it: there, streams end one by one.
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        if let Some(seconds) = self.retry_after() {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    /// How long the client should wait, in seconds (RFC 9110 §10.2.3).
    fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Unavailable => Some(UNAVAILABLE_SECONDS),
            Self::RefreshedTooOften(retry_after) => Some(retry_after.as_secs()),
            Self::Throttled { retry_after } => Some(retry_after.as_secs()),
            _ => None,
        }
    }

    fn describe(&self, error_responses: &ErrorResponses) -> String {
        match self {
            Self::MissingToken => format!("{}; {}", self.description(), error_responses.how),
            Self::PayloadTooLarge(limit) => {
                format!("{}; the limit is {limit} bytes", self.description())
            }
            Self::BodyTimeout(limit) => {
                format!(
                    "{}; the limit is {} seconds",
                    self.description(),
                    limit.as_secs()
                )
            }
            Self::InvalidToken(reason) if error_responses.detail == ErrorDetail::Full => {
                reason.to_string()
            }
            Self::InsufficientUserAuthentication(needed)
                if error_responses.detail == ErrorDetail::Full =>
            {
                match needed.absent_claim() {
                    Some(claim) => {
                        format!(
                            "{}; the token has no claim `{claim}` that can be read",
                            self.text()
                        )
                    }
                    None => self.text().to_owned(),
                }
            }
            _ => self.text().to_owned(),
        }
    }

    fn log(&self) {
        match self {
            Self::InvalidToken(reason) => tracing::debug!(%reason, "refused an access token"),
            Self::Misconfigured(reason) => tracing::error!(%reason, "refused a request"),
            _ => tracing::debug!(code = self.code(), "refused a request"),
        }
    }
}
