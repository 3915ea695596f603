//! `Refusal`: what a renderer is told of a refused request.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use axum::http::{HeaderMap, Method, StatusCode};
use jwt_syntax::choice::ErrorDetail;
use jwt_syntax::http::token_location::LocationKind;

use super::TokenNames;
use super::request::{Endpoint, RequestInfo};
use crate::error::{AuthError, ErrorKind, Reason};

/// A refused request, as [`Responses::refusal`](super::Responses::refusal) is told of it. It contains no token, secret or
/// password: the query of the request and most of its headers are left out.
pub struct Refusal<'a> {
    pub(super) error: &'a AuthError,
    pub(super) detail: ErrorDetail,
    pub(super) message_key: &'a str,
    pub(super) names: &'a TokenNames,
    pub(super) request: &'a RequestInfo,
}

impl<'a> Refusal<'a> {
    /// What exactly was wrong. A client may see it only as far as [`description`](Self::description) says, unless the
    /// application decides otherwise.
    #[must_use]
    pub fn reason(&self) -> &'a Reason {
        self.error.reason()
    }

    /// The error with the reason.
    #[must_use]
    pub fn error(&self) -> &'a AuthError {
        self.error
    }

    /// The kind of the reason.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.error.kind()
    }

    /// The code of the error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.error.code()
    }

    /// The status of the default response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.error.status()
    }

    /// The text of the default response: as exact as `error_detail` allows.
    #[must_use]
    pub fn description(&self) -> Cow<'a, str> {
        match self.reason() {
            _ if self.kind() == ErrorKind::MissingToken => {
                format!("{}; {}", self.kind().description(), self.names.in_words()).into()
            }
            Reason::InvalidToken(reason) | Reason::SingleUseToken(reason) if self.is_full() => {
                reason.to_string().into()
            }
            _ if self.is_full() && self.absent_claim().is_some() => format!(
                "{}; the token has no claim `{}` that can be read",
                self.error,
                self.absent_claim().unwrap_or_default()
            )
            .into(),
            _ => self.error.to_string().into(),
        }
    }

    /// The member of the default body that has the [description](Self::description): `error_description`, unless the setting
    /// `error_message_key` names another.
    #[must_use]
    pub fn message_key(&self) -> &'a str {
        self.message_key
    }

    /// Whether the configuration tells clients the reason (`error_detail = "full"`).
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.detail == ErrorDetail::Full
    }

    /// How long the client should wait, in whole seconds. The library sends it as `Retry-After`.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.error.retry_after()
    }

    /// The ready-made endpoint that the request was for; `None` for a handler of the application.
    #[must_use]
    pub fn endpoint(&self) -> Option<Endpoint> {
        self.request.endpoint
    }

    /// What the locations are called in which a token is taken.
    #[must_use]
    pub fn names(&self) -> &'a TokenNames {
        self.names
    }

    /// Where the token was, if there was one.
    #[must_use]
    pub fn location(&self) -> Option<LocationKind> {
        self.request.location
    }

    /// The method of the request.
    #[must_use]
    pub fn method(&self) -> &'a Method {
        &self.request.method
    }

    /// The whole path of the request, without its query; empty for an error that a handler returned.
    #[must_use]
    pub fn path(&self) -> &'a str {
        &self.request.path
    }

    /// The headers `Accept`, `Accept-Language` and `Content-Type` of the request; no others.
    #[must_use]
    pub fn headers(&self) -> &'a HeaderMap {
        &self.request.headers
    }

    fn absent_claim(&self) -> Option<&'static str> {
        self.error.needed_authentication()?.absent_claim()
    }
}

impl fmt::Debug for Refusal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal")
            .field("reason", self.reason())
            .field("request", self.request)
            .finish_non_exhaustive()
    }
}
