//! Putting tokens into a `LoginGrant`: into its body, into cookies, or into both.

use std::sync::Arc;

use axum::http::request::Parts;

use super::delivery::Carriers;
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::error::AuthError;
use crate::grant::{AccessToken, SessionBinding, UserOf, session_cookies};
use crate::response::{Endpoint, GrantBody, GrantParts, LoginGrant};
use crate::session::RefreshToken;
use crate::token_location::is_sent;
use crate::user::UserBackend;

/// Refuses an access token that does not fit into a cookie, before a session begins or a refresh token is exchanged.
pub(crate) fn check_size<C: AuthConfig>(
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

/// The tokens of a grant.
pub(crate) struct Tokens<'a> {
    pub(crate) access: &'a AccessToken,
    /// With the seconds until its session ends.
    pub(crate) refresh: Option<(&'a RefreshToken, i64)>,
    pub(crate) session: Option<&'a SessionBinding>,
    /// The scopes, if the client may expect others.
    pub(crate) scope: Option<String>,
}

/// Makes the grant of an endpoint, or of a handler that does the same.
pub(crate) fn grant<C: AuthConfig>(
    auth: &Auth<C>,
    endpoint: Endpoint,
    parts: &Parts,
    user: UserOf<C>,
    tokens: Tokens<'_>,
    carriers: Carriers,
) -> Result<LoginGrant, AuthError> {
    let Tokens {
        access,
        refresh,
        session,
        scope,
    } = tokens;
    let rules = auth.session_service().map(|sessions| &sessions.rules);
    let rotates = rules.is_some_and(|rules| rules.rotates);
    let refresh_is_new = endpoint != Endpoint::Refresh || rotates;
    // Without rotation, a browser has the cookie, which lives longer only if the session does.
    let is_prolonged = rules.is_some_and(|rules| rules.idle_ttl.is_some());
    let cookies = match carriers.cookies {
        true => {
            let refresh = refresh.filter(|_| refresh_is_new || is_prolonged);
            let refresh = refresh.map(|(token, left)| (token.as_str(), left));
            let access = (&*access.token, access.expires_in);
            let is_sent = |name: &str| is_sent(&parts.headers, name);
            session_cookies(auth.cookies(parts), access, refresh, session, &is_sent)?
        }
        false => Vec::new(),
    };
    let settings = auth.endpoint_settings();
    let member = |key: &str, token: &str| carriers.body.then(|| (key.into(), token.to_owned()));
    let body = GrantBody {
        access: member(&settings.access_token_key, &access.token),
        expires_in: access.expires_in,
        refresh_is_new,
        refresh: refresh.and_then(|(token, _)| member(&settings.refresh_token_key, token.as_str())),
        scope,
    };
    Ok(LoginGrant::new(GrantParts {
        endpoint,
        body,
        subject: auth.users().subject(&user),
        session: session.map(|session| session.id.clone()),
        refresh_expires_in: refresh.map(|(_, left)| left),
        user: Box::new(user),
        cookies,
        next: None,
        renderer: Arc::clone(auth.response_settings()) as _,
    }))
}
