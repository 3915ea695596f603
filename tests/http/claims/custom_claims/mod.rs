//! `#[derive(Claim)]`: required and optional claims, and their validation.

mod nested;
mod newtypes;
mod verify;

use std::cell::Cell;

use aws_lc_rs::hmac::HMAC_SHA256;
use base64_simd::URL_SAFE_NO_PAD as BASE64;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::token::{MintError, TokenError, TokenType};
use serde_json::{Value, json};

use crate::fixtures::app::{Answer, NOW, SECRET, get_as, get_with, send};
use crate::fixtures::token::signed_with;

#[derive(Claim, Debug, Clone)]
struct Membership {
    #[claim(verify = is_known_plan)]
    plan: String,
    /// Verified only if the token has it.
    #[claim(verify = is_a_team)]
    team: Option<String>,
    #[claim(default, verify = is_at_most_five)]
    level: u8,
    #[claim(default = beginner)]
    title: String,
    #[claim(path = "realm_access.roles", default)]
    roles: Vec<String>,
    #[claim(path = "realm_access.groups.main")]
    group: Option<String>,
    /// A name with dots in it, which leads nowhere.
    #[claim(name = "https://example.com/seats")]
    seats: Option<u32>,
}

thread_local! {
    static PLANS_LOOKED_AT: Cell<u32> = const { Cell::new(0) };
}

fn is_known_plan(plan: &str) -> bool {
    PLANS_LOOKED_AT.set(PLANS_LOOKED_AT.get() + 1);
    ["basic", "pro"].contains(&plan)
}

fn is_a_team(team: &str) -> Result<(), &'static str> {
    if team.is_empty() {
        Err("a team has a name")
    } else {
        Ok(())
    }
}

fn is_at_most_five(level: &u8) -> bool {
    *level <= 5
}

fn beginner() -> String {
    "beginner".into()
}

#[derive(AuthConfig)]
#[auth(issuer = "https://api.example.com", audience = "api", claims = Membership)]
struct Api {
    secret: Secret,
}

#[protected]
async fn membership(claims: Claims<Membership>) -> String {
    format!("{:?}", *claims)
}

#[scoped("admin")]
async fn admin() {}

fn auth() -> Auth<Api> {
    Auth::builder(Api {
        secret: SECRET.into(),
    })
    .clock(FrozenClock::at(NOW))
    .build()
    .unwrap()
}

fn app(auth: &Auth<Api>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/", get(membership))
        .route("/admin", get(admin))
        .with_state(auth.clone())
}

/// A token of the usual claims and these.
fn token_with(members: Value) -> String {
    let mut claims = json!({
        "iss": "https://api.example.com", "aud": "api", "sub": "1", "exp": NOW + 900, "iat": NOW,
        "jti": "a", "plan": "pro",
    });
    for (name, value) in members.as_object().unwrap() {
        claims[name] = value.clone();
    }
    signed_with(
        r#"{"typ":"at+jwt","alg":"HS256"}"#,
        claims.to_string().as_bytes(),
        HMAC_SHA256,
        SECRET,
    )
}

fn refusal(members: Value) -> Option<TokenError> {
    auth().verify(&token_with(members)).err()
}

fn payload(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&BASE64.decode_to_vec(payload).unwrap()).unwrap()
}

fn basic() -> Membership {
    Membership {
        plan: "basic".into(),
        team: None,
        level: 0,
        title: beginner(),
        roles: Vec::new(),
        group: None,
        seats: None,
    }
}

#[tokio::test]
async fn what_may_be_absent_has_its_default() {
    let verified = auth().verify(&token_with(json!({}))).unwrap();
    let Membership {
        team,
        level,
        title,
        roles,
        group,
        seats,
        ..
    } = verified.claims().clone();
    assert_eq!((team, level, title.as_str()), (None, 0, "beginner"));
    assert_eq!((roles, group, seats), (vec![], None, None));
}

#[tokio::test]
async fn a_required_claim_that_is_absent_or_of_another_type_is_401() {
    let app = app(&auth());
    let answer = get_as(&app, "/", Some(&token_with(json!({ "plan": 5 })))).await;
    assert_eq!(answer.0, 401);
    assert!(answer.1.contains("invalid_token"), "{}", answer.1);
    for (members, claim) in [
        (json!({ "plan": null }), "plan"),
        (json!({ "level": "1" }), "level"),
    ] {
        assert_eq!(
            refusal(members),
            Some(TokenError::UnreadableClaim(claim.into()))
        );
    }
    let absent = r#"{"iss":"https://api.example.com","aud":"api","sub":"1","exp":1800000900}"#;
    let header = r#"{"typ":"at+jwt","alg":"HS256"}"#;
    let token = |claims: &str| signed_with(header, claims.as_bytes(), HMAC_SHA256, SECRET);
    let refusal = |claims: &str| auth().verify(&token(claims)).err();
    assert_eq!(
        refusal(absent),
        Some(TokenError::RequiredClaim("plan".into()))
    );
    for broken in [absent.strip_suffix('}').unwrap(), "[]", "5"] {
        assert_eq!(refusal(broken), Some(TokenError::Malformed), "{broken}");
    }
}
