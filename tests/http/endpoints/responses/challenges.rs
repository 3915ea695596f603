//! `challenge`: which refusals have a challenge, and of which scheme; of the configuration and of a handler.

use axum::http::Request;
use axum::http::header::AUTHORIZATION;
use jwt_guard::config::{Challenges, FromText};
use jwt_guard::prelude::*;
use serde::Deserialize;
use serde_json::json;

use crate::fixtures::app::{SECRET, get_request, send};

#[derive(AuthConfig, Deserialize)]
#[auth(challenge = "off")]
struct Api {
    secret: Secret,
    challenge: Option<FromText<Challenges>>,
}

#[protected]
async fn usual() {}

#[protected(challenge = "Token")]
async fn with_tokens() {}

#[protected(challenge = "always")]
async fn as_usual() {}

#[scoped("admin")]
async fn for_admins() {}

#[protected]
async fn failing() -> AuthError {
    jwt_guard::token::TokenError::Expired.into()
}

#[protected(challenge = "Token")]
async fn failing_with_tokens() -> AuthError {
    jwt_guard::token::TokenError::Expired.into()
}

fn app(challenge: Option<&str>) -> (GuardedRouter, String) {
    let config: Api =
        serde_json::from_value(json!({"secret": SECRET, "challenge": challenge})).unwrap();
    let auth = Auth::builder(config).build().unwrap();
    let token = auth.mint("1").token().unwrap();
    let app = GuardedRouter::new()
        .route("/", get(usual))
        .route("/token", get(with_tokens))
        .route("/usual", get(as_usual))
        .route("/admins", get(for_admins))
        .route("/failing", get(failing))
        .route("/failing-token", get(failing_with_tokens))
        .with_state(auth);
    (app, token)
}

/// The challenges of a request without a token, with an invalid one, and with one that has no scopes.
async fn challenges(challenge: Option<&str>) -> [Option<String>; 3] {
    let (app, token) = app(challenge);
    let with = |path, token: &str| {
        let request = Request::get(path).header(AUTHORIZATION, format!("Bearer {token}"));
        request.body(axum::body::Body::empty()).unwrap()
    };
    let mut found = [None, None, None];
    for (found, (request, status)) in found.iter_mut().zip([
        (get_request("/"), 401),
        (with("/", "a.b.c"), 401),
        (with("/admins", &token), 403),
    ]) {
        let answer = send(&app, request).await;
        assert_eq!(answer.status, status);
        *found = answer.challenge().map(str::to_owned);
    }
    found
}

#[tokio::test]
async fn each_choice_decides_which_refusals_have_a_challenge() {
    let some = |text: &str| Some(text.to_owned());
    for (choice, expected) in [
        (
            "always",
            [
                some(r#"Bearer realm="api""#),
                some(r#"Bearer realm="api", error="invalid_token""#),
                some(r#"Bearer realm="api", error="insufficient_scope", scope="admin""#),
            ],
        ),
        ("absent-token", [some(r#"Bearer realm="api""#), None, None]),
        ("absent-token JWT", [some(r#"JWT realm="api""#), None, None]),
        ("off", [None, None, None]),
        (
            "JWT",
            [
                some(r#"JWT realm="api""#),
                some(r#"JWT realm="api", error="invalid_token""#),
                some(r#"JWT realm="api", error="insufficient_scope", scope="admin""#),
            ],
        ),
    ] {
        assert_eq!(challenges(Some(choice)).await, expected, "{choice}");
    }
}

#[tokio::test]
async fn a_field_goes_before_the_literal_and_a_handler_before_the_field() {
    let challenge = async |challenge, path| {
        let answer = send(&app(challenge).0, get_request(path)).await;
        assert_eq!(answer.status, 401);
        answer.challenge().map(str::to_owned)
    };
    assert_eq!(challenge(None, "/").await, None);
    let scheme = |text: &str| Some(format!(r#"{text} realm="api""#));
    assert_eq!(challenge(Some("JWT"), "/").await, scheme("JWT"));
    for field in [None, Some("JWT"), Some("absent-token")] {
        assert_eq!(challenge(field, "/token").await, scheme("Token"));
        assert_eq!(challenge(field, "/usual").await, scheme("Bearer"));
    }
}

#[tokio::test]
async fn an_error_that_a_handler_returns_has_the_challenge_of_the_handler() {
    let (app, token) = app(None);
    for (path, scheme) in [("/failing", None), ("/failing-token", Some("Token"))] {
        let request = Request::get(path).header(AUTHORIZATION, format!("Bearer {token}"));
        let answer = send(&app, request.body(axum::body::Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 401);
        let found = answer.challenge().and_then(|text| text.split(' ').next());
        assert_eq!(found, scheme);
    }
}

#[test]
fn a_field_that_is_neither_a_choice_nor_a_scheme_is_reported_at_start_up() {
    for (text, found) in [
        ("On", "`On`"),
        ("JWT realm", "' ' at byte 3 of the scheme name `JWT realm`"),
    ] {
        let config = json!({"secret": SECRET, "challenge": text});
        let config: Api = serde_json::from_value(config).unwrap();
        let error = Auth::builder(config).build().unwrap_err().to_string();
        assert!(
            error.contains(found) && error.contains("`absent-token`"),
            "{error}"
        );
    }
}
