//! Signatures alone, of every algorithm: malleability, edge cases of the arithmetic, forged padding, truncated tags.

use base64_simd::URL_SAFE_NO_PAD;
use jwt_syntax::algorithm::Algorithm;
use serde_json::Value;
use test_tools::needs;

use super::folder::{groups, number_of_tests, read, report, tests, text};
use super::key;
use crate::key::Key;
use crate::token::has_signed;

/// The label of a signature in a file. An `acceptable` one may be accepted or refused.
fn label(test: &Value) -> Option<bool> {
    match text(test, "result") {
        "valid" => Some(true),
        "invalid" => Some(false),
        "acceptable" => None,
        other => panic!("no result: {other}"),
    }
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<_> = hex
        .chars()
        .map(|digit| digit.to_digit(16).unwrap())
        .collect();
    let pairs = digits.chunks_exact(2);
    pairs
        .map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap())
        .collect()
}

/// Verifies every signature of a file with the group's key, read from PEM and again from a JWK.
fn public_keys(name: &str, algorithm: Algorithm) {
    let file = read(name);
    let (mut ran, mut accepted, mut acceptable) = (0, 0, Vec::new());
    for group in groups(&file) {
        let jwk = ["publicKeyJwk", "keyJwk"].map(|member| &group[member]);
        let jwk = jwk.into_iter().find(|jwk| jwk.is_object());
        let mut texts = vec![text(group, "publicKeyPem").to_owned()];
        texts.extend(jwk.map(Value::to_string));
        let keys: Vec<_> = texts
            .iter()
            .map(|text| Key::public(algorithm, text).unwrap())
            .collect();
        for test in tests(group) {
            let signature = URL_SAFE_NO_PAD.encode_to_string(bytes(text(test, "sig")));
            let message = bytes(text(test, "msg"));
            let verdicts = keys
                .iter()
                .map(|key| has_signed(key, &message, signature.as_bytes()));
            let verdicts: Vec<bool> = verdicts.collect();
            let is_accepted = verdicts[0];
            assert!(
                verdicts.iter().all(|verdict| *verdict == is_accepted),
                "{name}: {test}"
            );
            match label(test) {
                Some(label) => assert_eq!(is_accepted, label, "{name}: {test}"),
                None => acceptable.push((test["tcId"].clone(), is_accepted)),
            }
            ran += 1;
            accepted += usize::from(is_accepted);
        }
    }
    let mut more = format!(", {accepted} accepted");
    for (id, is_accepted) in acceptable {
        let verdict = if is_accepted { "accepted" } else { "refused" };
        more.push_str(&format!("; {id}, which may be taken either way, {verdict}"));
    }
    report(name, ran, number_of_tests(&file), &more);
}

/// Verifies every tag of a file. Only a whole tag is a signature (RFC 7518 §3.2), so that those that were truncated are
/// refused, whatever their label; and a secret shorter than the hash is refused when it is loaded.
fn secrets(name: &str, algorithm: Algorithm) {
    let file = read(name);
    let least = algorithm.min_secret_bytes().unwrap();
    let (mut ran, mut accepted, mut truncated, mut short) = (0, 0, 0, 0);
    for group in groups(&file) {
        let tag_bytes = usize::try_from(group["tagSize"].as_u64().unwrap() / 8).unwrap();
        for test in tests(group) {
            let (secret, message) = (bytes(text(test, "key")), bytes(text(test, "msg")));
            let tag = bytes(text(test, "tag"));
            let label = label(test).unwrap() && tag_bytes == least;
            let key = Key::of_bytes(algorithm, &secret).unwrap();
            let tag = URL_SAFE_NO_PAD.encode_to_string(&tag);
            let is_accepted = has_signed(&key, &message, tag.as_bytes());
            assert_eq!(is_accepted, label, "{name}: {test}");
            let is_loaded = key::of_secret(&secret, None, algorithm).is_ok();
            assert_eq!(is_loaded, secret.len() >= least, "{name}: {test}");
            accepted += usize::from(is_accepted && is_loaded);
            short += usize::from(!is_loaded);
            ran += 1;
            truncated += usize::from(tag_bytes < least);
        }
    }
    assert!(
        truncated > 0 && short > 0,
        "{name}: other groups than expected"
    );
    let more = format!(
        ", {accepted} accepted; {truncated} truncated tags refused; {short} secrets too short"
    );
    report(name, ran, number_of_tests(&file), &more);
}

#[needs(vectors)]
#[test]
fn p256_signatures_are_judged_as_labelled() {
    public_keys(
        "wycheproof_ecdsa_secp256r1_sha256_p1363.json",
        Algorithm::ES256,
    );
}

#[needs(vectors)]
#[test]
fn p384_signatures_are_judged_as_labelled() {
    public_keys(
        "wycheproof_ecdsa_secp384r1_sha384_p1363.json",
        Algorithm::ES384,
    );
}

#[needs(vectors)]
#[test]
fn p521_signatures_are_judged_as_labelled() {
    public_keys(
        "wycheproof_ecdsa_secp521r1_sha512_p1363.json",
        Algorithm::ES512,
    );
}

#[needs(vectors)]
#[test]
fn ed25519_signatures_are_judged_as_labelled() {
    for name in [Algorithm::EdDSA, Algorithm::Ed25519] {
        public_keys("wycheproof_ed25519.json", name);
    }
}

#[needs(vectors)]
#[test]
fn rsa_signatures_are_judged_as_labelled() {
    public_keys(
        "wycheproof_rsa_signature_2048_sha256.json",
        Algorithm::RS256,
    );
}

#[needs(vectors)]
#[test]
fn rsa_pss_signatures_are_judged_as_labelled() {
    public_keys(
        "wycheproof_rsa_pss_2048_sha256_mgf1_32.json",
        Algorithm::PS256,
    );
}

#[needs(vectors)]
#[test]
fn sha256_tags_are_judged_as_labelled_and_truncated_ones_refused() {
    secrets("wycheproof_hmac_sha256.json", Algorithm::HS256);
}

#[needs(vectors)]
#[test]
fn sha384_tags_are_judged_as_labelled_and_truncated_ones_refused() {
    secrets("wycheproof_hmac_sha384.json", Algorithm::HS384);
}

#[needs(vectors)]
#[test]
fn sha512_tags_are_judged_as_labelled_and_truncated_ones_refused() {
    secrets("wycheproof_hmac_sha512.json", Algorithm::HS512);
}
