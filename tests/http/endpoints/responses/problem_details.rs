//! `ProblemDetails`: the media type, the types of problems, and how much they tell.

use jwt_guard::prelude::*;
use jwt_guard::response::ProblemDetails;
use serde_json::json;

use crate::fixtures::app::{SECRET, get_request, get_with, send};

#[derive(AuthConfig)]
#[auth(responses = ProblemDetails)]
struct Api {
    secret: Secret,
    error_detail: String,
}

#[protected]
async fn note() {}

fn app(detail: &str) -> GuardedRouter {
    let api = Api {
        secret: SECRET.into(),
        error_detail: detail.into(),
    };
    let auth = Auth::builder(api).build().unwrap();
    GuardedRouter::new()
        .route("/note", get(note))
        .with_state(auth)
}

#[tokio::test]
async fn a_refusal_is_a_problem() {
    let answer = send(&app("terse"), get_with("/note", "abc")).await;
    assert_eq!(answer.status, 401);
    assert_eq!(
        answer.header("content-type"),
        Some("application/problem+json")
    );
    assert_eq!(
        answer.json(),
        json!({
            "type": "tag:jwt-guard,2026:invalid_token",
            "title": "the access token is expired, malformed or not valid here",
            "status": 401,
            "code": "invalid_token",
        })
    );
    assert!(answer.challenge().is_some());
}

#[tokio::test]
async fn it_tells_the_reason_only_if_the_configuration_does() {
    let full = send(&app("full"), get_with("/note", "abc")).await.json();
    assert_eq!(full["detail"], "the token is malformed");
    let absent = send(&app("terse"), get_request("/note")).await.json();
    assert_eq!(
        absent["detail"],
        "this resource needs an access token; send it as `Authorization: Bearer <token>`"
    );
}
