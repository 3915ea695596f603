//! Resolving the settings of token lifetimes.

use crate::config::Settings;

/// The lifetimes of tokens, in seconds.
#[derive(Clone, Copy)]
pub(in crate::config) struct Lifetime {
    /// `None` if access tokens are minted without `exp`.
    pub(in crate::config) access_ttl: Option<i64>,
    pub(in crate::config) most: i64,
    pub(in crate::config) leeway: i64,
    /// Whether expired access tokens are refused.
    pub(in crate::config) verify_exp: bool,
}

impl Lifetime {
    /// Whether each access token stops being valid at some time.
    pub(in crate::config) fn ends(&self) -> bool {
        self.verify_exp && self.access_ttl.is_some()
    }
}

impl Settings {
    /// The lifetimes of tokens; `None` if a setting is invalid.
    pub(in crate::config) fn lifetime(&self) -> Option<Lifetime> {
        Some(Lifetime {
            access_ttl: match self.access_ttl.get()?.time() {
                Some(time) => Some(i64::try_from(time.as_secs()).ok()?),
                None => None,
            },
            most: self.max_lifetime.seconds()?,
            leeway: self.leeway.seconds()?,
            verify_exp: self.verify_exp.value().is_none(),
        })
    }
}
