//! From settings to how long tokens are valid.

use super::Settings;

/// How long tokens are valid, in seconds.
#[derive(Clone, Copy)]
pub(super) struct Lifetime {
    pub(super) access_ttl: i64,
    pub(super) most: i64,
    pub(super) leeway: i64,
    /// Whether access tokens expire.
    pub(super) verify_exp: bool,
}

impl Settings {
    /// How long tokens are valid; none if a setting is wrong.
    pub(super) fn lifetime(&self) -> Option<Lifetime> {
        Some(Lifetime {
            access_ttl: self.access_ttl.seconds()?,
            most: self.max_lifetime.seconds()?,
            leeway: self.leeway.seconds()?,
            verify_exp: self.verify_exp.value().is_none(),
        })
    }
}
