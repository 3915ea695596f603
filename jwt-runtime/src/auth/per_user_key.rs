//! The keys of users: asked of the backend for whomever a token says it is about, before anything of it is verified.

use std::sync::Arc;
use std::time::Duration;

use crate::auth::Auth;
use crate::config::{AuthConfig, ClaimsOf};
use crate::error::AuthError;
use crate::key::Secret;
use crate::token::{SubjectSecret, TokenType, VerificationOverrides, Verified};
use crate::user::UserBackend;

/// For how long the backend may look for the secret of a user: a stranger can make it look.
const TIMEOUT: Duration = Duration::from_secs(2);

impl<C: AuthConfig> Auth<C> {
    /// What the key of a subject's tokens is made of, as the backend has it, for
    /// [`Mint::token_with`](crate::token::Mint::token_with); `None` if it does not know the subject.
    ///
    /// # Errors
    ///
    /// [`Unavailable`](AuthError::Unavailable) if the backend fails, or does not answer within two seconds.
    ///
    /// # Panics
    ///
    /// In a runtime of tokio without a timer.
    pub async fn user_secret(&self, subject: &str) -> Result<Option<Secret>, AuthError> {
        let answer = tokio::time::timeout(TIMEOUT, self.users().user_secret(subject)).await;
        match answer {
            Ok(secret) => Ok(secret?),
            Err(_) => {
                tracing::error!("the user backend did not give the secret of a user in time");
                Err(AuthError::Unavailable)
            }
        }
    }

    /// Verifies an access token as a guard does, also with `key_per_user = "on"`: then with the key of the user whom it is
    /// about.
    ///
    /// # Errors
    ///
    /// [`InvalidToken`](AuthError::InvalidToken) with the first check that failed, and those of
    /// [`user_secret`](Self::user_secret).
    ///
    /// # Panics
    ///
    /// As [`user_secret`](Self::user_secret) does.
    pub async fn verify_with_user_key(
        &self,
        token: &str,
    ) -> Result<Arc<Verified<ClaimsOf<C>>>, AuthError> {
        self.verify_as_with_user_key(&TokenType::ACCESS, token)
            .await
    }

    /// Verifies a token of another type as [`verify_with_user_key`](Self::verify_with_user_key) does an access token.
    ///
    /// # Errors
    ///
    /// Those of [`verify_with_user_key`](Self::verify_with_user_key).
    ///
    /// # Panics
    ///
    /// As [`user_secret`](Self::user_secret) does.
    pub async fn verify_as_with_user_key(
        &self,
        token_type: &TokenType,
        token: &str,
    ) -> Result<Arc<Verified<ClaimsOf<C>>>, AuthError> {
        let demands = VerificationOverrides::default();
        verify_with_overrides(self, token_type, token, &demands).await
    }
}

/// Verifies a token of which something else is asked than the configuration says.
pub(crate) async fn verify_with_overrides<C: AuthConfig>(
    auth: &Auth<C>,
    token_type: &TokenType,
    token: &str,
    demands: &VerificationOverrides<'_>,
) -> Result<Arc<Verified<ClaimsOf<C>>>, AuthError> {
    let verifier = auth.verifier();
    let verified = if auth.has_keys_of_users() {
        let user = claimed_subject_secret(auth, token).await?;
        verifier.verify_with_subject_secret(token_type, token.as_bytes(), demands, user.as_deref())
    } else if *token_type == TokenType::ACCESS {
        verifier.verify_with(token.as_bytes(), demands)
    } else {
        verifier.verify_as(token_type, token)
    };
    Ok(verified?)
}

/// What signs for a user who logs in, if each has a key; `None` if there is one key for all.
pub(crate) async fn subject_secret<C: AuthConfig>(
    auth: &Auth<C>,
    subject: &str,
) -> Result<Option<Secret>, AuthError> {
    if !auth.has_keys_of_users() {
        return Ok(None);
    }
    let secret = auth.user_secret(subject).await?;
    secret.map(Some).ok_or(AuthError::Misconfigured(
        "`key_per_user` is on, and the user backend has no secret for a user who may log in: implement \
         `UserBackend::user_secret`",
    ))
}

/// Whom a token says it is about, and what the backend has for them.
pub(crate) async fn claimed_subject_secret<C: AuthConfig>(
    auth: &Auth<C>,
    token: &str,
) -> Result<Option<Box<SubjectSecret>>, AuthError> {
    let Ok(subject) = auth.verifier().unverified_subject(token.as_bytes()) else {
        return Ok(None);
    };
    let secret = auth.user_secret(&subject).await?;
    Ok(Some(Box::new(SubjectSecret { subject, secret })))
}
