//! Minting an access token for a user, for login, refresh and re-authentication.

use std::time::Duration;

use crate::auth::{Auth, subject_secret};
use crate::claim::ExtraClaims;
use crate::config::AuthConfig;
use crate::error::{AuthError, Reason};
use crate::grant::{SessionBinding, UserOf};
use crate::scope::ScopeSet;
use crate::token::MintError;
use crate::user::{Authentication, UserBackend};

/// The parts of an access token that do not come from the user backend.
pub(crate) struct AccessTokenRequest<'a> {
    pub(crate) subject: &'a str,
    pub(crate) scopes: &'a ScopeSet,
    pub(crate) auth_time: i64,
    pub(crate) authentication: &'a Authentication,
    /// Whether the user authenticated to get this token.
    pub(crate) is_fresh: bool,
    pub(crate) session: Option<&'a SessionBinding>,
    /// Seconds until the session ends at the latest; an access token that expires does not outlive it.
    pub(crate) left: i64,
    /// Members of the payload besides those of the user backend.
    pub(crate) extra: ExtraClaims,
}

/// An access token, and the seconds until it expires; `None` if it never does.
pub(crate) struct AccessToken {
    pub(crate) token: String,
    pub(crate) expires_in: Option<i64>,
}

/// Mints an access token for a user.
pub(crate) async fn access_token<C: AuthConfig>(
    auth: &Auth<C>,
    user: &UserOf<C>,
    request: AccessTokenRequest<'_>,
) -> Result<AccessToken, AuthError> {
    let users = auth.users();
    let claims = users.claims(user).await?;
    let secret = subject_secret(auth, request.subject).await?;
    let access_ttl = auth.minter().access_ttl();
    let expires_in = access_ttl.map(|ttl| ttl.min(request.left));
    let ttl = expires_in.map(u64::try_from).transpose();
    let ttl = ttl.map_err(|_| AuthError::from(Reason::RefreshTokenEnded))?;
    let mut extra = users.extend_payload(user).await?;
    for (name, value) in request.extra.iter() {
        extra.insert(name, value.clone());
    }
    let token = auth
        .mint(request.subject)
        .scopes(request.scopes.iter())
        .claims(claims)
        .authenticated(request.auth_time, request.authentication, request.is_fresh)
        .extend(extra);
    let token = match ttl {
        Some(ttl) => token.ttl(Duration::from_secs(ttl)),
        None => token,
    };
    let headers = users.additional_headers(user).await?;
    let token = headers
        .into_iter()
        .fold(token, |token, (name, value)| token.header(name, value));
    let token = match request.session {
        Some(session) => session.in_token(token),
        None => token,
    };
    let token = match &secret {
        Some(secret) => token.token_with(secret),
        None => token.token(),
    };
    let token = token.map_err(|error| match error {
        // The session ends before a new token would be valid.
        MintError::Lifetime(_) if access_ttl.is_some_and(|ttl| request.left < ttl) => {
            Reason::RefreshTokenEnded.into()
        }
        error => unusable(&error),
    })?;
    Ok(AccessToken { token, expires_in })
}

/// The error for a token that cannot be minted: the backend gave values that no token can hold, or there is no signing key.
fn unusable(error: &MintError) -> AuthError {
    tracing::error!(%error, "no token was minted");
    if matches!(error, MintError::NoSigningKey) {
        return AuthError::misconfigured(
            "a configuration without a signing key has no login: do not mount its endpoints",
        );
    }
    AuthError::misconfigured(
        "the user backend gave a subject, scopes or claims that no token of this configuration can carry",
    )
}
