//! The setting `verify_algorithms`: the algorithms that are accepted for verification.
//!
//! Each key is bound to one algorithm: a secret or key pair that verifies several becomes several keys. A key that cannot be
//! read for an algorithm is reported here, where its bytes are known; an algorithm without a key is reported by the rules of
//! `jwt-syntax`, which know the algorithms of the keys.

use jwt_syntax::algorithm::Algorithm;

use crate::config::resolve::keys::report;
use crate::config::{Problem, Settings};
use crate::key::{Key, KeyError};

impl Settings {
    /// The accepted algorithms; unless they are set, that of the configuration alone.
    pub(in crate::config) fn accepted(&self, algorithm: Algorithm) -> Vec<Algorithm> {
        match self.verify_algorithms.value() {
            Some(accepted) => accepted.clone(),
            None => vec![algorithm],
        }
    }

    /// The key, joined by a key for every other accepted algorithm that it fits. `read` reads it for an algorithm.
    pub(in crate::config) fn and_others(
        &self,
        key: Key,
        read: impl Fn(Algorithm) -> Result<Key, KeyError>,
        problems: &mut Vec<Problem>,
    ) -> Key {
        let algorithm = key.algorithm();
        let others = self
            .accepted(algorithm)
            .into_iter()
            .filter(|other| *other != algorithm);
        let others: Vec<_> = others
            .filter(|other| algorithm.shares_keys_with(*other))
            .collect();
        others
            .into_iter()
            .fold(key, |key, other| match read(other) {
                Ok(same) => key.also_verifying(same),
                // A key of `retired_keys` has this algorithm.
                Err(_) if self.is_of_a_retired_key(other, algorithm) => key,
                Err(problem) => {
                    report(&self.verify_algorithms, problem, problems);
                    key
                }
            })
    }

    fn is_of_a_retired_key(&self, algorithm: Algorithm, present: Algorithm) -> bool {
        let mut retired = self.retired_keys.value().into_iter().flatten();
        retired.any(|key| key.algorithm_or(present) == algorithm)
    }

    /// Checks that every retired key has an algorithm that is accepted.
    pub(in crate::config) fn check_retired_keys(
        &self,
        algorithm: Algorithm,
        problems: &mut Vec<Problem>,
    ) {
        let Some(accepted) = self.verify_algorithms.value() else {
            return;
        };
        for retired in self.retired_keys.value().into_iter().flatten() {
            let unlisted = retired.algorithm_or(algorithm);
            if !accepted.contains(&unlisted) {
                problems.push(self.retired_keys.problem(
                    format!("a key for {unlisted}, which `verify_algorithms` does not list"),
                    "keys for algorithms that are accepted",
                ));
            }
        }
    }
}
