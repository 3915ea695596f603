//! Members of every header.

use std::collections::BTreeMap;

use base64_simd::URL_SAFE_NO_PAD as BASE64;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::token::{Minter, TokenType};
use serde_json::{Map, Value, json};

use crate::fixtures::app::{NOW, SECRET};

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
    additional_headers: Map<String, Value>,
}

fn build(headers: Value) -> Result<Auth<Api>, ConfigError> {
    Auth::builder(Api {
        secret: SECRET.into(),
        additional_headers: serde_json::from_value(headers).unwrap(),
    })
    .clock(FrozenClock::at(NOW))
    .build()
}

fn header(token: &str) -> Value {
    let header = token.split('.').next().unwrap();
    serde_json::from_slice(&BASE64.decode_to_vec(header).unwrap()).unwrap()
}

#[test]
fn every_token_has_them_and_is_accepted() {
    let auth = build(json!({"version": "2", "region": {"at": ["eu", 1]}})).unwrap();
    let invitation = TokenType::from_static("invitation+jwt");
    let access = auth.mint("1").token().unwrap();
    let other = auth.mint("1").token_type(&invitation).token().unwrap();
    assert_eq!(
        header(&access),
        json!({"alg": "HS256", "typ": "at+jwt", "version": "2", "region": {"at": ["eu", 1]}})
    );
    assert_eq!(header(&other)["version"], "2");
    assert!(auth.verify(&access).is_ok());
    assert!(auth.verify_as(&invitation, &other).is_ok());
}

#[test]
fn one_token_may_say_otherwise() {
    let auth = build(json!({"version": "2"})).unwrap();
    let token = auth
        .mint("1")
        .header("version", "3")
        .header("more", 1)
        .token()
        .unwrap();
    assert_eq!(
        header(&token),
        json!({"alg": "HS256", "typ": "at+jwt", "version": "3", "more": 1})
    );
}

#[test]
fn others_who_sign_with_the_key_do_not_get_them() {
    let auth = build(json!({"version": "2"})).unwrap();
    let other: Minter = Minter::builder(auth.keys().clone()).build().unwrap();
    for _ in 0..2 {
        assert_eq!(
            header(&other.mint("1").token().unwrap()).get("version"),
            None
        );
        assert_eq!(header(&auth.mint("1").token().unwrap())["version"], "2");
    }
}

#[test]
fn names_that_the_library_owns_are_start_up_errors() {
    for name in [
        "alg", "typ", "kid", "crit", "jwk", "jku", "x5u", "x5c", "b64", "cty", "zip", "enc",
    ] {
        let error = build(json!({ name: "x" })).unwrap_err().to_string();
        let expected = format!(
            "`additional_headers` (field `additional_headers`): found `{name}` is a header that cannot be set"
        );
        assert!(error.contains(&expected), "{error}");
    }
    let many: Map<_, _> = (0..30).map(|n| (n.to_string(), json!(n))).collect();
    assert!(
        build(
            json!([[[[[[[[[]]]]]]]]])
                .as_array()
                .map(|deep| json!({ "x": deep }))
                .unwrap()
        )
        .is_err()
    );
    assert!(build(many.into()).is_err());
}

#[test]
fn any_map_can_be_the_field() {
    #[derive(AuthConfig)]
    struct Texts {
        secret: Secret,
        additional_headers: Option<BTreeMap<String, String>>,
    }
    let headers = BTreeMap::from([("version".to_owned(), "2".to_owned())]);
    let auth = Auth::builder(Texts {
        secret: SECRET.into(),
        additional_headers: Some(headers),
    });
    let token = auth.build().unwrap().mint("1").token().unwrap();
    assert_eq!(header(&token)["version"], "2");
}
