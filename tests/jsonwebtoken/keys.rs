//! Which keys are converted, and which are refused: a weak key is refused in each direction.

use jsonwebtoken::{DecodingKey, EncodingKey};
use jwt_guard::Algorithm;
use jwt_guard::jsonwebtoken::{export_decoding_key, export_encoding_key};
use jwt_guard::key::{Key, Secret};
use serde_json::Value;

use crate::{ours, shared, text, theirs};

fn found(result: Result<Key, jwt_guard::key::KeyError>) -> String {
    result.map_or_else(|error| error.found, |_| "converted".into())
}

#[test]
fn a_secret_that_is_too_weak_is_refused_in_each_direction() {
    for (weak, refused) in [
        ("secret", "6 bytes"),
        ("your-256-bit-secret", "19 bytes"),
        (
            "a-string-secret-at-least-256-bits-long",
            "a guessable secret",
        ),
        (
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "a guessable secret",
        ),
    ] {
        let encoding = EncodingKey::from_secret(weak.as_bytes()).unwrap();
        let decoding = DecodingKey::from_secret(weak.as_bytes()).unwrap();
        assert_eq!(found(Key::try_from((Algorithm::HS256, &encoding))), refused);
        assert_eq!(found(Key::try_from((Algorithm::HS256, &decoding))), refused);
        let secret = Secret::from(weak);
        let exported = export_encoding_key(Algorithm::HS256, &secret).unwrap_err();
        assert_eq!(exported.found, refused);
        let exported = export_decoding_key(Algorithm::HS256, &secret).unwrap_err();
        assert_eq!(exported.found, refused);
    }
}

#[test]
fn a_secret_must_be_as_long_as_the_hash() {
    let secret = text(Algorithm::HS256, "secret").unwrap();
    let theirs = EncodingKey::from_secret(secret.as_bytes()).unwrap();
    assert_eq!(
        found(Key::try_from((Algorithm::HS256, &theirs))),
        "converted"
    );
    assert_eq!(
        found(Key::try_from((Algorithm::HS512, &theirs))),
        "37 bytes"
    );
}

#[test]
fn a_public_key_as_secret_is_refused() {
    let pem = text(Algorithm::RS256, "public_pem").unwrap();
    let theirs = DecodingKey::from_secret(pem.as_bytes()).unwrap();
    assert_eq!(
        found(Key::try_from((Algorithm::HS256, &theirs))),
        "a key in PEM, DER or SSH format"
    );
}

#[test]
fn an_rsa_key_that_is_too_weak_is_refused() {
    let keys = include_str!("../data/weak_keys.json");
    let keys: Value = serde_json::from_str(keys).unwrap();
    let mut refused = 0;
    for (name, key) in keys.as_object().unwrap() {
        if let Some(Ok(theirs)) = key["private_pem"]
            .as_str()
            .map(|pem| EncodingKey::from_rsa_pem(pem.as_bytes()))
        {
            let key = Key::try_from((Algorithm::RS256, &theirs));
            assert!(key.is_err(), "{name}");
            refused += 1;
        }
        if let Some(Ok(theirs)) = key["public_pem"]
            .as_str()
            .map(|pem| DecodingKey::from_rsa_pem(pem.as_bytes()))
        {
            let key = Key::try_from((Algorithm::RS256, &theirs));
            assert!(key.is_err(), "{name}");
            refused += 1;
        }
    }
    assert!(refused >= 2, "{refused} weak keys");
    let short = DecodingKey::from_rsa_raw_components(&[0xff; 128], &[1, 0, 1]);
    assert_eq!(
        found(Key::try_from((Algorithm::RS256, &short))),
        "an RSA key of 1024 bits"
    );
    let padded = [&[0; 128][..], &[0xff; 128]].concat();
    let padded = DecodingKey::from_rsa_raw_components(&padded, &[1, 0, 1]);
    assert_eq!(
        found(Key::try_from((Algorithm::RS256, &padded))),
        "an RSA key of 1024 bits",
        "leading zeros do not count"
    );
    let modulus = [0xff; 256];
    let exponent = DecodingKey::from_rsa_raw_components(&modulus, &[3]);
    assert!(Key::try_from((Algorithm::RS256, &exponent)).is_err());
}

#[test]
fn a_key_of_another_family_is_refused() {
    for (of, algorithm, refused) in [
        (Algorithm::HS256, Algorithm::RS256, "a secret"),
        (Algorithm::HS256, Algorithm::EdDSA, "a secret"),
        (
            Algorithm::ES256,
            Algorithm::ES384,
            "a key on the curve P-256",
        ),
        (Algorithm::EdDSA, Algorithm::ES256, "an Ed25519 key"),
        (
            Algorithm::RS256,
            Algorithm::HS256,
            "an RSA key of 2048 bits",
        ),
    ] {
        let (encoding, decoding) = theirs(of);
        let decoded = found(Key::try_from((algorithm, &decoding)));
        assert_eq!(decoded, refused, "{of} as {algorithm}");
        let encoded = Key::try_from((algorithm, &encoding));
        assert!(encoded.is_err(), "{of} as {algorithm}");
    }
}

#[test]
fn a_key_that_is_not_valid_is_refused_and_no_panic() {
    for bytes in [
        &[][..],
        &[4],
        &[4; 65],
        &[0; 32],
        &[0x30, 0x80],
        &[0xff; 300],
    ] {
        for (algorithm, decoding) in [
            (Algorithm::RS256, DecodingKey::from_rsa_der(bytes)),
            (
                Algorithm::RS256,
                DecodingKey::from_rsa_raw_components(bytes, &[1]),
            ),
            (Algorithm::ES256, DecodingKey::from_ec_der(bytes)),
            (Algorithm::ES384, DecodingKey::from_ec_der(bytes)),
        ] {
            assert!(Key::try_from((algorithm, &decoding)).is_err(), "{bytes:?}");
        }
        for (algorithm, encoding) in [
            (Algorithm::RS256, EncodingKey::from_rsa_der(bytes)),
            (Algorithm::ES256, EncodingKey::from_ec_der(bytes)),
            (Algorithm::EdDSA, EncodingKey::from_ed_der(bytes)),
        ] {
            assert!(Key::try_from((algorithm, &encoding)).is_err(), "{bytes:?}");
        }
    }
    for bytes in [&[][..], &[1; 31], &[1; 33]] {
        let decoding = DecodingKey::from_ed_der(bytes);
        assert!(Key::try_from((Algorithm::EdDSA, &decoding)).is_err());
    }
}

#[test]
fn each_form_of_a_public_key_is_converted() {
    for algorithm in [Algorithm::RS256, Algorithm::ES384, Algorithm::EdDSA] {
        let spki = der(&text(algorithm, "public_pem").unwrap());
        let (_, decoding) = theirs(algorithm);
        let whole = match algorithm {
            Algorithm::RS256 => DecodingKey::from_rsa_der(&spki),
            Algorithm::ES384 => DecodingKey::from_ec_der(&spki),
            _ => DecodingKey::from_ed_der(&spki),
        };
        let id = ours(algorithm).id().map(str::to_owned);
        for theirs in [decoding, whole] {
            let key = Key::try_from((algorithm, &theirs)).unwrap();
            assert_eq!(key.id(), id.as_deref(), "the same thumbprint");
        }
    }
}

fn der(pem: &str) -> Vec<u8> {
    let lines = pem.lines().filter(|line| !line.starts_with('-'));
    let text: String = lines.collect();
    base64_simd::STANDARD.decode_to_vec(text).unwrap()
}

#[test]
fn a_key_that_only_verifies_does_not_become_one_that_signs() {
    for algorithm in shared().into_iter().filter(|it| !it.is_symmetric()) {
        let public = text(algorithm, "public_pem").unwrap();
        let public = Key::public(algorithm, &public).unwrap();
        let error = EncodingKey::try_from(&public).unwrap_err();
        assert_eq!(error.found, "a key that only verifies", "{algorithm}");
        assert!(DecodingKey::try_from(&public).is_ok(), "{algorithm}");
    }
    let (_, decoding) = theirs(Algorithm::HS256);
    let secret = Key::try_from((Algorithm::HS256, &decoding)).unwrap();
    assert!(!secret.signs());
}

#[test]
fn a_key_with_an_end_does_not_sign_in_jsonwebtoken() {
    let key = ours(Algorithm::ES256).until(1_800_000_000);
    let error = EncodingKey::try_from(&key).unwrap_err();
    assert_eq!(error.found, "a key that verifies only until some time");
    assert!(DecodingKey::try_from(&key).is_ok());
}

#[test]
fn a_key_for_an_algorithm_that_jsonwebtoken_lacks_is_refused() {
    for algorithm in [Algorithm::ES512, Algorithm::Ed25519] {
        let key = ours(algorithm);
        let refused = format!("the algorithm {algorithm}");
        assert_eq!(EncodingKey::try_from(&key).unwrap_err().found, refused);
        assert_eq!(DecodingKey::try_from(&key).unwrap_err().found, refused);
        let secret = crate::secret(algorithm);
        let error = export_encoding_key(algorithm, &secret).unwrap_err();
        assert_eq!(error.found, refused);
        let error = export_decoding_key(algorithm, &secret).unwrap_err();
        assert_eq!(error.found, refused);
    }
}

#[test]
fn a_key_does_not_give_its_secret_back() {
    let key = ours(Algorithm::HS256);
    for error in [
        EncodingKey::try_from(&key).unwrap_err(),
        DecodingKey::try_from(&key).unwrap_err(),
    ] {
        let found = "a key made of a secret, whose bytes it does not keep";
        assert_eq!(error.found, found);
        assert!(error.expected.contains("the secret itself"), "{error}");
    }
}
