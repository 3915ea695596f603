//! The second factor: codes of an authenticator app (TOTP, RFC 6238).

use jwt_guard::prelude::*;
use totp_rs::{Builder, Secret, Totp};

use super::{Accounts, User, now};

/// What a user enters into an authenticator app.
pub(crate) struct Enrolment {
    /// The key in base32.
    pub(crate) secret: String,
    /// The same as a link, `otpauth://..`, which an app on the same device opens.
    pub(crate) link: String,
}

impl Accounts {
    /// Makes a new key, which is not in use before [its first code](Self::confirm_second_factor).
    pub(crate) async fn begin_second_factor(&self, user: &User) -> Result<Enrolment, BackendError> {
        let totp = totp(Secret::generate(), user)?;
        let secret = totp.secret().to_base32();
        sqlx::query("UPDATE users SET otp_pending = ? WHERE id = ?")
            .bind(&secret)
            .bind(user.id)
            .execute(&self.pool)
            .await?;
        let link = totp.to_url()?;
        Ok(Enrolment { secret, link })
    }

    /// Puts the new key into use, if the code is one of it. From then on, each sign-in needs a code.
    pub(crate) async fn confirm_second_factor(
        &self,
        user: &User,
        code: &str,
    ) -> Result<bool, BackendError> {
        let pending = sqlx::query_scalar("SELECT otp_pending FROM users WHERE id = ?");
        let pending: Option<Option<String>> =
            pending.bind(user.id).fetch_optional(&self.pool).await?;
        let Some(pending) = pending.flatten() else {
            return Ok(false);
        };
        let Some(step) = step_of(&pending, user, code)? else {
            return Ok(false);
        };
        // The code was used for this, and is not accepted for a sign-in.
        let changed = sqlx::query(
            "UPDATE users SET otp_secret = ?1, otp_pending = NULL, otp_step = ?2 WHERE id = ?3 AND otp_pending = ?1",
        )
        .bind(&pending)
        .bind(step)
        .bind(user.id)
        .execute(&self.pool)
        .await?;
        Ok(changed.rows_affected() == 1)
    }

    pub(crate) async fn remove_second_factor(&self, user: &User) -> Result<(), BackendError> {
        sqlx::query("UPDATE users SET otp_secret = NULL, otp_pending = NULL WHERE id = ?")
            .bind(user.id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Whether the code is right, and neither it nor a later one was accepted before (RFC 6238 §5.2).
    pub(super) async fn accept_code(&self, user: &User, code: &str) -> Result<bool, BackendError> {
        let secret = sqlx::query_scalar("SELECT otp_secret FROM users WHERE id = ?");
        let secret: Option<Option<String>> =
            secret.bind(user.id).fetch_optional(&self.pool).await?;
        let Some(secret) = secret.flatten() else {
            return Ok(false);
        };
        let Some(step) = step_of(&secret, user, code)? else {
            return Ok(false);
        };
        // One statement, so that of two requests with one code one succeeds.
        let changed = sqlx::query(
            "UPDATE users SET otp_step = ?1 WHERE id = ?2 AND otp_step < ?1 AND otp_secret = ?3",
        )
        .bind(step)
        .bind(user.id)
        .bind(&secret)
        .execute(&self.pool)
        .await?;
        Ok(changed.rows_affected() == 1)
    }
}

/// The time step to which a code belongs: the current one, that before, or that after.
fn step_of(secret: &str, user: &User, code: &str) -> Result<Option<i64>, BackendError> {
    let totp = totp(Secret::try_from_base32(secret)?, user)?;
    let step = totp.check(code.trim(), now()?.try_into()?);
    Ok(step.map(i64::try_from).transpose()?)
}

/// Six digits every thirty seconds by SHA-1, which is what all authenticator apps support.
fn totp(secret: Secret, user: &User) -> Result<Totp, BackendError> {
    let totp = Builder::new()
        .with_secret(secret)
        .with_account_name(user.email.as_str())
        .with_issuer(Some("Accounts"));
    Ok(totp.build()?)
}
