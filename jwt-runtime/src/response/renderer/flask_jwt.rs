//! `FlaskJwt`: responses as Flask-JWT 0.3 sends them.

use std::borrow::Cow;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::pyjwt;
use super::tokens::tokens;
use crate::error::{ErrorKind, Reason};
use crate::response::{LoginGrant, Refusal, Responses};
use crate::token::TokenError;

/// Responses as Flask-JWT 0.3 sends them: `{"status_code": .., "error": "..", "description": ".."}`.
///
/// ```json
/// {
///     "status_code": 401,
///     "error": "Authorization Required",
///     "description": "Request does not contain an access token"
/// }
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct FlaskJwt;

const INVALID_HEADER: &str = "Invalid JWT header";

#[derive(Serialize)]
struct Body<'a> {
    status_code: u16,
    error: &'a str,
    description: &'a str,
}

type Description = (StatusCode, &'static str, Cow<'static, str>);

fn unauthorized(error: &'static str, description: impl Into<Cow<'static, str>>) -> Description {
    (StatusCode::UNAUTHORIZED, error, description.into())
}

fn describe(refusal: &Refusal<'_>) -> Description {
    match refusal.reason() {
        Reason::MissingToken(_) => unauthorized(
            "Authorization Required",
            "Request does not contain an access token",
        ),
        Reason::OtherScheme => unauthorized(INVALID_HEADER, "Unsupported authorization type"),
        Reason::SchemeWithoutToken => unauthorized(INVALID_HEADER, "Token missing"),
        Reason::TokenWithSpaces(_) | Reason::MalformedHeader(_) | Reason::SeveralTokens(_) => {
            unauthorized(INVALID_HEADER, "Token contains spaces")
        }
        Reason::InvalidToken(error) => invalid(error),
        _ => match refusal.kind() {
            ErrorKind::InvalidCredentials | ErrorKind::MalformedCredentials => {
                unauthorized("Bad Request", "Invalid credentials")
            }
            kind => (
                refusal.status(),
                kind.description(),
                refusal.description().into_owned().into(),
            ),
        },
    }
}

fn invalid(error: &TokenError) -> Description {
    match error {
        TokenError::UnknownSubject | TokenError::InactiveSubject | TokenError::ForeignSubject => {
            unauthorized("Invalid JWT", "User does not exist")
        }
        TokenError::IssuedInFuture => unauthorized(
            "Invalid token",
            "Issued At claim (iat) cannot be in the future.",
        ),
        TokenError::Audience => unauthorized("Invalid token", "Invalid audience"),
        error => unauthorized("Invalid token", pyjwt::text(error)),
    }
}

impl Responses for FlaskJwt {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        let (status, error, description) = describe(refusal);
        let body = Body {
            status_code: status.as_u16(),
            error,
            description: &description,
        };
        (status, Json(body)).into_response()
    }

    fn login(&self, grant: &LoginGrant) -> Response {
        tokens(grant)
    }
}
