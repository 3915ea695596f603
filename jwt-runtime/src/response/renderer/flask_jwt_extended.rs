//! `FlaskJwtExtended`: responses as Flask-JWT-Extended 4.7 sends them.

use std::borrow::Cow;

use axum::Json;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jwt_syntax::http::token_location::LocationKind;
use serde_json::{Map, Value};

use super::pyjwt;
use super::tokens::tokens;
use crate::error::{ErrorKind, Reason};
use crate::response::{Endpoint, LoginGrant, Refusal, Responses, TokenNames};
use crate::token::TokenError;

/// Responses as Flask-JWT-Extended 4.7 sends them: `{"msg": ".."}`, with 422 for a token that cannot be valid. The setting
/// `error_message_key` names the member, as its `JWT_ERROR_MESSAGE_KEY`.
///
/// ```json
/// {"msg": "Missing Authorization Header"}
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct FlaskJwtExtended;

type Message = (StatusCode, Cow<'static, str>);

fn unauthorized(text: impl Into<Cow<'static, str>>) -> Message {
    (StatusCode::UNAUTHORIZED, text.into())
}

fn unprocessable(text: impl Into<Cow<'static, str>>) -> Message {
    (StatusCode::UNPROCESSABLE_ENTITY, text.into())
}

fn message(refusal: &Refusal<'_>) -> Message {
    let names = refusal.names();
    match refusal.reason() {
        Reason::MissingToken(locations) => {
            unauthorized(missing(refusal, locations, |kind| names.of(kind)))
        }
        Reason::RefreshTokenAbsent(_) | Reason::RefreshCookieAbsent => {
            unauthorized(missing(refusal, names.locations(), |kind| {
                names.of_refresh_token(kind)
            }))
        }
        Reason::OtherScheme => unauthorized(format!(
            "Missing '{}' type in '{}' header. Expected '{}'",
            names.scheme().unwrap_or_default(),
            names.header(),
            expected(names)
        )),
        Reason::SchemeWithoutToken
        | Reason::TokenWithSpaces(_)
        | Reason::MalformedHeader(_)
        | Reason::SeveralTokens(_) => unprocessable(format!(
            "Bad {} header. Expected '{}'",
            names.header(),
            expected(names)
        )),
        Reason::InvalidToken(error) => invalid(refusal, error),
        Reason::RefreshTokenInvalid(error) => invalid(refusal, error),
        Reason::AccessTokenInstead => unprocessable("Only refresh tokens are allowed"),
        Reason::NotFresh(_) | Reason::AuthenticationTooOld(_) | Reason::WeakAuthentication(_) => {
            unauthorized("Fresh token required")
        }
        Reason::CsrfValueAbsent { .. } => unauthorized("Missing CSRF token"),
        Reason::CsrfValueWrong { .. } => unauthorized("CSRF double submit tokens do not match"),
        Reason::RefreshTokenUnknown
        | Reason::RefreshTokenEnded
        | Reason::RefreshTokenReused
        | Reason::RefreshTokenSuperseded => unauthorized("Token has been revoked"),
        Reason::RefreshTokenUser => unauthorized("Error loading the user"),
        Reason::WrongCredentials | Reason::InactiveUser | Reason::MissingCredential(_) => {
            unauthorized("Bad username or password")
        }
        _ => {
            let text = refusal.description().into_owned();
            match refusal.kind() {
                ErrorKind::InvalidGrant => unprocessable(text),
                _ => (refusal.status(), text.into()),
            }
        }
    }
}

fn invalid(refusal: &Refusal<'_>, error: &TokenError) -> Message {
    match error {
        TokenError::Expired => unauthorized("Token has expired"),
        TokenError::Revoked => unauthorized("Token has been revoked"),
        TokenError::UnknownSubject | TokenError::InactiveSubject | TokenError::ForeignSubject => {
            unauthorized("Error loading the user")
        }
        TokenError::Claim(_) | TokenError::Verification(_) => (
            StatusCode::BAD_REQUEST,
            "User claims verification failed".into(),
        ),
        TokenError::Type if refusal.kind() == ErrorKind::InvalidGrant => {
            unprocessable("Only refresh tokens are allowed")
        }
        TokenError::Type => unprocessable("Only non-refresh tokens are allowed"),
        TokenError::Subject => unprocessable("Missing claim: sub"),
        error => unprocessable(pyjwt::text(error)),
    }
}

/// Whether a body is JSON, as its type says.
fn is_json(headers: &HeaderMap) -> bool {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = value.and_then(|value| value.split(';').next());
    essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

/// The text for a request without a token in any of these locations.
fn missing<'n>(
    refusal: &Refusal<'_>,
    locations: &[LocationKind],
    name: impl Fn(LocationKind) -> &'n str,
) -> String {
    let is_json = is_json(refusal.headers());
    let absent = |kind| absent(kind, name(kind), is_json);
    let (last, others) = match locations {
        [] => return absent(LocationKind::Header),
        [location] => return absent(*location),
        [others @ .., last] => (last, others),
    };
    let texts: Vec<_> = locations.iter().map(|kind| absent(*kind)).collect();
    let others: Vec<_> = others.iter().map(|kind| place(*kind)).collect();
    format!(
        "Missing JWT in {} or {} ({})",
        others.join(", "),
        place(*last),
        texts.join("; ")
    )
}

fn absent(location: LocationKind, name: &str, is_json: bool) -> String {
    match location {
        LocationKind::Cookie => format!("Missing cookie \"{name}\""),
        // The original has it so.
        LocationKind::Query => format!("Missing '{name}' query paramater"),
        LocationKind::Json if is_json => format!("Missing \"{name}\" key in json data."),
        LocationKind::Json => "Invalid content-type. Must be application/json.".into(),
        LocationKind::Form => format!("Missing \"{name}\" field in form data."),
        LocationKind::Header | LocationKind::WebSocket => format!("Missing {name} Header"),
    }
}

fn place(location: LocationKind) -> &'static str {
    match location {
        LocationKind::Header | LocationKind::WebSocket => "headers",
        LocationKind::Cookie => "cookies",
        LocationKind::Query => "query_string",
        LocationKind::Json => "json",
        LocationKind::Form => "form",
    }
}

/// The header with a token.
fn expected(names: &TokenNames) -> String {
    let scheme = names.scheme().map(|scheme| format!("{scheme} "));
    format!("{}: {}<JWT>", names.header(), scheme.unwrap_or_default())
}

/// What the application of its documentation says.
fn said(text: &str) -> Response {
    Json(Map::from_iter([("msg".to_owned(), Value::from(text))])).into_response()
}

impl Responses for FlaskJwtExtended {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        let (status, text) = message(refusal);
        let key = match refusal.message_key() {
            // The default of the setting without the preset.
            "error_description" => "msg",
            key => key,
        };
        let body = Map::from_iter([(key.to_owned(), Value::from(text))]);
        (status, Json(body)).into_response()
    }

    fn login(&self, grant: &LoginGrant) -> Response {
        match grant.body().has_tokens() {
            true => tokens(grant),
            false if grant.endpoint() == Endpoint::Refresh => said("refresh successful"),
            false => said("login successful"),
        }
    }

    fn logout(&self) -> Response {
        said("logout successful")
    }
}
