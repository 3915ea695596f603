//! `AuthError`: a refusal of a request.

use std::fmt;
use std::time::Duration;

use axum::http::StatusCode;

use super::{Challenge, ErrorKind, NeededAuthentication, REALM, Reason, SCHEME};
use crate::session::{SessionError, StoreError};
use crate::token::{MintError, TokenError};
use crate::user::{ApplicationRefusal, BackendError, is_overload};

/// The delay in the `Retry-After` header of a 503.
const UNAVAILABLE: Duration = Duration::from_secs(1);

/// A refusal of a request, with its exact [`Reason`], which belongs to an [`ErrorKind`].
///
/// The default response says no more than the kind: it never tells which check of a token failed ([RFC 6750 §3.1] has one code
/// for all of them). `Display` gives that text, so that an application may show it to a client. The reason is the
/// [`source`](std::error::Error::source), for logs.
///
/// ```
/// use std::error::Error;
///
/// use jwt_guard::error::{AuthError, ErrorKind};
/// use jwt_guard::token::TokenError;
///
/// let error = AuthError::from(TokenError::Expired);
/// assert_eq!(error.kind(), ErrorKind::InvalidToken);
/// assert_eq!(error.to_string(), "the access token is expired, malformed or not valid here");
/// assert_eq!(error.source().unwrap().to_string(), "the token has expired");
///
/// fn in_an_application() -> Result<(), Box<dyn Error + Send + Sync>> {
///     Err(AuthError::from(TokenError::Revoked))?
/// }
/// assert!(in_an_application().unwrap_err().is::<AuthError>());
/// ```
///
/// [RFC 6750 §3.1]: https://www.rfc-editor.org/rfc/rfc6750#section-3.1
// Boxed, so that results stay small: errors are moved often and read rarely.
#[derive(Clone, PartialEq, Eq)]
pub struct AuthError(Box<Reason>);

impl AuthError {
    /// What exactly was wrong.
    #[must_use]
    pub fn reason(&self) -> &Reason {
        &self.0
    }

    /// The kind of the reason.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind()
    }

    /// The value of `error` in the body of the default response: that of the kind, which is stable, or the one that the
    /// application set for a refusal of its own.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.reason() {
            Reason::Application(refusal) => refusal.code(),
            _ => self.kind().code(),
        }
    }

    /// The status of the response: that of the kind, or the one that the application set for a refusal of its own.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self.reason() {
            Reason::Application(refusal) => {
                StatusCode::from_u16(refusal.status()).unwrap_or(self.kind().status())
            }
            _ => self.kind().status(),
        }
    }

    /// How long the client should wait before it tries again, in whole seconds (RFC 9110 §10.2.3).
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match *self.reason() {
            Reason::RefreshedTooOften(retry_after) | Reason::Throttled { retry_after } => {
                Some(retry_after)
            }
            _ => (self.kind() == ErrorKind::Unavailable).then_some(UNAVAILABLE),
        }
    }

    /// The `WWW-Authenticate` header of the response, if it has one, with the realm `api`. The response of a guard has the
    /// realm and the policy (`challenge`) of its configuration.
    #[must_use]
    pub fn challenge(&self) -> Option<Challenge> {
        Challenge::of(self.reason(), &Challenge::new(SCHEME, REALM))
    }

    /// The request has no token, and the handler requires one.
    #[cold]
    pub(crate) fn missing_token() -> Self {
        Reason::MissingToken(Box::default()).into()
    }

    /// The service is set up in a way that cannot work.
    #[cold]
    pub(crate) fn misconfigured(why: &'static str) -> Self {
        Reason::Misconfigured(why).into()
    }

    /// How the user would have to authenticate, if that is what was wrong.
    pub(crate) fn needed_authentication(&self) -> Option<&NeededAuthentication> {
        self.0.needed_authentication()
    }
}

impl From<Reason> for AuthError {
    #[cold]
    fn from(reason: Reason) -> Self {
        Self(Box::new(reason))
    }
}

impl fmt::Debug for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AuthError").field(&self.0).finish()
    }
}

/// The text that a client gets with `error_detail = "terse"`. It names no token, and no reason for refusing one.
impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            kind if kind.tells_reason() => fmt::Display::fmt(self.reason(), f),
            kind => f.write_str(kind.description()),
        }
    }
}

impl std::error::Error for AuthError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // Otherwise `Display` has said it already.
        (!self.kind().tells_reason()).then_some(&*self.0 as _)
    }
}

impl From<ApplicationRefusal> for AuthError {
    fn from(refusal: ApplicationRefusal) -> Self {
        Reason::Application(refusal).into()
    }
}

/// A client learns only that the backend is unavailable, unless the application refused a login; the log has the error. An
/// overload is a warning, as the backend works as intended.
impl From<BackendError> for AuthError {
    fn from(error: BackendError) -> Self {
        let error = match error.into_inner().downcast::<ApplicationRefusal>() {
            Ok(refusal) => return (*refusal).into(),
            Err(error) => BackendError::from(error),
        };
        if is_overload(&error) {
            tracing::warn!(%error, "a login was refused: the user backend is overloaded");
        } else {
            tracing::error!(%error, "the user backend failed");
        }
        Reason::BackendUnavailable.into()
    }
}

/// The log has the error of the store already; the code that called the store wrote it.
impl From<StoreError> for AuthError {
    fn from(error: StoreError) -> Self {
        if error.is_none() {
            return Reason::Misconfigured(
                "sessions need a store, and this `Auth` has none: give it one with `.store(..)`",
            )
            .into();
        }
        Reason::StoreUnavailable.into()
    }
}

/// The log has already what the developer or the operator must know.
impl From<SessionError> for AuthError {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::Store(error) => error.into(),
            SessionError::AllEnded => Reason::SessionsEnded.into(),
            SessionError::Misconfigured(mistake) => Reason::Misconfigured(mistake).into(),
            SessionError::Unavailable | _ => Reason::NoRandomness.into(),
        }
    }
}

/// The log has the reason: the application gave a subject, claims or scopes that no token can have, or there is no key that
/// signs.
impl From<MintError> for AuthError {
    fn from(error: MintError) -> Self {
        tracing::error!(%error, "no token was minted");
        Reason::Misconfigured(
            "a handler asked for a token that cannot be minted; the log has the reason",
        )
        .into()
    }
}

impl From<TokenError> for AuthError {
    fn from(reason: TokenError) -> Self {
        Reason::InvalidToken(reason).into()
    }
}
