//! `Types`: the facts about the types of a configuration.

use std::any::TypeId;

use crate::config::AuthConfig;
use crate::user::NoUsers;

/// What the types of a configuration determine, and its settings must agree with.
pub(crate) struct Types {
    /// The names of the custom claims.
    pub(crate) claims: &'static [&'static str],
    /// Whether a login request carries the usual [`Credentials`](crate::user::Credentials).
    pub(crate) has_usual_credentials: bool,
    /// Whether there is a session store; `None` while that is unknown.
    pub(crate) has_store: Option<bool>,
    /// Whether the application generates its own refresh tokens.
    pub(crate) has_generator: bool,
    /// Whether there is a user backend.
    pub(crate) has_users: bool,
}

/// Whether a configuration has a user backend.
pub(crate) fn has_users<C: AuthConfig>() -> bool {
    TypeId::of::<C::Users>() != TypeId::of::<NoUsers>()
}

impl Types {
    /// No facts that a setting could contradict.
    pub(crate) const UNKNOWN: Self = Self::with_claims(&[]);

    pub(crate) const fn with_claims(claims: &'static [&'static str]) -> Self {
        Self {
            claims,
            has_usual_credentials: true,
            has_store: None,
            has_generator: false,
            has_users: true,
        }
    }
}
