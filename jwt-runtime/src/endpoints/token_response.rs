//! The response that issues tokens (RFC 6749 §5.1): in its body, in cookies, or in both.

use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::delivery::Carriers;
use super::{NO_STORE, NoStore};
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::error::AuthError;
use crate::grant::{AccessToken, SessionBinding, session_cookies};
use crate::session::RefreshToken;
use crate::token_location::is_sent;

/// Refuses an access token that does not fit into a cookie, before a session begins or a refresh token is exchanged.
pub(super) fn check_size<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
    access: &AccessToken,
    carriers: Carriers,
) -> Result<(), AuthError> {
    if !carriers.cookies {
        return Ok(());
    }
    let access = (&*access.token, access.expires_in);
    session_cookies(auth.cookies(parts), access, None, None, &|_| false).map(drop)
}

/// Makes the response that issues tokens.
pub(super) fn token_response<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
    tokens: Tokens<'_>,
    carriers: Carriers,
) -> Result<GrantResponse, AuthError> {
    let session = tokens.session;
    let cookies = match carriers.cookies {
        true => {
            let refresh = tokens.refresh.map(|(token, left)| (token.as_str(), left));
            let access = (tokens.access, tokens.expires_in);
            let is_sent = |name: &str| is_sent(&parts.headers, name);
            session_cookies(auth.cookies(parts), access, refresh, session, &is_sent)?
        }
        false => Vec::new(),
    };
    let settings = auth.endpoint_settings();
    let member = |key: &str, token: &str| carriers.body.then(|| (key.into(), token.to_owned()));
    Ok(GrantResponse {
        body: TokenResponse {
            access: member(&settings.access_token_key, tokens.access),
            expires_in: tokens.expires_in,
            refresh: tokens
                .refresh
                .and_then(|(token, _)| member(&settings.refresh_token_key, token.as_str())),
            scope: tokens.scope,
        },
        cookies,
        next: None,
    })
}

/// The tokens of a response.
pub(super) struct Tokens<'a> {
    pub(super) access: &'a str,
    /// In seconds.
    pub(super) expires_in: i64,
    /// With the seconds until its session ends.
    pub(super) refresh: Option<(&'a RefreshToken, i64)>,
    pub(super) session: Option<&'a SessionBinding>,
    /// The scopes, if the client may expect others.
    pub(super) scope: Option<String>,
}

/// A response that issues tokens: in the body for a program, in cookies for a browser, with a redirect after a form.
pub(super) struct GrantResponse {
    body: TokenResponse,
    cookies: Vec<HeaderValue>,
    next: Option<Redirect>,
}

impl GrantResponse {
    /// Sets or clears further cookies.
    pub(super) fn also_set(&mut self, cookies: Vec<HeaderValue>) {
        self.cookies.extend(cookies);
    }

    /// Redirects instead of sending a body, unless the tokens are only in the body.
    pub(super) fn redirecting_to(mut self, next: Option<Redirect>) -> Self {
        self.next = next.filter(|_| !self.cookies.is_empty());
        self
    }
}

impl IntoResponse for GrantResponse {
    fn into_response(self) -> Response {
        let mut response = match self.next {
            Some(next) => (NO_STORE, next).into_response(),
            None => NoStore(self.body).into_response(),
        };
        for cookie in self.cookies {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
        response
    }
}

/// The body of the response (RFC 6749 §5.1). A token has the name of its member; `None` if it is not in the body.
struct TokenResponse {
    access: Option<(Box<str>, String)>,
    /// In seconds.
    expires_in: i64,
    refresh: Option<(Box<str>, String)>,
    scope: Option<String>,
}

impl Serialize for TokenResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        if let Some((key, token)) = &self.access {
            members.serialize_entry(key, token)?;
        }
        members.serialize_entry("token_type", "Bearer")?;
        members.serialize_entry("expires_in", &self.expires_in)?;
        if let Some((key, token)) = &self.refresh {
            members.serialize_entry(key, token)?;
        }
        if let Some(scope) = &self.scope {
            members.serialize_entry("scope", scope)?;
        }
        members.end()
    }
}
