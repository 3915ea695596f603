//! `Accounts`: the users of the service, in SQLite. The files of this folder add what each feature needs.

mod address;
mod backend;
mod passwords;
mod provider;
mod second_factor;

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jwt_guard::prelude::*;
use jwt_guard::user::Passwords;
use serde::Serialize;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool};

pub use address::Address;
pub use backend::{FirstFactor, Login};
pub(crate) use passwords::check_new_password;
pub(crate) use provider::Profile;
pub(crate) use second_factor::Enrolment;

/// A user, as handlers and `GET /auth/me` see it: without the password hash and the key of the second factor.
#[derive(Clone, Debug, Serialize, sqlx::FromRow)]
pub struct User {
    pub(crate) id: i64,
    pub(crate) email: String,
    pub(crate) is_confirmed: bool,
    pub(crate) is_active: bool,
    pub(crate) is_admin: bool,
    pub(crate) has_second_factor: bool,
}

/// Reads and changes users. Clones share the connections and the threads that hash passwords.
#[derive(Clone, Debug)]
pub struct Accounts {
    pool: SqlitePool,
    passwords: Passwords,
}

impl Accounts {
    /// Opens the database, which is created if it does not exist.
    ///
    /// # Errors
    ///
    /// If the file cannot be opened, or a migration fails.
    pub async fn open(file: impl AsRef<Path>, passwords: Passwords) -> Result<Self, BackendError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal);
        let pool = SqlitePool::connect_with(options).await?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Self { pool, passwords })
    }

    pub(crate) async fn by_id(&self, id: i64) -> Result<Option<User>, BackendError> {
        let user = sqlx::query_as(
            "SELECT *, otp_secret IS NOT NULL AS has_second_factor FROM users WHERE id = ?",
        );
        Ok(user.bind(id).fetch_optional(&self.pool).await?)
    }

    pub(crate) async fn by_address(&self, email: &Address) -> Result<Option<User>, BackendError> {
        let user = sqlx::query_as(
            "SELECT *, otp_secret IS NOT NULL AS has_second_factor FROM users WHERE email = ?",
        );
        let user = user.bind(email.as_str()).fetch_optional(&self.pool);
        Ok(user.await?)
    }

    pub(crate) async fn list(&self) -> Result<Vec<User>, BackendError> {
        let users = sqlx::query_as(
            "SELECT *, otp_secret IS NOT NULL AS has_second_factor FROM users ORDER BY email LIMIT 1000",
        );
        Ok(users.fetch_all(&self.pool).await?)
    }

    /// The user with this address, who is created if there is none: without a password, and not confirmed.
    pub(crate) async fn register(&self, email: &Address) -> Result<User, BackendError> {
        sqlx::query("INSERT INTO users (email) VALUES (?) ON CONFLICT DO NOTHING")
            .bind(email.as_str())
            .execute(&self.pool)
            .await?;
        let user = self.by_address(email).await?;
        Ok(user.ok_or("the user was deleted just now")?)
    }

    /// Whether there is such a user.
    pub(crate) async fn set_active(&self, id: i64, is_active: bool) -> Result<bool, BackendError> {
        let changed = sqlx::query("UPDATE users SET is_active = ? WHERE id = ?")
            .bind(is_active)
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(changed.rows_affected() == 1)
    }

    /// Grants the scopes of an admin, from the next sign-in on. Whether there is such a user.
    ///
    /// # Errors
    ///
    /// If the database cannot be written.
    pub async fn make_admin(&self, email: &Address) -> Result<bool, BackendError> {
        let changed = sqlx::query("UPDATE users SET is_admin = 1 WHERE email = ?")
            .bind(email.as_str())
            .execute(&self.pool)
            .await?;
        Ok(changed.rows_affected() == 1)
    }

    /// Whether the last mail of this kind to this user was long enough ago. If so, the next one is being sent. Each kind counts
    /// for itself: otherwise, requests of an attacker for one kind would keep the others away.
    pub(crate) async fn may_mail(
        &self,
        user: &User,
        kind: &str,
        interval: Duration,
    ) -> Result<bool, BackendError> {
        // One statement, so that of several requests at the same time one sends a mail.
        let sent = sqlx::query(
            "INSERT INTO mails (user_id, kind, sent_at) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET sent_at = ?3 WHERE sent_at <= ?3 - ?4",
        );
        let sent = sent
            .bind(user.id)
            .bind(kind)
            .bind(now()?)
            .bind(i64::try_from(interval.as_secs())?);
        Ok(sent.execute(&self.pool).await?.rows_affected() == 1)
    }
}

/// Seconds since the Unix epoch.
fn now() -> Result<i64, BackendError> {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(i64::try_from(since_epoch.as_secs())?)
}
