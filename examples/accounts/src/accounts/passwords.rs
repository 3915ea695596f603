//! Passwords: which ones are accepted, and how they are stored and checked.

use jwt_guard::prelude::*;
use jwt_guard::user::ApplicationRefusal;

use super::{Accounts, Address, User};

/// The shortest password that a user may choose, in characters.
const MIN_CHARACTERS: usize = 10;

/// The longest, in bytes: a password is hashed whole.
const MAX_BYTES: usize = 1024;

/// Refuses a password that is too easy to guess. A service in production also compares it with a list of leaked passwords.
pub(crate) fn check_new_password(password: &str) -> Result<(), AuthError> {
    let is_accepted = password.chars().count() >= MIN_CHARACTERS && password.len() <= MAX_BYTES;
    match is_accepted {
        true => Ok(()),
        false => {
            let refusal = ApplicationRefusal::new(400, "a password has at least 10 characters");
            Err(refusal.with_code("weak_password").into())
        }
    }
}

impl Accounts {
    /// Stores a new password. The user has followed a link from a mail, or had the password before, so that the address is
    /// confirmed.
    pub(crate) async fn set_password(
        &self,
        user: &User,
        password: String,
    ) -> Result<User, BackendError> {
        let hash = self.passwords.hash(password).await?;
        let user_after = sqlx::query_as(
            "UPDATE users SET password_hash = ?, is_confirmed = 1 WHERE id = ?
             RETURNING *, otp_secret IS NOT NULL AS has_second_factor",
        );
        let user_after = user_after.bind(hash).bind(user.id);
        Ok(user_after.fetch_one(&self.pool).await?)
    }

    /// The user with this address and password, who has confirmed the address and is active.
    ///
    /// There is one query, and a password is hashed, in each case: the response takes the same time for addresses without an
    /// account.
    pub(super) async fn with_password(
        &self,
        email: &Address,
        password: String,
    ) -> Result<Option<User>, BackendError> {
        let found = sqlx::query_as(
            "SELECT *, otp_secret IS NOT NULL AS has_second_factor FROM users WHERE email = ?",
        );
        let found = found.bind(email.as_str()).fetch_optional(&self.pool);
        let (user, hash) = match found.await? {
            Some(UserWithHash {
                user,
                password_hash,
            }) => (Some(user), password_hash),
            None => (None, None),
        };
        let is_right = self.passwords.verify(password, hash.as_deref()).await?;
        Ok(user.filter(|user| is_right && user.may_sign_in()))
    }
}

#[derive(sqlx::FromRow)]
struct UserWithHash {
    #[sqlx(flatten)]
    user: User,
    password_hash: Option<String>,
}
