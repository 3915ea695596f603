//! Public keys that are accepted: a service does not start with one that is too weak, broken, or for another purpose (RFC 7517
//! §4, RFC 7518 §3 and §6).

use jwt_guard::Algorithm;
use serde_json::Value;

use super::ECDSA;
use super::start_up::Any;
use crate::forge::encode;
use crate::key;

#[test]
fn r_26_an_rsa_key_has_2048_bits_and_no_small_exponent() {
    let keys: Value = serde_json::from_str(include_str!("../../data/weak_keys.json")).unwrap();
    for algorithm in ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"] {
        let algorithm: Algorithm = algorithm.parse().unwrap();
        for weak in ["rsa_1024", "rsa_2047", "rsa_exponent_3"] {
            for form in ["public_pem", "public_jwk"] {
                let key = keys[weak][form].as_str().unwrap();
                Any::public(algorithm, key)
                    .assert_refused_for("public_key", &format!("{weak} {form}"));
            }
            for form in ["private_pem", "private_jwk"] {
                let key = keys[weak][form].as_str().unwrap();
                Any::private(algorithm, key)
                    .assert_refused_for("private_key", &format!("{weak} {form}"));
            }
        }
        Any::public(algorithm, key::text("rsa", "public_pem").unwrap()).assert_starts("2048 bits");
        Any::public(algorithm, &key::jwk("rsa")).assert_starts("2048 bits as a JWK");
    }
}

#[test]
fn r_27_an_ecdsa_algorithm_has_one_curve() {
    for algorithm in ECDSA {
        for other in ECDSA {
            for key in [
                key::jwk(key::name_of(other)),
                key::text(key::name_of(other), "public_pem").unwrap().into(),
            ] {
                let any = Any::public(algorithm, &key);
                if algorithm == other {
                    any.assert_starts("the algorithm's curve");
                } else {
                    any.assert_refused_for(
                        "public_key",
                        &format!("a key of {other} for {algorithm}"),
                    );
                }
            }
        }
    }
}

/// A JWK with a member changed; `null` takes it away.
fn jwk(name: &str, changes: &[(&str, &str)]) -> String {
    let mut jwk: Value = serde_json::from_str(&key::jwk(name)).unwrap();
    let members = jwk.as_object_mut().unwrap();
    for (name, value) in changes {
        match serde_json::from_str(value).unwrap() {
            Value::Null => members.remove(*name),
            value => members.insert((*name).into(), value),
        };
    }
    jwk.to_string()
}

#[test]
fn r_30_a_jwk_that_is_not_for_verifying_with_the_algorithm_is_refused() {
    for algorithm in Algorithm::ALL {
        let name = key::name_of(algorithm);
        if key::text(name, "public_pem").is_none() {
            continue;
        }
        let own = format!("\"{algorithm}\"");
        for (what, changes) in [
            ("nothing more", vec![]),
            ("its use", vec![("use", "\"sig\"")]),
            ("its operation", vec![("key_ops", "[\"verify\"]")]),
            (
                "several operations",
                vec![("key_ops", "[\"sign\",\"verify\"]")],
            ),
            ("its algorithm", vec![("alg", &*own)]),
            ("unknown members", vec![("z", "{\"x\":1}"), ("ext", "true")]),
        ] {
            Any::public(algorithm, &jwk(name, &changes)).assert_starts(what);
        }
        for (what, changes) in [
            ("a use of encryption", vec![("use", "\"enc\"")]),
            ("an unknown use", vec![("use", "\"x\"")]),
            ("an empty use", vec![("use", "\"\"")]),
            ("a use in upper case", vec![("use", "\"SIG\"")]),
            ("a use that is a list", vec![("use", "[\"sig\"]")]),
            (
                "other operations",
                vec![("key_ops", "[\"encrypt\",\"wrapKey\"]")],
            ),
            ("no operation", vec![("key_ops", "[]")]),
            (
                "an operation twice",
                vec![("key_ops", "[\"verify\",\"verify\"]")],
            ),
            (
                "the operation of a private key",
                vec![("key_ops", "[\"sign\"]")],
            ),
            ("operations that are text", vec![("key_ops", "\"verify\"")]),
            ("another algorithm", vec![("alg", "\"RSA-OAEP\"")]),
            ("no algorithm", vec![("alg", "\"none\"")]),
            ("an empty algorithm", vec![("alg", "\"\"")]),
            ("an algorithm of HMAC", vec![("alg", "\"HS256\"")]),
            ("an algorithm that is a number", vec![("alg", "1")]),
            ("no type", vec![("kty", "null")]),
            ("an empty type", vec![("kty", "\"\"")]),
            ("an unknown type", vec![("kty", "\"AKP\"")]),
            ("a type in lower case", vec![("kty", "\"rsa\"")]),
            ("a type that is a list", vec![("kty", "[\"RSA\"]")]),
            ("a secret", vec![("kty", "\"oct\""), ("k", "\"AAAA\"")]),
        ] {
            Any::public(algorithm, &jwk(name, &changes)).assert_refused_for("public_key", what);
        }
        for other in Algorithm::ALL {
            if other != algorithm {
                let labelled = jwk(name, &[("alg", &format!("\"{other}\""))]);
                Any::public(algorithm, &labelled).assert_refused_for("public_key", other.name());
            }
        }
    }
}

#[test]
fn r_30_a_jwk_of_another_size_or_shape_is_refused_and_no_panic() {
    let long = format!("\"{}\"", "A".repeat(88));
    let zeros = |bytes: usize| format!("\"{}\"", encode(vec![0; bytes]));
    for (algorithm, members) in [
        (Algorithm::EdDSA, &["x"][..]),
        (Algorithm::ES256, &["x", "y"]),
        (Algorithm::ES384, &["x", "y"]),
        (Algorithm::ES512, &["x", "y"]),
        (Algorithm::RS256, &["n", "e"]),
        (Algorithm::PS512, &["n", "e"]),
    ] {
        let name = key::name_of(algorithm);
        for member in members {
            for value in [
                "null",
                "\"\"",
                "\"A\"",
                "\"AA\"",
                "\"AAAA\"",
                "\"AAAAAA\"",
                "\"====\"",
                "\"!!!!\"",
                "1",
                "[]",
                "{}",
                "true",
                "\"\\u0000\"",
                "\"é\"",
                &*zeros(1),
                &zeros(4),
            ] {
                let jwk = jwk(name, &[(member, value)]);
                Any::public(algorithm, &jwk)
                    .assert_refused_for("public_key", &format!("{algorithm}: {member} {value}"));
            }
            let original: Value = serde_json::from_str(&key::jwk(name)).unwrap();
            let original = original[*member].as_str().unwrap();
            for value in [
                format!("\"{original}=\""),
                format!("\"{original} \""),
                format!("\"{original}A\""),
            ] {
                let jwk = jwk(name, &[(member, &value)]);
                Any::public(algorithm, &jwk)
                    .assert_refused_for("public_key", &format!("{algorithm}: {member} {value}"));
            }
        }
        if name != "rsa" {
            for value in [&*long, "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\""] {
                Any::public(algorithm, &jwk(name, &[("x", value)]))
                    .assert_refused_for("public_key", value);
            }
            for curve in [
                "P-256",
                "P-384",
                "P-521",
                "secp256k1",
                "Ed25519",
                "Ed448",
                "X25519",
                "p-256",
                "",
            ] {
                let jwk = jwk(name, &[("crv", &format!("\"{curve}\""))]);
                let own: Value = serde_json::from_str(&key::jwk(name)).unwrap();
                if own["crv"] != curve {
                    Any::public(algorithm, &jwk)
                        .assert_refused_for("public_key", &format!("{algorithm}: {curve}"));
                }
            }
        }
    }
    // A point that has the right size and is on no curve.
    for (algorithm, bytes) in [
        (Algorithm::ES256, 32),
        (Algorithm::ES384, 48),
        (Algorithm::ES512, 66),
    ] {
        let one = format!("\"{}\"", encode([vec![0; bytes - 1], vec![1]].concat()));
        let jwk = jwk(key::name_of(algorithm), &[("x", &one), ("y", &one)]);
        Any::public(algorithm, &jwk).assert_refused_for("public_key", "a point on no curve");
    }
    for exponent in ["AQ", "Aw", "BQ", "EQ", "AQAA", "AAEAAA", "AA", "gA"] {
        let jwk = jwk("rsa", &[("e", &format!("\"{exponent}\""))]);
        Any::public(Algorithm::RS256, &jwk)
            .assert_refused_for("public_key", &format!("the exponent {exponent}"));
    }
}

#[test]
fn r_30_text_that_is_no_jwk_is_refused_and_no_panic() {
    let right = key::jwk("ed25519");
    for text in [
        "",
        "{",
        "{}",
        "null",
        "[]",
        "{\"keys\":[]}",
        "{\"kty\":null}",
        &right[..right.len() - 1],
        &format!("{right}{right}"),
        &format!("[{right}]"),
        &right.replacen('{', "{\"kty\":\"RSA\",", 1),
        &right.replacen('{', "{\"x\":\"AAAA\",", 1),
        &right.replacen('{', "{\"x\":{\"y\":1,\"y\":1},", 1),
    ] {
        Any::public(Algorithm::EdDSA, text).assert_refused_for("public_key", text);
    }
}
