//! A new access token in the place of one that expires soon, after a request was answered (`implicit_refresh`).

use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderValue;
use tokio::time::timeout;

use super::{
    AccessTokenRequest, SessionBinding, access_token, common_to, in_session, session_cookies,
    user_about,
};
use crate::auth::Auth;
use crate::browser::cookie::RequestCookies;
use crate::claims::AnyClaims;
use crate::config::AuthConfig;
use crate::error::AuthError;
use crate::key::{CsrfDigest, Secret};
use crate::session::LoginRecord;
use crate::token::Verified;
use crate::user::{Authentication, UserBackend};

/// For how long an answer that is ready waits for it.
const TIMEOUT: Duration = Duration::from_secs(2);

/// A token that let a request in and will expire soon, and what else is gone when its answer is there.
pub(crate) struct ExpiringToken {
    pub(crate) verified: Arc<Verified<dyn AnyClaims>>,
    /// What the key of its user was made of, if each has one.
    pub(crate) secret: Option<Secret>,
    /// Whether the request came over plain HTTP, on this machine.
    pub(crate) is_local: bool,
}

impl ExpiringToken {
    /// How cookies are called on the request.
    pub(crate) fn cookies<'a, C: AuthConfig>(&self, auth: &'a Auth<C>) -> RequestCookies<'a> {
        auth.http_settings().cookies.named(self.is_local)
    }
}

/// What a new token says of the login that its session began with.
struct Login {
    auth_time: i64,
    authentication: Authentication,
    /// How long the session has to live, in seconds.
    left: i64,
}

/// The cookies of a new token; none if the session does not go on, or nobody can say whether it does: then the token
/// that there is lives its time.
pub(crate) async fn renewed_cookies<C: AuthConfig>(
    auth: &Auth<C>,
    expiring: &ExpiringToken,
) -> Vec<HeaderValue> {
    let replacement = timeout(TIMEOUT, renewal(auth, expiring)).await;
    let why = match replacement {
        Ok(Ok(cookies)) => return cookies.unwrap_or_default(),
        Ok(Err(AuthError::Misconfigured(why))) => why,
        // What the store or the backend said of it is in the log already.
        Ok(Err(error)) => error.code(),
        Err(_) => "the user backend or the store did not answer in time",
    };
    tracing::warn!(why, "an access token in a cookie was not replaced");
    Vec::new()
}

async fn renewal<C: AuthConfig>(
    auth: &Auth<C>,
    expiring: &ExpiringToken,
) -> Result<Option<Vec<HeaderValue>>, AuthError> {
    let verified = &*expiring.verified;
    let Some(in_session) = session_as_it_is(auth, verified) else {
        return Ok(None);
    };
    let Some(login) = login_of(auth, verified, &in_session).await? else {
        return Ok(None);
    };
    let left = login.left;
    let expires_in = auth.minter().access_ttl().min(left);
    if auth.now().saturating_add(expires_in) <= verified.expires_at() {
        return Ok(None);
    }
    let Some(user) = user_about(auth, verified.subject()).await? else {
        return Ok(None);
    };
    let has = auth.users().scopes(&user).await?;
    let granted = AccessTokenRequest {
        subject: verified.subject(),
        scopes: &common_to(auth, verified.scopes(), &has),
        auth_time: login.auth_time,
        authentication: &login.authentication,
        is_fresh: false,
        session: Some(&in_session),
        left,
    };
    let access = access_token(auth, &user, &granted).await?;
    // Last, so that nothing that happened meanwhile is undone.
    if has_ended(auth, expiring).await? {
        return Ok(None);
    }
    let access = (&*access.token, access.expires_in);
    let cookies = expiring.cookies(auth);
    // It came in a cookie, beside which there may be none in another scope.
    session_cookies(cookies, access, None, Some(&in_session), &|_| true).map(Some)
}

/// The session of a token, if its pages need not learn another value for it.
fn session_as_it_is<C: AuthConfig, T: ?Sized>(
    auth: &Auth<C>,
    verified: &Verified<T>,
) -> Option<SessionBinding> {
    let session = in_session(auth, verified.own_session()?);
    let digest = session.csrf.as_deref().map(CsrfDigest::of);
    let digest = digest.as_deref().and_then(CsrfDigest::read);
    (digest.as_ref() == verified.csrf()).then_some(session)
}

/// The login that the session of a token began with. Who authenticated once more since then has a token that says so,
/// and that is not handed on; without a store, nobody knows of another login than that of the token.
async fn login_of<C: AuthConfig, T: ?Sized>(
    auth: &Auth<C>,
    verified: &Verified<T>,
    in_session: &SessionBinding,
) -> Result<Option<Login>, AuthError> {
    let (Some(auth_time), Some(implicit)) =
        (verified.auth_time(), auth.http_settings().implicit_refresh)
    else {
        return Ok(None);
    };
    let Some(session_service) = auth.session_service() else {
        let ends_at = auth_time.saturating_add(implicit.session_ttl);
        return Ok(Some(Login {
            auth_time,
            authentication: authentication_of(verified),
            left: ends_at.saturating_sub(auth.now()),
        }));
    };
    let session = session_service.session(&in_session.id).await?;
    let Some(session) = session.filter(|session| session.subject == verified.subject()) else {
        return Ok(None);
    };
    let details = LoginRecord::of_session(&session)?;
    Ok(Some(Login {
        auth_time: details.auth_time,
        // This is no use of the refresh token.
        left: session_service.seconds_left_unless_used(&session),
        authentication: details.authentication,
    }))
}

/// Whether the token, or its session, was ended while the request was answered.
async fn has_ended<C: AuthConfig>(
    auth: &Auth<C>,
    expiring: &ExpiringToken,
) -> Result<bool, AuthError> {
    let verified = &*expiring.verified;
    if let Some(secret) = &expiring.secret {
        let present = auth.user_secret(verified.subject()).await?;
        if !present.is_some_and(|present| present.is(secret)) {
            return Ok(true);
        }
    }
    match auth.session_service() {
        // The store, not what is known here: a token that was revoked a moment ago must not live on in another.
        Some(session_service) => Ok(session_service.is_revoked(verified, false).await?),
        None => Ok(false),
    }
}

/// How the user authenticated, as the token says it.
fn authentication_of<T: ?Sized>(verified: &Verified<T>) -> Authentication {
    let by = verified
        .amr()
        .fold(Authentication::default(), Authentication::amr);
    match verified.acr() {
        Some(class) => by.acr(class),
        None => by,
    }
}
