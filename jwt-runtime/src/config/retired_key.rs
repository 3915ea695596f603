//! `RetiredKey`: a key that no longer signs, but still verifies.

use jwt_syntax::algorithm::{Algorithm, Family};
use serde::Deserialize;

use crate::key::{Key, KeyError, KeyText, Secret};

/// A key that signed before the current one. It verifies until its last tokens have expired, and never signs.
///
/// ```
/// use jwt_guard::config::RetiredKey;
/// use jwt_guard::prelude::*;
///
/// #[derive(AuthConfig)]
/// struct Api {
///     secret: Secret,
///     retired_keys: Vec<RetiredKey>,
/// }
///
/// let old = Secret::from("Zq3vK8tB1nW6yM4xR9cL2sH7fD5gJ0pE");
/// let api = Api {
///     secret: Secret::random()?,
///     retired_keys: vec![RetiredKey::new(old).until(1_800_000_000)],
/// };
/// Auth::builder(api).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// In a file of settings, the key is the member `key`; the other members have the names of the methods:
///
/// ```
/// use jwt_guard::config::RetiredKey;
///
/// let file = r#"{"key": "file:/etc/api/2026-11.pem", "algorithm": "RS256", "until": 1800000000}"#;
/// let retired: RetiredKey = serde_json::from_str(file)?;
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetiredKey {
    #[serde(rename = "key")]
    text: Secret,
    algorithm: Option<Algorithm>,
    #[serde(rename = "key_id")]
    id: Option<String>,
    until: Option<i64>,
}

impl RetiredKey {
    /// A secret, or either half of a key pair, written as in `secret`, `private_key` or `public_key`.
    #[must_use]
    pub fn new(key: impl Into<Secret>) -> Self {
        Self {
            text: key.into(),
            algorithm: None,
            id: None,
            until: None,
        }
    }

    /// Sets when the key stops verifying, in seconds since the Unix epoch. Without it, the key verifies for ever.
    #[must_use]
    pub fn until(mut self, at: i64) -> Self {
        self.until = Some(at);
        self
    }

    /// Sets the algorithm with which the key signed, if it differs from the current one.
    #[must_use]
    pub fn algorithm(mut self, algorithm: Algorithm) -> Self {
        self.algorithm = Some(algorithm);
        self
    }

    /// Sets the `kid` under which the key signed, if one was configured.
    #[must_use]
    pub fn key_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The algorithm with which the key signed.
    pub(in crate::config) fn algorithm_or(&self, present: Algorithm) -> Algorithm {
        self.algorithm.unwrap_or(present)
    }

    pub(in crate::config) fn resolve(&self, present: Algorithm) -> Result<Key, KeyError> {
        let algorithm = self.algorithm_or(present);
        let key = match algorithm.family() {
            Family::Hmac => Key::secret(algorithm, &self.text)?,
            _ => Key::of_text(KeyText::read(&self.text, algorithm)?, algorithm)?,
        };
        let key = match &self.id {
            Some(id) => key.with_id(id.as_str()),
            None => key,
        };
        Ok(key.until(self.until.unwrap_or(i64::MAX)).without_signing())
    }
}
