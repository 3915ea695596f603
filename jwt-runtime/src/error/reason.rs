//! `Reason`: what exactly was wrong with a request.

use std::borrow::Cow;
use std::time::Duration;

use jwt_syntax::http::token_location::LocationKind;

use super::{ErrorKind, NeededAuthentication, NeededScopes};
use crate::token::TokenError;
use crate::user::ApplicationRefusal;

/// What exactly was wrong with a request: for logs, for tests, and for [`Responses`](crate::response::Responses) of one's own.
///
/// `Display` gives a text for developers. By default a client gets it only with `error_detail = "full"`; the exceptions are
/// reasons about the form of the request, which help to correct it. No reason contains a token, a secret or a password.
///
/// ```
/// use jwt_guard::error::{AuthError, ErrorKind, Reason};
/// use jwt_guard::token::TokenError;
///
/// let error = AuthError::from(Reason::InvalidToken(TokenError::Expired));
/// assert_eq!(error.reason().to_string(), "the token has expired");
/// assert_eq!(error.kind(), ErrorKind::InvalidToken);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// The request is a CORS preflight, or its method is exempt from authentication.
    #[error("the request is a preflight or of an exempt method; no handler runs for it")]
    Preflight,

    /// None of these locations has a token.
    #[error("the request has no access token")]
    MissingToken(Box<[LocationKind]>),
    /// The header of the token has credentials of another scheme, such as `Basic`.
    #[error("the credentials in the header are of another scheme")]
    OtherScheme,
    /// The header of the token has the scheme alone.
    #[error("the header has a scheme without a token")]
    SchemeWithoutToken,

    /// The token is not valid here.
    #[error(transparent)]
    InvalidToken(TokenError),

    /// The token came from a refresh, and the handler requires one from an authentication.
    #[error("the token does not come from an authentication of the user, but from a refresh")]
    NotFresh(NeededAuthentication),
    /// The user authenticated too long ago.
    #[error("the authentication of the user is too old")]
    AuthenticationTooOld(NeededAuthentication),
    /// The user authenticated in another way than the handler accepts.
    #[error("the authentication of the user is of a kind (`acr`) that is not accepted here")]
    WeakAuthentication(NeededAuthentication),
    /// The token does not grant the scopes that the handler requires.
    #[error("the token does not grant the scopes that are needed")]
    InsufficientScope(NeededScopes),

    /// The token came by cookie, and the request has no CSRF value.
    #[error(
        "this request needs the value of the cookie `{cookie}` in the header `{header}`, or in the form field `{field}`, \
         which stands first in the form"
    )]
    CsrfValueAbsent {
        /// The cookie from which a page reads the value.
        cookie: Box<str>,
        /// The header that a script sends it in.
        header: Box<str>,
        /// The field that a form sends it in.
        field: Box<str>,
    },
    /// The CSRF value is not that of the session.
    #[error("the value in `{header}` is not that of this session")]
    CsrfValueWrong {
        /// The header that a script sends it in.
        header: Box<str>,
    },
    /// The value in a login form is not that of its cookie, or the form is too old.
    #[error("a login form needs the value of the cookie `{cookie}` in its field `{field}`")]
    LoginFormValue {
        /// The cookie that was set with the form.
        cookie: Box<str>,
        /// The field of the form.
        field: Box<str>,
    },
    /// A session is to begin by a `GET` without the `state` that this service gave to the browser.
    #[error(
        "a session begins by `POST`, or when the browser comes back with the value of the cookie `{cookie}` in the query \
         parameter `state`"
    )]
    LoginState {
        /// The cookie that was set with the value.
        cookie: Box<str>,
    },
    /// A page of another origin sent the request.
    #[error("the request comes from a page of another origin")]
    CrossOrigin,
    /// The page that sent the request hides its origin.
    #[error(
        "the page that sent the request hides its origin (`Origin: null`), as browsers do with `Referrer-Policy: \
         no-referrer`: send the page with `Referrer-Policy: same-origin` instead, and in no sandbox"
    )]
    HiddenOrigin,
    /// The application refused the request as one that its user may not have wanted.
    #[error("{0}")]
    CsrfRefused(Cow<'static, str>),

    /// More than a token follows the scheme in the header.
    #[error("{0}")]
    TokenWithSpaces(Box<str>),
    /// The header of the token cannot be read.
    #[error("{0}")]
    MalformedHeader(Box<str>),
    /// The request has several tokens.
    #[error("{0}")]
    SeveralTokens(Box<str>),
    /// The request is malformed in another way.
    #[error("{0}")]
    MalformedRequest(Cow<'static, str>),
    /// A body that may hold credentials or a token is larger than this many bytes.
    #[error("the body is too large to be read for credentials or a token; the limit is {0} bytes")]
    PayloadTooLarge(usize),
    /// A body that may hold credentials, a token or a CSRF value did not arrive within this time.
    #[error("the body was not received in time; the limit is {} seconds", .0.as_secs())]
    BodyTimeout(Duration),

    /// The body of a login is not of a type that is read.
    #[error("the body of a login is not of a type that is read")]
    UnsupportedMediaType,
    /// The body of a login lacks this member.
    #[error("the credentials have no member `{0}`")]
    MissingCredential(Box<str>),
    /// The request to an endpoint that issues or revokes tokens is malformed in another way.
    #[error("{0}")]
    MalformedCredentials(Cow<'static, str>),
    /// The user backend found no user by the credentials.
    #[error("no user has these credentials")]
    WrongCredentials,
    /// The credentials are those of a user who is not active.
    #[error("the credentials are right, but their user is inactive")]
    InactiveUser,
    /// The application refused a login, or a request to one of its handlers.
    #[error(transparent)]
    Application(ApplicationRefusal),
    /// Too many attempts failed, so that the credentials were not checked.
    #[error("there were too many failed attempts; the next is checked in {} seconds", retry_after.as_secs())]
    Throttled {
        /// After this time, in whole seconds, the next attempt is checked.
        retry_after: Duration,
    },
    /// All sessions of the user were ended while the credentials were checked.
    #[error("all sessions of the user were ended during the login")]
    SessionsEnded,

    /// A token that works once is not valid, or was used before: see [`Auth::redeem`](crate::auth::Auth::redeem).
    #[error(transparent)]
    SingleUseToken(TokenError),

    /// The request has no refresh token.
    #[error("{0}")]
    RefreshTokenAbsent(Box<str>),
    /// A browser sent no cookie with a refresh token.
    #[error("the request has no cookie with a refresh token")]
    RefreshCookieAbsent,
    /// There is no such refresh token, or its session ended and was forgotten.
    #[error("the refresh token is unknown")]
    RefreshTokenUnknown,
    /// The refresh token is a JWT (`refresh_format = "jwt"`), and failed this check.
    #[error(transparent)]
    RefreshTokenInvalid(TokenError),
    /// The token is no refresh token, but an access token.
    #[error("the token is no refresh token, but an access token")]
    AccessTokenInstead,
    /// The session of the refresh token has expired or was ended.
    #[error("the session of the refresh token has ended")]
    RefreshTokenEnded,
    /// The refresh token was exchanged before; its session was revoked, as the token may be stolen.
    #[error("the refresh token was exchanged before: its session is revoked")]
    RefreshTokenReused,
    /// The refresh token was exchanged a moment ago, and its successor was used too.
    #[error("the refresh token was exchanged a moment ago, and its successor was used too")]
    RefreshTokenSuperseded,
    /// The user of the session no longer exists, or is inactive.
    #[error("the user of the session is unknown or inactive")]
    RefreshTokenUser,
    /// The refresh token needs the access token of its session beside it (`refresh_requires_access`).
    #[error("the access token of the session is missing beside the refresh token")]
    AccessTokenAbsent,
    /// The access token beside the refresh token is of another session.
    #[error("the access token beside the refresh token is of another session")]
    AccessTokenOfOtherSession,
    /// The session was refreshed too often; it can be refreshed again after this time, in whole seconds.
    #[error("the session was refreshed too often; it can be refreshed in {} seconds", .0.as_secs())]
    RefreshedTooOften(Duration),
    /// A refresh requested a scope that the session does not have.
    #[error("the request is for a scope that the session does not have")]
    InvalidScope,
    /// Tokens of this kind cannot be revoked.
    #[error("tokens of this kind cannot be revoked here")]
    UnsupportedTokenType,

    /// The token store is unavailable.
    #[error("the token store is unavailable")]
    StoreUnavailable,
    /// The user backend is unavailable.
    #[error("the user backend is unavailable")]
    BackendUnavailable,
    /// The operating system gave no random numbers.
    #[error("the operating system gives no random numbers")]
    NoRandomness,
    /// A token does not fit into a cookie.
    #[error("the token does not fit into a cookie")]
    TokenTooLarge,
    /// The service is set up in a way that cannot work.
    #[error("{0}")]
    Misconfigured(&'static str),
}

impl Reason {
    /// The kind that the reason belongs to, with its code and status.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Preflight => ErrorKind::Preflight,
            Self::MissingToken(_) | Self::OtherScheme | Self::SchemeWithoutToken => {
                ErrorKind::MissingToken
            }
            Self::InvalidToken(_) => ErrorKind::InvalidToken,
            Self::NotFresh(_) | Self::AuthenticationTooOld(_) | Self::WeakAuthentication(_) => {
                ErrorKind::InsufficientUserAuthentication
            }
            Self::InsufficientScope(_) => ErrorKind::InsufficientScope,
            Self::CsrfValueAbsent { .. }
            | Self::CsrfValueWrong { .. }
            | Self::LoginFormValue { .. }
            | Self::LoginState { .. }
            | Self::CrossOrigin
            | Self::HiddenOrigin
            | Self::CsrfRefused(_) => ErrorKind::CsrfFailed,
            Self::TokenWithSpaces(_)
            | Self::MalformedHeader(_)
            | Self::SeveralTokens(_)
            | Self::MalformedRequest(_) => ErrorKind::InvalidRequest,
            Self::PayloadTooLarge(_) => ErrorKind::PayloadTooLarge,
            Self::BodyTimeout(_) => ErrorKind::BodyTimeout,
            Self::UnsupportedMediaType => ErrorKind::UnsupportedMediaType,
            Self::MissingCredential(_)
            | Self::MalformedCredentials(_)
            | Self::RefreshTokenAbsent(_) => ErrorKind::MalformedCredentials,
            Self::WrongCredentials | Self::InactiveUser | Self::SessionsEnded => {
                ErrorKind::InvalidCredentials
            }
            Self::Application(_) => ErrorKind::Application,
            Self::SingleUseToken(_) => ErrorKind::InvalidSingleUseToken,
            Self::Throttled { .. } => ErrorKind::Throttled,
            Self::RefreshCookieAbsent
            | Self::RefreshTokenUnknown
            | Self::RefreshTokenInvalid(_)
            | Self::AccessTokenInstead
            | Self::RefreshTokenEnded
            | Self::RefreshTokenReused
            | Self::RefreshTokenUser
            | Self::AccessTokenAbsent
            | Self::AccessTokenOfOtherSession => ErrorKind::InvalidGrant,
            Self::RefreshTokenSuperseded => ErrorKind::Superseded,
            Self::RefreshedTooOften(_) => ErrorKind::RefreshedTooOften,
            Self::InvalidScope => ErrorKind::InvalidScope,
            Self::UnsupportedTokenType => ErrorKind::UnsupportedTokenType,
            Self::StoreUnavailable | Self::BackendUnavailable | Self::NoRandomness => {
                ErrorKind::Unavailable
            }
            Self::TokenTooLarge => ErrorKind::TokenTooLarge,
            Self::Misconfigured(_) => ErrorKind::Misconfigured,
        }
    }

    /// How the user would have to authenticate, if that is what was wrong.
    pub(super) fn needed_authentication(&self) -> Option<&NeededAuthentication> {
        match self {
            Self::NotFresh(needed)
            | Self::AuthenticationTooOld(needed)
            | Self::WeakAuthentication(needed) => Some(needed),
            _ => None,
        }
    }
}
