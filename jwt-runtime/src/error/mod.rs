//! `AuthError`: every reason for refusing a request, with its code, status, challenge and text in one table.

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
        /// Every reason for which the library refuses a request, with a stable code, a status and, for some, a challenge.
        ///
        /// The body of the response is `{"error": code, "error_description": text}`. It never says which check of a token
        /// failed ([RFC 6750 §3.1] has one code for all of them).
        ///
        /// `Display` gives that text, so that an application may show it to a client. The reason why a token was refused, a
        /// [`TokenError`], is the [`source`](std::error::Error::source), for logs.
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

            /// The status of the response.
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
    /// The request is a CORS preflight, or its method is exempt from authentication. The response is empty; no handler runs.
    Preflight = "preflight", NO_CONTENT,
        "the request is a preflight or of an exempt method; no handler runs for it";

    /// The request has no token, and the handler requires one.
    MissingToken = "missing_token", UNAUTHORIZED,
        "this resource needs an access token";

    /// The request has a token that is not valid for this service.
    InvalidToken(TokenError) = "invalid_token", UNAUTHORIZED,
        "the access token is expired, malformed or not valid here";

    /// The token is valid, but its user authenticated too long ago, or not in a way that the handler accepts.
    InsufficientUserAuthentication(NeededAuthentication) = "insufficient_user_authentication", UNAUTHORIZED,
        "this resource needs a more recent or a stronger authentication of the user";

    /// The token is valid, but does not grant the scopes that the handler requires.
    InsufficientScope(NeededScopes) = "insufficient_scope", FORBIDDEN,
        "the access token does not grant the scopes that this resource needs";

    /// The token came by cookie, and the request does not prove that a page of this service sent it. The text says what is
    /// missing.
    CsrfFailed(Cow<'static, str>) = "csrf_failed", FORBIDDEN,
        "nothing shows that the user wanted this request";

    /// The request is malformed: two tokens, for example, or a header that is no credentials.
    InvalidRequest(Cow<'static, str>) = "invalid_request", BAD_REQUEST,
        "the request is malformed";

    /// The body of a login contains no credentials. The response has no challenge, as no token was presented.
    MalformedCredentials(Cow<'static, str>) = "invalid_request", BAD_REQUEST,
        "the credentials are malformed";

    /// The body of a login is not JSON.
    UnsupportedMediaType = "invalid_request", UNSUPPORTED_MEDIA_TYPE,
        "send the credentials as JSON, with `Content-Type: application/json`";

    /// A body that may hold credentials or a token is larger than this many bytes (`max_body_bytes`).
    PayloadTooLarge(usize) = "invalid_request", PAYLOAD_TOO_LARGE,
        "the body is too large to be read for credentials or a token";

    /// A body that may hold credentials, a token or a CSRF value did not arrive within this time (`body_timeout`; RFC 9110
    /// §15.5.9). It has no effect, and HTTP/1 closes the connection.
    BodyTimeout(Duration) = "invalid_request", REQUEST_TIMEOUT,
        "the body was not received in time";

    /// The credentials of a login are wrong, or their user is inactive.
    InvalidCredentials = "invalid_grant", UNAUTHORIZED,
        "the credentials are wrong";

    /// Too many logins or re-authentications failed for this account or from this address (RFC 6585 §4), so that the
    /// credentials were not checked. Accounts that do not exist are limited in the same way.
    Throttled {
        /// After this time, in whole seconds, the next attempt is checked.
        retry_after: Duration
    } = "too_many_attempts", TOO_MANY_REQUESTS,
        "there were too many failed attempts; try again later";

    /// The refresh token is unknown, expired, revoked or already used, or its user may no longer log in.
    InvalidGrant = "invalid_grant", UNAUTHORIZED,
        "the refresh token is not valid any more: log in again";

    /// The refresh token was exchanged a moment ago, and its successor was used too: another tab has a newer one.
    Superseded = "invalid_grant", UNAUTHORIZED,
        "the refresh token was exchanged already: use the newest one";

    /// The session was refreshed more often than `refreshes_per_minute` allows (RFC 6585 §4). Its refresh token stays valid,
    /// and can be used after this time, in whole seconds.
    RefreshedTooOften(Duration) = "too_many_refreshes", TOO_MANY_REQUESTS,
        "the session was refreshed too often; try again later";

    /// A refresh requested a scope that the session does not have (RFC 6749 §5.2).
    InvalidScope = "invalid_scope", BAD_REQUEST,
        "the request is for a scope that the session does not have";

    /// A revocation names a token of a kind that cannot be revoked (RFC 7009 §2.2.1).
    UnsupportedTokenType = "unsupported_token_type", BAD_REQUEST,
        "tokens of this kind cannot be revoked here";

    /// The user backend or the token store is unavailable.
    Unavailable = "temporarily_unavailable", SERVICE_UNAVAILABLE,
        "authentication is not possible at the moment; try again later";

    /// An access or refresh token does not fit into a cookie, which browsers limit to 4096 bytes (RFC 6265 §6.1): the user has
    /// too many scopes or claims. The log has the sizes.
    TokenTooLarge = "token_too_large", INTERNAL_SERVER_ERROR,
        "the token of this user is too large for a cookie: it has more scopes or claims than fit into 4096 bytes";

    /// The service is set up in a way that cannot work; the log says how. The request is refused.
    Misconfigured(&'static str) = "server_error", INTERNAL_SERVER_ERROR,
        "the server is not configured correctly";
}

impl AuthError {
    /// The `WWW-Authenticate` header of the response, if it has one.
    ///
    /// The response of a guard has the realm of its configuration; this challenge has the realm `api`.
    #[must_use]
    pub fn challenge(&self) -> Option<Challenge> {
        self.challenge_in(challenge::REALM)
    }

    /// The text for a client.
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
            // RFC 6750 §3.1: a request without a token gets no error code.
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

/// The text that a client gets with `error_detail = "terse"`. It names no token, and no reason for refusing one.
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

/// The response of a handler that returns the error itself. The response of a guard also follows its configuration.
impl IntoResponse for AuthError {
    fn into_response(self) -> Response {
        self.to_response(&ErrorResponses::default(), None)
    }
}

/// A client learns only that the backend is unavailable; the log has its error. An overload is a warning, as the backend works
/// as intended.
impl From<BackendError> for AuthError {
    fn from(error: BackendError) -> Self {
        if is_overload(&error) {
            tracing::warn!(%error, "a login was refused: the user backend is overloaded");
        } else {
            tracing::error!(%error, "the user backend failed");
        }
        Self::Unavailable
    }
}

/// The log has the error of the store already; the code that called the store wrote it.
impl From<StoreError> for AuthError {
    fn from(error: StoreError) -> Self {
        if error.is_none() {
            return Self::Misconfigured(
                "sessions need a store, and this `Auth` has none: give it one with `.store(..)`",
            );
        }
        Self::Unavailable
    }
}

/// The log has already what the developer or the operator must know.
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
