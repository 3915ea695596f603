//! `Jwk` and `JwkSet`: what is converted comes back the same, and what is refused elsewhere is refused here.

use base64_simd::URL_SAFE_NO_PAD;
use jsonwebtoken::DecodingKey;
use jsonwebtoken::jwk::{Jwk, JwkSet, KeyAlgorithm, PublicKeyUse};
use jwt_guard::Algorithm;
use jwt_guard::key::{Key, KeyError, KeyRing};
use serde_json::{Value, json};

use crate::{ours, shared, text};

const NOW: i64 = 1_800_000_000;
const X: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

fn jwk(value: Value) -> Jwk {
    serde_json::from_value(value).unwrap()
}

fn found<T>(result: Result<T, KeyError>) -> String {
    result.map_or_else(|error| error.found, |_| "converted".into())
}

fn pairs() -> impl Iterator<Item = Algorithm> {
    shared().into_iter().filter(|it| !it.is_symmetric())
}

#[test]
fn a_jwk_comes_back_the_same() {
    for algorithm in pairs() {
        let key = ours(algorithm).with_id("a");
        let there = Jwk::try_from(&key).unwrap();
        assert_eq!(there.common.key_id.as_deref(), Some("a"));
        assert_eq!(there.common.public_key_use, Some(PublicKeyUse::Signature));
        let back = Key::try_from(&there).unwrap();
        assert!(!back.signs(), "{algorithm}");
        assert_eq!(back.id(), Some("a"), "{algorithm}");
        assert_eq!(back.algorithm(), algorithm);
        assert!(back.has_public_key_of(&key), "{algorithm}");
        assert_eq!(Jwk::try_from(&back).unwrap(), there, "{algorithm}");
        assert!(DecodingKey::from_jwk(&there).is_ok(), "{algorithm}");
    }
}

#[test]
fn a_set_comes_back_the_same() {
    let keys = [Algorithm::RS256, Algorithm::ES256, Algorithm::EdDSA];
    let ring = KeyRing::new(ours(keys[0]));
    for algorithm in &keys[1..] {
        ring.add(ours(*algorithm)).unwrap();
    }
    let published = ring.public_set(NOW);
    let there = JwkSet::try_from(&published).unwrap();
    assert_eq!(there.keys.len(), 3);
    for algorithm in keys {
        let id = ours(algorithm).id().unwrap().to_owned();
        let found = there.find(&id).unwrap();
        assert_eq!(*found, Jwk::try_from(&ours(algorithm)).unwrap());
    }
    let back = KeyRing::try_from(&there).unwrap();
    assert!(back.signing_key().is_none(), "it only verifies");
    assert_eq!(back.public_set(NOW), published);
}

#[test]
fn a_jwk_states_its_algorithm_or_the_application_does() {
    let mut rsa = Jwk::try_from(&ours(Algorithm::RS256)).unwrap();
    let error = Key::try_from((Algorithm::PS256, &rsa)).unwrap_err();
    assert_eq!(error.found, "a key for RS256");
    rsa.common.key_algorithm = None;
    let silent = "an RSA key that does not say its algorithm";
    assert_eq!(found(Key::try_from(&rsa)), silent);
    let key = Key::try_from((Algorithm::PS256, &rsa)).unwrap();
    assert_eq!(key.algorithm(), Algorithm::PS256);

    let curve = jwk(json!({"kty": "OKP", "crv": "Ed25519", "x": X}));
    let key = Key::try_from(&curve).unwrap();
    assert_eq!((key.algorithm(), key.id()), (Algorithm::EdDSA, None));
    let key = Key::try_from((Algorithm::Ed25519, &curve)).unwrap();
    assert_eq!(key.algorithm(), Algorithm::Ed25519);
    let error = Key::try_from((Algorithm::ES256, &curve)).unwrap_err();
    assert_eq!(error.found, "a key for EdDSA");

    let mut set = JwkSet { keys: vec![rsa] };
    assert!(found(KeyRing::try_from(&set)).contains(silent));
    let ring = KeyRing::try_from((Algorithm::RS384, &set)).unwrap();
    assert_eq!(ring.keys()[0].algorithm(), Algorithm::RS384);
    set.keys.clear();
    assert_eq!(found(KeyRing::try_from(&set)), "a set without keys");
}

#[test]
fn a_jwk_that_is_refused_elsewhere_is_refused() {
    let ed25519 = |more: Value| {
        let mut key = json!({"kty": "OKP", "crv": "Ed25519", "x": X});
        let more = more.as_object().unwrap().clone();
        key.as_object_mut().unwrap().extend(more);
        key
    };
    for (key, refused) in [
        (ed25519(json!({})), "converted"),
        (ed25519(json!({"key_ops": ["verify"]})), "converted"),
        (
            ed25519(json!({"use": "enc"})),
            "a key with `\"use\":\"enc\"`",
        ),
        (
            ed25519(json!({"key_ops": ["deriveKey"]})),
            "a key whose `key_ops` does not let it verify",
        ),
        (ed25519(json!({"alg": "HS256"})), "an Ed25519 key"),
        (
            ed25519(json!({"alg": "Ed25519"})),
            "a key for the algorithm `UNKNOWN_ALGORITHM`",
        ),
        (
            ed25519(json!({"kid": "a".repeat(257)})),
            "a `kid` of 257 bytes",
        ),
        (ed25519(json!({"x": "AAAA"})), "a member `x` of 3 bytes"),
        (
            json!({"kty": "RSA", "alg": "RS256", "e": "AQAB", "n": "_____w"}),
            "an RSA key of 32 bits",
        ),
        (
            json!({"kty": "EC", "crv": "secp256k1", "x": X, "y": X}),
            "a key on the curve `secp256k1`",
        ),
        (json!({"kty": "AKP", "pub": "AA"}), "a key of type `AKP`"),
    ] {
        let there = jwk(key.clone());
        assert_eq!(found(Key::try_from(&there)), refused, "{key}");
        let set = JwkSet { keys: vec![there] };
        let of_set = found(KeyRing::try_from(&set));
        assert_eq!(of_set == "converted", refused == "converted", "{of_set}");
    }
}

#[test]
fn a_key_that_cannot_be_used_is_left_out_of_a_set_alone() {
    let set = JwkSet {
        keys: vec![
            Jwk::try_from(&ours(Algorithm::ES256)).unwrap(),
            jwk(json!({"kty": "RSA", "alg": "RS256", "e": "AQAB", "n": "_____w"})),
            jwk(json!({"kty": "AKP", "pub": "AA"})),
        ],
    };
    let ring = KeyRing::try_from(&set).unwrap();
    assert_eq!(ring.keys().len(), 1);
    assert_eq!(ring.keys()[0].algorithm(), Algorithm::ES256);
}

#[test]
fn a_private_member_does_not_become_a_key_that_signs() {
    let x = URL_SAFE_NO_PAD.encode_to_string([7; 32]);
    let of = |y: &str| json!({"kty": "EC", "crv": "P-256", "x": X, "d": x, y: X});
    // Without `y`, `jsonwebtoken` keeps all members of the key, the private ones too.
    let kept = jwk(of("z"));
    assert!(Key::try_from(&kept).is_err());
    let set = JwkSet { keys: vec![kept] };
    let refused = "a private key in a published set";
    assert_eq!(found(KeyRing::try_from(&set)), refused);
}

#[test]
fn a_secret_as_jwk_only_verifies_and_is_never_in_a_set() {
    let secret = text(Algorithm::HS256, "secret").unwrap();
    let k = |secret: &str| URL_SAFE_NO_PAD.encode_to_string(secret.as_bytes());
    let there = jwk(json!({"kty": "oct", "alg": "HS256", "kid": "a", "k": k(&secret)}));
    let key = Key::try_from(&there).unwrap();
    assert_eq!((key.signs(), key.id()), (false, Some("a")));
    let weak = jwk(json!({"kty": "oct", "alg": "HS256", "k": k("secret")}));
    assert_eq!(found(Key::try_from(&weak)), "6 bytes");
    let silent = jwk(json!({"kty": "oct", "k": k(&secret)}));
    let refused = "a secret that does not say its algorithm";
    assert_eq!(found(Key::try_from(&silent)), refused);
    assert_eq!(
        found(Key::try_from((Algorithm::HS256, &silent))),
        "converted"
    );
    assert_eq!(
        found(Key::try_from((Algorithm::HS384, &there))),
        "a key for HS256"
    );
    let other = jwk(json!({"kty": "oct", "alg": "RS256", "k": k(&secret)}));
    assert_eq!(found(Key::try_from(&other)), "a secret");
    let encrypts = jwk(json!({"kty": "oct", "alg": "HS256", "use": "enc", "k": k(&secret)}));
    let refused = "a key with `\"use\":\"enc\"`";
    assert_eq!(found(Key::try_from(&encrypts)), refused);
    let broken = jwk(json!({"kty": "oct", "alg": "HS256", "k": "?"}));
    let refused = "a member `k` that is not base64url";
    assert_eq!(found(Key::try_from(&broken)), refused);

    let set = JwkSet {
        keys: vec![Jwk::try_from(&ours(Algorithm::ES256)).unwrap(), there],
    };
    let refused = "a secret in a published set";
    assert_eq!(found(KeyRing::try_from(&set)), refused);
}

#[test]
fn a_secret_never_becomes_a_jwk() {
    let error = Jwk::try_from(&ours(Algorithm::HS256)).unwrap_err();
    assert_eq!(error.found, "a key made of a secret");
    let ring = KeyRing::new(ours(Algorithm::HS256));
    let set = JwkSet::try_from(&ring.public_set(NOW)).unwrap();
    assert!(set.keys.is_empty());
}

#[test]
fn an_algorithm_that_jsonwebtoken_lacks_is_refused_in_a_jwk() {
    for algorithm in [Algorithm::ES512, Algorithm::Ed25519] {
        let key = ours(algorithm);
        let refused = format!("the algorithm {algorithm}");
        assert_eq!(found(Jwk::try_from(&key)), refused);
        let ring = KeyRing::new(ours(Algorithm::ES256));
        ring.add(key).unwrap();
        let refused = "key 1, for an algorithm that `jsonwebtoken` does not have";
        assert_eq!(found(JwkSet::try_from(&ring.public_set(NOW))), refused);
    }
    // `jsonwebtoken` reads the curve, but not the algorithm.
    let ring = KeyRing::new(ours(Algorithm::ES512));
    let value = serde_json::to_value(ring.public_set(NOW)).unwrap();
    let mut there = jwk(value["keys"][0].clone());
    let unknown = Some(KeyAlgorithm::UNKNOWN_ALGORITHM);
    assert_eq!(there.common.key_algorithm, unknown);
    assert!(Key::try_from(&there).is_err());
    there.common.key_algorithm = None;
    let key = Key::try_from(&there).unwrap();
    assert_eq!(key.algorithm(), Algorithm::ES512);
}
