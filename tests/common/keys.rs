//! Throw-away keys, one for each algorithm.

use jwt_guard::Algorithm;
use serde_json::Value;

pub(crate) fn fixtures() -> Value {
    serde_json::from_str(include_str!("../data/keys.json")).unwrap()
}

/// The key of the fixtures that fits an algorithm.
pub(crate) fn key_of(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::HS256 => "hs256",
        Algorithm::HS384 => "hs384",
        Algorithm::HS512 => "hs512",
        Algorithm::ES256 => "p256",
        Algorithm::ES384 => "p384",
        Algorithm::ES512 => "p521",
        Algorithm::EdDSA | Algorithm::Ed25519 => "ed25519",
        _ => "rsa",
    }
}
