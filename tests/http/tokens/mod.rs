//! Verification, seen over HTTP: accepted and refused tokens (RFC 7515, RFC 7519, RFC 8725, RFC 9068).

mod claims;
mod format;
mod minted;
mod minting;
mod signature;
mod single_use;
mod token_cache;
mod token_kinds;
mod token_types;
mod trusted_issuers;
mod without_expiry;

use aws_lc_rs::hmac;
use base64_simd::URL_SAFE_NO_PAD as BASE64;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use serde_json::{Value, json};

use crate::fixtures::app::*;
use crate::fixtures::token::{sign, signed_with};

#[protected]
async fn route() {}

fn app(auth: Auth<Api>) -> GuardedRouter {
    GuardedRouter::new().route("/", get(route)).with_state(auth)
}

/// The status that a token gets.
async fn status(token: &str) -> u16 {
    get_as(&app(auth()), "/", Some(token)).await.0
}

async fn accepted(token: &str) -> bool {
    match status(token).await {
        200 => true,
        401 => false,
        other => panic!("{other} for {token}"),
    }
}

/// A correctly signed token of any two texts.
fn signed(header: &str, payload: &str) -> String {
    signed_with(header, payload.as_bytes(), hmac::HMAC_SHA256, SECRET)
}

const HEADER: &str = r#"{"typ":"at+jwt","alg":"HS256"}"#;

fn claims() -> Value {
    json!({
        "iss": "https://api.example.com", "sub": "1", "plan": "pro",
        "exp": NOW + 900, "nbf": NOW, "iat": NOW, "jti": "a",
    })
}

/// A token of the usual claims with one changed, or taken away by `null`.
fn with(name: &str, value: Value) -> String {
    let mut claims = claims();
    let members = claims.as_object_mut().unwrap();
    if value.is_null() {
        members.remove(name);
    } else {
        members.insert(name.to_owned(), value);
    }
    signed(HEADER, &claims.to_string())
}

/// A token of the usual claims and of one more member, as raw text.
fn with_raw(member: &str) -> String {
    let claims = claims().to_string();
    signed(
        HEADER,
        &format!("{{{member},{}", claims.strip_prefix('{').unwrap()),
    )
}

#[tokio::test]
async fn what_is_minted_verifies() {
    assert!(accepted(&token(&["user"])).await);
    assert!(accepted(&signed(HEADER, &claims().to_string())).await);
}
