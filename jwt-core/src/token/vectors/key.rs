//! Keys of vectors, loaded as an application loads them.

use base64_simd::URL_SAFE_NO_PAD;
use jwt_syntax::algorithm::Algorithm;
use serde_json::Value;

use super::folder::{list, text};
use crate::key::{Key, KeyError, KeyRing, Secret};
use crate::token::Verifier;

/// A secret that signed nothing.
pub(super) const ANY_SECRET: [u8; 64] = {
    let mut bytes = [0; 64];
    let mut at = 0;
    while at < 64 {
        bytes[at] = at as u8;
        at += 1;
    }
    bytes
};

/// A verifier with one key.
pub(super) fn verifier(key: Key) -> Verifier {
    verifier_of(KeyRing::new(key))
}

fn verifier_of(keys: KeyRing) -> Verifier {
    let built = Verifier::builder(keys).build();
    built.expect("there is nothing but keys")
}

/// A verifier with a JWK or a set of them.
pub(super) fn of_jwk(jwk: &Value, token: &str) -> Result<Verifier, KeyError> {
    match jwk["keys"].as_array() {
        None => of_one_jwk(jwk, token).map(verifier),
        Some(keys) => of_set(jwk, keys, token).map(verifier_of),
    }
}

/// A set of public keys is read as a whole; of a set of secrets, each is added to the ring.
fn of_set(set: &Value, keys: &[Value], token: &str) -> Result<KeyRing, KeyError> {
    if keys.iter().all(|key| key["kty"] != "oct") {
        return KeyRing::of_public_set(&public_part(set).to_string(), None);
    }
    let mut ring: Option<KeyRing> = None;
    for key in keys {
        let key = of_one_jwk(key, token)?;
        match &ring {
            None => ring = Some(KeyRing::new(key)),
            Some(ring) => ring.add(key)?,
        }
    }
    Ok(ring.expect("a set is not empty"))
}

/// A JWK that verifies. Its algorithm is the one that it names; if it names none, that of the token.
pub(super) fn of_one_jwk(jwk: &Value, token: &str) -> Result<Key, KeyError> {
    let algorithm = match jwk["alg"].as_str() {
        Some(algorithm) => Some(algorithm.to_owned()),
        None => algorithm_of(token),
    };
    let algorithm = algorithm.unwrap_or_default().parse::<Algorithm>();
    let algorithm = algorithm.map_err(|error| KeyError::new(error.to_string(), "an algorithm"))?;
    match text(jwk, "kty") {
        "oct" => of_secret(&secret(jwk), jwk["kid"].as_str(), algorithm),
        _ => Key::public(algorithm, &public_part(jwk).to_string()),
    }
}

/// A private JWK, a secret included.
pub(super) fn of_private_jwk(jwk: &Value, algorithm: Algorithm) -> Result<Key, KeyError> {
    match text(jwk, "kty") {
        "oct" => of_secret(&secret(jwk), jwk["kid"].as_str(), algorithm),
        _ => Key::private(algorithm, &Secret::from(jwk.to_string())),
    }
}

pub(super) fn of_secret(
    bytes: &[u8],
    id: Option<&str>,
    algorithm: Algorithm,
) -> Result<Key, KeyError> {
    let encoded = format!("base64:{}", URL_SAFE_NO_PAD.encode_to_string(bytes));
    let key = Key::secret(algorithm, &Secret::from(encoded));
    let key = match key {
        // An application could not load a secret of zeros, but one group of tokens about base64 uses it.
        Err(_) if is_all_zeros(bytes) => Key::of_bytes(algorithm, bytes),
        key => key,
    }?;
    Ok(match id {
        Some(id) => key.with_id(id),
        None => key,
    })
}

fn is_all_zeros(bytes: &[u8]) -> bool {
    bytes.len() == 32 && bytes.iter().all(|byte| *byte == 0)
}

/// A JWK, or a set of them, without private members.
fn public_part(jwk: &Value) -> Value {
    if jwk["keys"].is_array() {
        let keys: Vec<_> = list(&jwk["keys"]).map(public_part).collect();
        return serde_json::json!({ "keys": keys });
    }
    let mut members = jwk.as_object().expect("a JWK is an object").clone();
    members.retain(|name, _| !["d", "p", "q", "dp", "dq", "qi"].contains(&name.as_str()));
    Value::Object(members)
}

/// The bytes of a JWK that is a secret.
pub(super) fn secret(jwk: &Value) -> Vec<u8> {
    let encoded = text(jwk, "k");
    URL_SAFE_NO_PAD.decode_to_vec(encoded).expect("base64url")
}

/// The signature of a text, encoded.
pub(super) fn sign(key: &Key, signed: &str) -> String {
    let signature = key.signing().expect("the key is private");
    let signature = signature.sign(signed.as_bytes()).expect("the key signs");
    URL_SAFE_NO_PAD.encode_to_string(signature)
}

fn algorithm_of(token: &str) -> Option<String> {
    let encoded = token.split('.').next()?;
    let header = URL_SAFE_NO_PAD.decode_to_vec(encoded).ok()?;
    let header: Value = serde_json::from_slice(&header).ok()?;
    header["alg"].as_str().map(str::to_owned)
}
