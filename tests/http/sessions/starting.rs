//! Settings of sessions that contradict each other or the types of the configuration.

use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;
use serde_json::{Value, json};

use super::service::{Office, Service};
use crate::keys::algorithms::pem;

fn problems(settings: Value) -> Vec<String> {
    match Service::try_with_store(settings, MemoryStore::new()) {
        Ok(_) => Vec::new(),
        Err(error) => error.problems().iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn what_contradicts_itself_does_not_start() {
    for (settings, setting) in [
        (json!({"refresh_ttl": "10m"}), "refresh_ttl"),
        (json!({"refresh_idle_ttl": "10m"}), "refresh_idle_ttl"),
        (
            json!({"refresh_ttl": "1h", "refresh_idle_ttl": "2h"}),
            "refresh_idle_ttl",
        ),
        (json!({"refresh_grace": "31s"}), "refresh_grace"),
        (json!({"refresh_ttl": "401d"}), "refresh_ttl"),
        (
            json!({"refresh": "off", "refresh_ttl": "1h"}),
            "refresh_ttl",
        ),
        (
            json!({"refresh_rotation": "off", "refresh_grace": "5s"}),
            "refresh_grace",
        ),
        (json!({"store_timeout": "0s"}), "store_timeout"),
        (json!({"revocation": "some"}), "revocation"),
        (json!({"on_store_error": "off"}), "on_store_error"),
        (
            json!({"token_from": ["cookie"], "cookie_refresh_name": "__Host-access_token"}),
            "cookie_refresh_name",
        ),
    ] {
        let problems = problems(settings.clone());
        assert!(!problems.is_empty(), "{settings} starts");
        let is_named = |problem: &String| problem.contains(&format!("`{setting}`"));
        assert!(problems.iter().any(is_named), "{settings}: {problems:?}");
    }
    assert_eq!(problems(json!({})), [""; 0]);
}

#[test]
fn what_needs_a_store_does_not_start_without_one() {
    let without = |settings: Value| {
        let mut office: Office = serde_json::from_value(settings).unwrap();
        office.secret = Some(crate::fixtures::app::SECRET.into());
        let staff = Service::new(json!({})).staff;
        Auth::builder(office)
            .users(staff)
            .build()
            .err()
            .map(|error| error.to_string())
    };
    assert_eq!(without(json!({})), None);
    assert_eq!(without(json!({"revocation": "off"})), None);
    assert_eq!(without(json!({"refresh": "off"})), None);
    for settings in [
        json!({"revocation": "all"}),
        json!({"revocation": "refresh"}),
        json!({"refresh": "on"}),
        json!({"refresh_ttl": "1h"}),
        json!({"on_store_error": "allow"}),
    ] {
        let error = without(settings.clone()).expect("it does not start");
        assert!(error.contains("while there is no store"), "{error}");
    }
}

#[test]
fn digests_of_tokens_that_are_not_random_alone_need_a_secret() {
    let key = pem("ed25519", "private_pem");
    let settings = |more: Value| {
        let mut settings = json!({"algorithm": "EdDSA", "private_key": key});
        settings
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        settings
    };
    assert_eq!(problems(settings(json!({}))), [""; 0]);
    let problems_of_jwt = problems(settings(json!({"refresh_format": "jwt"})));
    assert!(
        problems_of_jwt[0].starts_with("`session_secret`"),
        "{problems_of_jwt:?}"
    );
    let secret = "Zq3vK8tB1nW6yM4xR9cL2sH7fD5gJ0pE";
    let with = settings(json!({"refresh_format": "jwt", "session_secret": secret}));
    assert_eq!(problems(with), [""; 0]);
}
