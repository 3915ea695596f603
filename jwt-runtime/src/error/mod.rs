//! Refusals: one enum, one table, one way to answer.

mod challenge;
mod needed_authentication;
mod needed_scopes;
mod rejection;
mod responses;

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

pub use challenge::Challenge;
pub(crate) use needed_authentication::Needed;
pub use needed_authentication::NeededAuthentication;
pub use needed_scopes::NeededScopes;
pub use rejection::Rejection;
pub(crate) use responses::ErrorResponses;

use crate::session::{SessionError, StoreError};
use crate::token::TokenError;
use crate::user::{BackendError, is_overload};

macro_rules! auth_errors {
    ($(
        $(#[$doc:meta])*
        $variant:ident $(($field:ty))? $({ $(#[$named_doc:meta])* $named:ident: $of:ty })? = $code:literal, $status:ident, $description:expr;
    )*) => {
        /// Every refusal of the library: a stable code, a status, a challenge.
        ///
        /// The answer's body is `{"error": code, "error_description": text}`; it never says which check of a token
        /// failed ([RFC 6750 §3.1] has one code for all of them).
        ///
        /// As an error it displays that text, so that an application may show it to a client; the reason why a token was
        /// refused, a [`TokenError`], is its [`source`](std::error::Error::source), for logs.
        ///
        /// ```
        /// use std::error::Error;
        ///
        /// use jwt_guard::error::AuthError;
        /// use jwt_guard::token::TokenError;
        ///
        /// let error = AuthError::InvalidToken(TokenError::Expired);
        /// assert_eq!(error.to_string(), "the access token is expired, malformed or not valid here");
        /// assert_eq!(error.source().unwrap().to_string(), "the token has expired");
        ///
        /// fn in_an_application() -> Result<(), Box<dyn Error + Send + Sync>> {
        ///     Err(AuthError::MissingToken)?
        /// }
        /// assert!(in_an_application().unwrap_err().is::<AuthError>());
        /// ```
        ///
        /// [RFC 6750 §3.1]: https://www.rfc-editor.org/rfc/rfc6750#section-3.1
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum AuthError {
            $($(#[$doc])* $variant $(($field))? $({ $(#[$named_doc])* $named: $of })?,)*
        }

        impl AuthError {
            /// The value of `error` in the body; part of the interface.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $code,)*
                }
            }

            /// The status of the answer.
            #[must_use]
            pub fn status(&self) -> StatusCode {
                match self {
                    $(Self::$variant { .. } => StatusCode::$status,)*
                }
            }

            fn description(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $description,)*
                }
            }
        }
    };
}

auth_errors! {
    /// The request asks only whether another one may be sent, or has a method that is exempt: no handler error_responses it.
    Preflight = "preflight", NO_CONTENT,
        "the request asks whether another one may be sent; no handler error_responses it";

    /// The request has no token, and the handler asks for one.
    MissingToken = "missing_token", UNAUTHORIZED,
        "this resource needs an access token";

    /// There is a token, and it is not valid here.
    InvalidToken(TokenError) = "invalid_token", UNAUTHORIZED,
        "the access token is expired, malformed or not valid here";

    /// The token is valid, but its user authenticated too long ago, or not as the handler asks.
    InsufficientUserAuthentication(NeededAuthentication) = "insufficient_user_authentication", UNAUTHORIZED,
        "this resource needs a more recent or a stronger authentication of the user";

    /// The token is valid, but does not grant what the handler asks for.
    InsufficientScope(NeededScopes) = "insufficient_scope", FORBIDDEN,
        "the access token does not grant the scopes that this resource needs";

    /// The request came with a cookie, and nothing shows that the user wanted it. Says what is missing.
    CsrfFailed(Cow<'static, str>) = "csrf_failed", FORBIDDEN,
        "nothing shows that the user wanted this request";

    /// The request itself cannot be understood.
    InvalidRequest(Cow<'static, str>) = "invalid_request", BAD_REQUEST,
        "the request is malformed";

    /// Login with a body that is no credentials. No token was tried, so that the answer has no challenge.
    MalformedCredentials(Cow<'static, str>) = "invalid_request", BAD_REQUEST,
        "the credentials are malformed";

    /// Login with a body that is not JSON.
    UnsupportedMediaType = "invalid_request", UNSUPPORTED_MEDIA_TYPE,
        "send the credentials as JSON, with `Content-Type: application/json`";

    /// A body with credentials or a token that is larger than this many bytes (`max_body_bytes`).
    PayloadTooLarge(usize) = "invalid_request", PAYLOAD_TOO_LARGE,
        "the body is too large to be read for credentials or a token";

    /// A body with credentials, a token or a CSRF value that did not arrive within this time (`body_timeout`); RFC 9110
    /// §15.5.9. Nothing of it was acted upon, and HTTP/1 closes the connection.
    BodyTimeout(Duration) = "invalid_request", REQUEST_TIMEOUT,
        "the body was not received in time";

    /// Login with credentials that belong to nobody, or to somebody who is inactive.
    InvalidCredentials = "invalid_grant", UNAUTHORIZED,
        "the credentials are wrong";

    /// Too many failed logins or re-authentications came for this account or from this address (RFC 6585 §4): credentials are
    /// not checked. It is the same for accounts that do not exist.
    Throttled {
        /// After this time, in whole seconds, the next attempt is checked.
        retry_after: Duration
    } = "too_many_attempts", TOO_MANY_REQUESTS,
        "there were too many failed attempts; try again later";

    /// The refresh token is unknown, expired, revoked or used up, or its user may not log in any more.
    InvalidGrant = "invalid_grant", UNAUTHORIZED,
        "the refresh token is not valid any more: log in again";

    /// The refresh token was exchanged a moment ago, and so was its successor: another tab has a newer one.
    Superseded = "invalid_grant", UNAUTHORIZED,
        "the refresh token was exchanged already: use the newest one";

    /// The session was refreshed more often than `refreshes_per_minute` allows (RFC 6585 §4). Its refresh token is still good; it
    /// can be used after this time, in whole seconds.
    RefreshedTooOften(Duration) = "too_many_refreshes", TOO_MANY_REQUESTS,
        "the session was refreshed too often; try again later";

    /// A refresh asks for a scope that the session was not given (RFC 6749 §5.2).
    InvalidScope = "invalid_scope", BAD_REQUEST,
        "a scope was asked for that the session was not given";

    /// A revocation of a token of a kind that cannot be revoked (RFC 7009 §2.2.1).
    UnsupportedTokenType = "unsupported_token_type", BAD_REQUEST,
        "tokens of this kind cannot be revoked here";

    /// The user backend, or the store of sessions, cannot answer at the moment.
    Unavailable = "temporarily_unavailable", SERVICE_UNAVAILABLE,
        "authentication is not possible at the moment; try again later";

    /// An access or refresh token that is larger than what browsers keep of a cookie, 4096 bytes (RFC 6265 §6.1): the user has
    /// too many scopes or claims. The log has the sizes.
    TokenTooLarge = "token_too_large", INTERNAL_SERVER_ERROR,
        "the token of this user is too large for a cookie: it has more scopes or claims than fit into 4096 bytes";

    /// The service was put together in a way that cannot work; the log says how. Nobody gets in.
    Misconfigured(&'static str) = "server_error", INTERNAL_SERVER_ERROR,
        "the server is not configured correctly";
}

impl AuthError {
    /// The `WWW-Authenticate` header of the answer, if it has one.
    ///
    /// A guard's answer has the realm of its configuration; this one has the realm `api`.
    #[must_use]
    pub fn challenge(&self) -> Option<Challenge> {
        self.challenge_in(challenge::REALM)
    }

    /// What is wrong, in words for a client.
    fn text(&self) -> &str {
        match self {
            Self::CsrfFailed(found)
            | Self::InvalidRequest(found)
            | Self::MalformedCredentials(found) => found,
            _ => self.description(),
        }
    }

    fn challenge_in(&self, realm: &str) -> Option<Challenge> {
        let challenge = Challenge::new(realm);
        match self {
            // RFC 6750 §3.1: no error code when no authentication was tried with a token.
            Self::MissingToken
            | Self::InvalidCredentials
            | Self::InvalidGrant
            | Self::Superseded => Some(challenge),
            Self::InvalidToken(_) | Self::InvalidRequest(_) => Some(challenge.error(self.code())),
            Self::InsufficientUserAuthentication(needed) => Some(
                challenge
                    .error(self.code())
                    .description(self.description())
                    .authentication(needed),
            ),
            Self::InsufficientScope(needed) => {
                Some(challenge.error(self.code()).scopes(needed.to_vec()))
            }
            Self::Preflight
            | Self::CsrfFailed(_)
            | Self::MalformedCredentials(_)
            | Self::UnsupportedMediaType
            | Self::PayloadTooLarge(_)
            | Self::BodyTimeout(_)
            | Self::RefreshedTooOften(_)
            | Self::Throttled { .. }
            | Self::InvalidScope
            | Self::UnsupportedTokenType
            | Self::Unavailable
            | Self::TokenTooLarge
            | Self::Misconfigured(_) => None,
        }
    }
}

/// The text that a client gets, with `error_detail` as `terse`. It names no token, and no reason to refuse one.
impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl std::error::Error for AuthError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::InvalidToken(reason) => Some(reason),
            _ => None,
        }
    }
}

/// The answer of a handler that refuses by itself. A guard's answer also follows its configuration.
impl IntoResponse for AuthError {
    fn into_response(self) -> Response {
        self.answer(&ErrorResponses::default(), None)
    }
}

/// A backend that fails is the operator's business, not the client's. One that turns somebody away because too many came works
/// as it was made to.
impl From<BackendError> for AuthError {
    fn from(error: BackendError) -> Self {
        if is_overload(&error) {
            tracing::warn!(%error, "a login was turned away");
        } else {
            tracing::error!(%error, "the user backend failed");
        }
        Self::Unavailable
    }
}

/// A store that fails is written to the log where it is asked.
impl From<StoreError> for AuthError {
    fn from(error: StoreError) -> Self {
        if error.is_none() {
            return Self::Misconfigured(
                "sessions are asked for, and this `Auth` has no store: give it one with `.store(..)`",
            );
        }
        Self::Unavailable
    }
}

/// What the developer or the operator has to know of it is in the log.
impl From<SessionError> for AuthError {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::Store(error) => error.into(),
            SessionError::AllEnded => Self::InvalidCredentials,
            SessionError::Misconfigured(mistake) => Self::Misconfigured(mistake),
            SessionError::Unavailable | _ => Self::Unavailable,
        }
    }
}

impl From<TokenError> for AuthError {
    fn from(reason: TokenError) -> Self {
        Self::InvalidToken(reason)
    }
}
