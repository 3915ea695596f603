//! Tokens for a user: what login, refresh and re-authentication have in common.

use std::time::Duration;

use crate::auth::{Auth, subject_secret};
use crate::config::AuthConfig;
use crate::error::AuthError;
use crate::grant::{SessionBinding, UserOf};
use crate::scope::ScopeSet;
use crate::token::MintError;
use crate::user::{Authentication, UserBackend};

/// What an access token says that does not come from the user alone.
pub(crate) struct AccessTokenRequest<'a> {
    pub(crate) subject: &'a str,
    pub(crate) scopes: &'a ScopeSet,
    pub(crate) auth_time: i64,
    pub(crate) authentication: &'a Authentication,
    /// Whether the user authenticated for this token.
    pub(crate) is_fresh: bool,
    pub(crate) session: Option<&'a SessionBinding>,
    /// How long the session has to live at most, in seconds: the access token is good for no longer.
    pub(crate) left: i64,
}

/// An access token, and for how long it is good, in seconds.
pub(crate) struct AccessToken {
    pub(crate) token: String,
    pub(crate) expires_in: i64,
}

/// An access token for a user.
pub(crate) async fn access_token<C: AuthConfig>(
    auth: &Auth<C>,
    user: &UserOf<C>,
    granted: &AccessTokenRequest<'_>,
) -> Result<AccessToken, AuthError> {
    let users = auth.users();
    let claims = users.claims(user).await?;
    let secret = subject_secret(auth, granted.subject).await?;
    let expires_in = auth.minter().access_ttl().min(granted.left);
    let ttl = u64::try_from(expires_in).map_err(|_| AuthError::InvalidGrant)?;
    let token = auth
        .mint(granted.subject)
        .ttl(Duration::from_secs(ttl))
        .scopes(granted.scopes.iter())
        .claims(claims)
        .authenticated(granted.auth_time, granted.authentication, granted.is_fresh)
        .extend(users.extend_payload(user).await?);
    let headers = users.additional_headers(user).await?;
    let token = headers
        .into_iter()
        .fold(token, |token, (name, value)| token.header(name, value));
    let token = match granted.session {
        Some(session) => session.in_token(token),
        None => token,
    };
    let token = match &secret {
        Some(secret) => token.token_with(secret),
        None => token.token(),
    };
    let token = token.map_err(|error| match error {
        // The session ends before another token of it could be good.
        MintError::Lifetime(_) if granted.left < auth.minter().access_ttl() => {
            AuthError::InvalidGrant
        }
        error => unusable(&error),
    })?;
    Ok(AccessToken { token, expires_in })
}

/// The backend gave something of which no token can be made, or there is no key to sign one.
fn unusable(error: &MintError) -> AuthError {
    tracing::error!(%error, "no token was minted");
    if matches!(error, MintError::NoSigningKey) {
        return AuthError::Misconfigured(
            "a configuration without a signing key has no login: do not mount its endpoints",
        );
    }
    AuthError::Misconfigured(
        "the user backend gave a subject, scopes or claims that no token of this configuration can carry",
    )
}
