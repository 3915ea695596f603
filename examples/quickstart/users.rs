//! The users of the quickstart: two of them, in memory.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error, PasswordHasher, PasswordVerifier};
use jwt_guard::prelude::*;
use serde::Serialize;
use tokio::task::spawn_blocking;

use super::Membership;

/// A user, as handlers and `GET /auth/me` see it: without the password.
#[derive(Clone, Serialize)]
pub(crate) struct User {
    id: u32,
    pub(crate) name: &'static str,
    team: Option<&'static str>,
}

/// Stands in for a database.
pub(crate) struct Users(Arc<[Account]>);

struct Account {
    user: User,
    password_hash: String,
}

impl Users {
    pub(crate) fn samples() -> Result<Self, Error> {
        let account = |id, name, team, password: &str| {
            Ok(Account {
                user: User { id, name, team },
                password_hash: Argon2::default()
                    .hash_password(password.as_bytes())?
                    .to_string(),
            })
        };
        let accounts: Result<Vec<_>, Error> = [
            account(1, "ada", None, "correct horse"),
            account(2, "grace", Some("compilers"), "battery staple"),
        ]
        .into_iter()
        .collect();
        Ok(Self(accounts?.into()))
    }
}

impl UserBackend<Membership> for Users {
    type Credentials = Credentials;
    type User = User;

    /// Hashes off the async threads, and also for a name that nobody has: the answer takes the same time.
    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        let accounts = Arc::clone(&self.0);
        let user = spawn_blocking(move || {
            let known = accounts
                .iter()
                .find(|account| account.user.name == login.username);
            let account = known.or(accounts.first())?;
            let hash = PasswordHash::new(&account.password_hash).ok()?;
            Argon2::default()
                .verify_password(login.password.as_bytes(), &hash)
                .ok()?;
            known.map(|account| account.user.clone())
        });
        Ok(user.await?)
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        let account = self
            .0
            .iter()
            .find(|account| self.subject(&account.user) == subject);
        Ok(account.map(|account| account.user.clone()))
    }

    fn subject(&self, user: &User) -> String {
        user.id.to_string()
    }

    async fn scopes(&self, user: &User) -> Result<ScopeSet, BackendError> {
        let granted: &[&str] = if user.name == "grace" {
            &["report:read"]
        } else {
            &[]
        };
        Ok(granted.iter().copied().collect())
    }

    async fn claims(&self, user: &User) -> Result<Membership, BackendError> {
        Ok(Membership {
            plan: "basic".into(),
            team: user.team.map(Into::into),
        })
    }
}
