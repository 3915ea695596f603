//! The fixture's users, whom a client may change.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error, PasswordHasher, PasswordVerifier};
use jwt_guard::prelude::*;
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;

/// A user, as handlers and `GET /auth/me` see it.
#[derive(Clone, Serialize)]
pub(crate) struct User {
    pub(crate) user_id: u32,
    pub(crate) username: &'static str,
}

#[derive(Clone)]
pub(crate) struct Users(Arc<Mutex<Vec<Account>>>);

#[derive(Clone)]
struct Account {
    user: User,
    password_hash: String,
    active: bool,
    scopes: Vec<String>,
}

/// What `POST /_users/{id}` changes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    active: Option<bool>,
    scopes: Option<Vec<String>>,
}

const FIXTURES: [(&str, &str, bool, &[&str]); 6] = [
    ("user1", "abcxyz", true, &["user"]),
    ("user2", "abcxyz", true, &["user", "admin"]),
    ("user3", "abcxyz", true, &["user:read"]),
    ("user4", "abcxyz", true, &["client1"]),
    ("test", "test", true, &[]),
    ("gone", "abcxyz", false, &[]),
];

impl Users {
    pub(crate) fn fixtures() -> Result<Self, Error> {
        let accounts: Result<Vec<_>, Error> = (1..)
            .zip(FIXTURES)
            .map(|(user_id, (username, password, active, scopes))| {
                Ok(Account {
                    user: User { user_id, username },
                    password_hash: Argon2::default()
                        .hash_password(password.as_bytes())?
                        .to_string(),
                    active,
                    scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(),
                })
            })
            .collect();
        Ok(Self(Arc::new(Mutex::new(accounts?))))
    }

    /// Changes a user; `false` if there is none with this id.
    pub(crate) fn change(&self, user_id: u32, change: Change) -> bool {
        let mut accounts = self.lock();
        let account = accounts
            .iter_mut()
            .find(|account| account.user.user_id == user_id);
        let Some(account) = account else { return false };
        account.active = change.active.unwrap_or(account.active);
        if let Some(scopes) = change.scopes {
            account.scopes = scopes;
        }
        true
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Account>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, is_the_one: impl Fn(&User) -> bool) -> Option<Account> {
        self.lock()
            .iter()
            .find(|account| is_the_one(&account.user))
            .cloned()
    }
}

impl UserBackend for Users {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        let known = self.find(|user| user.username == login.username);
        // An unknown name costs a hash too, or the time of the answer would tell who is a user.
        let Some(account) = known
            .clone()
            .or_else(|| self.find(|user| user.user_id == 1))
        else {
            return Ok(None);
        };
        let matches = spawn_blocking(move || {
            PasswordHash::new(&account.password_hash).is_ok_and(|hash| {
                Argon2::default()
                    .verify_password(login.password.as_bytes(), &hash)
                    .is_ok()
            })
        });
        let matches = matches.await?;
        Ok(known.filter(|_| matches).map(|account| account.user))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        Ok(self
            .find(|user| self.subject(user) == subject)
            .map(|account| account.user))
    }

    fn subject(&self, user: &User) -> String {
        user.user_id.to_string()
    }

    /// For `key_per_user`: whoever gets another password has no valid token any more.
    async fn user_secret(&self, subject: &str) -> Result<Option<Secret>, BackendError> {
        Ok(self
            .find(|user| self.subject(user) == subject)
            .map(|account| account.password_hash.into()))
    }

    async fn scopes(&self, user: &User) -> Result<ScopeSet, BackendError> {
        let account = self.find(|other| other.user_id == user.user_id);
        Ok(account
            .into_iter()
            .flat_map(|account| account.scopes)
            .collect())
    }

    async fn is_active(&self, user: &User) -> Result<bool, BackendError> {
        let account = self.find(|other| other.user_id == user.user_id);
        Ok(account.is_some_and(|account| account.active))
    }
}
