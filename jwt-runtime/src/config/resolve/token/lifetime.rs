//! Resolving the settings of token lifetimes.

use crate::config::Settings;

/// The lifetimes of tokens, in seconds.
#[derive(Clone, Copy)]
pub(in crate::config) struct Lifetime {
    pub(in crate::config) access_ttl: i64,
    pub(in crate::config) most: i64,
    pub(in crate::config) leeway: i64,
    /// Whether access tokens expire.
    pub(in crate::config) verify_exp: bool,
}

impl Settings {
    /// The lifetimes of tokens; `None` if a setting is invalid.
    pub(in crate::config) fn lifetime(&self) -> Option<Lifetime> {
        Some(Lifetime {
            access_ttl: self.access_ttl.seconds()?,
            most: self.max_lifetime.seconds()?,
            leeway: self.leeway.seconds()?,
            verify_exp: self.verify_exp.value().is_none(),
        })
    }
}
