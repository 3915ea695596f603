//! The fixture's users, which a client may change.

use std::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jwt_guard::prelude::*;
use jwt_guard::user::Passwords;
use serde::{Deserialize, Serialize};

/// A user, as handlers and `GET /auth/me` see it.
#[derive(Clone, Serialize)]
pub(crate) struct User {
    pub(crate) user_id: u32,
    pub(crate) username: &'static str,
}

#[derive(Clone)]
pub(crate) struct Users {
    accounts: Arc<Mutex<Vec<Account>>>,
    passwords: Passwords,
}

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
    pub(crate) async fn fixtures() -> Result<Self, Box<dyn Error>> {
        let passwords = Passwords::new()?;
        let mut accounts = Vec::new();
        for (user_id, (username, password, active, scopes)) in (1..).zip(FIXTURES) {
            accounts.push(Account {
                user: User { user_id, username },
                password_hash: passwords.hash(password.to_owned()).await?,
                active,
                scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(),
            });
        }
        Ok(Self {
            accounts: Arc::new(Mutex::new(accounts)),
            passwords,
        })
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
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner)
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
        let account = self.find(|user| user.username == login.username);
        let hash = account.as_ref().map(|account| &*account.password_hash);
        let is_right = self.passwords.verify(login.password, hash).await?;
        let user = account.map(|account| account.user);
        Ok(user.filter(|_| is_right))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        Ok(self
            .find(|user| self.subject(user) == subject)
            .map(|account| account.user))
    }

    fn subject(&self, user: &User) -> String {
        user.user_id.to_string()
    }

    /// For `key_per_user`: a new password invalidates all tokens of the user.
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
