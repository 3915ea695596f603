//! `Esmerald`: responses as the JWT middleware and the documented endpoints of Esmerald 3.5 send them.

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

/// Responses as the JWT middleware and the documented endpoints of Esmerald 3.5 send them: `{"detail": ".."}`.
///
/// ```json
/// {"detail": "Token not found in the request header"}
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Esmerald;

#[derive(Serialize)]
struct Body<'a> {
    detail: &'a str,
}

fn detail(refusal: &Refusal<'_>) -> (StatusCode, Cow<'static, str>) {
    let text: Cow<'static, str> = match refusal.reason() {
        Reason::MissingToken(_) => "Token not found in the request header".into(),
        Reason::SchemeWithoutToken => "Not enough segments".into(),
        // The token and what follows it are decoded as one.
        Reason::TokenWithSpaces(_) => "Invalid crypto padding".into(),
        Reason::OtherScheme => "The scheme is not an authorized header.".into(),
        Reason::InvalidToken(error) => invalid(error),
        Reason::RefreshTokenInvalid(TokenError::Type) | Reason::AccessTokenInstead => {
            "Only refresh tokens are allowed.".into()
        }
        Reason::RefreshTokenInvalid(error) => invalid(error),
        _ if refusal.kind() == ErrorKind::InvalidCredentials => "Invalid credentials.".into(),
        _ => return (refusal.status(), refusal.description().into_owned().into()),
    };
    (StatusCode::UNAUTHORIZED, text)
}

fn invalid(error: &TokenError) -> Cow<'static, str> {
    match error {
        TokenError::UnknownSubject
        | TokenError::InactiveSubject
        | TokenError::ForeignSubject
        | TokenError::Subject => "User not found.".into(),
        TokenError::UnreadableClaim(name) if **name == *"sub" => "Subject must be a string.".into(),
        TokenError::Type => "Refresh tokens cannot be used for operations.".into(),
        TokenError::Signature | TokenError::Expired => format!("{}.", pyjwt::text(error)).into(),
        error => pyjwt::text(error),
    }
}

impl Responses for Esmerald {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        let (status, detail) = detail(refusal);
        (status, Json(Body { detail: &detail })).into_response()
    }

    fn login(&self, grant: &LoginGrant) -> Response {
        tokens(grant)
    }
}
