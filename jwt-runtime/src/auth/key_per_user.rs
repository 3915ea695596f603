//! Keys of users: the user backend supplies the secret for the subject of a token before the token is verified.

use std::sync::Arc;
use std::time::Duration;

use crate::auth::Auth;
use crate::config::{AuthConfig, ClaimsOf};
use crate::error::{AuthError, Reason};
use crate::key::Secret;
use crate::token::{SubjectSecret, TokenType, VerificationOverrides, Verified};
use crate::user::UserBackend;

/// How long the user backend may take to find a secret. An unauthenticated client can cause this lookup.
const TIMEOUT: Duration = Duration::from_secs(2);

impl<C: AuthConfig> Auth<C> {
    /// The secret from which the key of a subject's tokens is derived, from the user backend, for
    /// [`Mint::token_with`](crate::token::Mint::token_with). `None` if the backend does not know the subject.
    ///
    /// # Errors
    ///
    /// [`Reason::BackendUnavailable`] if the backend fails or takes longer than two seconds.
    ///
    /// # Panics
    ///
    /// In a runtime of tokio without a timer.
    pub async fn user_secret(&self, subject: &str) -> Result<Option<Secret>, AuthError> {
        let secret = tokio::time::timeout(TIMEOUT, self.users().user_secret(subject)).await;
        match secret {
            Ok(secret) => Ok(secret?),
            Err(_) => {
                tracing::error!("the user backend did not give the secret of a user in time");
                Err(Reason::BackendUnavailable.into())
            }
        }
    }

    /// Verifies an access token as a guard does, including with `key_per_user = "on"`, where it uses the key of the token's
    /// subject.
    ///
    /// # Errors
    ///
    /// [`Reason::InvalidToken`] with the first check that failed, and those of
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
        let overrides = VerificationOverrides::default();
        verify_with_overrides(self, token_type, token, &overrides).await
    }
}

/// Verifies a token with requirements that differ from the configuration.
pub(crate) async fn verify_with_overrides<C: AuthConfig>(
    auth: &Auth<C>,
    token_type: &TokenType,
    token: &str,
    overrides: &VerificationOverrides<'_>,
) -> Result<Arc<Verified<ClaimsOf<C>>>, AuthError> {
    let verifier = auth.verifier();
    let verified = if auth.has_keys_of_users() {
        let user = claimed_subject_secret(auth, token).await?;
        verifier.verify_with_subject_secret(
            token_type,
            token.as_bytes(),
            overrides,
            user.as_deref(),
        )
    } else if *token_type == TokenType::ACCESS {
        verifier.verify_with(token.as_bytes(), overrides)
    } else {
        verifier.verify_as(token_type, token)
    };
    Ok(verified?)
}

/// The secret that signs the tokens of a user, if each user has a key; `None` if one key signs for all.
pub(crate) async fn subject_secret<C: AuthConfig>(
    auth: &Auth<C>,
    subject: &str,
) -> Result<Option<Secret>, AuthError> {
    if !auth.has_keys_of_users() {
        return Ok(None);
    }
    let secret = auth.user_secret(subject).await?;
    secret.map(Some).ok_or_else(|| AuthError::misconfigured(
        "`key_per_user` is on, and the user backend has no secret for a user who may log in: implement \
         `UserBackend::user_secret`",
    ))
}

/// The subject that an unverified token claims, with the secret that the backend has for it.
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
