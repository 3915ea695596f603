//! The users of the quickstart: two of them, in memory.

use std::error::Error;

use jwt_guard::prelude::*;
use jwt_guard::user::Passwords;
use serde::Serialize;

use super::Membership;

/// A user, as handlers and `GET /auth/me` see it: without the password.
#[derive(Clone, Serialize)]
pub(crate) struct User {
    id: u32,
    pub(crate) name: &'static str,
    team: Option<&'static str>,
}

/// Stands in for a database.
pub(crate) struct Users {
    accounts: Vec<Account>,
    passwords: Passwords,
}

struct Account {
    user: User,
    password_hash: String,
}

impl Users {
    pub(crate) async fn samples() -> Result<Self, Box<dyn Error>> {
        let passwords = Passwords::new()?;
        let mut accounts = Vec::new();
        for (id, name, team, password) in [
            (1, "ada", None, "correct horse"),
            (2, "grace", Some("compilers"), "battery staple"),
        ] {
            accounts.push(Account {
                user: User { id, name, team },
                password_hash: passwords.hash(password.to_owned()).await?,
            });
        }
        Ok(Self {
            accounts,
            passwords,
        })
    }

    fn find(&self, is_wanted: impl Fn(&User) -> bool) -> Option<&Account> {
        let mut accounts = self.accounts.iter();
        accounts.find(|account| is_wanted(&account.user))
    }
}

impl UserBackend<Membership> for Users {
    type Credentials = Credentials;
    type User = User;

    /// A password is hashed for an unknown name too, so that response times do not reveal which names exist.
    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        let account = self.find(|user| user.name == login.username);
        let hash = account.map(|account| account.password_hash.as_str());
        let is_right = self.passwords.verify(login.password, hash).await?;
        let user = account.map(|account| account.user.clone());
        Ok(user.filter(|_| is_right))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        let account = self.find(|user| self.subject(user) == subject);
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
