//! The body of a login request.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use mime::Mime;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::error::{AuthError, Refusal};
use crate::json::{Bounds, read_value};

/// The largest body that is read, in bytes.
const MAX_BODY_BYTES: usize = 16 * 1024;

/// Credentials from a JSON body. What is wrong with the body is said without repeating any of it.
pub(super) struct JsonCredentials<T>(pub(super) T);

impl<C: AuthConfig, T: DeserializeOwned> FromRequest<Auth<C>> for JsonCredentials<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, auth: &Auth<C>) -> Result<Self, Refusal> {
        Self::read(request)
            .await
            .map_err(|error| auth.refuse(error))
    }
}

impl<T: DeserializeOwned> JsonCredentials<T> {
    async fn read(request: Request) -> Result<Self, AuthError> {
        if !is_json(&request) {
            return Err(AuthError::UnsupportedMediaType);
        }
        if declared_length(&request).is_some_and(|length| length > MAX_BODY_BYTES) {
            return Err(AuthError::PayloadTooLarge);
        }
        let body = to_bytes(request.into_body(), MAX_BODY_BYTES)
            .await
            .map_err(|error| body_error(&error))?;
        let body = Zeroizing::new(Vec::from(body));
        let text = str::from_utf8(&body)
            .map_err(|_| AuthError::MalformedCredentials("the body is not UTF-8".into()))?;
        read_value(text, Bounds::CLAIMS)
            .map(Self)
            .map_err(|error| AuthError::MalformedCredentials(describe(&error).into()))
    }
}

fn is_json(request: &Request) -> bool {
    let media_type = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse::<Mime>().ok());
    media_type.is_some_and(|media_type| {
        media_type.type_() == mime::APPLICATION
            && (media_type.subtype() == mime::JSON || media_type.suffix() == Some(mime::JSON))
    })
}

fn declared_length(request: &Request) -> Option<usize> {
    request
        .headers()
        .get(CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

fn body_error(error: &axum::Error) -> AuthError {
    let too_large = std::error::Error::source(error)
        .is_some_and(|source| source.is::<http_body_util::LengthLimitError>());
    if too_large {
        AuthError::PayloadTooLarge
    } else {
        AuthError::MalformedCredentials("the body was not received whole".into())
    }
}

/// serde quotes the value that it did not expect, which may be a password: only its names of members are repeated.
fn describe(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let missing = text
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split_once('`'));
    match (error.is_data(), missing) {
        (true, Some((name, _))) => format!("the credentials have no member `{name}`"),
        (true, None) => {
            "a member of the credentials is unknown or has a value of the wrong type".into()
        }
        (false, _) => format!(
            "the body is not JSON: see line {}, column {}",
            error.line(),
            error.column()
        ),
    }
}
