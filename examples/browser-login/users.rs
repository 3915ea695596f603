//! The users of the service: two of them, in memory.

use std::sync::{Arc, PoisonError, RwLock};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error, PasswordHasher, PasswordVerifier};
use jwt_guard::prelude::*;
use serde::Serialize;
use tokio::task::spawn_blocking;

/// A user, as handlers and `GET /auth/me` see it: without the password.
#[derive(Clone, Serialize)]
pub(crate) struct User {
    id: u32,
    /// What the user logs in as.
    pub(crate) username: &'static str,
    /// What the user wants to be called.
    pub(crate) name: String,
}

/// Stands in for a database.
#[derive(Clone)]
pub(crate) struct Users(Arc<RwLock<Vec<Account>>>);

#[derive(Clone)]
struct Account {
    user: User,
    password_hash: Arc<str>,
}

impl Users {
    pub(crate) fn samples() -> Result<Self, Error> {
        let account = |id, username, name: &str, password: &str| {
            let name = name.to_owned();
            let hash = Argon2::default().hash_password(password.as_bytes())?;
            Ok(Account {
                user: User { id, username, name },
                password_hash: hash.to_string().into(),
            })
        };
        let accounts: Result<Vec<_>, Error> = [
            account(1, "ada", "Ada Lovelace", "correct horse"),
            account(2, "grace", "Grace Hopper", "battery staple"),
        ]
        .into_iter()
        .collect();
        Ok(Self(Arc::new(RwLock::new(accounts?))))
    }

    pub(crate) fn rename(&self, subject: &str, name: &str) {
        let mut accounts = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let mut users = accounts.iter_mut().map(|account| &mut account.user);
        if let Some(user) = users.find(|user| user.id.to_string() == subject) {
            name.clone_into(&mut user.name);
        }
    }

    fn find(&self, is_wanted: impl Fn(&User) -> bool) -> Option<Account> {
        let accounts = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let account = accounts.iter().find(|account| is_wanted(&account.user));
        account.cloned()
    }
}

impl UserBackend for Users {
    type Credentials = Credentials;
    type User = User;

    /// Hashes off the async threads, and also for a name that nobody has: the answer takes the same time.
    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        let known = self.find(|user| user.username == login.username);
        let anybody = self.find(|_| true);
        let user = spawn_blocking(move || {
            let account = known.as_ref().or(anybody.as_ref())?;
            let hash = PasswordHash::new(&account.password_hash).ok()?;
            Argon2::default()
                .verify_password(login.password.as_bytes(), &hash)
                .ok()?;
            known.map(|account| account.user)
        });
        Ok(user.await?)
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        let account = self.find(|user| self.subject(user) == subject);
        Ok(account.map(|account| account.user))
    }

    fn subject(&self, user: &User) -> String {
        user.id.to_string()
    }
}
