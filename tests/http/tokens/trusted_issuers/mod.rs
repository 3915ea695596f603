//! Trusted issuers: each with its own keys, audience and token format, and none of them this service.

mod keys;
mod rules;
mod users;

use aws_lc_rs::hmac::HMAC_SHA256;
use jwt_guard::Algorithm;
use jwt_guard::claim::ExtraClaims;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::TrustedIssuer;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::token::{Minter, TokenType};
use serde_json::{Value, json};

use crate::fixtures::app::{NOW, OTHER_SECRET, SECRET, get_as};
use crate::fixtures::token::signed_with;
use crate::keys::algorithms::pem;

const STAFF: &str = "https://login.example.com/realms/staff";
const SHOP: &str = "https://shop.example.com";

#[derive(AuthConfig)]
#[auth(issuer = "https://api.example.com", audience = "api")]
struct Api {
    secret: Secret,
    trusted_issuers: Vec<TrustedIssuer>,
}

#[protected]
async fn whoami(claims: Claims) -> String {
    format!(
        "{} of {}",
        claims.subject(),
        claims.issuer().unwrap_or_default()
    )
}

#[scoped("user:read")]
async fn read() {}

#[protected(audience = "admin")]
async fn admin() {}

fn build(issuers: Vec<TrustedIssuer>) -> Result<Auth<Api>, ConfigError> {
    let secret = SECRET.into();
    Auth::builder(Api {
        secret,
        trusted_issuers: issuers,
    })
    .clock(FrozenClock::at(NOW))
    .build()
}

fn app(issuers: Vec<TrustedIssuer>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/", get(whoami))
        .route("/read", get(read))
        .route("/admin", get(admin))
        .with_state(build(issuers).unwrap())
}

/// The key that an issuer shares with us in these tests.
fn ring(secret: &str) -> KeyRing {
    KeyRing::new(Key::secret(Algorithm::HS256, &Secret::from(secret)).unwrap())
}

fn minter(keys: KeyRing, issuer: &str, audience: &str) -> Minter {
    let minter = Minter::builder(keys).issuer(issuer).audience([audience]);
    minter.clock(FrozenClock::at(NOW)).build().unwrap()
}

fn staff() -> TrustedIssuer {
    TrustedIssuer::with_keys(STAFF, ring(OTHER_SECRET)).audience(["api"])
}

/// A token of the staff's issuer with this `typ` and these claims changed.
fn staff_token(typ: Value, change: Value) -> String {
    let mut header = json!({"alg": "HS256"});
    if !typ.is_null() {
        header["typ"] = typ;
    }
    let mut claims = json!({
        "iss": STAFF, "sub": "7", "aud": "api", "exp": NOW + 900, "iat": NOW, "scope": "user:read",
    });
    for (name, value) in change.as_object().unwrap() {
        claims[name] = value.clone();
        if value.is_null() {
            claims.as_object_mut().unwrap().remove(name);
        }
    }
    let payload = claims.to_string();
    signed_with(
        &header.to_string(),
        payload.as_bytes(),
        HMAC_SHA256,
        OTHER_SECRET,
    )
}

#[tokio::test]
async fn tokens_of_a_trusted_issuer_are_accepted_beside_our_own() {
    let app = app(vec![staff()]);
    let own = minter(ring(SECRET), "https://api.example.com", "api");
    let theirs = minter(ring(OTHER_SECRET), STAFF, "api");
    for (minter, expected) in [
        (&own, "7 of https://api.example.com"),
        (&theirs, "7 of https://login.example.com/realms/staff"),
    ] {
        let token = minter.mint("7").token().unwrap();
        for _ in 0..2 {
            let answer = get_as(&app, "/", Some(&token)).await;
            assert_eq!(answer, (200, expected.to_owned()));
        }
    }
}

fn ed25519() -> Key {
    Key::private(Algorithm::EdDSA, &pem("ed25519", "private_pem").into()).unwrap()
}

fn published() -> String {
    serde_json::to_string(&KeyRing::new(ed25519()).public_set(NOW)).unwrap()
}

#[test]
fn an_issuer_that_cannot_be_trusted_is_a_start_up_error() {
    let unbound = TrustedIssuer::with_keys(STAFF, ring(OTHER_SECRET));
    let own = TrustedIssuer::with_keys("https://api.example.com", ring(OTHER_SECRET));
    for (issuers, expected) in [
        (
            vec![unbound],
            "neither `.audience(..)` nor `.client_id(..)`",
        ),
        (
            vec![own.audience(["api"])],
            "the issuer `https://api.example.com` twice",
        ),
        (vec![staff(), staff()], "twice"),
        (vec![staff().audience([""])], "an empty name"),
        (vec![staff().token_types([""; 0])], "no token type"),
        (
            vec![staff().token_types(["at+jwt", "rt+jwt"])],
            "the type of refresh tokens",
        ),
        (
            vec![TrustedIssuer::with_keys("", ring(SECRET)).audience(["api"])],
            "without a name",
        ),
        (
            vec![TrustedIssuer::new(STAFF, "{}").audience(["api"])],
            "a JSON Web Key Set",
        ),
        (
            vec![TrustedIssuer::new(STAFF, "file:/nowhere").audience(["api"])],
            "cannot be read",
        ),
    ] {
        let error = build(issuers).unwrap_err().to_string();
        assert!(
            error.contains("`trusted_issuers` (field `trusted_issuers`)"),
            "{error}"
        );
        assert!(error.contains(expected), "{expected} is not in {error}");
    }
}
