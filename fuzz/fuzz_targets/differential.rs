//! The library compared with `jsonwebtoken`: each refuses what the other refuses, except for a few classes.

#![no_main]

use std::time::Duration;

use fuzz::case::Case;
use fuzz::difference::{of_accepted, of_refused};
use fuzz::service::{Api, ED25519_PUBLIC, ISSUER, Key, SECRET, build};
use jsonwebtoken::{DecodingKey, Validation, decode, get_current_timestamp};
use jwt_guard::prelude::*;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

/// The service that we make of a case.
fn ours(case: &Case, now: i64) -> Auth<Api> {
    let audience = case.audience().iter().map(|&name| name.to_owned());
    let configuration = Api {
        issuer: case.has_issuer.then(|| ISSUER.to_owned()),
        audience: (!case.audience().is_empty()).then(|| audience.collect()),
        leeway: Duration::from_secs(case.leeway().unsigned_abs()),
        ..case.key.configuration()
    };
    build(configuration, now).unwrap()
}

/// The same in the words of `jsonwebtoken`.
fn theirs(case: &Case) -> (DecodingKey, Validation) {
    let (key, algorithm) = match case.key {
        Key::Secret => (
            DecodingKey::from_secret(SECRET.as_bytes()).unwrap(),
            jsonwebtoken::Algorithm::HS256,
        ),
        Key::Ed25519 => (
            DecodingKey::from_ed_components(ED25519_PUBLIC).unwrap(),
            jsonwebtoken::Algorithm::EdDSA,
        ),
    };
    let mut validation = Validation::new(algorithm);
    validation.leeway = case.leeway().unsigned_abs();
    validation.validate_nbf = true;
    let mut required = vec!["exp", "sub"];
    if case.has_issuer {
        validation.set_issuer(&[ISSUER]);
        required.push("iss");
    }
    if !case.audience().is_empty() {
        validation.set_audience(case.audience());
        required.push("aud");
    }
    validation.set_required_spec_claims(&required);
    (key, validation)
}

fuzz_target!(|case: Case| {
    let now = get_current_timestamp();
    let clock = i64::try_from(now).unwrap();
    let token = case.token(clock);
    let ours = ours(&case, clock).verify(&token);
    let (key, validation) = theirs(&case);
    let theirs = decode::<Value>(&token, &key, &validation);
    if get_current_timestamp() != now {
        return;
    }
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => {
            assert_eq!(ours.subject(), theirs.claims["sub"]);
            assert_eq!(&*ours.custom().plan, theirs.claims["plan"]);
        }
        (Ok(_), Err(theirs)) => {
            let class = of_accepted(&token, theirs.kind());
            assert!(class.is_some(), "only we accept {token}: {theirs:?}");
        }
        (Err(ours), Ok(_)) => {
            let class = of_refused(&token, &ours, clock, case.leeway());
            assert!(class.is_some(), "only we refuse {token}: {ours:?}");
        }
        (Err(_), Err(_)) => {}
    }
});
