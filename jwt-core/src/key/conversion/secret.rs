//! Secrets: the one kind of key that a `Key` does not give back.

use jsonwebtoken::{DecodingKey, EncodingKey};
use jwt_syntax::algorithm::Algorithm;

use super::algorithm::export_algorithm;
use crate::key::bound::Key;
use crate::key::error::KeyError;
use crate::key::public::expectation;
use crate::key::secret::{Secret, secret_bytes};

/// The key of `jsonwebtoken` that signs with the same secret, or with the same private key in PEM or as a JWK.
///
/// ```
/// use jwt_guard::Algorithm;
/// use jwt_guard::jsonwebtoken::export_encoding_key;
/// use jwt_guard::key::Secret;
///
/// let secret = Secret::from("wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e");
/// let key = export_encoding_key(Algorithm::HS256, &secret)?;
/// assert!(export_encoding_key(Algorithm::HS512, &secret).is_err(), "too short");
/// # Ok::<(), jwt_guard::key::KeyError>(())
/// ```
///
/// # Errors
///
/// Those of [`Key::secret`] and [`Key::private`], and if `jsonwebtoken` does not have the algorithm.
pub fn export_encoding_key(algorithm: Algorithm, secret: &Secret) -> Result<EncodingKey, KeyError> {
    export_algorithm(algorithm)?;
    if !algorithm.is_symmetric() {
        return EncodingKey::try_from(&Key::private(algorithm, secret)?);
    }
    EncodingKey::from_secret(&secret_bytes(secret, algorithm)?).map_err(|_| refused(algorithm))
}

/// The key of `jsonwebtoken` that verifies with the same secret, or with the public part of the same private key in PEM or as
/// a JWK. A public key is converted by `DecodingKey::try_from(&Key::public(..)?)`.
///
/// # Errors
///
/// Those of [`Key::secret`] and [`Key::private`], and if `jsonwebtoken` does not have the algorithm.
pub fn export_decoding_key(algorithm: Algorithm, secret: &Secret) -> Result<DecodingKey, KeyError> {
    export_algorithm(algorithm)?;
    if !algorithm.is_symmetric() {
        return DecodingKey::try_from(&Key::private(algorithm, secret)?);
    }
    DecodingKey::from_secret(&secret_bytes(secret, algorithm)?).map_err(|_| refused(algorithm))
}

/// A secret of `jsonwebtoken`, if it is strong enough.
pub(super) fn import_secret(algorithm: Algorithm, bytes: &[u8]) -> Result<Key, KeyError> {
    if !algorithm.is_symmetric() {
        return Err(KeyError::new("a secret", expectation(algorithm)));
    }
    Key::secret(algorithm, &Secret::from_bytes(bytes))
}

/// The error for a key made of a secret; this function converts the secret itself.
pub(super) fn bytes_not_kept(function: &str) -> KeyError {
    KeyError::new(
        "a key made of a secret, whose bytes it does not keep",
        format!("the secret itself, in `{function}`"),
    )
}

/// `jsonwebtoken` refuses an empty secret alone, which the rules for secrets refused before.
fn refused(algorithm: Algorithm) -> KeyError {
    KeyError::new(
        "a secret that `jsonwebtoken` refuses",
        expectation(algorithm),
    )
}
