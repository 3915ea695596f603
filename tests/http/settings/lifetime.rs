//! The lifetime of tokens, and the protection that is left when it is not checked.

use std::time::Duration;

use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::TrustedIssuer;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::token::{MintError, Minter, TokenError, TokenType};
use serde_json::{Value, json};

use super::rows::signed;
use crate::fixtures::app::{NOW, OTHER_SECRET, SECRET};

const HOUR: i64 = 60 * 60;

#[derive(AuthConfig, Default)]
struct Api {
    secret: Option<Secret>,
    access_ttl: Option<String>,
    max_lifetime: Option<String>,
    trusted_issuers: Vec<TrustedIssuer>,
}

fn build(max_lifetime: &str, access_ttl: Option<&str>) -> Result<Auth<Api>, ConfigError> {
    let staff = KeyRing::new(Key::secret(Algorithm::HS256, &OTHER_SECRET.into()).unwrap());
    Auth::builder(Api {
        secret: Some(SECRET.repeat(2).as_str().into()),
        access_ttl: access_ttl.map(str::to_owned),
        max_lifetime: Some(max_lifetime.into()),
        trusted_issuers: vec![TrustedIssuer::with_keys("staff", staff).audience(["api"])],
    })
    .clock(FrozenClock::at(NOW))
    .build()
}

/// An access token of the trusted issuer which expires at this time.
fn of_staff(expires_in: i64, at: i64) -> String {
    let keys = KeyRing::new(Key::secret(Algorithm::HS256, &OTHER_SECRET.into()).unwrap());
    let minter = Minter::builder(keys).issuer("staff").audience(["api"]);
    let minter = minter.max_lifetime(Duration::from_secs(30 * 24 * 60 * 60));
    let minter: Minter = minter.clock(FrozenClock::at(at)).build().unwrap();
    let ttl = Duration::from_secs(expires_in.unsigned_abs());
    minter.mint("7").ttl(ttl).token().unwrap()
}

#[test]
fn no_token_is_accepted_that_is_valid_for_longer_than_max_lifetime() {
    for (max_lifetime, longest) in [("1h", HOUR), ("48h", 48 * HOUR)] {
        let auth = build(max_lifetime, None).unwrap();
        let refusal = |claims: Value| auth.verify(&signed(claims)).err();
        for (more, expected) in [(0, None), (1, Some(TokenError::Lifetime))] {
            let lifetime = longest + more;
            let long = json!({"iat": NOW - 60, "exp": NOW - 60 + lifetime});
            assert_eq!(refusal(long), expected, "{max_lifetime} and {more}");
            let undated = json!({"exp": NOW + lifetime});
            assert_eq!(refusal(undated), expected, "{max_lifetime} and {more}");
            let theirs = auth.verify(&of_staff(lifetime, NOW));
            assert_eq!(theirs.err(), expected, "{max_lifetime} and {more}");
        }
    }
}

#[test]
fn no_token_is_minted_that_is_valid_for_longer_than_max_lifetime() {
    let auth = build("1h", None).unwrap();
    let minted = |seconds| auth.mint("1").ttl(Duration::from_secs(seconds)).token();
    assert!(minted(3600).is_ok());
    assert!(matches!(minted(3601), Err(MintError::Lifetime(3601))));
    let invitation = TokenType::from_static("invitation+jwt");
    let week = auth
        .mint("1")
        .token_type(&invitation)
        .ttl(Duration::from_secs(7 * 86400));
    assert!(auth.verify_as(&invitation, &week.token().unwrap()).is_ok());
}

#[test]
fn an_access_ttl_over_max_lifetime_is_a_start_up_error_that_names_both() {
    let error = build("1h", Some("2h")).unwrap_err().to_string();
    let expected = "`access_ttl` (field `access_ttl`): found `2h`, while `max_lifetime` is `1h`";
    assert!(error.contains(expected), "{error}");
    assert!(build("30d", Some("30d")).is_ok());
    assert!(build("31d", None).is_err());
}

#[derive(AuthConfig)]
#[auth(verify_exp = "dangerously-off")]
struct Immortal {
    secret: Secret,
    trusted_issuers: Vec<TrustedIssuer>,
    required_claims: Vec<String>,
}

fn immortal(required: &[&str]) -> Auth<Immortal> {
    let staff = KeyRing::new(Key::secret(Algorithm::HS256, &OTHER_SECRET.into()).unwrap());
    Auth::builder(Immortal {
        secret: SECRET.repeat(2).as_str().into(),
        trusted_issuers: vec![TrustedIssuer::with_keys("staff", staff).audience(["api"])],
        required_claims: required.iter().map(|&name| name.to_owned()).collect(),
    })
    .clock(FrozenClock::at(NOW))
    .build()
    .unwrap()
}

#[test]
fn without_verify_exp_own_access_tokens_never_expire() {
    let auth = immortal(&[]);
    for (exp, expires_at) in [
        (json!(NOW - 60), NOW - 60),
        (json!(0), 0),
        (json!(NOW + 100 * 24 * HOUR), NOW + 100 * 24 * HOUR),
        (json!(null), i64::MAX),
    ] {
        // Twice: the second time it is remembered.
        for _ in 0..2 {
            let token = signed(json!({ "exp": exp }));
            assert_eq!(auth.verify(&token).unwrap().expires_at(), expires_at);
        }
    }
}

#[test]
fn without_verify_exp_everything_else_is_verified() {
    let auth = immortal(&[]);
    let refusal = |claims: Value| auth.verify(&signed(claims)).err();
    assert_eq!(
        refusal(json!({"exp": "never"})),
        Some(TokenError::UnreadableClaim("exp".into()))
    );
    assert_eq!(
        refusal(json!({"exp": true})),
        Some(TokenError::UnreadableClaim("exp".into()))
    );
    assert_eq!(
        refusal(json!({"nbf": NOW + 60})),
        Some(TokenError::NotYetValid)
    );
    assert_eq!(
        refusal(json!({"iat": NOW + 60})),
        Some(TokenError::IssuedInFuture)
    );
    let strict = immortal(&["exp"]);
    assert_eq!(
        strict.verify(&signed(json!({"exp": null}))).err(),
        Some(TokenError::RequiredClaim("exp".into()))
    );
}

#[test]
fn without_verify_exp_tokens_of_other_types_and_issuers_expire_all_the_same() {
    let auth = immortal(&[]);
    let invitation = TokenType::from_static("invitation+jwt");
    let keys = auth.keys().clone();
    let before: Minter = Minter::builder(keys)
        .clock(FrozenClock::at(NOW - HOUR))
        .build()
        .unwrap();
    let old = before.mint("1").token_type(&invitation).token().unwrap();
    assert_eq!(
        auth.verify_as(&invitation, &old).err(),
        Some(TokenError::Expired)
    );
    assert!(auth.verify(&before.mint("1").token().unwrap()).is_ok());
    assert!(auth.verify(&of_staff(HOUR, NOW)).is_ok());
    assert_eq!(
        auth.verify(&of_staff(HOUR, NOW - 2 * HOUR)).err(),
        Some(TokenError::Expired)
    );
}
