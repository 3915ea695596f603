//! Tokens cross in both directions, for each algorithm that both have.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair,
};
use jsonwebtoken::{DecodingKey, EncodingKey, Header, Validation, decode, encode};
use jwt_guard::Algorithm;
use jwt_guard::clock::{Clock, SystemClock};
use jwt_guard::jsonwebtoken::export_algorithm;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::token::{Minter, TokenError, Verifier};
use serde::{Deserialize, Serialize};

use crate::fixtures::fixtures;
use crate::{exported, ours, secret, shared, theirs};

const ISSUER: &str = "https://api.example.com";

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct PeerClaims {
    sub: String,
    iss: String,
    iat: i64,
    exp: i64,
    jti: String,
    scope: String,
}

fn claims() -> PeerClaims {
    let now = SystemClock::default().now();
    PeerClaims {
        sub: "ada".into(),
        iss: ISSUER.into(),
        iat: now,
        exp: now + 600,
        jti: "1".into(),
        scope: "note:read".into(),
    }
}

fn validation(algorithm: Algorithm) -> Validation {
    let mut validation = Validation::new(export_algorithm(algorithm).unwrap());
    validation.set_issuer(&[ISSUER]);
    validation.set_required_spec_claims(&["exp", "iss", "sub"]);
    validation.validate_nbf = true;
    validation
}

fn verifier(key: Key) -> Verifier {
    let builder = Verifier::builder(KeyRing::new(key)).issuer(ISSUER);
    builder.cache(false).build().unwrap()
}

/// That `jsonwebtoken` signs with the key, and we verify with another one.
fn assert_we_verify(algorithm: Algorithm, signing: &EncodingKey, verifying: Key) {
    let header = Header::try_from(&ours(algorithm)).unwrap();
    let token = encode(&header, &claims(), signing).unwrap();
    let verified = verifier(verifying).verify(&token);
    let verified = verified.unwrap_or_else(|error| panic!("{algorithm}: {error}"));
    assert_eq!(verified.subject(), "ada", "{algorithm}");
    let scopes: Vec<_> = verified.scopes().iter().collect();
    assert_eq!(scopes, ["note:read"], "{algorithm}");
}

/// That we sign with the key, and `jsonwebtoken` verifies with another one.
fn assert_they_verify(algorithm: Algorithm, signing: Key, verifying: &DecodingKey) {
    let minter: Minter = Minter::builder(KeyRing::new(signing))
        .issuer(ISSUER)
        .build()
        .unwrap();
    let token = minter.mint("ada").scopes(["note:read"]).token().unwrap();
    let decoded = decode::<PeerClaims>(&token, verifying, &validation(algorithm));
    let decoded = decoded.unwrap_or_else(|error| panic!("{algorithm}: {error}"));
    assert_eq!(decoded.claims.sub, "ada", "{algorithm}");
    assert_eq!(decoded.claims.scope, "note:read", "{algorithm}");
    assert_eq!(decoded.header.typ.as_deref(), Some("at+jwt"));
}

#[test]
fn what_jsonwebtoken_signs_is_verified_here() {
    for algorithm in shared() {
        let (encoding, decoding) = theirs(algorithm);
        let imported = Key::try_from((algorithm, &decoding)).unwrap();
        assert!(!imported.signs(), "{algorithm}");
        let id = ours(algorithm).id().map(str::to_owned);
        let imported = match id {
            Some(id) => imported.with_id(id),
            None => imported,
        };
        assert_we_verify(algorithm, &encoding, ours(algorithm));
        assert_we_verify(algorithm, &encoding, imported);
    }
}

#[test]
fn what_is_minted_here_is_decoded_by_jsonwebtoken() {
    for algorithm in shared() {
        let (encoding, decoding) = theirs(algorithm);
        let imported = Key::try_from((algorithm, &encoding)).unwrap();
        assert!(imported.signs(), "{algorithm}");
        assert_they_verify(algorithm, ours(algorithm), &decoding);
        assert_they_verify(algorithm, imported, &decoding);
    }
}

#[test]
fn a_converted_key_signs_and_verifies_in_jsonwebtoken() {
    for algorithm in shared() {
        let (encoding, decoding) = exported(algorithm);
        assert_we_verify(algorithm, &encoding, ours(algorithm));
        assert_they_verify(algorithm, ours(algorithm), &decoding);
    }
}

#[test]
fn a_key_pair_is_converted_without_its_text() {
    for algorithm in shared().into_iter().filter(|it| !it.is_symmetric()) {
        let key = ours(algorithm);
        let encoding = EncodingKey::try_from(&key).unwrap();
        let decoding = DecodingKey::try_from(&key).unwrap();
        assert_we_verify(algorithm, &encoding, ours(algorithm));
        assert_they_verify(algorithm, ours(algorithm), &decoding);
    }
}

/// A key of the same kind that the other side does not have.
fn other_key(algorithm: Algorithm) -> Key {
    let pem = |der: &[u8]| {
        let text = base64_simd::STANDARD.encode_to_string(der);
        Secret::from(format!(
            "-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----"
        ))
    };
    let curve = |curve| {
        let pair = EcdsaKeyPair::generate(curve).unwrap();
        pem(pair.to_pkcs8v1().unwrap().as_ref())
    };
    let private = match algorithm {
        Algorithm::ES256 => curve(&ECDSA_P256_SHA256_FIXED_SIGNING),
        Algorithm::ES384 => curve(&ECDSA_P384_SHA384_FIXED_SIGNING),
        Algorithm::EdDSA => pem(Ed25519KeyPair::generate()
            .unwrap()
            .to_pkcs8v1()
            .unwrap()
            .as_ref()),
        _ if algorithm.is_symmetric() => {
            return Key::secret(algorithm, &Secret::random().unwrap()).unwrap();
        }
        _ => fixtures()["rsa_other"]["private_pem"]
            .as_str()
            .unwrap()
            .into(),
    };
    Key::private(algorithm, &private).unwrap()
}

#[test]
fn a_token_of_another_key_crosses_in_no_direction() {
    for algorithm in shared() {
        let other = other_key(algorithm);
        let (encoding, decoding) = theirs(algorithm);
        let header = Header::new(export_algorithm(algorithm).unwrap());
        let token = encode(&header, &claims(), &encoding).unwrap();
        let refused = verifier(other.clone()).verify(&token).unwrap_err();
        assert!(matches!(refused, TokenError::Signature), "{refused:?}");
        let minter: Minter = Minter::builder(KeyRing::new(other)).build().unwrap();
        let token = minter.mint("ada").token().unwrap();
        assert!(decode::<PeerClaims>(&token, &decoding, &validation(algorithm)).is_err());
    }
}

#[derive(AuthConfig)]
#[auth(issuer = "https://api.example.com")]
struct Api {
    algorithm: Algorithm,
    secret: Option<Secret>,
    private_key: Option<Secret>,
}

#[test]
fn a_service_verifies_what_jsonwebtoken_signs_with_its_key() {
    for algorithm in shared() {
        let is_symmetric = algorithm.is_symmetric();
        let auth = Auth::builder(Api {
            algorithm,
            secret: is_symmetric.then(|| secret(algorithm)),
            private_key: (!is_symmetric).then(|| secret(algorithm)),
        });
        let auth = auth.build().unwrap();
        let key = auth.keys().signing_key().unwrap();
        let header = Header::try_from(&*key).unwrap();
        let (encoding, decoding) = theirs(algorithm);
        let token = encode(&header, &claims(), &encoding).unwrap();
        assert_eq!(auth.verify(&token).unwrap().subject(), "ada", "{algorithm}");

        let token = auth.mint("ada").scopes(["note:read"]).token().unwrap();
        let decoded = decode::<PeerClaims>(&token, &decoding, &validation(algorithm)).unwrap();
        assert_eq!(decoded.claims.sub, "ada", "{algorithm}");
        assert_eq!(decoded.header.kid.as_deref(), key.id(), "{algorithm}");
    }
}

#[test]
fn a_header_of_jsonwebtoken_names_algorithm_key_and_type() {
    for algorithm in shared() {
        let key = ours(algorithm).with_id("2026-11");
        let header = Header::try_from(&key).unwrap();
        assert_eq!(header.alg, export_algorithm(algorithm).unwrap());
        assert_eq!(header.kid.as_deref(), Some("2026-11"));
        assert_eq!(header.typ.as_deref(), Some("at+jwt"));
    }
    for algorithm in [Algorithm::ES512, Algorithm::Ed25519] {
        let error = Header::try_from(&ours(algorithm)).unwrap_err();
        assert_eq!(error.found, format!("the algorithm {algorithm}"));
    }
}

#[test]
fn a_token_with_the_default_header_is_no_access_token() {
    let (encoding, _) = theirs(Algorithm::HS256);
    let token = encode(&Header::default(), &claims(), &encoding).unwrap();
    let refused = verifier(ours(Algorithm::HS256)).verify(&token).unwrap_err();
    assert!(matches!(refused, TokenError::Type), "{refused:?}");
}
