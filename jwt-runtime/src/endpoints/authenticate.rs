//! `POST /`: an access token for credentials.

use axum::extract::State;
use serde::Serialize;

use super::credentials::JsonCredentials;
use super::{MayAuthenticate, NoStore};
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::error::{AuthError, Refusal};
use crate::guard::Guard;
use crate::token::MintError;
use crate::user::UserBackend;

/// A successful answer (RFC 6749 §5.1).
#[derive(Serialize)]
pub(super) struct TokenResponse {
    access_token: String,
    token_type: &'static str,
    /// In seconds.
    expires_in: i64,
}

pub(super) async fn authenticate<C: AuthConfig>(
    _: Guard<MayAuthenticate>,
    State(auth): State<Auth<C>>,
    JsonCredentials(credentials): JsonCredentials<
        <C::Users as UserBackend<C::Claims>>::Credentials,
    >,
) -> Result<NoStore<TokenResponse>, Refusal> {
    let answer = log_in(&auth, credentials).await;
    answer.map(NoStore).map_err(|error| auth.refuse(error))
}

async fn log_in<C: AuthConfig>(
    auth: &Auth<C>,
    credentials: <C::Users as UserBackend<C::Claims>>::Credentials,
) -> Result<TokenResponse, AuthError> {
    let users = auth.users();
    let user = users
        .authenticate(credentials)
        .await?
        .ok_or(AuthError::InvalidCredentials)?;
    if !users.is_active(&user).await? {
        return Err(AuthError::InvalidCredentials);
    }
    let scopes = users.scopes(&user).await?;
    let claims = users.claims(&user).await?;
    let access_token = auth
        .mint(&users.subject(&user))
        .scopes(scopes.iter())
        .claims(claims)
        .token()
        .map_err(|error| unusable(&error))?;
    Ok(TokenResponse {
        access_token,
        token_type: "Bearer",
        expires_in: auth.minter().access_ttl(),
    })
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
        "the user backend gave a subject, scopes or claims that no token can carry",
    )
}
