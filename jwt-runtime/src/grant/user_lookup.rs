//! Looking up the user of a token or a session, who must exist and be active.

use crate::auth::Auth;
use crate::config::{AuthConfig, ClaimsOf};
use crate::error::{AuthError, ErrorKind};
use crate::token::{TokenError, Verified};
use crate::user::{TokenUser, UserBackend};

/// The user type of a configuration.
pub(crate) type UserOf<C> =
    <<C as AuthConfig>::Users as UserBackend<<C as AuthConfig>::Claims>>::User;

/// The user of a token, who must exist and be active.
pub(crate) async fn user_of_token<C: AuthConfig>(
    auth: &Auth<C>,
    verified: &Verified<ClaimsOf<C>>,
) -> Result<UserOf<C>, AuthError> {
    let issuer = verified.issuer().filter(|_| verified.is_foreign());
    let Some(issuer) = issuer else {
        let (subject, session) = (verified.subject(), verified.session_id());
        let user = TokenUser::new(subject, session, verified.scopes(), verified.claims());
        return active(auth, auth.users().retrieve_user_of(user).await?).await;
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
        Err(TokenError::InactiveSubject.into())
    }
}

/// The user with this subject; `None` if there is no such user, or if the user is inactive.
pub(crate) async fn user_about<C: AuthConfig>(
    auth: &Auth<C>,
    subject: &str,
) -> Result<Option<UserOf<C>>, AuthError> {
    match retrieve_user(auth, subject).await {
        Ok(user) => Ok(Some(user)),
        Err(error) if error.kind() == ErrorKind::InvalidToken => Ok(None),
        Err(error) => Err(error),
    }
}
