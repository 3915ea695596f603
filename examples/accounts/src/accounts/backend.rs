//! What jwt-guard asks about users: `UserBackend`.

use std::fmt;

use jwt_guard::prelude::*;
use serde::Deserialize;

use super::{Accounts, Address, User};

/// What a sign-in checks. jwt-guard limits the failed attempts of both kinds.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Login {
    /// The first factor.
    Password {
        /// The address of the account.
        email: Address,
        /// The password as the client has sent it.
        password: String,
    },
    /// A code of the second factor. No request is read as this kind: a handler makes it for a user whose first factor was right.
    #[serde(skip)]
    Code {
        /// The user of the first factor.
        user: User,
        /// The code as the client has sent it.
        code: String,
    },
}

/// Shows neither a password nor a code.
impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// How a user authenticated before the second factor: a claim of the token that leads to it. Access tokens lack it.
#[derive(Claim, Clone, Debug)]
pub struct FirstFactor {
    pub(crate) first_factor: Option<String>,
}

impl User {
    pub(super) fn may_sign_in(&self) -> bool {
        self.is_confirmed && self.is_active
    }
}

impl UserBackend<FirstFactor> for Accounts {
    type Credentials = Login;
    type User = User;

    async fn authenticate(&self, login: Login) -> Result<Option<User>, BackendError> {
        match login {
            Login::Password { email, password } => self.with_password(&email, password).await,
            Login::Code { user, code } => {
                let is_right = self.accept_code(&user, &code).await?;
                Ok(is_right.then_some(user))
            }
        }
    }

    /// Codes are counted by the user. No address is equal to such a name, as an address has no space.
    fn account(&self, login: &Login) -> Option<String> {
        Some(match login {
            Login::Password { email, .. } => email.as_str().to_owned(),
            Login::Code { user, .. } => format!("second factor of {}", user.id),
        })
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        match subject.parse() {
            Ok(id) => self.by_id(id).await,
            Err(_) => Ok(None),
        }
    }

    fn subject(&self, user: &User) -> String {
        user.id.to_string()
    }

    async fn is_active(&self, user: &User) -> Result<bool, BackendError> {
        Ok(user.may_sign_in())
    }

    async fn scopes(&self, user: &User) -> Result<ScopeSet, BackendError> {
        let granted: &[&str] = if user.is_admin {
            &["user:read", "user:write"]
        } else {
            &[]
        };
        Ok(granted.iter().copied().collect())
    }

    async fn claims(&self, _: &User) -> Result<FirstFactor, BackendError> {
        Ok(FirstFactor { first_factor: None })
    }
}
