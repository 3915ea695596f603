//! What a login gives a browser, and what takes it back.

use axum::http::HeaderValue;
use axum::http::request::Parts;

use crate::auth::Auth;
use crate::browser::cookie::{CookieError, CookieValues, MAX_BYTES, RequestCookies};
use crate::config::AuthConfig;
use crate::error::AuthError;
use crate::grant::SessionBinding;
use crate::token::claim_sizes;

/// What clears all cookies of a session, where there are any.
pub(crate) fn cleared_session<C: AuthConfig>(auth: &Auth<C>, parts: &Parts) -> Vec<HeaderValue> {
    match auth.http_settings().uses_cookies() {
        true => auth.cookies(parts).clear(),
        false => Vec::new(),
    }
}

/// The cookies of a session: its tokens, each with the seconds for which it is good, and the value that its pages
/// need. `is_sent` says which cookies the request has.
pub(crate) fn session_cookies(
    cookies: RequestCookies<'_>,
    (access, access_left): (&str, i64),
    refresh: Option<(&str, i64)>,
    session: Option<&SessionBinding>,
    is_sent: &dyn Fn(&str) -> bool,
) -> Result<Vec<HeaderValue>, AuthError> {
    let handed = CookieValues {
        access,
        access_left,
        refresh,
        csrf: session.and_then(|session| session.csrf.as_deref()),
    };
    cookies.set(&handed, is_sent).map_err(|unkept| match unkept {
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
                "a token is too large for a cookie: give it fewer scopes or claims, or hand it out in the body"
            );
            AuthError::TokenTooLarge
        }
        CookieError::Unwritable => AuthError::Misconfigured(
            "a token has a character that no cookie can have",
        ),
    })
}
