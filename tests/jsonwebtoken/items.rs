//! Further functions and types of `jsonwebtoken`, and what is used here instead.

use jsonwebtoken::dangerous::insecure_decode_claims;
use jsonwebtoken::jwk::{Jwk, ThumbprintHash};
use jsonwebtoken::{DecodingKey, EncodingKey, decode_header, encode};
use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::token::{Minter, TokenError, Verifier};
use serde_json::{Value, json};

use crate::comparison::{SECRET, claims, header, now, ours, token};
use crate::{ours as key, text};

#[derive(Claim)]
struct Company {
    company: String,
}

#[derive(AuthConfig)]
#[auth(claims = Company)]
struct Typed {
    secret: Secret,
}

fn typed() -> Auth<Typed> {
    let secret = SECRET.into();
    Auth::builder(Typed { secret }).build().unwrap()
}

#[test]
fn a_verified_token_has_custom_and_registered_claims() {
    let verified = typed().verify(&token(json!({"company": "ACME"}))).unwrap();
    assert_eq!(verified.claims().company, "ACME");
    assert_eq!(verified.subject(), "ada");
    assert_eq!(verified.id(), Some("1"));
    assert!(verified.expires_at() > now());
    let silent = typed().verify(&token(json!({}))).map(drop);
    assert_eq!(silent, Err(TokenError::RequiredClaim("company".into())));
}

#[test]
fn a_key_is_chosen_by_algorithm_and_kid() {
    let secret = |text: &str| Key::secret(Algorithm::HS256, &text.into()).unwrap();
    let ring = KeyRing::new(secret(SECRET).with_id("a"));
    let other = "Zq3vK8tB1nW6yM4xR9cL2sH7fD5gJ0pE";
    ring.add(secret(other).with_id("b")).unwrap();
    let verifier: Verifier = Verifier::builder(ring).build().unwrap();
    for (kid, secret, refused) in [
        ("a", SECRET, None),
        ("b", other, None),
        ("b", SECRET, Some(TokenError::Signature)),
        ("c", SECRET, Some(TokenError::UnknownKeyId)),
    ] {
        let mut header = header();
        header.kid = Some(kid.into());
        let key = EncodingKey::from_secret(secret.as_bytes()).unwrap();
        let token = encode(&header, &claims(json!({})), &key).unwrap();
        assert_eq!(decode_header(&token).unwrap().kid.as_deref(), Some(kid));
        assert_eq!(verifier.verify(&token).err(), refused, "{kid}");
    }
}

#[test]
fn a_forged_token_yields_no_claims() {
    let key = EncodingKey::from_secret(b"another secret of thirty-two bytes").unwrap();
    let forged = encode(&header(), &claims(json!({"sub": "root"})), &key).unwrap();
    let read: Value = insecure_decode_claims(&forged).unwrap();
    assert_eq!(read["sub"], "root");
    assert_eq!(ours(&forged, |_| ()), Err(TokenError::Signature));
}

#[test]
fn the_clock_can_be_replaced() {
    let keys = KeyRing::new(Key::secret(Algorithm::HS256, &SECRET.into()).unwrap());
    let clock = FrozenClock::at(1_000);
    let minter: Minter = Minter::builder(keys.clone())
        .clock(clock.clone())
        .build()
        .unwrap();
    let verifier: Verifier = Verifier::builder(keys)
        .clock(clock.clone())
        .build()
        .unwrap();
    let token = minter.mint("ada").token().unwrap();
    assert_eq!(verifier.verify(&token).unwrap().issued_at(), Some(1_000));
    clock.set(1_000 + 15 * 60 + 10);
    assert_eq!(verifier.verify(&token).err(), Some(TokenError::Expired));
}

#[test]
fn a_secret_in_base64_is_the_same() {
    let standard = base64_simd::STANDARD.encode_to_string(SECRET);
    let url = base64_simd::URL_SAFE.encode_to_string(SECRET);
    for (theirs, text) in [
        (EncodingKey::from_base64_secret(&standard), standard),
        (EncodingKey::from_urlsafe_base64_secret(&url), url),
    ] {
        let token = encode(&header(), &claims(json!({})), &theirs.unwrap()).unwrap();
        let secret = format!("base64:{text}");
        let judged = ours(&token, |api| api.secret = Some(secret.into()));
        assert_eq!(judged, Ok(()));
    }
}

#[derive(AuthConfig)]
#[auth(algorithm = "RS256")]
struct Resource {
    public_key: String,
}

#[test]
fn a_service_with_a_public_key_only_verifies() {
    let public_key = text(Algorithm::RS256, "public_pem").unwrap();
    assert!(DecodingKey::from_rsa_pem(public_key.as_bytes()).is_ok());
    let auth = Auth::builder(Resource { public_key }).build().unwrap();
    let signing = EncodingKey::try_from(&key(Algorithm::RS256)).unwrap();
    let mut header = header();
    header.alg = jsonwebtoken::Algorithm::RS256;
    let token = encode(&header, &claims(json!({})), &signing).unwrap();
    assert!(auth.verify(&token).is_ok());
    assert!(auth.mint("ada").token().is_err());
}

#[test]
fn the_default_kid_is_the_thumbprint() {
    for algorithm in [Algorithm::RS256, Algorithm::ES384, Algorithm::EdDSA] {
        let key = key(algorithm);
        let thumbprint = Jwk::try_from(&key).unwrap();
        let thumbprint = thumbprint.thumbprint(ThumbprintHash::SHA256).unwrap();
        assert_eq!(key.id(), Some(&*thumbprint), "{algorithm}");
    }
}
