//! `ErrorKind`: the stable code and the status of each group of reasons, with the text for a client, in one table.

use axum::http::StatusCode;

macro_rules! error_kinds {
    ($( $(#[$doc:meta])* $kind:ident = $code:literal, $status:ident, $description:expr; )*) => {
        /// The kinds of refusals. Each has a stable code and a status; a kind groups the [reasons](super::Reason) that a client
        /// need not tell apart.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $($(#[$doc])* $kind,)*
        }

        impl ErrorKind {
            /// The value of `error` in the body of the default response; stable.
            ///
            /// ```
            /// use jwt_guard::error::ErrorKind;
            ///
            /// assert_eq!(ErrorKind::InsufficientScope.code(), "insufficient_scope");
            /// ```
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$kind => $code,)*
                }
            }

            /// The status of the default response.
            #[must_use]
            pub fn status(self) -> StatusCode {
                match self {
                    $(Self::$kind => StatusCode::$status,)*
                }
            }

            /// A text for clients that reveals no more than the kind.
            #[must_use]
            pub fn description(self) -> &'static str {
                match self {
                    $(Self::$kind => $description,)*
                }
            }
        }
    };
}

error_kinds! {
    /// The request is a CORS preflight, or its method is exempt from authentication. The response is empty; no handler runs.
    Preflight = "preflight", NO_CONTENT,
        "the request is a preflight or of an exempt method; no handler runs for it";

    /// The request has no token, and the handler requires one.
    MissingToken = "missing_token", UNAUTHORIZED,
        "this resource needs an access token";

    /// The request has a token that is not valid for this service.
    InvalidToken = "invalid_token", UNAUTHORIZED,
        "the access token is expired, malformed or not valid here";

    /// The token is valid, but its user authenticated too long ago, or not in a way that the handler accepts.
    InsufficientUserAuthentication = "insufficient_user_authentication", UNAUTHORIZED,
        "this resource needs a more recent or a stronger authentication of the user";

    /// The token is valid, but does not grant the scopes that the handler requires.
    InsufficientScope = "insufficient_scope", FORBIDDEN,
        "the access token does not grant the scopes that this resource needs";

    /// The token came by cookie, and the request does not prove that a page of this service sent it.
    CsrfFailed = "csrf_failed", FORBIDDEN,
        "nothing shows that the user wanted this request";

    /// The request is malformed: two tokens, for example, or a header that is no credentials.
    InvalidRequest = "invalid_request", BAD_REQUEST,
        "the request is malformed";

    /// The body of a login contains no credentials. The response has no challenge, as no token was presented.
    MalformedCredentials = "invalid_request", BAD_REQUEST,
        "the credentials are malformed";

    /// The body of a login is not of a type that is read.
    UnsupportedMediaType = "invalid_request", UNSUPPORTED_MEDIA_TYPE,
        "send the credentials as JSON, with `Content-Type: application/json`";

    /// A body that may hold credentials or a token is too large (`max_body_bytes`).
    PayloadTooLarge = "invalid_request", PAYLOAD_TOO_LARGE,
        "the body is too large to be read for credentials or a token";

    /// A body that may hold credentials, a token or a CSRF value did not arrive in time (`body_timeout`; RFC 9110 §15.5.9). It
    /// has no effect, and HTTP/1 closes the connection.
    BodyTimeout = "invalid_request", REQUEST_TIMEOUT,
        "the body was not received in time";

    /// The credentials of a login are wrong, or their user is inactive.
    InvalidCredentials = "invalid_grant", UNAUTHORIZED,
        "the credentials are wrong";

    /// The application refused the request, with its own status, code and text
    /// ([`ApplicationRefusal`](crate::user::ApplicationRefusal)).
    Application = "access_denied", FORBIDDEN,
        "the request is refused";

    /// Too many logins or re-authentications failed for this account or from this address (RFC 6585 §4), so that the
    /// credentials were not checked. Accounts that do not exist are limited in the same way.
    Throttled = "too_many_attempts", TOO_MANY_REQUESTS,
        "there were too many failed attempts; try again later";

    /// A token that works once was used before, or is not valid for another reason (RFC 6749 §5.2).
    InvalidSingleUseToken = "invalid_grant", BAD_REQUEST,
        "the link or code was used before, is too old, or is not valid here";

    /// The refresh token is unknown, expired, revoked or already used, or its user may no longer log in.
    InvalidGrant = "invalid_grant", UNAUTHORIZED,
        "the refresh token is not valid any more: log in again";

    /// The refresh token was exchanged a moment ago, and its successor was used too: another tab has a newer one.
    Superseded = "invalid_grant", UNAUTHORIZED,
        "the refresh token was exchanged already: use the newest one";

    /// The session was refreshed more often than `refreshes_per_minute` allows (RFC 6585 §4). Its refresh token stays valid.
    RefreshedTooOften = "too_many_refreshes", TOO_MANY_REQUESTS,
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
    Misconfigured = "server_error", INTERNAL_SERVER_ERROR,
        "the server is not configured correctly";
}

impl ErrorKind {
    /// Whether the exact reason is about the form of the request, so that any client may be told: it helps to correct the
    /// request, and reveals nothing about tokens or accounts.
    pub(super) fn tells_reason(self) -> bool {
        matches!(
            self,
            Self::CsrfFailed
                | Self::InvalidRequest
                | Self::MalformedCredentials
                | Self::PayloadTooLarge
                | Self::BodyTimeout
                | Self::Application
        )
    }
}
