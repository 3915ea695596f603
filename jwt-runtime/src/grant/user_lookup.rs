//! Looking up the user of a token or a session, who must exist and be active.

use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::error::AuthError;
use crate::token::{TokenError, Verified};
use crate::user::UserBackend;

/// The user type of a configuration.
pub(crate) type UserOf<C> =
    <<C as AuthConfig>::Users as UserBackend<<C as AuthConfig>::Claims>>::User;

/// The user of a token, who must exist and be active.
pub(crate) async fn user_of_token<C: AuthConfig, T: ?Sized + Sync>(
    auth: &Auth<C>,
    verified: &Verified<T>,
) -> Result<UserOf<C>, AuthError> {
    let issuer = verified.issuer().filter(|_| verified.is_foreign());
    let Some(issuer) = issuer else {
        return retrieve_user(auth, verified.subject()).await;
    };
    let found = auth
        .users()
        .retrieve_foreign_user(issuer, verified.subject());
    active(auth, found.await?).await
}

/// The user with this subject, who must exist and be active.
pub(crate) async fn retrieve_user<C: AuthConfig>(
    auth: &Auth<C>,
    subject: &str,
) -> Result<UserOf<C>, AuthError> {
    active(auth, auth.users().retrieve_user(subject).await?).await
}

async fn active<C: AuthConfig>(
    auth: &Auth<C>,
    found: Option<UserOf<C>>,
) -> Result<UserOf<C>, AuthError> {
    let user = found.ok_or(TokenError::UnknownSubject)?;
    if auth.users().is_active(&user).await? {
        Ok(user)
    } else {
        Err(TokenError::UnknownSubject.into())
    }
}

/// The user with this subject; `None` if there is no such user, or if the user is inactive.
pub(crate) async fn user_about<C: AuthConfig>(
    auth: &Auth<C>,
    subject: &str,
) -> Result<Option<UserOf<C>>, AuthError> {
    match retrieve_user(auth, subject).await {
        Ok(user) => Ok(Some(user)),
        Err(AuthError::InvalidToken(_)) => Ok(None),
        Err(error) => Err(error),
    }
}
