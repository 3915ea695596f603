//! Each field of `Validation`, and how this library decides instead.

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{AlgorithmFamily, EncodingKey, Header, Validation, encode};
use jwt_guard::Algorithm;
use jwt_guard::prelude::*;
use jwt_guard::token::TokenError;
use serde_json::{Value, json};

use crate::comparison::{SECRET, auth, claims, header, now, ours, signed_with, theirs, token};
use crate::text;

#[test]
fn a_key_verifies_one_algorithm_unless_others_are_listed() {
    let secret = text(Algorithm::HS512, "secret").unwrap();
    let key = EncodingKey::from_secret(secret.as_bytes()).unwrap();
    let header = Header {
        alg: jsonwebtoken::Algorithm::HS512,
        ..header()
    };
    let token = encode(&header, &claims(json!({})), &key).unwrap();
    let theirs = Validation::new_for_family(AlgorithmFamily::Hmac);
    assert!(theirs.algorithms.contains(&header.alg));
    let judged = |listed: Option<Vec<Algorithm>>| {
        ours(&token, |api| {
            api.secret = Some(secret.clone().into());
            api.verify_algorithms = listed;
        })
    };
    assert_eq!(judged(None), Err(TokenError::Algorithm));
    let both = vec![Algorithm::HS256, Algorithm::HS512];
    assert_eq!(judged(Some(both)), Ok(()));
}

#[test]
fn exp_sub_iat_and_jti_are_required() {
    let required = |name: &str| Err(TokenError::RequiredClaim(name.into()));
    for (absent, refused) in [
        ("sub", Err(TokenError::Subject)),
        ("iat", required("iat")),
        ("jti", required("jti")),
    ] {
        let token = token(json!({absent: null}));
        assert_eq!(theirs(&token, |_| ()), Ok(()), "{absent}");
        assert_eq!(ours(&token, |_| ()), refused, "{absent}");
    }
    let eternal = token(json!({"exp": null}));
    let missing = ErrorKind::MissingRequiredClaim("exp".into());
    assert_eq!(theirs(&eternal, |_| ()), Err(missing));
    assert_eq!(ours(&eternal, |_| ()), Err(TokenError::Expired));
}

#[test]
fn further_claims_are_required_by_a_setting() {
    let token = token(json!({}));
    let missing = ErrorKind::MissingRequiredClaim("nbf".into());
    let judged = theirs(&token, |it| it.set_required_spec_claims(&["nbf"]));
    assert_eq!(judged, Err(missing));
    for name in ["nbf", "tenant"] {
        let judged = ours(&token, |api| api.required_claims = Some(vec![name.into()]));
        assert_eq!(judged, Err(TokenError::RequiredClaim(name.into())));
    }
    // A name that is no registered claim has no effect there.
    let judged = theirs(&token, |it| it.set_required_spec_claims(&["exp", "tenant"]));
    assert_eq!(judged, Ok(()));
}

#[test]
fn tokens_that_were_minted_before_are_accepted_by_a_setting() {
    let claims = claims(json!({"iat": null, "jti": null}));
    let token = signed_with(&Header::default(), &claims);
    assert_eq!(theirs(&token, |_| ()), Ok(()));
    assert_eq!(ours(&token, |_| ()), Err(TokenError::Type));
    let judged = ours(&token, |api| api.token_type = Some("JWT".into()));
    assert_eq!(judged, Ok(()), "without `iat` and `jti` too");
}

#[test]
fn the_leeway_is_ten_seconds() {
    let late = token(json!({"exp": now() - 30}));
    assert_eq!(theirs(&late, |_| ()), Ok(()));
    assert_eq!(ours(&late, |_| ()), Err(TokenError::Expired));
    let judged = ours(&late, |api| api.leeway = Some("60s".into()));
    assert_eq!(judged, Ok(()));
    let just = token(json!({"exp": now() - 3}));
    assert_eq!(ours(&just, |_| ()), Ok(()));
    let hour = Api::of("1h").err().unwrap().to_string();
    assert!(hour.contains("leeway"), "{hour}");
}

/// A configuration whose leeway may be too long.
#[derive(AuthConfig)]
struct Api {
    secret: Secret,
    leeway: String,
}

impl Api {
    fn of(leeway: &str) -> Result<Auth<Self>, ConfigError> {
        Auth::builder(Self {
            secret: SECRET.into(),
            leeway: leeway.into(),
        })
        .build()
    }
}

#[test]
fn a_token_is_accepted_until_it_expires() {
    let short = token(json!({"exp": now() + 30}));
    let judged = theirs(&short, |it| it.reject_tokens_expiring_in_less_than = 120);
    assert_eq!(judged, Err(ErrorKind::ExpiredSignature));
    assert_eq!(ours(&short, |_| ()), Ok(()));
}

#[derive(AuthConfig)]
#[auth(verify_exp = "dangerously-off")]
struct Eternal {
    secret: Secret,
}

#[test]
fn exp_is_checked_unless_a_literal_turns_it_off() {
    let expired = token(json!({"iat": now() - 7200, "exp": now() - 3600}));
    let judged = theirs(&expired, |it| it.validate_exp = false);
    assert_eq!(judged, Ok(()));
    assert_eq!(ours(&expired, |_| ()), Err(TokenError::Expired));
    let secret = SECRET.into();
    let eternal = Auth::builder(Eternal { secret }).build().unwrap();
    assert!(eternal.verify(&expired).is_ok());
}

#[test]
fn nbf_is_always_checked() {
    let early = token(json!({"nbf": now() + 300}));
    assert_eq!(theirs(&early, |_| ()), Ok(()));
    let judged = theirs(&early, |it| it.validate_nbf = true);
    assert_eq!(judged, Err(ErrorKind::ImmatureSignature));
    assert_eq!(ours(&early, |_| ()), Err(TokenError::NotYetValid));
}

#[test]
fn an_audience_is_refused_unless_one_is_configured() {
    for aud in [
        json!("orders"),
        json!(["orders"]),
        json!(["orders", "billing"]),
    ] {
        let token = token(json!({"aud": aud}));
        assert_eq!(theirs(&token, |_| ()), Err(ErrorKind::InvalidAudience));
        assert_eq!(ours(&token, |_| ()), Err(TokenError::Audience), "{aud}");
        // There is no such switch here.
        assert_eq!(theirs(&token, |it| it.validate_aud = false), Ok(()));
        let judged = theirs(&token, |it| it.set_audience(&["orders"]));
        assert_eq!(judged, Ok(()));
        let judged = ours(&token, |api| api.audience = Some(vec!["orders".into()]));
        assert_eq!(judged, Ok(()), "{aud}");
    }
}

#[test]
fn a_configured_audience_is_required() {
    let silent = token(json!({}));
    let judged = theirs(&silent, |it| it.set_audience(&["orders"]));
    assert_eq!(judged, Ok(()), "accepted there unless `aud` is required");
    let judged = ours(&silent, |api| api.audience = Some(vec!["orders".into()]));
    assert_eq!(judged, Err(TokenError::Audience));
}

#[test]
fn a_configured_issuer_is_required_and_a_string() {
    let issuer = "https://api.example.com";
    let here = |token: &str| ours(token, |api| api.issuer = Some(issuer.into()));
    let there = |token: &str| theirs(token, |it| it.set_issuer(&[issuer]));
    let of = |iss: Value| token(json!({"iss": iss}));
    let token = of(json!(issuer));
    assert_eq!((there(&token), here(&token)), (Ok(()), Ok(())));
    let token = of(json!("https://other.example.com"));
    assert_eq!(there(&token), Err(ErrorKind::InvalidIssuer));
    assert_eq!(here(&token), Err(TokenError::Issuer));
    let token = of(Value::Null);
    assert_eq!(
        there(&token),
        Ok(()),
        "accepted there unless `iss` is required"
    );
    assert_eq!(here(&token), Err(TokenError::Issuer));
    let token = of(json!([issuer, "https://other.example.com"]));
    assert_eq!(there(&token), Ok(()));
    let unreadable = TokenError::UnreadableClaim("iss".into());
    assert_eq!(here(&token), Err(unreadable));
}

#[test]
fn the_subject_is_compared_by_the_application() {
    let eve = token(json!({"sub": "eve"}));
    let judged = theirs(&eve, |it| it.sub = Some("ada".into()));
    assert_eq!(judged, Err(ErrorKind::InvalidSubject));
    let verified = auth(|_| ()).verify(&eve).unwrap();
    assert!(verified.is_user("eve") && !verified.is_user("ada"));
    let empty = token(json!({"sub": ""}));
    assert_eq!(theirs(&empty, |_| ()), Ok(()));
    assert_eq!(ours(&empty, |_| ()), Err(TokenError::Subject));
}

#[test]
fn a_token_from_the_future_or_of_long_life_is_refused() {
    let future = token(json!({"iat": now() + 300}));
    assert_eq!(theirs(&future, |_| ()), Ok(()));
    assert_eq!(ours(&future, |_| ()), Err(TokenError::IssuedInFuture));
    let long = token(json!({"exp": 10_000_000_000_u64}));
    assert_eq!(theirs(&long, |_| ()), Ok(()));
    assert_eq!(ours(&long, |_| ()), Err(TokenError::Lifetime));
}

#[test]
fn a_token_that_is_bound_to_a_key_is_no_bearer_token() {
    let bound = token(json!({"cnf": {"jkt": "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"}}));
    assert_eq!(theirs(&bound, |_| ()), Ok(()));
    assert_eq!(ours(&bound, |_| ()), Err(TokenError::SenderConstrained));
}

#[test]
fn a_token_of_more_than_8192_bytes_is_not_read() {
    let long = token(json!({"note": "a".repeat(8192)}));
    assert_eq!(theirs(&long, |_| ()), Ok(()));
    assert_eq!(ours(&long, |_| ()), Err(TokenError::TooLong));
}
