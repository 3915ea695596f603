//! The crate `jsonwebtoken` beside this one: conversions of keys, and tokens that cross in both directions.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test that panics has failed"
)]

// Tokens that one side mints and the other verifies, for each algorithm.
mod crossing;
// Which keys are converted, and which are refused.
mod keys;
// `Jwk` and `JwkSet`.
mod jwks;
// Conversions show no secret and no private key.
mod redaction;

// One token verified by both, for the following.
mod comparison;
// The fields of `Validation`.
mod validation;
// The kinds of errors.
mod errors;
// The parameters of a header.
mod headers;
// Other functions and types.
mod items;

#[path = "../common/keys.rs"]
mod fixtures;

use jsonwebtoken::{DecodingKey, EncodingKey};
use jwt_guard::Algorithm;
use jwt_guard::jsonwebtoken::{export_algorithm, export_decoding_key, export_encoding_key};
use jwt_guard::key::{Key, Secret};

use self::fixtures::{fixtures, key_of};

/// The algorithms that `jsonwebtoken` has.
fn shared() -> Vec<Algorithm> {
    let shared = Algorithm::ALL.into_iter();
    let shared: Vec<_> = shared.filter(|it| export_algorithm(*it).is_ok()).collect();
    assert_eq!(shared.len(), 12);
    shared
}

/// A member of the key that fits an algorithm: `secret`, `private_pem` or `public_pem`.
fn text(algorithm: Algorithm, member: &str) -> Option<String> {
    let text = &fixtures()[key_of(algorithm)][member];
    text.as_str().map(str::to_owned)
}

/// The secret, or the private key in PEM.
fn secret(algorithm: Algorithm) -> Secret {
    let secret = text(algorithm, "secret").or_else(|| text(algorithm, "private_pem"));
    secret.unwrap().into()
}

/// The key in our words.
fn ours(algorithm: Algorithm) -> Key {
    let secret = secret(algorithm);
    match algorithm.is_symmetric() {
        true => Key::secret(algorithm, &secret),
        false => Key::private(algorithm, &secret),
    }
    .unwrap()
}

/// The same key as `jsonwebtoken` itself reads it.
fn theirs(algorithm: Algorithm) -> (EncodingKey, DecodingKey) {
    if let Some(secret) = text(algorithm, "secret") {
        let secret = secret.as_bytes();
        let keys = (
            EncodingKey::from_secret(secret),
            DecodingKey::from_secret(secret),
        );
        return (keys.0.unwrap(), keys.1.unwrap());
    }
    let private = text(algorithm, "private_pem").unwrap();
    let public = text(algorithm, "public_pem").unwrap();
    let (private, public) = (private.as_bytes(), public.as_bytes());
    let (encoding, decoding) = match key_of(algorithm) {
        "rsa" => (
            EncodingKey::from_rsa_pem(private),
            DecodingKey::from_rsa_pem(public),
        ),
        "ed25519" => (
            EncodingKey::from_ed_pem(private),
            DecodingKey::from_ed_pem(public),
        ),
        _ => (
            EncodingKey::from_ec_pem(private),
            DecodingKey::from_ec_pem(public),
        ),
    };
    (encoding.unwrap(), decoding.unwrap())
}

/// The same key, read by us and converted.
fn exported(algorithm: Algorithm) -> (EncodingKey, DecodingKey) {
    let secret = secret(algorithm);
    let keys = (
        export_encoding_key(algorithm, &secret),
        export_decoding_key(algorithm, &secret),
    );
    (keys.0.unwrap(), keys.1.unwrap())
}
