//! Ending the previous session of a browser that logs in again.

use axum::http::request::Parts;

use crate::auth::{Auth, RefreshTokenVerdict, verify_with_overrides};
use crate::config::AuthConfig;
use crate::error::{AuthError, ErrorKind};
use crate::session::RefreshToken;
use crate::token::{TokenType, VerificationOverrides};
use crate::token_location::{cookie, token_in_cookie};

/// Ends the sessions whose cookies a login replaces. No client could log them out any more, and copies of their tokens would
/// stay valid until they expire (session fixation).
///
/// Only cookies count, and the login has proved that a page of this service sent them. This is the last step: a login that
/// fails ends nothing, and a login that succeeded does not fail because the old session could not be ended.
pub(super) async fn end_replaced_sessions<C: AuthConfig>(auth: &Auth<C>, parts: &Parts) {
    if auth.session_service().is_none() {
        return;
    }
    if let Err(error) = try_end_replaced(auth, parts).await {
        tracing::warn!(
            code = error.code(),
            "a session that a login replaced could not be ended, and stays valid until it expires"
        );
    }
}

async fn try_end_replaced<C: AuthConfig>(auth: &Auth<C>, parts: &Parts) -> Result<(), AuthError> {
    let of_refresh = session_of_refresh_cookie(auth, parts).await?;
    let of_access = session_of_access_cookie(auth, parts).await?;
    let of_access = of_access.filter(|session| Some(session) != of_refresh.as_ref());
    for session in of_refresh.into_iter().chain(of_access) {
        auth.sessions().end_session(&session).await?;
    }
    Ok(())
}

async fn session_of_refresh_cookie<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
) -> Result<Option<String>, AuthError> {
    let name = auth.cookies(parts).refresh();
    let Some(token) = name.and_then(|name| cookie(&parts.headers, name).value()) else {
        return Ok(None);
    };
    let token = RefreshToken::presented(token);
    let verdict = auth
        .sessions()
        .check_refresh_token(&token, |_| Ok::<_, AuthError>(()))
        .await?;
    Ok(match verdict {
        RefreshTokenVerdict::Exchangeable(session) | RefreshTokenVerdict::Superseded(session) => {
            Some(session.id)
        }
        RefreshTokenVerdict::Reused | RefreshTokenVerdict::Ended | RefreshTokenVerdict::Unknown => {
            None
        }
    })
}

async fn session_of_access_cookie<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
) -> Result<Option<String>, AuthError> {
    let Some(token) = token_in_cookie(&parts.headers, &auth.cookies(parts)) else {
        return Ok(None);
    };
    let overrides = VerificationOverrides {
        accepts_expired: true,
        for_revocation: true,
        ..VerificationOverrides::default()
    };
    match verify_with_overrides(auth, &TokenType::ACCESS, &token, &overrides).await {
        Ok(verified) => Ok(verified.own_session().map(str::to_owned)),
        Err(error) if error.kind() == ErrorKind::InvalidToken => Ok(None),
        Err(error) => Err(error),
    }
}
