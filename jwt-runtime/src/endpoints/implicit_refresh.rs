//! A new access token in the place of one that expires soon, after a request was answered (`implicit_refresh`).

use std::time::Duration;

use axum::http::HeaderValue;
use tokio::time::timeout;

use super::grant::Granted;
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::error::AuthError;
use crate::guard::{Expiring, InSession};
use crate::key::CsrfDigest;
use crate::session::Details;
use crate::token::Verified;
use crate::user::{Authentication, UserBackend};

/// For how long an answer that is ready waits for it.
const TIMEOUT: Duration = Duration::from_secs(2);

/// What a new token says of the login that its session began with.
struct Login {
    auth_time: i64,
    authentication: Authentication,
    /// How long the session has to live, in seconds.
    left: i64,
}

impl<C: AuthConfig> Auth<C> {
    /// The cookies of a new token; none if the session does not go on, or nobody can say whether it does: then the token
    /// that there is lives its time.
    pub(crate) async fn replaced(&self, expiring: &Expiring) -> Vec<HeaderValue> {
        let replacement = timeout(TIMEOUT, self.replacement(expiring)).await;
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

    async fn replacement(
        &self,
        expiring: &Expiring,
    ) -> Result<Option<Vec<HeaderValue>>, AuthError> {
        let verified = &*expiring.verified;
        let Some(in_session) = self.session_as_it_is(verified) else {
            return Ok(None);
        };
        let Some(login) = self.login_of(verified, &in_session).await? else {
            return Ok(None);
        };
        let left = login.left;
        let expires_in = self.minter().access_ttl().min(left);
        if self.now().saturating_add(expires_in) <= verified.expires_at() {
            return Ok(None);
        }
        let Some(user) = self.user_about(verified.subject()).await? else {
            return Ok(None);
        };
        let has = self.users().scopes(&user).await?;
        let granted = Granted {
            subject: verified.subject(),
            scopes: &self.common_to(verified.scopes(), &has),
            auth_time: login.auth_time,
            authentication: &login.authentication,
            is_fresh: false,
            session: Some(&in_session),
            left,
        };
        let access = self.access_token(&user, &granted).await?;
        // Last, so that nothing that happened meanwhile is undone.
        if self.has_ended(expiring).await? {
            return Ok(None);
        }
        let access = (&*access.token, access.expires_in);
        let cookies = expiring.cookies(self);
        // It came in a cookie, beside which there may be none in another scope.
        self.session_cookies(cookies, access, None, Some(&in_session), &|_| true)
            .map(Some)
    }

    /// The session of a token, if its pages need not learn another value for it.
    fn session_as_it_is<T: ?Sized>(&self, verified: &Verified<T>) -> Option<InSession> {
        let session = self.in_session(verified.own_session()?);
        let digest = session.csrf.as_deref().map(CsrfDigest::of);
        let digest = digest.as_deref().and_then(CsrfDigest::read);
        (digest.as_ref() == verified.csrf()).then_some(session)
    }

    /// The login that the session of a token began with. Who authenticated once more since then has a token that says so,
    /// and that is not handed on; without a store, nobody knows of another login than that of the token.
    async fn login_of<T: ?Sized>(
        &self,
        verified: &Verified<T>,
        in_session: &InSession,
    ) -> Result<Option<Login>, AuthError> {
        let (Some(auth_time), Some(implicit)) = (verified.auth_time(), self.web().implicit_refresh)
        else {
            return Ok(None);
        };
        let Some(keeper) = self.keeper() else {
            let ends_at = auth_time.saturating_add(implicit.session_ttl);
            return Ok(Some(Login {
                auth_time,
                authentication: authentication_of(verified),
                left: ends_at.saturating_sub(self.now()),
            }));
        };
        let session = keeper.session(&in_session.id).await?;
        let Some(session) = session.filter(|session| session.subject == verified.subject()) else {
            return Ok(None);
        };
        let details = Details::of(&session)?;
        Ok(Some(Login {
            auth_time: details.auth_time,
            // This is no use of the refresh token.
            left: keeper.left_unless_used(&session),
            authentication: details.authentication,
        }))
    }

    /// Whether the token, or its session, was ended while the request was answered.
    async fn has_ended(&self, expiring: &Expiring) -> Result<bool, AuthError> {
        let verified = &*expiring.verified;
        if let Some(secret) = &expiring.secret {
            let present = self.user_secret(verified.subject()).await?;
            if !present.is_some_and(|present| present.is(secret)) {
                return Ok(true);
            }
        }
        match self.keeper() {
            // The store, not what is known here: a token that was revoked a moment ago must not live on in another.
            Some(keeper) => Ok(keeper.is_revoked(verified, false).await?),
            None => Ok(false),
        }
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
