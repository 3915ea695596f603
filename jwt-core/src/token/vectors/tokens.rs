//! Signed tokens with their keys: structure, header, choice of the key, signature, and canonical base64.

use base64_simd::URL_SAFE_NO_PAD;
use jwt_syntax::algorithm::{Algorithm, Family};
use serde_json::Value;
use test_tools::needs;

use super::folder::{groups, number_of_tests, read, report, tests, text};
use super::{errata, key};

/// Verifies every token of a file with the key of its group, and signs those again whose signature is deterministic.
fn check_claims(name: &str) {
    let file = read(name);
    let (mut ran, mut accepted, mut made_again) = (0, 0, 0);
    let mut exceptions = Vec::new();
    for group in groups(&file) {
        let jwk = ["public", "private"].map(|member| &group[member]);
        let jwk = jwk.into_iter().find(|jwk| jwk.is_object()).unwrap();
        for test in tests(group) {
            let id = test["tcId"].as_u64().unwrap();
            let token = token(test);
            let label = text(test, "result") == "valid";
            let mut expected = label;
            if test.get("jwe").is_some() {
                // Encrypted tokens are not supported: all of them are refused, valid or not.
                expected = false;
            } else if let Some((is_valid, reason)) = errata::of(name, id, label) {
                expected = is_valid;
                exceptions.push(format!("{id}: {reason}"));
            }
            let verifier = key::of_jwk(jwk, &token).map_err(|error| error.to_string());
            let verified = verifier
                .and_then(|verifier| verifier.open(&token).map_err(|error| error.to_string()));
            let why = verified.as_ref().err();
            assert_eq!(
                verified.is_ok(),
                expected,
                "{name} {id}, {}: {why:?}",
                test["comment"]
            );
            ran += 1;
            if let Ok(payload) = verified {
                let encoded = token.split('.').nth(1).unwrap();
                assert_eq!(
                    URL_SAFE_NO_PAD.encode_to_string(payload),
                    encoded,
                    "{name} {id}"
                );
                accepted += 1;
                made_again += usize::from(is_made_again(group, &token));
            }
        }
    }
    assert!(accepted > 0, "{name}: every token is refused");
    let mut more =
        format!(", {accepted} accepted, {made_again} of them signed again to the letter");
    for exception in exceptions {
        more.push_str(&format!("\n  not as labelled: {exception}"));
    }
    report(name, ran, number_of_tests(&file), &more);
}

/// The token of a test, as a client would send it.
fn token(test: &Value) -> String {
    match test.get("jws").or_else(|| test.get("jwe")).unwrap() {
        Value::String(token) => token.clone(),
        serialized => serialized.to_string(),
    }
}

/// Signs a token again, if the key of the group has deterministic signatures.
fn is_made_again(group: &Value, token: &str) -> bool {
    let private = &group["private"];
    let Some(algorithm) = private["alg"]
        .as_str()
        .and_then(|name| name.parse::<Algorithm>().ok())
    else {
        return false;
    };
    if !matches!(
        algorithm.family(),
        Family::Hmac | Family::Rsa | Family::EdDsa
    ) {
        return false;
    }
    // One key of the file has `"key_ops":["sign, verify"]`, which names no operation.
    let Ok(signer) = key::of_private_jwk(private, algorithm) else {
        assert_eq!(private["key_ops"][0], "sign, verify", "{private}");
        return false;
    };
    let (signed, signature) = token.rsplit_once('.').unwrap();
    assert_eq!(key::sign(&signer, signed), signature, "{token}");
    true
}

#[needs(vectors)]
#[test]
fn signed_tokens_are_judged_as_labelled() {
    check_claims("wycheproof_json_web_signature.json");
}

#[needs(vectors)]
#[test]
fn tokens_under_unfit_keys_are_judged_as_labelled() {
    check_claims("wycheproof_json_web_key.json");
}

#[needs(vectors)]
#[test]
fn tokens_of_the_older_set_are_judged_as_labelled_and_encrypted_ones_refused() {
    check_claims("wycheproof_json_web_crypto.json");
}
