//! Minting: the claims that a token can have, and those that are refused because no verifier would accept them.

use std::time::Duration;

use base64_simd::URL_SAFE_NO_PAD as BASE64;
use jwt_guard::Algorithm;
use jwt_guard::claim::ExtraClaims;
use jwt_guard::clock::FrozenClock;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::token::{Mint, MintError, Minter, TokenError, TokenType, Verifier};
use serde_json::{Value, json};

use crate::fixtures::app::{NOW, SECRET};
use crate::fixtures::token::part;

#[derive(AuthConfig)]
#[auth(audience = ["api", "admin"])]
struct Api {
    secret: Secret,
}

fn at(now: i64) -> Auth<Api> {
    let secret = SECRET.into();
    let auth = Auth::builder(Api { secret });
    auth.clock(FrozenClock::at(now)).build().unwrap()
}

fn header(token: &str) -> Value {
    part(token, 0)
}

fn payload(token: &str) -> Value {
    part(token, 1)
}

#[test]
fn a_token_can_have_a_lifetime_of_its_own() {
    let auth = at(NOW);
    let token = auth.mint("1").ttl(Duration::from_secs(60)).token().unwrap();
    assert_eq!(payload(&token)["exp"], NOW + 60);
    let too_long = |mint: Mint<'_>| match mint.token() {
        Err(MintError::Lifetime(seconds)) => Some(seconds),
        _ => None,
    };
    assert_eq!(too_long(auth.mint("1").ttl(Duration::ZERO)), Some(0));
    assert_eq!(
        too_long(auth.mint("1").ttl(Duration::from_millis(999))),
        Some(0)
    );
    let day = Duration::from_secs(24 * 60 * 60);
    assert!(auth.mint("1").ttl(day).token().is_ok());
    let more = day + Duration::from_secs(1);
    assert_eq!(too_long(auth.mint("1").ttl(more)), Some(86_401));
    assert!(too_long(auth.mint("1").ttl(Duration::MAX)).is_some());
    let invitation = TokenType::from_static("invitation+jwt");
    let week = auth.mint("1").ttl(7 * day).token_type(&invitation).token();
    assert!(auth.verify_as(&invitation, &week.unwrap()).is_ok());
}

#[test]
fn a_token_can_be_for_later() {
    let token = at(NOW).mint("1").not_before(NOW + 60).token().unwrap();
    assert_eq!(payload(&token)["nbf"], NOW + 60);
    assert_eq!(at(NOW).verify(&token).err(), Some(TokenError::NotYetValid));
    assert!(at(NOW + 60).verify(&token).is_ok());
    let never = at(NOW).mint("1").not_before(NOW + 15 * 60).token();
    assert!(matches!(never, Err(MintError::Lifetime(0))));
}

#[test]
fn a_token_can_be_for_fewer_services() {
    let auth = at(NOW);
    let token = auth.mint("1").audience(["admin"]).token().unwrap();
    assert_eq!(payload(&token)["aud"], "admin");
    assert!(auth.verify(&token).is_ok());
    let refused = |names: &[&str]| auth.mint("1").audience(names.iter().copied()).token().err();
    assert!(
        matches!(refused(&["api", "shop"]), Some(MintError::Audience(name)) if &*name == "shop")
    );
    assert!(matches!(refused(&[]), Some(MintError::Audience(_))));
    assert!(matches!(refused(&[""]), Some(MintError::Audiences)));
    assert!(matches!(refused(&["api"; 65]), Some(MintError::Audiences)));
}

#[test]
fn a_header_can_have_more_members_but_none_that_means_something() {
    let auth = at(NOW);
    let token = auth.mint("1").header("build", json!({"number": 7})).token();
    let token = token.unwrap();
    assert_eq!(
        header(&token),
        json!({"typ": "at+jwt", "alg": "HS256", "build": {"number": 7}})
    );
    assert!(auth.verify(&token).is_ok());
    for name in [
        "alg", "typ", "kid", "crit", "b64", "jwk", "jku", "x5u", "x5c", "zip", "enc", "cty",
    ] {
        let refused = auth.mint("1").header(name, "x").token();
        assert!(
            matches!(&refused, Err(MintError::Header(refused)) if **refused == *name),
            "{name}"
        );
    }
    let mut deep = json!(1);
    for _ in 0..40 {
        deep = json!([deep]);
    }
    let refused = auth.mint("1").header("deep", deep).token();
    assert!(matches!(refused, Err(MintError::UnverifiableHeader)));
    let refused = auth.mint("1").header("long", "x".repeat(8192)).token();
    assert!(matches!(refused, Err(MintError::TooLong(_))));
}

#[test]
fn every_token_has_an_identifier_of_its_own_of_128_bits() {
    let auth = at(NOW);
    let ids: std::collections::BTreeSet<_> = (0..1000)
        .map(|_| {
            let id = payload(&auth.mint("1").token().unwrap())["jti"].clone();
            let id = id.as_str().unwrap().to_owned();
            assert_eq!(BASE64.decode_to_vec(&id).unwrap().len(), 16);
            id
        })
        .collect();
    assert_eq!(ids.len(), 1000);
}

fn ring() -> KeyRing {
    KeyRing::new(Key::secret(Algorithm::HS256, &Secret::from(SECRET)).unwrap())
}

/// Programs without a router: encode and decode, with claims that are not known beforehand.
#[test]
fn a_program_without_a_router_mints_and_verifies() {
    let minter = Minter::builder::<ExtraClaims>(ring())
        .issuer("jobs")
        .audience(["queue"])
        .access_ttl(Duration::from_secs(30))
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
    let claims: ExtraClaims = [("job".to_owned(), json!({"id": 7}))].into_iter().collect();
    let token = minter.mint("worker").claims(claims).token().unwrap();
    let verifier = Verifier::builder::<ExtraClaims>(ring())
        .issuer("jobs")
        .audience(["queue"])
        .leeway(Duration::ZERO)
        .clock(FrozenClock::at(NOW + 29))
        .build()
        .unwrap();
    let verified = verifier.verify(&token).unwrap();
    assert_eq!(verified.custom().get("job"), Some(&json!({"id": 7})));
    assert_eq!(verified.custom().iter().count(), 1);
    assert!(!format!("{:?}", verified.custom()).contains('7'));

    let strict = Verifier::builder::<ExtraClaims>(ring())
        .issuer("jobs")
        .audience(["shop"]);
    let strict = strict.clock(FrozenClock::at(NOW)).build().unwrap();
    assert_eq!(strict.verify(&token).err(), Some(TokenError::Audience));
}

#[test]
fn a_minter_alone_may_mint_for_other_services() {
    let minter: Minter = Minter::builder(ring()).build().unwrap();
    let token = minter.mint("1").audience(["shop"]).token().unwrap();
    assert_eq!(payload(&token)["aud"], "shop");
}

#[test]
fn extra_claims_cannot_take_the_place_of_those_that_the_library_sets() {
    let minter: Minter<ExtraClaims> = Minter::builder(ring()).build().unwrap();
    for name in [
        "sub",
        "exp",
        "iss",
        "aud",
        "scope",
        "sid",
        "cnf",
        "client_id",
    ] {
        let claims = [(name.to_owned(), json!("x"))].into_iter().collect();
        let refused = minter.mint("1").claims(claims).token();
        assert!(matches!(refused, Err(MintError::Claims(_))), "{name}");
    }
}

#[test]
fn claims_that_could_not_be_read_again_are_not_minted() {
    let minter: Minter<ExtraClaims> = Minter::builder(ring()).build().unwrap();
    let mint = |value: Value| {
        let claims = [("x".to_owned(), value)].into_iter().collect();
        minter.mint("1").claims(claims).token()
    };
    let mut deep = json!(1);
    for _ in 0..40 {
        deep = json!([deep]);
    }
    assert!(matches!(mint(deep), Err(MintError::Unverifiable)));
    assert!(matches!(
        mint(json!(vec![1; 300])),
        Err(MintError::Unverifiable)
    ));
    assert!(mint(json!(vec![1; 200])).is_ok());
}

#[test]
fn builders_report_every_problem_at_once() {
    let error = Verifier::builder::<NoClaims>(ring())
        .issuer("")
        .audience(["a", "a"])
        .leeway(Duration::from_secs(301))
        .build()
        .unwrap_err();
    let settings: Vec<_> = error.problems().iter().map(|p| p.setting()).collect();
    assert_eq!(settings, ["issuer", "audience", "leeway"]);
    assert!(
        error.to_string().contains("(given to the builder)"),
        "{error}"
    );
}

#[derive(AuthConfig)]
#[auth(claims = ExtraClaims, scopes_claim = "realm_access.roles")]
struct Nested {
    secret: Secret,
}

#[test]
fn claims_never_grant_scopes_that_were_not_granted() {
    let auth = Auth::builder(Nested {
        secret: SECRET.into(),
    });
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let roles = |roles: &[&str]| {
        let access = [("realm_access".to_owned(), json!({"roles": roles}))];
        access.into_iter().collect::<ExtraClaims>()
    };
    let token = auth.mint("1").claims(roles(&["admin"])).token();
    assert!(matches!(token, Err(MintError::Unverifiable)), "{token:?}");
    let token = auth.mint("1").claims(roles(&[])).token().unwrap();
    assert!(auth.verify(&token).unwrap().scopes().is_empty());
}
