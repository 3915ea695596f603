//! Refusals: one enum, one table, one way to answer.

mod challenge;

use std::borrow::Cow;

use axum::Json;
use axum::http::header::{CACHE_CONTROL, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

pub use challenge::Challenge;

use crate::guard::PolicySpec;
use crate::token::TokenError;
use crate::user::BackendError;

/// For how long a client should wait after a 503, in seconds.
const RETRY_AFTER_SECONDS: u8 = 1;

macro_rules! auth_errors {
    ($(
        $(#[$doc:meta])*
        $variant:ident $(($field:ty))? = $code:literal, $status:ident, $description:expr;
    )*) => {
        /// Every refusal of the library: a stable code, a status, a challenge.
        ///
        /// The answer's body is `{"error": code, "error_description": text}`; it never says which check of a token
        /// failed ([RFC 6750 §3.1] has one code for all of them).
        ///
        /// [RFC 6750 §3.1]: https://www.rfc-editor.org/rfc/rfc6750#section-3.1
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum AuthError {
            $($(#[$doc])* $variant $(($field))?,)*
        }

        impl AuthError {
            /// The value of `error` in the body; part of the interface.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self {
                    $(auth_errors!(@pattern $variant $(($field))?) => $code,)*
                }
            }

            /// The status of the answer.
            #[must_use]
            pub fn status(&self) -> StatusCode {
                match self {
                    $(auth_errors!(@pattern $variant $(($field))?) => StatusCode::$status,)*
                }
            }

            fn description(&self) -> &'static str {
                match self {
                    $(auth_errors!(@pattern $variant $(($field))?) => $description,)*
                }
            }
        }
    };
    (@pattern $variant:ident) => { Self::$variant };
    (@pattern $variant:ident ($field:ty)) => { Self::$variant(_) };
}

auth_errors! {
    /// The request has no token, and the handler asks for one.
    MissingToken = "missing_token", UNAUTHORIZED,
        "this resource needs an access token; send it as `Authorization: Bearer <token>`";

    /// There is a token, and it is not valid here.
    InvalidToken(TokenError) = "invalid_token", UNAUTHORIZED,
        "the access token is expired, malformed or not valid here";

    /// The token is valid, but does not grant what the handler asks for.
    InsufficientScope(&'static PolicySpec) = "insufficient_scope", FORBIDDEN,
        "the access token does not grant the scopes that this resource needs";

    /// The request itself cannot be understood.
    InvalidRequest(Cow<'static, str>) = "invalid_request", BAD_REQUEST,
        "the request is malformed";

    /// Login with a body that is no credentials. No token was tried, so that the answer has no challenge.
    MalformedCredentials(Cow<'static, str>) = "invalid_request", BAD_REQUEST,
        "the credentials are malformed";

    /// Login with a body that is not JSON.
    UnsupportedMediaType = "invalid_request", UNSUPPORTED_MEDIA_TYPE,
        "send the credentials as JSON, with `Content-Type: application/json`";

    /// Login with a body that is too large.
    PayloadTooLarge = "invalid_request", PAYLOAD_TOO_LARGE,
        "the body is too large; credentials have at most 16 KiB";

    /// Login with credentials that belong to nobody, or to somebody who is inactive.
    InvalidCredentials = "invalid_grant", UNAUTHORIZED,
        "the credentials are wrong";

    /// The user backend cannot answer at the moment.
    Unavailable = "temporarily_unavailable", SERVICE_UNAVAILABLE,
        "authentication is not possible at the moment; try again later";

    /// The service was put together in a way that cannot work; the log says how. Nobody gets in.
    Misconfigured(&'static str) = "server_error", INTERNAL_SERVER_ERROR,
        "the server is not configured correctly";
}

impl AuthError {
    /// The `WWW-Authenticate` header of the answer, if it has one.
    #[must_use]
    pub fn challenge(&self) -> Option<Challenge> {
        let challenge = Challenge::new();
        match self {
            // RFC 6750 §3.1: no error code when no authentication was tried with a token.
            Self::MissingToken | Self::InvalidCredentials => Some(challenge),
            Self::InvalidToken(_) | Self::InvalidRequest(_) => Some(challenge.error(self.code())),
            Self::InsufficientScope(spec) => {
                Some(challenge.error(self.code()).scopes(spec.required_scopes()))
            }
            Self::MalformedCredentials(_)
            | Self::UnsupportedMediaType
            | Self::PayloadTooLarge
            | Self::Unavailable
            | Self::Misconfigured(_) => None,
        }
    }
}

#[derive(Serialize)]
struct Body<'a> {
    error: &'a str,
    error_description: &'a str,
}

impl IntoResponse for AuthError {
    fn into_response(self) -> Response {
        match &self {
            Self::InvalidToken(reason) => tracing::debug!(%reason, "refused an access token"),
            Self::Misconfigured(reason) => tracing::error!(%reason, "refused a request"),
            _ => tracing::debug!(code = self.code(), "refused a request"),
        }
        let description = match &self {
            Self::InvalidRequest(found) | Self::MalformedCredentials(found) => found,
            _ => self.description(),
        };
        let body = Body {
            error: self.code(),
            error_description: description,
        };
        let mut response = (self.status(), Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(challenge) = self.challenge() {
            headers.insert(WWW_AUTHENTICATE, challenge.into());
        }
        if matches!(self, Self::Unavailable) {
            headers.insert(
                RETRY_AFTER,
                HeaderValue::from(u16::from(RETRY_AFTER_SECONDS)),
            );
        }
        response
    }
}

/// A backend that fails is the operator's business, not the client's.
impl From<BackendError> for AuthError {
    fn from(error: BackendError) -> Self {
        tracing::error!(%error, "the user backend failed");
        Self::Unavailable
    }
}

impl From<TokenError> for AuthError {
    fn from(reason: TokenError) -> Self {
        Self::InvalidToken(reason)
    }
}
