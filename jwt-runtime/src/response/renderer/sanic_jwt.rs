//! `SanicJwt`: responses as sanic-jwt 1.8 sends them.

use std::borrow::Cow;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jwt_syntax::http::token_location::LocationKind;
use serde::Serialize;

use super::pyjwt;
use super::tokens::tokens;
use crate::error::{ErrorKind, Reason};
use crate::response::{Endpoint, LoginGrant, Refusal, Responses};
use crate::token::TokenError;

/// Responses as sanic-jwt 1.8 sends them: `{"reasons": [..], "exception": ".."}`. With `error_detail = "full"`, which is its
/// `debug`, a missing or malformed token is a 400, and the reason is exact.
///
/// ```json
/// {"reasons": ["Authorization header not present."], "exception": "Unauthorized"}
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct SanicJwt;

const UNAUTHORIZED: &str = "Unauthorized";
const AUTHENTICATION_FAILED: &str = "AuthenticationFailed";

#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    valid: Option<bool>,
    reasons: [&'a str; 1],
    exception: &'static str,
}

/// A refusal in the terms of sanic-jwt.
struct Exception {
    status: StatusCode,
    name: &'static str,
    reason: Cow<'static, str>,
    /// Whether the endpoint that verifies says that the token is not valid.
    is_of_token: bool,
}

impl Exception {
    fn new(status: StatusCode, name: &'static str, reason: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            name,
            reason: reason.into(),
            is_of_token: false,
        }
    }

    fn of(refusal: &Refusal<'_>) -> Self {
        match refusal.reason() {
            Reason::MissingToken(locations) => Self::missing(refusal, locations),
            Reason::AccessTokenAbsent => Self::missing(refusal, refusal.names().locations()),
            // The header is the token.
            Reason::TokenWithSpaces(_) | Reason::MalformedHeader(_)
                if refusal.names().scheme().is_none() =>
            {
                Self::invalid(refusal, &TokenError::Malformed)
            }
            Reason::OtherScheme
            | Reason::SchemeWithoutToken
            | Reason::TokenWithSpaces(_)
            | Reason::MalformedHeader(_) => Self::invalid_header(refusal),
            Reason::SeveralTokens(_) => Self::invalid(refusal, &TokenError::Malformed),
            Reason::InvalidToken(error) => Self::invalid(refusal, error),
            Reason::InsufficientScope(_) => {
                Self::new(StatusCode::FORBIDDEN, UNAUTHORIZED, "Invalid scope.")
            }
            Reason::RefreshTokenAbsent(_) | Reason::RefreshCookieAbsent => {
                let (name, reason) = absent(refusal.names().locations());
                Self::new(StatusCode::BAD_REQUEST, name, reason)
            }
            Reason::Application(application) => Self::new(
                refusal.status(),
                AUTHENTICATION_FAILED,
                application.to_string(),
            ),
            _ => match refusal.kind() {
                ErrorKind::InvalidCredentials
                | ErrorKind::MalformedCredentials
                | ErrorKind::InvalidGrant => Self::new(
                    StatusCode::UNAUTHORIZED,
                    AUTHENTICATION_FAILED,
                    "Authentication failed.",
                ),
                _ => Self::new(
                    refusal.status(),
                    "SanicJWTException",
                    refusal.description().into_owned(),
                ),
            },
        }
    }

    fn missing(refusal: &Refusal<'_>, locations: &[LocationKind]) -> Self {
        let (name, reason) = absent(locations);
        let name = if verifies(refusal) {
            name
        } else {
            UNAUTHORIZED
        };
        Self::new(unauthorized_or_bad(refusal), name, reason)
    }

    fn invalid_header(refusal: &Refusal<'_>) -> Self {
        let (status, name) = match verifies(refusal) {
            true => (StatusCode::BAD_REQUEST, "InvalidAuthorizationHeader"),
            false => (unauthorized_or_bad(refusal), UNAUTHORIZED),
        };
        Self::new(status, name, "Authorization header is invalid.")
    }

    fn invalid(refusal: &Refusal<'_>, error: &TokenError) -> Self {
        let unauthorized = |reason: Cow<'static, str>| (StatusCode::UNAUTHORIZED, reason);
        let sentence = || {
            let text = pyjwt::text(error);
            Cow::from(format!("{}.", text.trim_end_matches('.')))
        };
        let (status, reason) = match error {
            TokenError::Claim(name) => unauthorized(format!("Invalid claim: {name}.").into()),
            TokenError::Verification(_) => unauthorized("Verifications were not met.".into()),
            // PyJWT 2.4, with which it was last released.
            TokenError::Audience => unauthorized("Invalid audience.".into()),
            TokenError::UnreadableClaim(name) if ["iat", "aud"].contains(&&**name) => {
                unauthorized(sentence())
            }
            TokenError::Expired
            | TokenError::NotYetValid
            | TokenError::IssuedInFuture
            | TokenError::Issuer => unauthorized(sentence()),
            _ if refusal.is_full() => (StatusCode::BAD_REQUEST, sentence()),
            _ => unauthorized("Auth required.".into()),
        };
        let is_of_token = verifies(refusal);
        let name = if is_of_token {
            "InvalidToken"
        } else {
            UNAUTHORIZED
        };
        Self {
            is_of_token,
            ..Self::new(status, name, reason)
        }
    }
}

/// The exception and the reason for a token that is in none of these locations: the last one counts.
fn absent(locations: &[LocationKind]) -> (&'static str, &'static str) {
    match locations {
        [.., LocationKind::Cookie] => (
            "MissingAuthorizationCookie",
            "Authorization cookie not present.",
        ),
        [.., LocationKind::Query] => (
            "MissingAuthorizationQueryArg",
            "Authorization query argument not present.",
        ),
        _ => (
            "MissingAuthorizationHeader",
            "Authorization header not present.",
        ),
    }
}

fn verifies(refusal: &Refusal<'_>) -> bool {
    refusal.endpoint() == Some(Endpoint::Verify)
}

fn unauthorized_or_bad(refusal: &Refusal<'_>) -> StatusCode {
    match refusal.is_full() {
        true => StatusCode::BAD_REQUEST,
        false => StatusCode::UNAUTHORIZED,
    }
}

impl Responses for SanicJwt {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        let exception = Exception::of(refusal);
        let body = Body {
            valid: exception.is_of_token.then_some(false),
            reasons: [&exception.reason],
            exception: exception.name,
        };
        (exception.status, Json(body)).into_response()
    }

    fn login(&self, grant: &LoginGrant) -> Response {
        tokens(grant)
    }
}
