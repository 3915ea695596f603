//! One key of a published set: its algorithm, and its identifier.

use jwt_syntax::algorithm::Algorithm;

use crate::key::bound::Key;
use crate::key::error::KeyError;
use crate::key::jwk::{Jwk, JwkFields, KeyMaterial, shown};
use crate::key::public::PublicKey;
use crate::key::text::KeyText;

/// The key, if it is public and its algorithm is known: by `alg`, by its curve, or by default.
pub(in crate::key) fn public_key(
    fields: &JwkFields<'_>,
    default_algorithm: Option<Algorithm>,
) -> Result<Key, KeyError> {
    let jwk = Jwk::of_fields(fields)?;
    let KeyMaterial::Public(public) = &jwk.material else {
        return Err(KeyError::new("a private key or a secret", "a public key"));
    };
    let algorithm = match &jwk.algorithm {
        Some(name) => name.parse().map_err(|_| {
            KeyError::new(
                format!("a key for the algorithm `{}`", shown(name)),
                "a key for signatures of an algorithm that is known here",
            )
        })?,
        None => algorithm_of(public, default_algorithm).ok_or_else(|| {
            KeyError::new(
                "an RSA key that does not say its algorithm",
                "a member `alg`, or the algorithm in the configuration, such as RS256",
            )
        })?,
    };
    let named = jwk.id.is_some();
    let key = Key::of_text(KeyText::of_jwk(jwk, algorithm)?, algorithm)?;
    // Tokens of an issuer that publishes a key without `kid` do not name the thumbprint either.
    Ok(if named { key } else { key.without_id() })
}

fn algorithm_of(public: &PublicKey, default_algorithm: Option<Algorithm>) -> Option<Algorithm> {
    match public {
        PublicKey::Rsa { .. } => default_algorithm,
        PublicKey::Ec { curve, .. } => Some(curve.algorithm()),
        PublicKey::Ed25519 { .. } => Some(match default_algorithm {
            Some(Algorithm::Ed25519) => Algorithm::Ed25519,
            _ => Algorithm::EdDSA,
        }),
    }
}
