//! The users of the service: two of them, in memory.

use std::error::Error;
use std::sync::{Arc, PoisonError, RwLock};

use jwt_guard::prelude::*;
use jwt_guard::user::Passwords;
use serde::Serialize;

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
pub(crate) struct Users {
    accounts: Arc<RwLock<Vec<Account>>>,
    passwords: Passwords,
}

#[derive(Clone)]
struct Account {
    user: User,
    password_hash: Arc<str>,
}

impl Users {
    pub(crate) async fn samples() -> Result<Self, Box<dyn Error>> {
        let passwords = Passwords::new()?;
        let mut accounts = Vec::new();
        for (id, username, name, password) in [
            (1, "ada", "Ada Lovelace", "correct horse"),
            (2, "grace", "Grace Hopper", "battery staple"),
        ] {
            let name = name.to_owned();
            accounts.push(Account {
                user: User { id, username, name },
                password_hash: passwords.hash(password.to_owned()).await?.into(),
            });
        }
        Ok(Self {
            accounts: Arc::new(RwLock::new(accounts)),
            passwords,
        })
    }

    pub(crate) fn rename(&self, subject: &str, name: &str) {
        let mut accounts = self
            .accounts
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let mut users = accounts.iter_mut().map(|account| &mut account.user);
        if let Some(user) = users.find(|user| user.id.to_string() == subject) {
            name.clone_into(&mut user.name);
        }
    }

    fn find(&self, is_wanted: impl Fn(&User) -> bool) -> Option<Account> {
        let accounts = self.accounts.read().unwrap_or_else(PoisonError::into_inner);
        let account = accounts.iter().find(|account| is_wanted(&account.user));
        account.cloned()
    }
}

impl UserBackend for Users {
    type Credentials = Credentials;
    type User = User;

    /// A password is hashed for an unknown name too, so that response times do not reveal which names exist.
    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        let account = self.find(|user| user.username == login.username);
        let hash = account.as_ref().map(|account| &*account.password_hash);
        let is_right = self.passwords.verify(login.password, hash).await?;
        let user = account.map(|account| account.user);
        Ok(user.filter(|_| is_right))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        let account = self.find(|user| self.subject(user) == subject);
        Ok(account.map(|account| account.user))
    }

    fn subject(&self, user: &User) -> String {
        user.id.to_string()
    }
}
