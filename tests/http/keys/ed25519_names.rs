//! The two names of one algorithm: `EdDSA` (RFC 8037) and, as an option, `Ed25519` (RFC 9864).

use Algorithm::{Ed25519, EdDSA};
use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::TrustedIssuer;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::token::TokenError;
use serde_json::{Value, json};

use crate::fixtures::app::NOW;
use crate::fixtures::token::part;
use crate::keys::algorithms::pem;

#[derive(AuthConfig, Default)]
#[auth(issuer = "https://api.example.com", audience = "orders")]
struct Api {
    algorithm: Option<Algorithm>,
    verify_algorithms: Option<Vec<Algorithm>>,
    private_key: Option<Secret>,
    public_key: Option<String>,
}

fn build(config: Api) -> Auth<Api> {
    Auth::builder(config)
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap()
}

/// A service that signs under this name, and accepts these; its own alone if there are none.
fn signing(name: Algorithm, accepted: &[Algorithm]) -> Auth<Api> {
    build(Api {
        algorithm: Some(name),
        verify_algorithms: (!accepted.is_empty()).then(|| accepted.to_vec()),
        private_key: Some(pem("ed25519", "private_pem").into()),
        public_key: None,
    })
}

fn token(auth: &Auth<Api>) -> String {
    auth.mint("1").token().unwrap()
}

fn published(auth: &Auth<Api>) -> Value {
    serde_json::to_value(auth.keys().public_set(NOW)).unwrap()
}

#[test]
fn r_38_a_key_has_one_of_the_two_names_and_tokens_under_the_other_are_refused() {
    for (own, other) in [(Ed25519, EdDSA), (EdDSA, Ed25519)] {
        let auth = signing(own, &[]);
        let minted = token(&auth);
        assert_eq!(part(&minted, 0)["alg"], own.name());
        assert!(auth.verify(&minted).is_ok());
        assert_eq!(
            auth.verify(&token(&signing(other, &[]))).err(),
            Some(TokenError::Algorithm),
            "{other} by {own}"
        );
    }
}

#[test]
fn r_38_both_names_are_accepted_where_both_are_listed_and_one_signs() {
    for own in [Ed25519, EdDSA] {
        let auth = signing(own, &[EdDSA, Ed25519]);
        assert_eq!(part(&token(&auth), 0)["alg"], own.name());
        for name in [Ed25519, EdDSA] {
            assert!(auth.verify(&token(&signing(name, &[]))).is_ok(), "{name}");
        }
    }
}

#[derive(AuthConfig)]
#[auth(algorithm = "Ed25519", verify_algorithms = ["Ed25519", "EdDSA"])]
struct Literal {
    private_key: Secret,
}

#[test]
fn r_38_the_name_may_be_a_literal() {
    let auth = Auth::builder(Literal {
        private_key: pem("ed25519", "private_pem").into(),
    })
    .build()
    .unwrap();
    let minted = auth.mint("1").token().unwrap();
    assert_eq!(part(&minted, 0)["alg"], "Ed25519");
    assert!(auth.verify(&minted).is_ok());
}

#[test]
fn r_38_a_key_is_published_under_its_name_and_taken_under_no_other() {
    for (own, other) in [(Ed25519, EdDSA), (EdDSA, Ed25519)] {
        let set = published(&signing(own, &[]));
        assert_eq!(set["keys"][0]["alg"], own.name());
        let jwk = set["keys"][0].to_string();
        let verifying = |name, accepted: &[Algorithm], key: &str| {
            Auth::builder(Api {
                algorithm: Some(name),
                verify_algorithms: (!accepted.is_empty()).then(|| accepted.to_vec()),
                private_key: None,
                public_key: Some(key.into()),
            })
            .clock(FrozenClock::at(NOW))
            .build()
        };
        for key in [&jwk, &set.to_string()] {
            let auth = verifying(own, &[], key).unwrap();
            assert!(auth.verify(&token(&signing(own, &[]))).is_ok());
            assert!(auth.verify(&token(&signing(other, &[]))).is_err());
            let refused = verifying(other, &[], key).unwrap_err().to_string();
            assert!(refused.contains(own.name()), "{refused}");
        }
        // A key without an algorithm has that of the configuration, in a set too.
        let mut unsaid = set;
        unsaid["keys"][0].as_object_mut().unwrap().remove("alg");
        for key in [unsaid["keys"][0].to_string(), unsaid.to_string()] {
            let auth = verifying(own, &[], &key).unwrap();
            assert!(auth.verify(&token(&signing(own, &[]))).is_ok());
            assert!(auth.verify(&token(&signing(other, &[]))).is_err());
        }
    }
}

#[derive(AuthConfig)]
#[auth(issuer = "https://orders.example.com")]
struct Orders {
    secret: Secret,
    trusted_issuers: Vec<TrustedIssuer>,
}

#[test]
fn r_38_another_issuer_signs_under_the_name_that_its_key_says() {
    for (own, other) in [(Ed25519, EdDSA), (EdDSA, Ed25519)] {
        let set = published(&signing(own, &[])).to_string();
        let orders = Auth::builder(Orders {
            secret: crate::fixtures::app::SECRET.into(),
            trusted_issuers: vec![
                TrustedIssuer::new("https://api.example.com", set).audience(["orders"]),
            ],
        })
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
        assert!(orders.verify(&token(&signing(own, &[]))).is_ok(), "{own}");
        assert!(
            orders.verify(&token(&signing(other, &[]))).is_err(),
            "{other}"
        );
    }
}

#[test]
fn r_38_a_service_changes_from_one_name_to_the_other_while_requests_are_served() {
    let auth = signing(EdDSA, &[EdDSA, Ed25519]);
    let before = token(&auth);
    let same = Key::private(Ed25519, &pem("ed25519", "private_pem").into()).unwrap();
    auth.keys().rotate(same.with_id("new"), NOW + 60).unwrap();
    assert_eq!(part(&token(&auth), 0)["alg"], "Ed25519");
    for minted in [before, token(&auth)] {
        assert!(auth.verify(&minted).is_ok());
    }
}

#[test]
fn r_38_two_keys_of_one_set_may_have_the_two_names() {
    let key = |name, id: &str| {
        let key = Key::private(name, &pem("ed25519", "private_pem").into()).unwrap();
        key.with_id(id)
    };
    let ring = KeyRing::new(key(EdDSA, "a"));
    ring.add(key(Ed25519, "b")).unwrap();
    let set = serde_json::to_value(ring.public_set(NOW)).unwrap();
    let names: Vec<_> = [0, 1].map(|at| set["keys"][at]["alg"].clone()).into();
    assert_eq!(json!(names), json!(["EdDSA", "Ed25519"]));
    let read = KeyRing::of_public_set(&set.to_string(), None).unwrap();
    let read: Vec<_> = read.keys().iter().map(|key| key.algorithm()).collect();
    assert_eq!(read, [EdDSA, Ed25519]);
}
