//! `Jwk`: one public key, or one secret, as `jsonwebtoken` reads it.

use base64_simd::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::{
    AlgorithmParameters, CommonParameters, EllipticCurve, EllipticCurveKeyParameters,
    EllipticCurveKeyType, Jwk as PeerJwk, OctetKeyPairParameters, OctetKeyPairType,
    OctetKeyParameters, PublicKeyUse, RSAKeyParameters, RSAKeyType,
};
use jwt_syntax::algorithm::Algorithm;
use zeroize::Zeroizing;

use super::algorithm::{export_algorithm, import_algorithm};
use super::secret::import_secret;
use crate::json::{Bounds, read_value};
use crate::key::bound::Key;
use crate::key::error::KeyError;
use crate::key::jwk::{Jwk, JwkFields};
use crate::key::public::{Curve, PublicKey, expectation};
use crate::key::set::public_key;

/// A key that only verifies, for the algorithm that the JWK states in `alg` or by its curve. Its identifier is `kid`, or none.
///
/// `Jwk` has no private members: it does not keep those of a private key that it was read from.
///
/// # Errors
///
/// If the key is too weak, not valid, not for signatures by its `use` or `key_ops`, for an algorithm that is unknown here, or
/// does not state its algorithm. `jsonwebtoken` does not keep an `alg` that it does not know, such as `ES512`.
impl TryFrom<&PeerJwk> for Key {
    type Error = KeyError;

    fn try_from(jwk: &PeerJwk) -> Result<Self, KeyError> {
        import(jwk, None)
    }
}

/// The same for a JWK that need not state its algorithm.
///
/// # Errors
///
/// Those of the conversion without an algorithm, and if the JWK is for another algorithm.
impl TryFrom<(Algorithm, &PeerJwk)> for Key {
    type Error = KeyError;

    fn try_from((algorithm, jwk): (Algorithm, &PeerJwk)) -> Result<Self, KeyError> {
        import(jwk, Some(algorithm))
    }
}

fn import(jwk: &PeerJwk, algorithm: Option<Algorithm>) -> Result<Key, KeyError> {
    let key = match &jwk.algorithm {
        AlgorithmParameters::OctetKey(parameters) => secret(jwk, parameters, algorithm)?,
        _ => read(jwk, |fields| public_key(fields, algorithm))?,
    };
    match algorithm {
        Some(stated) if key.algorithm() != stated => Err(KeyError::new(
            format!("a key for {}", key.algorithm()),
            expectation(stated),
        )),
        _ => Ok(key),
    }
}

/// Reads the members by the rules for every other JWK.
fn read<T>(
    jwk: &PeerJwk,
    make: impl FnOnce(&JwkFields<'_>) -> Result<T, KeyError>,
) -> Result<T, KeyError> {
    let unreadable = || KeyError::unreadable("a JSON Web Key");
    // It may have private members, which are refused only when it is read.
    let text = serde_json::to_string(jwk).map(Zeroizing::new);
    let text = text.map_err(|_| unreadable())?;
    let fields = read_value::<JwkFields<'_>>(&text, Bounds::CONFIGURATION);
    make(&fields.map_err(|_| unreadable())?)
}

fn secret(
    jwk: &PeerJwk,
    parameters: &OctetKeyParameters,
    algorithm: Option<Algorithm>,
) -> Result<Key, KeyError> {
    // What is written as text has no value, so that no copy of the secret stays in memory.
    let without_value = PeerJwk {
        common: jwk.common.clone(),
        algorithm: AlgorithmParameters::OctetKey(OctetKeyParameters::default()),
    };
    let id = read(&without_value, |fields| {
        Jwk::of_fields(fields).map(|jwk| jwk.id)
    })?;
    let stated = jwk.common.key_algorithm.map(|theirs| {
        jsonwebtoken::Algorithm::try_from(theirs)
            .map_err(|_| {
                KeyError::new("a secret for an unknown algorithm", "HS256, HS384 or HS512")
            })
            .and_then(import_algorithm)
    });
    let algorithm = stated.transpose()?.or(algorithm).ok_or_else(|| {
        KeyError::new(
            "a secret that does not say its algorithm",
            "a member `alg`: HS256, HS384 or HS512",
        )
    })?;
    let bytes = URL_SAFE_NO_PAD
        .decode_to_vec(&parameters.value)
        .map(Zeroizing::new)
        .map_err(|_| KeyError::new("a member `k` that is not base64url", "base64url"))?;
    let key = import_secret(algorithm, &bytes)?.without_signing();
    Ok(match id {
        Some(id) => key.with_id(id),
        None => key,
    })
}

/// The public key, of a key pair too, with its `alg`, its `kid`, and `"use": "sig"`.
///
/// # Errors
///
/// If the key is for an algorithm that `jsonwebtoken` does not have, or is a secret: `Debug` of a `Jwk` would show it.
impl TryFrom<&Key> for PeerJwk {
    type Error = KeyError;

    fn try_from(key: &Key) -> Result<Self, KeyError> {
        let algorithm = export_algorithm(key.algorithm())?;
        let public = key.public_key().ok_or_else(|| {
            KeyError::new("a key made of a secret", "a key that may be published")
        })?;
        Ok(Self {
            common: CommonParameters {
                public_key_use: Some(PublicKeyUse::Signature),
                key_algorithm: Some(algorithm.into()),
                key_id: key.id().map(str::to_owned),
                ..CommonParameters::default()
            },
            algorithm: parameters(public),
        })
    }
}

fn parameters(public: &PublicKey) -> AlgorithmParameters {
    let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode_to_string(bytes);
    match public {
        PublicKey::Rsa { n, e } => AlgorithmParameters::RSA(RSAKeyParameters {
            key_type: RSAKeyType::RSA,
            n: text(n),
            e: text(e),
        }),
        PublicKey::Ec { curve, point } => {
            let (x, y) = curve.coordinates(point);
            AlgorithmParameters::EllipticCurve(EllipticCurveKeyParameters {
                key_type: EllipticCurveKeyType::EC,
                curve: match curve {
                    Curve::P256 => EllipticCurve::P256,
                    Curve::P384 => EllipticCurve::P384,
                    Curve::P521 => EllipticCurve::P521,
                },
                x: text(x),
                y: text(y),
            })
        }
        PublicKey::Ed25519 { x } => AlgorithmParameters::OctetKeyPair(OctetKeyPairParameters {
            key_type: OctetKeyPairType::OctetKeyPair,
            curve: EllipticCurve::Ed25519,
            x: text(x),
        }),
    }
}
