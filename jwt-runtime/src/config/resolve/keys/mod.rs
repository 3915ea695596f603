//! Resolving the settings of keys: which of them an algorithm needs, and whether they belong together.
//!
//! What needs the bytes of a key is checked here. What can be said of algorithms and of settings alone is a rule of `jwt-syntax`.

mod algorithms;
mod counter_key;

use jwt_syntax::algorithm::{Algorithm, Family};
use zeroize::Zeroizing;

use crate::config::{Problem, Setting, Settings};
use crate::key::{self, Key, KeyError, KeyRing, PublicSet, SkippedKey};

/// A key of a published set that is not used, with the name of the set.
pub(crate) struct Unused {
    of: String,
    key: SkippedKey,
}

impl Unused {
    pub(in crate::config) fn of(set: &str, key: SkippedKey) -> Self {
        Self {
            of: set.to_owned(),
            key,
        }
    }

    /// Writes it to the log.
    pub(in crate::config) fn log(&self, config: &str) {
        self.key.log(&format!("{} of `{config}`", self.of));
    }
}

impl Settings {
    /// The ring of the keys of this service. Keys of a set that are not used are added to `left_out`.
    pub(in crate::config) fn keys(
        &self,
        left_out: &mut Vec<Unused>,
        problems: &mut Vec<Problem>,
    ) -> Option<KeyRing> {
        // Without the algorithm, no key can be checked.
        let algorithm = *self.algorithm.get()?;
        let ring = match self.public_key.value() {
            Some(text) if key::is_key_set(text) => {
                self.public_set(text, algorithm, left_out, problems)?
            }
            _ if algorithm.family() == Family::Hmac => self.secret_key(algorithm, problems)?,
            _ => self.key_pair(algorithm, problems)?,
        };
        for retired in self.retired_keys.value().into_iter().flatten() {
            let added = retired.resolve(algorithm).and_then(|key| ring.add(key));
            if let Err(problem) = added {
                report(&self.retired_keys, problem, problems);
            }
        }
        self.check_retired_keys(algorithm, problems);
        if let Some(listed) = self.verify_algorithms.value() {
            ring.restrict_to(listed);
        }
        Some(ring)
    }

    /// The ring of a key, with its configured `kid`, and of the same key for other accepted algorithms.
    fn ring(
        &self,
        key: Key,
        read: impl Fn(Algorithm) -> Result<Key, KeyError>,
        problems: &mut Vec<Problem>,
    ) -> KeyRing {
        let key = match self.key_id.value() {
            Some(id) => key.with_id(id.as_str()),
            None => key,
        };
        KeyRing::new(self.and_others(key, read, problems))
    }

    /// The keys of a published set, for a service that only verifies.
    fn public_set(
        &self,
        text: &str,
        algorithm: Algorithm,
        left_out: &mut Vec<Unused>,
        problems: &mut Vec<Problem>,
    ) -> Option<KeyRing> {
        let accepted = self.accepted(algorithm);
        let takes = |found| accepted.contains(&found);
        let set = PublicSet::read(text, Some(algorithm), takes)
            .map_err(|problem| report(&self.public_key, problem, problems))
            .ok()?;
        let unused = set.skipped_keys.into_iter();
        left_out.extend(unused.map(|key| Unused::of("`public_key`", key)));
        Some(set.ring)
    }

    fn secret_key(&self, algorithm: Algorithm, problems: &mut Vec<Problem>) -> Option<KeyRing> {
        let Some(secret) = self.secret.value() else {
            if self.secret.is_absent() {
                problems.push(self.secret.problem(
                    "no secret",
                    "a field `secret: Secret`, best with `#[auth(env = \"JWT_SECRET\")]`",
                ));
            }
            return None;
        };
        let read = |algorithm| match self.takes_short_secret() {
            true => Key::short_secret(algorithm, secret),
            false => Key::secret(algorithm, secret),
        };
        read(algorithm)
            .map_err(|problem| report(&self.secret, problem, problems))
            .ok()
            .map(|key| self.ring(key, read, problems))
    }

    fn takes_short_secret(&self) -> bool {
        self.short_secret.value().is_some()
    }

    /// Whether the secret is one that could be guessed.
    pub(in crate::config) fn has_short_secret(&self) -> bool {
        let secret = self.secret.value().filter(|_| self.takes_short_secret());
        let pair = secret.zip(self.algorithm.get());
        pair.is_some_and(|(secret, algorithm)| key::secret_bytes(secret, *algorithm).is_err())
    }

    /// The secret from which keys for other purposes are derived, if there is one.
    pub(in crate::config) fn session_secret(
        &self,
        problems: &mut Vec<Problem>,
    ) -> Option<Zeroizing<Vec<u8>>> {
        // For HS256, a secret must have 256 bits and must not be a password: the same requirement fits here.
        let read = |secret| key::secret_bytes(secret, Algorithm::HS256);
        let Some(secret) = self.session_secret.value() else {
            let secret = self.secret.value()?;
            return match self.takes_short_secret() {
                true => key::short_secret_bytes(secret).ok(),
                false => read(secret).ok(),
            };
        };
        let bytes = read(secret)
            .map_err(|problem| report(&self.session_secret, problem, problems))
            .ok()?;
        let others = self.secret.value().and_then(|other| read(other).ok());
        if others.is_some_and(|other| other == bytes) {
            problems.push(self.session_secret.problem(
                "the same as `secret`",
                "another one, or the setting left out",
            ));
        }
        Some(bytes)
    }

    fn key_pair(&self, algorithm: Algorithm, problems: &mut Vec<Problem>) -> Option<KeyRing> {
        let private = self.private_key.value().and_then(|text| {
            Key::private(algorithm, text)
                .map_err(|problem| report(&self.private_key, problem, problems))
                .ok()
        });
        let public = self.public_key.value().and_then(|text| {
            Key::public(algorithm, text)
                .map_err(|problem| report(&self.public_key, problem, problems))
                .ok()
        });
        if self.private_key.is_absent() && self.public_key.is_absent() {
            problems.push(self.private_key.problem(
                "no key",
                format!("`private_key` to sign and verify with {algorithm}, or `public_key` to verify only"),
            ));
        }
        if let (Some(private), Some(public)) = (&private, &public)
            && !private.has_public_key_of(public)
        {
            problems.push(self.public_key.problem(
                "the public part of another key than `private_key`",
                "the same key, or `private_key` alone: it verifies too",
            ));
        }
        let read = |other| match (self.private_key.value(), self.public_key.value()) {
            (Some(text), _) => Key::private(other, text),
            (None, Some(text)) => Key::public(other, text),
            (None, None) => Err(KeyError::new("no key", "a key")),
        };
        private.or(public).map(|key| self.ring(key, read, problems))
    }
}

pub(in crate::config) fn report<T>(
    setting: &Setting<T>,
    problem: KeyError,
    problems: &mut Vec<Problem>,
) {
    problems.push(setting.problem(problem.found, problem.expected));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Origin;
    use crate::key::{Ed25519Jwk, Secret};

    const OTHER_PUBLIC: &str =
        r#"{"kty":"OKP","crv":"Ed25519","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#;

    fn problems(
        private: Option<&str>,
        public: Option<&str>,
        secret: Option<&str>,
        algorithm: &str,
    ) -> Vec<String> {
        let mut settings = Settings::new("Api");
        settings.algorithm.supply(Origin::Literal, algorithm);
        settings
            .private_key
            .supply(Origin::Field("private_key"), &private.map(Secret::from));
        settings
            .public_key
            .supply(Origin::Field("public_key"), &public.map(str::to_owned));
        settings
            .secret
            .supply(Origin::Field("secret"), &secret.map(Secret::from));
        let error = settings.check().err();
        error.map_or_else(Vec::new, |error| {
            error
                .problems()
                .iter()
                .map(|problem| format!("{}: {}", problem.setting(), problem.found()))
                .collect()
        })
    }

    #[test]
    fn either_half_of_a_key_pair_is_enough() {
        let Ed25519Jwk { private, public } = Ed25519Jwk::generate();
        assert_eq!(problems(Some(&private), None, None, "EdDSA"), [""; 0]);
        assert_eq!(problems(None, Some(&public), None, "EdDSA"), [""; 0]);
        assert_eq!(
            problems(Some(&private), Some(&public), None, "EdDSA"),
            [""; 0]
        );
        assert_eq!(problems(None, None, None, "EdDSA"), ["private_key: no key"]);
    }

    #[test]
    fn keys_that_do_not_belong_are_refused() {
        let Ed25519Jwk { private, public } = Ed25519Jwk::generate();
        assert_eq!(
            problems(Some(&public), None, None, "EdDSA"),
            ["private_key: a public key"]
        );
        assert_eq!(
            problems(None, Some(&private), None, "EdDSA"),
            ["public_key: a private key"]
        );
        assert_eq!(
            problems(Some(&private), Some(OTHER_PUBLIC), None, "EdDSA"),
            ["public_key: the public part of another key than `private_key`"]
        );
        assert_eq!(
            problems(Some(&private), None, None, "ES256"),
            ["private_key: an Ed25519 key"]
        );
        assert_eq!(
            problems(Some("AAAA"), None, None, "RS256"),
            ["private_key: text that is neither PEM nor a JSON Web Key"]
        );
    }

    #[test]
    fn a_service_that_only_verifies_may_have_a_set() {
        let Ed25519Jwk { private, public } = Ed25519Jwk::generate();
        let set = format!("{{\"keys\":[{public}]}}");
        assert_eq!(problems(None, Some(&set), None, "EdDSA"), [""; 0]);
        assert_eq!(
            problems(None, Some(&set), None, "ES256"),
            [
                "public_key: a set without a key that can be used: key 0: found a key for EdDSA; expected a key for an \
                 algorithm that the configuration accepts: `algorithm`, or one of `verify_algorithms`"
            ]
        );
        assert_eq!(
            problems(Some(&private), Some(&set), None, "EdDSA"),
            ["private_key: a value, while `public_key` is a set of keys"]
        );
        let private_set = format!("{{\"keys\":[{private}]}}");
        assert_eq!(
            problems(None, Some(&private_set), None, "EdDSA"),
            ["public_key: a private key in a published set"]
        );
    }

    #[test]
    fn a_key_that_would_never_be_used_is_refused() {
        let Ed25519Jwk { private, .. } = Ed25519Jwk::generate();
        let secret = "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e";
        assert_eq!(
            problems(Some(&private), None, Some(secret), "EdDSA"),
            ["secret: a key that `EdDSA` never uses"]
        );
        assert_eq!(
            problems(Some(&private), None, Some(secret), "HS256"),
            ["private_key: a key that `HS256` never uses"]
        );
    }
}
