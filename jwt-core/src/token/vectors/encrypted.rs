//! Encrypted tokens, of which none is accepted.

use jwt_syntax::algorithm::Algorithm;
use serde_json::Value;
use test_tools::needs;

use super::folder::{groups, number_of_tests, read, report, tests};
use super::key;
use crate::key::Key;
use crate::token::{TokenError, Verifier};

/// Verifiers with keys of every kind that an encrypted token could be mistaken for.
fn verifiers(group: &Value) -> Vec<Verifier> {
    let mut keys = vec![key::of_secret(&key::ANY_SECRET, None, Algorithm::HS256)];
    let jwk = &group["private"];
    if jwk["kty"] == "oct" {
        // Too short as it is, and guessable if repeated.
        let key = Key::of_bytes(Algorithm::HS256, &key::secret(jwk).repeat(4));
        keys.push(key.map(|key| match jwk["kid"].as_str() {
            Some(id) => key.with_id(id),
            None => key,
        }));
    }
    keys.into_iter()
        .map(|key| key::verifier(key.unwrap()))
        .collect()
}

#[needs(vectors)]
#[test]
fn every_encrypted_token_is_refused() {
    let name = "wycheproof_json_web_encryption.json";
    let file = read(name);
    let mut ran = 0;
    for group in groups(&file) {
        let verifiers = verifiers(group);
        for test in tests(group) {
            let token = match &test["jwe"] {
                Value::String(token) => token.clone(),
                serialized => serialized.to_string(),
            };
            for verifier in &verifiers {
                let refusal = verifier.open(&token).err();
                let is_refused =
                    matches!(refusal, Some(TokenError::Malformed | TokenError::TooLong));
                assert!(is_refused, "{}: {refusal:?}", test["tcId"]);
            }
            assert!(
                key::of_jwk(&group["private"], &token).is_err(),
                "{}",
                test["tcId"]
            );
            ran += 1;
        }
    }
    report(name, ran, number_of_tests(&file), ", none accepted");
}
