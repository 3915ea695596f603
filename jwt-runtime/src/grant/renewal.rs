//! Replacing an access token that expires soon, after the handler has run (`implicit_refresh`).

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
use crate::claim::ExtraClaims;
use crate::claims::AnyClaims;
use crate::config::AuthConfig;
use crate::error::{AuthError, Reason};
use crate::key::{CsrfDigest, Secret};
use crate::session::LoginRecord;
use crate::token::Verified;
use crate::user::{Authentication, UserBackend};

/// How long a response that is ready waits for the new token.
const TIMEOUT: Duration = Duration::from_secs(2);

/// A token that was accepted and will expire soon, with what the response needs to know of its request.
pub(crate) struct ExpiringToken {
    pub(crate) verified: Arc<Verified<dyn AnyClaims>>,
    /// The secret from which the key of its user was derived, if each user has a key.
    pub(crate) secret: Option<Secret>,
    /// Whether the request came over plain HTTP on the loopback interface.
    pub(crate) is_local: bool,
}

impl ExpiringToken {
    /// The cookie names for the request.
    pub(crate) fn cookies<'a, C: AuthConfig>(&self, auth: &'a Auth<C>) -> RequestCookies<'a> {
        auth.http_settings().cookies.named(self.is_local)
    }
}

/// The login of a session, as a new token states it.
struct RenewedLogin {
    auth_time: i64,
    authentication: Authentication,
    /// Seconds until the session ends.
    left: i64,
}

/// The cookies with the new token. Empty if the session does not continue, or if its state is unknown: then the current token
/// stays valid until it expires.
pub(crate) async fn renewed_cookies<C: AuthConfig>(
    auth: &Auth<C>,
    expiring: &ExpiringToken,
) -> Vec<HeaderValue> {
    let replacement = timeout(TIMEOUT, renewal(auth, expiring)).await;
    let why = match replacement {
        Ok(Ok(cookies)) => return cookies.unwrap_or_default(),
        Ok(Err(error)) => match *error.reason() {
            Reason::Misconfigured(why) => why,
            // The log has the error of the store or the backend already.
            _ => error.code(),
        },
        Err(_) => "the user backend or the store did not respond in time",
    };
    tracing::warn!(why, "an access token in a cookie was not replaced");
    Vec::new()
}

async fn renewal<C: AuthConfig>(
    auth: &Auth<C>,
    expiring: &ExpiringToken,
) -> Result<Option<Vec<HeaderValue>>, AuthError> {
    let verified = &*expiring.verified;
    let Some(session) = session_with_same_csrf(auth, verified) else {
        return Ok(None);
    };
    let Some(login) = login_of(auth, verified, &session).await? else {
        return Ok(None);
    };
    let left = login.left;
    let Some(access_ttl) = auth.minter().access_ttl() else {
        return Ok(None);
    };
    let expires_in = access_ttl.min(left);
    if auth.now().saturating_add(expires_in) <= verified.expires_at() {
        return Ok(None);
    }
    let Some(user) = user_about(auth, verified.subject()).await? else {
        return Ok(None);
    };
    let current = auth.users().scopes(&user).await?;
    let request = AccessTokenRequest {
        subject: verified.subject(),
        scopes: &common_to(auth, verified.scopes(), &current),
        auth_time: login.auth_time,
        authentication: &login.authentication,
        is_fresh: false,
        session: Some(&session),
        left,
        extra: ExtraClaims::default(),
    };
    let access = access_token(auth, &user, request).await?;
    // Checked last, so that a revocation during the request is not undone.
    if is_revoked(auth, expiring).await? {
        return Ok(None);
    }
    let access = (&*access.token, access.expires_in);
    let cookies = expiring.cookies(auth);
    // The token came by cookie, and a cookie of the same name in another scope would make both unusable.
    session_cookies(cookies, access, None, Some(&session), &|_| true).map(Some)
}

/// The session of a token, if the CSRF value of its pages stays the same.
fn session_with_same_csrf<C: AuthConfig, T: ?Sized>(
    auth: &Auth<C>,
    verified: &Verified<T>,
) -> Option<SessionBinding> {
    let session = in_session(auth, verified.own_session()?);
    let digest = session.csrf.as_deref().map(CsrfDigest::of_value);
    (digest.as_ref() == verified.csrf()).then_some(session)
}

/// The login with which the session of a token began. A later re-authentication is stated only by the token that it issued, and
/// is not carried over to a new one. Without a store, the token is the only record of a login.
async fn login_of<C: AuthConfig, T: ?Sized>(
    auth: &Auth<C>,
    verified: &Verified<T>,
    session_binding: &SessionBinding,
) -> Result<Option<RenewedLogin>, AuthError> {
    let (Some(auth_time), Some(implicit)) =
        (verified.auth_time(), auth.http_settings().implicit_refresh)
    else {
        return Ok(None);
    };
    let Some(session_service) = auth.session_service() else {
        let ends_at = auth_time.saturating_add(implicit.session_ttl);
        return Ok(Some(RenewedLogin {
            auth_time,
            authentication: authentication_of(verified),
            left: ends_at.saturating_sub(auth.now()),
        }));
    };
    let session = session_service.session(&session_binding.id).await?;
    let Some(session) = session.filter(|session| session.subject == verified.subject()) else {
        return Ok(None);
    };
    let login = LoginRecord::of_session(&session)?;
    Ok(Some(RenewedLogin {
        auth_time: login.auth_time,
        // A renewal is no use of the refresh token, so that it does not extend the session.
        left: session_service.seconds_left_unless_used(&session),
        authentication: login.authentication,
    }))
}

/// Whether the token or its session was revoked while the handler ran.
async fn is_revoked<C: AuthConfig>(
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
        // Reads the store, not the view of this process: a token that was revoked a moment ago must not be replaced by a valid
        // one.
        Some(session_service) => Ok(session_service.is_revoked(verified, false).await?),
        None => Ok(false),
    }
}

/// How the user authenticated, by the claims of the token.
fn authentication_of<T: ?Sized>(verified: &Verified<T>) -> Authentication {
    let by = verified
        .amr()
        .fold(Authentication::default(), Authentication::amr);
    match verified.acr() {
        Some(class) => by.acr(class),
        None => by,
    }
}
