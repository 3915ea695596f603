//! `DecodingKey`: the public keys and secrets with which `jsonwebtoken` verifies.

use jsonwebtoken::{AlgorithmFamily, DecodingKey, DecodingKeyKind};
use jwt_syntax::algorithm::Algorithm;

use super::algorithm::export_algorithm;
use super::secret::{bytes_not_kept, import_secret};
use crate::key::bound::Key;
use crate::key::error::KeyError;
use crate::key::jwk::without_leading_zeros;
use crate::key::public::{Curve, PublicKey};
use crate::key::text::KeyText;

/// A key that only verifies, for one algorithm of the family of the `DecodingKey`. One made of a secret does not sign either.
///
/// The identifier of a public key is its thumbprint; a secret has none. Both can be replaced by [`with_id`](Key::with_id).
///
/// # Errors
///
/// If the key is too weak, not valid, or of another family than the algorithm.
impl TryFrom<(Algorithm, &DecodingKey)> for Key {
    type Error = KeyError;

    fn try_from((algorithm, key): (Algorithm, &DecodingKey)) -> Result<Self, KeyError> {
        let public = match (key.family(), key.kind()) {
            (AlgorithmFamily::Hmac, DecodingKeyKind::SecretOrDer(secret)) => {
                return import_secret(algorithm, secret).map(Self::without_signing);
            }
            (AlgorithmFamily::Rsa, DecodingKeyKind::RsaModulusExponent { n, e }) => {
                PublicKey::Rsa {
                    n: without_leading_zeros(n),
                    e: without_leading_zeros(e),
                }
            }
            (AlgorithmFamily::Rsa, DecodingKeyKind::SecretOrDer(der)) => {
                PublicKey::from_pkcs1(der).or_else(|_| PublicKey::from_spki(der))?
            }
            (AlgorithmFamily::Ec, DecodingKeyKind::SecretOrDer(point)) => {
                match Curve::of_point(point) {
                    Some(curve) => PublicKey::Ec {
                        curve,
                        point: point.clone(),
                    },
                    None => PublicKey::from_spki(point)?,
                }
            }
            (AlgorithmFamily::Ed, DecodingKeyKind::SecretOrDer(x)) => match x.len() {
                32 => PublicKey::Ed25519 { x: x.clone() },
                _ => PublicKey::from_spki(x)?,
            },
            _ => return Err(KeyError::unreadable("a key of the family that it says")),
        };
        let text = KeyText {
            id: None,
            private: None,
            public,
        };
        Self::of_text(text, algorithm)
    }
}

/// The public key, of a key pair too.
///
/// A `DecodingKey` is for a family of algorithms: give `Validation` the algorithm of the [`Key`] alone. The
/// [end](Key::until) of the key is not converted.
///
/// # Errors
///
/// If the key is for an algorithm that `jsonwebtoken` does not have, or is a secret, whose bytes a [`Key`] does not keep:
/// [`export_decoding_key`](crate::key::conversion::export_decoding_key) converts the secret itself.
impl TryFrom<&Key> for DecodingKey {
    type Error = KeyError;

    fn try_from(key: &Key) -> Result<Self, KeyError> {
        export_algorithm(key.algorithm())?;
        match key.public_key() {
            None => Err(bytes_not_kept("export_decoding_key")),
            Some(PublicKey::Rsa { n, e }) => Ok(Self::from_rsa_raw_components(n, e)),
            Some(PublicKey::Ec { point, .. }) => Ok(Self::from_ec_der(point)),
            Some(PublicKey::Ed25519 { x }) => Ok(Self::from_ed_der(x)),
        }
    }
}
