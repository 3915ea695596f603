//! The cookies that a login sets, and those that clear them.

use axum::http::HeaderValue;
use axum::http::request::Parts;

use crate::auth::Auth;
use crate::browser::cookie::{CookieError, CookieValues, MAX_BYTES, RequestCookies};
use crate::config::AuthConfig;
use crate::error::{AuthError, Reason};
use crate::grant::SessionBinding;
use crate::token::claim_sizes;

/// For how long browsers keep a cookie at most, in seconds: 400 days (RFC 6265bis §5.5).
const LONGEST: i64 = 400 * 24 * 60 * 60;

/// The cookies that clear a session in a browser; empty if the configuration uses no cookies.
pub(crate) fn cleared_session<C: AuthConfig>(auth: &Auth<C>, parts: &Parts) -> Vec<HeaderValue> {
    match auth.http_settings().uses_cookies() {
        true => auth.cookies(parts).clear(),
        false => Vec::new(),
    }
}

/// The cookies of a session: its tokens, each with the seconds until it expires, and its CSRF value. `is_sent` tells which
/// cookies the request has.
pub(crate) fn session_cookies(
    cookies: RequestCookies<'_>,
    (access, access_left): (&str, Option<i64>),
    refresh: Option<(&str, i64)>,
    session: Option<&SessionBinding>,
    is_sent: &dyn Fn(&str) -> bool,
) -> Result<Vec<HeaderValue>, AuthError> {
    let values = CookieValues {
        access,
        access_left: access_left.unwrap_or(LONGEST),
        refresh,
        csrf: session.and_then(|session| session.csrf.as_deref()),
        refresh_csrf: session.and_then(|session| session.refresh_csrf.as_deref()),
    };
    cookies.set(&values, is_sent).map_err(|unkept| match unkept {
        CookieError::TooLarge { name, size } => {
            let token = match cookies.refresh() == Some(&*name) {
                true => refresh.map_or(access, |(token, _)| token),
                false => access,
            };
            tracing::error!(
                cookie = %name,
                size,
                limit = MAX_BYTES,
                claims = %claim_sizes(token),
                "a token is too large for a cookie: give it fewer scopes or claims, or deliver it in the body"
            );
            Reason::TokenTooLarge.into()
        }
        CookieError::Unwritable => AuthError::misconfigured(
            "a token has a character that no cookie can have",
        ),
    })
}
