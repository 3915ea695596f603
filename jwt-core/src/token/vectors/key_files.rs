//! Files with keys, many of which are not supported; and a token that contains its own key.

use jwt_syntax::algorithm::Algorithm;
use serde_json::json;
use test_tools::needs;

use super::folder::{read, report, text};
use super::key;
use crate::key::{Key, KeyError, PublicSet, Secret, is_key_set};

use Algorithm::{
    ES256, ES384, ES512, Ed25519, EdDSA, HS256, PS256, PS384, PS512, RS256, RS384, RS512,
};

const ED25519: &[Algorithm] = &[EdDSA, Ed25519];
const RSA: &[Algorithm] = &[RS256, RS384, RS512, PS256, PS384, PS512];

/// Every file, and the algorithms for which its text is a key, or a set with one. The others are of another kind (SSH,
/// secrets as JWK), on another curve, or too small.
const FILES: [(&str, &[Algorithm]); 31] = [
    ("jwk_ec_key_P-256.json", &[ES256]),
    ("jwk_ec_key_P-384.json", &[ES384]),
    ("jwk_ec_key_P-521.json", &[ES512]),
    ("jwk_ec_key_secp256k1.json", &[]),
    ("jwk_ec_pub_P-256.json", &[ES256]),
    ("jwk_ec_pub_P-384.json", &[ES384]),
    ("jwk_ec_pub_P-521.json", &[ES512]),
    ("jwk_ec_pub_secp256k1.json", &[]),
    ("jwk_empty.json", &[]),
    ("jwk_hmac.json", &[]),
    ("jwk_keyset_only_unknown_alg.json", &[]),
    ("jwk_keyset_with_unknown_alg.json", &[RS256]),
    ("jwk_okp_key_Ed25519.json", ED25519),
    ("jwk_okp_key_Ed448.json", &[]),
    ("jwk_okp_pub_Ed25519.json", ED25519),
    ("jwk_okp_pub_Ed448.json", &[]),
    ("jwk_rsa_key.json", RSA),
    ("jwk_rsa_pub.json", RSA),
    ("testkey2_rsa.pub.pem", RSA),
    ("testkey_ec.priv", &[ES256]),
    ("testkey_ec.pub", &[ES256]),
    ("testkey_ec_secp192r1.priv", &[]),
    ("testkey_ec_ssh.pub", &[]),
    ("testkey_ed25519", ED25519),
    ("testkey_ed25519.pem", ED25519),
    ("testkey_ed25519.pub", &[]),
    ("testkey_ed25519.pub.pem", ED25519),
    ("testkey_pkcs1.pub.pem", &[]),
    ("testkey_rsa.cer", RSA),
    ("testkey_rsa.priv", RSA),
    ("testkey_rsa.pub", &[]),
];

fn load(text: &str, algorithm: Algorithm, setting: &str) -> Result<(), KeyError> {
    match setting {
        "secret" => Key::secret(algorithm, &Secret::from(text)).map(drop),
        "private_key" => Key::private(algorithm, &Secret::from(text)).map(drop),
        _ if is_key_set(text) => {
            PublicSet::read(text, Some(algorithm), |found| found == algorithm).map(drop)
        }
        _ => Key::public(algorithm, text).map(drop),
    }
}

#[needs(vectors)]
#[test]
fn a_key_file_loads_for_its_algorithm_or_is_refused_with_a_reason() {
    let name = "pyjwt_test_keys.json";
    let file = read(name);
    let files = file["files"].as_object().unwrap();
    let (mut ran, mut loaded) = (0, 0);
    for (key, fitting) in FILES {
        let content = text(&file["files"], key);
        let is_private = content.contains("PRIVATE") || content.contains("\"d\"");
        let (setting, other) = if is_private {
            ("private_key", "public_key")
        } else {
            ("public_key", "private_key")
        };
        for algorithm in Algorithm::ALL {
            let built = load(content, algorithm, setting);
            assert_eq!(
                built.is_ok(),
                fitting.contains(&algorithm),
                "{key} for {algorithm}: {built:?}"
            );
            // A key is never accepted as its other half, or as a secret.
            let misplaced = [
                load(content, algorithm, other),
                load(content, algorithm, "secret"),
            ];
            for error in misplaced.into_iter().chain([built]).filter_map(Result::err) {
                let shown = error.to_string();
                let lines = content.lines().filter(|line| line.len() > 40);
                assert!(
                    !lines.into_iter().any(|line| shown.contains(line)),
                    "{key}: {shown}"
                );
            }
            assert!(
                load(content, algorithm, other).is_err(),
                "{key} as {other} for {algorithm}"
            );
            assert!(
                load(content, algorithm, "secret").is_err(),
                "{key} as a secret for {algorithm}"
            );
        }
        ran += 1;
        loaded += usize::from(!fitting.is_empty());
    }
    report(
        name,
        ran,
        files.len(),
        &format!(", {loaded} are keys for here"),
    );
}

#[needs(vectors)]
#[test]
fn a_key_that_a_token_brings_along_is_not_used() {
    let name = "node_jose_embedded_jwk.json";
    let example = read(name);
    let token = text(&example["output"], "compact");
    // RFC 7520 §4.1 has this key; the one of RFC 7515 §A.2 stands for any other that is trusted.
    let embedded =
        json!({"kty": "RSA", "n": example["input"]["key"]["n"], "e": "AQAB", "alg": "PS256"});
    let trusted = json!({"kty": "RSA", "e": "AQAB", "alg": "PS256", "n": OTHER_MODULUS});
    assert!(key::of_jwk(&trusted, token).unwrap().open(token).is_err());
    let secret = key::of_secret(&key::ANY_SECRET, None, HS256).unwrap();
    assert!(key::verifier(secret).open(token).is_err());
    assert!(
        key::of_jwk(&embedded, token).unwrap().open(token).is_ok(),
        "it is signed rightly"
    );
    report(name, 1, 1, ", refused");
}

/// RFC 7515 §A.2.1
const OTHER_MODULUS: &str = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
