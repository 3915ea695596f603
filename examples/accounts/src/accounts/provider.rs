//! Users of another provider: where they left for it, and whose account here is theirs.

use jwt_guard::prelude::*;
use jwt_guard::user::ApplicationRefusal;
use serde::Deserialize;

use super::{Accounts, Address, User, now};

/// How long a browser may stay at the provider, in seconds: as long as its `state` is accepted.
const SECONDS_AWAY: i64 = 60 * 60;

/// What the provider says about a user (`OpenID` Connect Core §5.1).
#[derive(Deserialize)]
pub(crate) struct Profile {
    #[serde(rename = "sub")]
    pub(crate) subject: String,
    pub(crate) email: Option<String>,
    #[serde(default)]
    pub(crate) email_verified: bool,
}

impl Profile {
    fn verified_address(&self) -> Option<Address> {
        let email = self.email.as_deref()?;
        Address::parse(email).filter(|_| self.email_verified)
    }
}

impl Accounts {
    /// Keeps the secret half of PKCE (RFC 7636) until the browser returns with this `state`.
    pub(crate) async fn depart(&self, state: &str, verifier: &str) -> Result<(), BackendError> {
        let now = now()?;
        sqlx::query("DELETE FROM departures WHERE expires_at <= ?")
            .bind(now)
            .execute(&self.pool)
            .await?;
        sqlx::query("INSERT INTO departures (state, pkce_verifier, expires_at) VALUES (?, ?, ?)")
            .bind(state)
            .bind(verifier)
            .bind(now.saturating_add(SECONDS_AWAY))
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The secret half of PKCE, once.
    pub(crate) async fn arrive(&self, state: &str) -> Result<Option<String>, BackendError> {
        let verifier = sqlx::query_scalar(
            "DELETE FROM departures WHERE state = ? AND expires_at > ? RETURNING pkce_verifier",
        );
        let verifier = verifier.bind(state).bind(now()?);
        Ok(verifier.fetch_optional(&self.pool).await?)
    }

    /// The user with this identity at the provider. The first time, it is connected with the account of the address, which is
    /// created if there is none.
    ///
    /// The address must be verified by the provider, and the provider must be one whose word is good: it can sign in to the
    /// account of every address. No other person can have set a password for the address, since a password is chosen after the
    /// address was confirmed.
    pub(crate) async fn of_profile(&self, profile: &Profile) -> Result<User, AuthError> {
        if let Some(user) = self.by_identity(&profile.subject).await? {
            return Ok(user);
        }
        let Some(email) = profile.verified_address() else {
            let text = "the provider has not verified your mail address";
            return Err(ApplicationRefusal::new(403, text).into());
        };
        let user = self.register(&email).await?;
        self.connect(&user, &profile.subject).await?;
        let user = self.by_identity(&profile.subject).await?;
        Ok(user.ok_or_else(|| BackendError::from("the user was deleted just now"))?)
    }

    async fn by_identity(&self, subject: &str) -> Result<Option<User>, BackendError> {
        let user = sqlx::query_as(
            "SELECT users.*, otp_secret IS NOT NULL AS has_second_factor
             FROM users JOIN identities ON user_id = id WHERE subject = ?",
        );
        Ok(user.bind(subject).fetch_optional(&self.pool).await?)
    }

    async fn connect(&self, user: &User, subject: &str) -> Result<(), BackendError> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query(
            "INSERT INTO identities (subject, user_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(subject)
        .bind(user.id)
        .execute(&mut *transaction)
        .await?;
        sqlx::query("UPDATE users SET is_confirmed = 1 WHERE id = ?")
            .bind(user.id)
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }
}
