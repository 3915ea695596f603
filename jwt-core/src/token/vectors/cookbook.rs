//! The examples of RFC 7520 and of its additions: RFC 8037 (Curve25519) and RFC 7797 (`b64`).

use base64_simd::URL_SAFE_NO_PAD;
use jwt_syntax::algorithm::Algorithm;
use serde_json::{Value, json};
use test_tools::needs;

use super::folder::{list, read, report, text};
use super::key;
use crate::token::Verifier;

/// The keys of §3, with the algorithm of each; none for the key that encrypts.
const KEYS: [(&str, Option<Algorithm>); 6] = [
    ("jwk/3_1.ec_public_key.json", Some(Algorithm::ES512)),
    ("jwk/3_2.ec_private_key.json", Some(Algorithm::ES512)),
    ("jwk/3_3.rsa_public_key.json", Some(Algorithm::RS256)),
    ("jwk/3_4.rsa_private_key.json", Some(Algorithm::PS384)),
    (
        "jwk/3_5.symmetric_key_mac_computation.json",
        Some(Algorithm::HS256),
    ),
    ("jwk/3_6.symmetric_key_encryption.json", None),
];

/// The tokens of §4 in compact form, and whether their signatures are deterministic.
const TOKENS: [(&str, bool); 5] = [
    ("jws/4_1.rsa_v15_signature.json", true),
    ("jws/4_2.rsa-pss_signature.json", false),
    ("jws/4_3.ecdsa_signature.json", false),
    ("jws/4_4.hmac-sha2_integrity_protection.json", true),
    ("curve25519/jws.json", true),
];

/// Tokens that need more than a compact JWS: JSON serialization, content elsewhere, unprotected headers, `b64`.
const REFUSED: [&str; 6] = [
    "jws/4_5.signature_with_detached_content.json",
    "jws/4_6.protecting_specific_header_fields.json",
    "jws/4_7.protecting_content_only.json",
    "jws/4_8.multiple_signatures.json",
    "rfc7797/4.2.hmac-sha2_b64_false.json",
    "rfc7797/hmac-sha2_b64_false.json",
];

const NESTED: &str = "6.nesting_signatures_and_encryption.json";
const FILE: &str = "rfc7520_cookbook.json";

fn algorithm(key: &Value, name: &str) -> (Value, Algorithm) {
    let algorithm = name.parse().unwrap();
    let mut key = key.clone();
    key["alg"] = json!(name);
    (key, algorithm)
}

/// A verifier with the key of an example.
fn verifier(example: &Value) -> Verifier {
    let (key, _) = algorithm(&example["input"]["key"], text(&example["input"], "alg"));
    key::of_jwk(&key, "").unwrap()
}

/// Every text in which an example could be sent as a token.
fn texts(output: &Value) -> impl Iterator<Item = String> {
    ["compact", "json", "json_flat"]
        .into_iter()
        .filter_map(|form| match output.get(form)? {
            Value::String(compact) => Some(compact.clone()),
            serialized => Some(serialized.to_string()),
        })
}

#[needs(vectors)]
#[test]
fn keys_of_the_cookbook_load_unless_they_encrypt() {
    let file = read(FILE);
    for (name, algorithm) in KEYS {
        let mut jwk = file["files"][name].clone();
        jwk["alg"] = json!(algorithm.map_or("A256GCM", Algorithm::name));
        assert_eq!(key::of_jwk(&jwk, "").is_ok(), algorithm.is_some(), "{name}");
        if let (Some(algorithm), true) = (algorithm, jwk["d"].is_string() || jwk["kty"] == "oct") {
            assert!(key::of_private_jwk(&jwk, algorithm).is_ok(), "{name}");
        }
    }
    report(FILE, KEYS.len(), 6, " (keys)");
}

#[needs(vectors)]
#[test]
fn tokens_of_the_cookbook_verify_and_can_be_made_again() {
    let file = read(FILE);
    for (name, is_deterministic) in TOKENS {
        let example = &file["files"][name];
        let token = text(&example["output"], "compact");
        let payload = verifier(example).open(token).unwrap();
        assert_eq!(
            payload,
            text(&example["input"], "payload").as_bytes(),
            "{name}"
        );
        let (key, algorithm) = algorithm(&example["input"]["key"], text(&example["input"], "alg"));
        let private = key::of_private_jwk(&key, algorithm).unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let again = key::sign(&private, signed);
        assert_eq!(again == signature, is_deterministic, "{name}");
        assert!(
            verifier(example).open(&format!("{signed}.{again}")).is_ok(),
            "{name}"
        );
    }
    report(FILE, TOKENS.len(), 5, " (tokens)");
}

#[needs(vectors)]
#[test]
fn tokens_of_the_cookbook_that_are_no_compact_ones_are_refused() {
    let file = read(FILE);
    let mut ran = 0;
    for name in REFUSED {
        let example = &file["files"][name];
        let mut single = example.clone();
        if example["input"]["key"].is_array() {
            // Several signatures: each of the keys by itself. The last is a secret.
            single["input"]["key"] = example["input"]["key"][2].clone();
            single["input"]["alg"] = example["input"]["alg"][2].clone();
        }
        let verifier = verifier(&single);
        for token in texts(&example["output"]) {
            assert!(verifier.open(&token).is_err(), "{name}: {token}");
        }
        ran += 1;
    }
    report(FILE, ran, REFUSED.len(), " (other serializations)");
}

#[needs(vectors)]
#[test]
fn detached_content_verifies_once_it_is_attached() {
    let file = read(FILE);
    let example = &file["files"]["jws/4_5.signature_with_detached_content.json"];
    let verifier = verifier(example);
    let token = text(&example["output"], "compact");
    let (header, signature) = token.split_once("..").unwrap();
    let payload = URL_SAFE_NO_PAD.encode_to_string(text(&example["input"], "payload"));
    assert!(verifier.open(token).is_err());
    assert!(
        verifier
            .open(&format!("{header}.{payload}.{signature}"))
            .is_ok()
    );
}

#[needs(vectors)]
#[test]
fn a_nested_token_is_refused_and_what_it_holds_verifies() {
    let file = read(FILE);
    let example = &file["files"][NESTED];
    let verifier = verifier(&example["sign"]);
    for token in texts(&example["encrypt"]["output"]) {
        assert!(verifier.open(&token).is_err());
    }
    let inner = text(&example["sign"]["output"], "compact");
    let payload = verifier.open(inner).unwrap();
    assert_eq!(
        payload,
        text(&example["sign"]["input"], "payload").as_bytes()
    );
}

#[needs(vectors)]
#[test]
fn encrypted_tokens_of_the_cookbook_are_refused() {
    let file = read(FILE);
    let files = file["files"].as_object().unwrap();
    let secret = key::of_secret(&key::ANY_SECRET, None, Algorithm::HS256).unwrap();
    let verifier = key::verifier(secret);
    let mut ran = 0;
    for (name, example) in files {
        if name.starts_with("jwe/") || name == "curve25519/ecdh-es.json" {
            for token in texts(&example["output"]) {
                assert!(verifier.open(&token).is_err(), "{name}");
            }
            if let Some(key) = example["input"].get("key") {
                let keys: Vec<_> = if key.is_array() {
                    list(key).collect()
                } else {
                    vec![key]
                };
                for key in keys {
                    assert!(key::of_jwk(key, "").is_err(), "{name}");
                }
            }
            ran += 1;
        }
    }
    report(FILE, ran, 14, " (encrypted tokens)");
    let others = KEYS.len() + TOKENS.len() + REFUSED.len() + 1;
    assert_eq!(ran + others, files.len(), "an example is in no list");
}
