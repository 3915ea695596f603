//! A configuration from a file, by serde.

use std::time::Duration;

use jwt_guard::Algorithm;
use jwt_guard::config::{
    FromText, NotBefore, RetiredKey, ScopesFormat, SubjectFormat, TrustedIssuer,
};
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::service::{Everything, Service};
use crate::fixtures::app::{NOW, OTHER_SECRET, SECRET};
use crate::keys::algorithms::pem;

/// Every setting that a service with a secret can have at once.
fn file() -> Value {
    json!({
        "algorithm": "HS384",
        "verify_algorithms": ["HS384", "HS512"],
        "session_secret": OTHER_SECRET,
        "key_id": "first",
        "retired_keys": [{"key": OTHER_SECRET.repeat(2), "algorithm": "HS512", "key_id": "old", "until": NOW + 60}],
        "issuer": "https://file.example",
        "audience": "api",
        "access_ttl": "1m",
        "max_lifetime": "1h",
        "not_before": "off",
        "issued_at": false,
        "jti": "off",
        "required_claims": ["user_id"],
        "additional_headers": {"version": "2"},
        "subject_claim": "user_id",
        "subject_format": "integer",
        "scopes_claim": "scopes",
        "scopes_format": "list",
        "scope_matching": "exact",
        "token_type": "access",
        "token_type_claim": "type",
        "max_token_bytes": 1024,
        "leeway": "0s",
        "trusted_issuers": [{
            "issuer": "https://login.example.com",
            "public_set": published(),
            "audience": ["api", "web"],
            "token_types": "JWT",
        }],
        "path_authenticate": "/login",
        "cache": "on",
        "cache_capacity": 16,
    })
}

/// What another issuer publishes.
fn published() -> String {
    let key = Key::private(Algorithm::EdDSA, &pem("ed25519", "private_pem").into()).unwrap();
    serde_json::to_string(&KeyRing::new(key).public_set(NOW)).unwrap()
}

#[tokio::test]
async fn a_file_configures_everything() {
    let service = Service::of_file(&file()).unwrap();
    let answer = service.login_at("/auth/login").await;
    let [header, claims] = Service::parts(answer["access_token"].as_str().unwrap());
    assert_eq!(
        header,
        json!({"typ": "JWT", "alg": "HS384", "kid": "first", "version": "2"})
    );
    assert_eq!(
        claims,
        json!({
            "user_id": 1,
            "type": "access",
            "scopes": ["user:read", "report"],
            "iss": "https://file.example",
            "aud": "api",
            "exp": NOW + 60,
            "auth_time": NOW,
            "fresh": true,
        })
    );
    assert_eq!(answer["expires_in"], 60);
}

fn error<T: DeserializeOwned>(value: Value) -> String {
    match serde_json::from_value::<T>(value) {
        Ok(_) => "none".into(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn each_type_reads_what_a_literal_says() {
    let read = |text: &str| serde_json::from_value::<NotBefore>(json!(text)).unwrap();
    assert_eq!(read("off"), NotBefore::Off);
    assert_eq!(read("3m"), NotBefore::After(Duration::from_secs(180)));
    let switch = |value: Value| serde_json::from_value::<FromText<bool>>(value).unwrap().0;
    assert_eq!(
        [json!("on"), json!(true), json!("off"), json!(false)].map(switch),
        [true, true, false, false]
    );
    let names = |value: Value| {
        serde_json::from_value::<FromText<Vec<String>>>(value)
            .unwrap()
            .0
    };
    assert_eq!(names(json!("a")), ["a"]);
    assert_eq!(names(json!(["a", "b"])), ["a", "b"]);
    let algorithms = serde_json::from_value::<FromText<Vec<Algorithm>>>(json!(["HS256", "EdDSA"]));
    assert_eq!(algorithms.unwrap().0, [Algorithm::HS256, Algorithm::EdDSA]);
    let count = |value: Value| serde_json::from_value::<FromText<usize>>(value).unwrap().0;
    assert_eq!([json!(8), json!("8")].map(count), [8, 8]);
}

#[test]
fn errors_say_what_was_found_and_what_is_expected() {
    for (shown, expected) in [
        (
            error::<FromText<bool>>(json!("yes")),
            "found `yes`; expected `on` or `off`",
        ),
        (
            error::<FromText<bool>>(json!([])),
            "found a list; expected `on` or `off`",
        ),
        (
            error::<FromText<Duration>>(json!(15)),
            "found `15`, which has no unit",
        ),
        (
            error::<FromText<Duration>>(json!(1.5)),
            "invalid type: floating point `1.5`, expected a duration such as `15m`",
        ),
        (error::<NotBefore>(json!("soon")), "found `soon`"),
        (
            error::<ScopesFormat>(json!("lists")),
            "found `lists`; expected `string`, `list` or `list-always`",
        ),
        (
            error::<SubjectFormat>(json!(7)),
            "found `7`; expected `string` or `integer`",
        ),
        (error::<Algorithm>(json!("hs256")), "did you mean `HS256`?"),
        (
            error::<Algorithm>(json!("none")),
            "would accept unsigned tokens",
        ),
        (
            error::<RetiredKey>(json!({"key": "x", "untill": 1})),
            "unknown field `untill`, expected one of `key`",
        ),
        (
            error::<RetiredKey>(json!({"until": 1})),
            "missing field `key`",
        ),
        (
            error::<TrustedIssuer>(json!({"issuer": "x", "public_set": "y", "audience": [1]})),
            "invalid type: integer `1`",
        ),
        (
            error::<TrustedIssuer>(json!({"issuer": "x", "keys": "y"})),
            "unknown field `keys`",
        ),
    ] {
        assert!(shown.contains(expected), "{expected} is not in {shown}");
    }
}

#[test]
fn no_error_shows_a_secret() {
    for settings in [
        json!({"secret": 8675309}),
        json!({"secret": ["8675309"]}),
        json!({"session_secret": {"8675309": 1}}),
        json!({"private_key": 8675309.5}),
        json!({"retired_keys": [{"key": 8675309}]}),
        json!({"retired_keys": [{"key": "8675309", "until": "x"}]}),
    ] {
        let shown = error::<Everything>(settings.clone());
        assert!(
            shown != "none" && !shown.contains("8675309"),
            "{settings}: {shown}"
        );
    }
    let short = Service::of_file(&json!({"secret": "8675309", "session_secret": "8675309"}));
    let shown = short.err().unwrap();
    assert!(
        shown.contains("7 bytes") && !shown.contains("8675309"),
        "{shown}"
    );
}

#[test]
fn a_configuration_shows_no_secret_when_it_is_printed() {
    let mut file = file();
    file["secret"] = json!(SECRET.repeat(2));
    file["private_key"] = json!(pem("ed25519", "private_pem"));
    let config: Everything = serde_json::from_value(file).unwrap();
    for shown in [format!("{config:?}"), format!("{:?}", config.settings())] {
        for secret in [SECRET, OTHER_SECRET, "PRIVATE KEY"] {
            assert!(!shown.contains(secret), "{shown}");
        }
        assert!(shown.contains("https://file.example"), "{shown}");
    }
}
