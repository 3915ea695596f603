//! The setting `key_per_user`: a key for each user, derived from the secrets.

use jwt_syntax::algorithm::Family;

use crate::config::{Problem, Settings};
use crate::key::KeyRing;

impl Settings {
    /// Whether each user has a key of their own, which requires every key to be a secret.
    pub(in crate::config) fn key_per_user(
        &self,
        keys: Option<&KeyRing>,
        problems: &mut Vec<Problem>,
    ) -> Option<bool> {
        let is_on = self.key_per_user.is_on()?;
        let keys = keys.filter(|_| is_on).map(KeyRing::keys);
        let mut algorithms = keys.into_iter().flatten().map(|key| key.algorithm());
        let other = algorithms.find(|algorithm| algorithm.family() != Family::Hmac);
        // A problem with `algorithm` itself was reported already.
        if let Some(other) = other.filter(|other| self.algorithm.get() != Some(other)) {
            problems.push(self.key_per_user.problem(
                format!("`on`, and a key for {other}"),
                "`HS256`, `HS384` or `HS512` with a `secret`, of which keys are derived",
            ));
        }
        Some(is_on)
    }
}
