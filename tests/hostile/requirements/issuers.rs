//! Which keys verify tokens of which issuer (RFC 8725 §3.8, RFC 9068 §4).

use jwt_guard::Algorithm;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::token::TokenError;

use super::start_up::Any;
use crate::app::get_as;
use crate::forge::{Forge, encode, signed_by, usual_claims};
use crate::key;
use crate::many_keys::{crowded, issuer_of};
use crate::object::string;
use crate::service::ISSUER;
use crate::signer::Signer;

#[protected]
async fn route() {}

#[tokio::test]
async fn r_45_a_key_vouches_for_its_own_issuer_alone() {
    for algorithm in Algorithm::ALL {
        let auth = crowded(algorithm);
        let app: GuardedRouter = GuardedRouter::new()
            .route("/", get(route))
            .with_state(auth.clone());
        let others = || {
            Algorithm::ALL
                .into_iter()
                .filter(|other| *other != algorithm)
        };
        for other in others() {
            let (signer, forge) = (Signer::own(other), Forge::of(other));
            let token = |issuer: &str| {
                let claims = usual_claims().with("iss", string(issuer));
                signed_by(
                    &signer,
                    &encode(forge.header().text()),
                    &encode(claims.text()),
                )
            };
            let own = token(&issuer_of(other));
            assert_eq!(
                get_as(&app, "/", Some(&own)).await.0,
                200,
                "{other} at {algorithm}"
            );
            let third = others().find(|third| *third != other).unwrap();
            for issuer in [ISSUER, &issuer_of(algorithm), &issuer_of(third), ""] {
                let foreign = token(issuer);
                assert_eq!(
                    get_as(&app, "/", Some(&foreign)).await.0,
                    401,
                    "{other} as {issuer:?} at {algorithm}"
                );
                assert_eq!(auth.verify(&foreign).err(), Some(TokenError::Issuer));
            }
        }
        let ours = Forge::of(algorithm)
            .of_claims(&usual_claims().with("iss", string(&issuer_of(others().next().unwrap()))));
        assert_eq!(get_as(&app, "/", Some(&ours)).await.0, 401, "{algorithm}");
    }
}

/// A JWK of a set, with more members.
fn jwk(name: &str, more: &str) -> String {
    key::jwk(name).replacen('{', &format!("{{{more},"), 1)
}

#[test]
fn r_31_a_set_with_a_secret_is_refused_and_one_kid_is_of_one_key_for_each_algorithm() {
    let secret = r#"{"kty":"oct","kid":"s","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}"#;
    let (a, b) = (jwk("p256", r#""kid":"a""#), jwk("ed25519", r#""kid":"b""#));
    let unknown = r#"{"kty":"AKP","kid":"a","pub":"AAAA"}"#;
    let twice = jwk("p384", r#""kid":"a""#);
    for (keys, is_read) in [
        (vec![&*a], true),
        (vec![&a, &b], true),
        (vec![&a, unknown], true),
        (vec![&a, secret], false),
        (vec![secret, &a], false),
        (vec![secret], false),
        (vec![&a, &twice], true),
        (vec![&a, &a], true),
        (vec![], false),
        (vec![unknown], false),
    ] {
        let set = format!("{{\"keys\":[{}]}}", keys.join(","));
        assert_eq!(KeyRing::of_public_set(&set, None).is_ok(), is_read, "{set}");
    }
}

#[test]
fn r_31_no_ring_holds_secrets_beside_public_keys_or_one_kid_twice() {
    let secret = |id: &str| {
        let secret = key::text("hs256", "secret").unwrap();
        Key::secret(Algorithm::HS256, &secret.into())
            .unwrap()
            .with_id(id)
    };
    let public = |id: &str| {
        let pem = key::text("p256", "public_pem").unwrap();
        Key::public(Algorithm::ES256, pem).unwrap().with_id(id)
    };
    assert!(KeyRing::new(secret("a")).add(secret("b")).is_ok());
    assert!(KeyRing::new(public("a")).add(public("b")).is_ok());
    assert!(KeyRing::new(secret("a")).add(public("b")).is_err());
    assert!(KeyRing::new(public("a")).add(secret("b")).is_err());
    assert!(KeyRing::new(secret("a")).add(secret("a")).is_err());
    assert!(KeyRing::new(public("a")).add(public("a")).is_err());
}

#[test]
fn r_31_no_service_starts_with_such_a_set() {
    let set = |keys: &[&str]| format!("{{\"keys\":[{}]}}", keys.join(","));
    let (a, b) = (
        jwk("p256", r#""kid":"a""#),
        jwk("p256", r#""kid":"b","use":"sig""#),
    );
    let other = jwk("p384", r#""kid":"c""#);
    let secret = r#"{"kty":"oct","kid":"s","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}"#;
    let only_signs = jwk("p256", r#""kid":"d","key_ops":["sign"]"#);
    let start = |keys: &[&str]| Any::public(Algorithm::ES256, &set(keys));
    start(&[&a]).assert_starts("a set of one");
    start(&[&a, &b]).assert_starts("a set of two");
    start(&[&a, &only_signs]).assert_starts("a key for others beside ours");
    start(&[&a, &a]).assert_starts("a key twice");
    start(&[&a, &other]).assert_starts("a key of another algorithm beside ours");
    for (what, keys) in [
        ("a secret too", vec![&*a, secret]),
        ("a key of another algorithm alone", vec![&other]),
        ("no key that verifies", vec![&only_signs]),
        ("no key", vec![]),
    ] {
        start(&keys).assert_refused_for("public_key", what);
    }
}
