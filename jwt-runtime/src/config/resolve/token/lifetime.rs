//! From settings to how long tokens are valid.

use crate::config::Settings;

/// How long tokens are valid, in seconds.
#[derive(Clone, Copy)]
pub(in crate::config) struct Lifetime {
    pub(in crate::config) access_ttl: i64,
    pub(in crate::config) most: i64,
    pub(in crate::config) leeway: i64,
    /// Whether access tokens expire.
    pub(in crate::config) verify_exp: bool,
}

impl Settings {
    /// How long tokens are valid; none if a setting is wrong.
    pub(in crate::config) fn lifetime(&self) -> Option<Lifetime> {
        Some(Lifetime {
            access_ttl: self.access_ttl.seconds()?,
            most: self.max_lifetime.seconds()?,
            leeway: self.leeway.seconds()?,
            verify_exp: self.verify_exp.value().is_none(),
        })
    }
}
