//! `JwkSet`: sets of public keys, in both directions.

use jsonwebtoken::jwk::{AlgorithmParameters, JwkSet as PeerSet, KeyAlgorithm};
use jwt_syntax::algorithm::Algorithm;
use zeroize::Zeroizing;

use crate::key::error::KeyError;
use crate::key::ring::KeyRing;
use crate::key::set::JwkSet;

/// The keys of a published set, by the rules of [`KeyRing::of_public_set`]: a key that cannot be used is skipped, and logged
/// with the reason.
///
/// # Errors
///
/// Those of [`KeyRing::of_public_set`].
impl TryFrom<&PeerSet> for KeyRing {
    type Error = KeyError;

    fn try_from(set: &PeerSet) -> Result<Self, KeyError> {
        import(set, None)
    }
}

/// The same, with the algorithm of RSA keys that do not state theirs.
///
/// # Errors
///
/// Those of [`KeyRing::of_public_set`].
impl TryFrom<(Algorithm, &PeerSet)> for KeyRing {
    type Error = KeyError;

    fn try_from((algorithm, set): (Algorithm, &PeerSet)) -> Result<Self, KeyError> {
        import(set, Some(algorithm))
    }
}

fn import(set: &PeerSet, default_algorithm: Option<Algorithm>) -> Result<KeyRing, KeyError> {
    // Before the set is written as text, so that no copy of the secret stays in memory.
    let is_secret = |parameters| matches!(parameters, &AlgorithmParameters::OctetKey(_));
    if set.keys.iter().any(|key| is_secret(&key.algorithm)) {
        return Err(KeyError::new("a secret in a published set", "public keys"));
    }
    // It may have private members, which are refused only when it is read.
    let text = serde_json::to_string(set).map(Zeroizing::new);
    let text = text.map_err(|_| unreadable())?;
    KeyRing::of_public_set(&text, default_algorithm)
}

/// The set as `jsonwebtoken` reads it.
///
/// # Errors
///
/// If a key is for an algorithm that `jsonwebtoken` does not have.
impl TryFrom<&JwkSet> for PeerSet {
    type Error = KeyError;

    fn try_from(set: &JwkSet) -> Result<Self, KeyError> {
        let value = serde_json::to_value(set).map_err(|_| unreadable())?;
        let set: Self = serde_json::from_value(value).map_err(|_| unreadable())?;
        let is_unknown = |algorithm| algorithm == Some(KeyAlgorithm::UNKNOWN_ALGORITHM);
        match set
            .keys
            .iter()
            .position(|key| is_unknown(key.common.key_algorithm))
        {
            None => Ok(set),
            Some(index) => Err(KeyError::new(
                format!("key {index}, for an algorithm that `jsonwebtoken` does not have"),
                "neither ES512 nor Ed25519",
            )),
        }
    }
}

fn unreadable() -> KeyError {
    KeyError::unreadable("a JSON Web Key Set")
}
