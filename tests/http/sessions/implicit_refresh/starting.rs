//! Settings with which no token could be replaced, or every one would be.

use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;
use serde_json::{Value, json};

use super::super::service::Service;
use super::visitor::settings;
use crate::fixtures::app::SECRET;
use crate::keys::algorithms::pem;

fn problems(settings: Value) -> Vec<String> {
    match Service::try_new(settings, None::<MemoryStore>) {
        Ok(_) => Vec::new(),
        Err(error) => error.problems().iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn what_it_needs_must_be_there() {
    let with = |others: Value| problems(settings(others));
    assert_eq!(with(json!({})), [""; 0]);
    assert_eq!(with(json!({"implicit_refresh": "899s"})), [""; 0]);
    assert_eq!(with(json!({"refresh_ttl": "1h"})), [""; 0]);
    assert_eq!(with(json!({"cookie_max_age": "601s"})), [""; 0]);
    for (others, found) in [
        (
            json!({"token_from": ["header"]}),
            "found a time, while no token is read from a cookie; expected `cookie` in `token_from`",
        ),
        (
            json!({"token_delivery": "body"}),
            "found a time, while `token_delivery` is `body`; expected `token_delivery` as `cookie`, `both` or `by_request`",
        ),
        (
            json!({"implicit_refresh": "15m"}),
            "found `15m`, while `access_ttl` is `15m`; expected a shorter time than `access_ttl`",
        ),
        (
            json!({"access_ttl": "5m"}),
            "found `5m`, while `access_ttl` is `5m`; expected a shorter time than `access_ttl`",
        ),
        (
            json!({"implicit_refresh": "0s"}),
            "found `0s`; expected whole seconds, from `1s` to `30d`",
        ),
        (
            json!({"cookie_max_age": "10m"}),
            "found `5m`, while `access_ttl` is `15m` and browsers forget the token after `10m`; expected a longer `cookie_max_age`",
        ),
        (json!({"implicit_refresh": "soon"}), "found `soon`"),
    ] {
        let problems = with(others.clone());
        assert_eq!(problems.len(), 1, "{others}: {problems:?}");
        assert!(
            problems[0].starts_with("`implicit_refresh` (field `implicit_refresh`): ")
                && problems[0].contains(found),
            "{others}: {problems:?}"
        );
    }
}

#[test]
fn who_only_verifies_replaces_nothing() {
    #[derive(AuthConfig)]
    #[auth(algorithm = "EdDSA", users = crate::sessions::service::Staff, token_from(cookie))]
    struct Verifying {
        public_key: String,
        implicit_refresh: Option<String>,
    }

    let staff = || Service::new(json!({})).staff;
    let build = |implicit_refresh: Option<&str>| {
        let verifying = Verifying {
            public_key: pem("ed25519", "public_pem"),
            implicit_refresh: implicit_refresh.map(str::to_owned),
        };
        let auth = Auth::builder(verifying).users(staff()).build();
        auth.err().map(|error| error.to_string())
    };
    assert_eq!(build(None), None);
    let error = build(Some("5m")).expect("it does not start");
    assert!(
        error.contains("while there is no key that signs"),
        "{error}"
    );
}

#[test]
fn implicit_refresh_needs_a_user_backend() {
    #[derive(AuthConfig)]
    #[auth(token_from(cookie))]
    struct Alone {
        secret: Secret,
        implicit_refresh: Option<String>,
    }

    let build = |implicit_refresh: Option<String>| {
        let secret = SECRET.into();
        let auth = Auth::builder(Alone {
            secret,
            implicit_refresh,
        });
        auth.build().err().map(|error| error.to_string())
    };
    assert_eq!(build(None), None);
    let error = build(Some("5m".into())).expect("it does not start");
    assert!(error.contains("while there is no user backend"), "{error}");
}

#[test]
fn a_session_without_refresh_tokens_may_say_how_long_it_lasts() {
    let with_store = |settings| Service::try_with_store(settings, MemoryStore::new()).is_ok();
    let lasts = json!({"refresh": "off", "refresh_ttl": "1h"});
    assert!(with_store(settings(lasts.clone())));
    assert!(!with_store(lasts));
    let idle = json!({"refresh": "off", "refresh_idle_ttl": "1h"});
    assert!(!with_store(settings(idle)));
    assert_eq!(
        problems(settings(json!({"refresh_idle_ttl": "1h"}))).len(),
        1
    );
    let short = json!({"refresh_ttl": "10m"});
    assert_eq!(
        problems(settings(short)).len(),
        1,
        "shorter than `access_ttl`"
    );
}
