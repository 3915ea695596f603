//! The setting `key_per_user`: what can have no effect beside it.

use jwt_syntax::algorithm::{Algorithm, Family};

use super::{Problem, Settings};
use crate::key::KeyRing;

impl Settings {
    /// Whether each user has a key, of which everything else that was given must be capable.
    pub(super) fn key_per_user(
        &self,
        keys: Option<&KeyRing>,
        has_users: bool,
        problems: &mut Vec<Problem>,
    ) -> bool {
        let setting = &self.key_per_user;
        if setting.value() != Some(&true) {
            return false;
        }
        let algorithm = self.algorithm.value().copied();
        let other = keys
            .map(KeyRing::keys)
            .unwrap_or_default()
            .into_iter()
            .map(|key| key.algorithm())
            .chain(algorithm)
            .find(|algorithm: &Algorithm| algorithm.family() != Family::Hmac);
        if let Some(other) = other {
            problems.push(setting.problem(
                format!("`on`, and a key for {other}"),
                "`HS256`, `HS384` or `HS512` with a `secret`, of which keys are derived",
            ));
        }
        if !has_users {
            problems.push(setting.problem(
                "`on`, and no user backend",
                "one in `users = ..`, whose `user_secret` says what the key of a user is made of",
            ));
        }
        let others = &self.trusted_issuers;
        if others.value().is_some_and(|others| !others.is_empty()) {
            problems.push(others.problem(
                "other issuers, while `key_per_user` is on",
                "only one of the two: others have no keys of our users",
            ));
        }
        if self.cache.value() == Some(&true) {
            problems.push(self.cache.problem(
                "`on`, while `key_per_user` is on",
                "only one of the two: a token is good for as long as the key of its user stays, which must be asked each time",
            ));
        }
        if self.cache_capacity.value().is_some() {
            problems.push(self.cache_capacity.problem(
                "a value, while `key_per_user` is on",
                "only one of the two: no token is remembered",
            ));
        }
        true
    }
}
