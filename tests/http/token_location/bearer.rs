//! The `Authorization` header, and the responses to invalid ones.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL};
use jwt_guard::prelude::*;

use crate::fixtures::app::*;

#[protected]
async fn protected_route() {}

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/", get(protected_route))
        .with_state(auth())
}

async fn with_headers(values: &[&str]) -> Answer {
    let mut request = Request::get("/");
    for value in values {
        request = request.header(AUTHORIZATION, *value);
    }
    send(&app(), request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn without_a_token_the_challenge_has_no_error_code() {
    for values in [&[][..], &["Basic dTpw"], &["Bearer"], &["Bearer "]] {
        let answer = with_headers(values).await;
        assert_eq!(answer.status, 401);
        assert_eq!(
            answer.challenge(),
            Some(r#"Bearer realm="api""#),
            "{values:?}"
        );
        assert_eq!(answer.json()["error"], "missing_token");
    }
}

#[tokio::test]
async fn an_invalid_token_is_401_invalid_token() {
    let answer = with_headers(&["Bearer a.b.c"]).await;
    assert_eq!(answer.status, 401);
    assert_eq!(
        answer.challenge(),
        Some(r#"Bearer realm="api", error="invalid_token""#)
    );
    assert_eq!(answer.json()["error"], "invalid_token");
}

#[tokio::test]
async fn a_malformed_header_is_400_invalid_request() {
    let valid = format!("Bearer {}", token(&[]));
    for values in [
        &["Bearer a b"][..],
        &["Bearer\ta.b.c"],
        &[&valid, &valid],
        &[&valid, "Basic dTpw"],
    ] {
        let answer = with_headers(values).await;
        assert_eq!(answer.status, 400, "{values:?}");
        assert_eq!(
            answer.challenge(),
            Some(r#"Bearer realm="api", error="invalid_request""#)
        );
        assert_eq!(answer.json()["error"], "invalid_request");
    }
}

#[tokio::test]
async fn the_scheme_is_case_insensitive() {
    for scheme in ["Bearer", "bearer", "BEARER"] {
        assert_eq!(
            with_headers(&[&format!("{scheme} {}", token(&[]))])
                .await
                .status,
            200
        );
    }
}

#[tokio::test]
async fn no_refusal_may_be_stored_by_a_cache() {
    for values in [&[][..], &["Bearer a.b.c"], &["Bearer a b"]] {
        assert_eq!(
            with_headers(values).await.header(CACHE_CONTROL),
            Some("no-store")
        );
    }
}

#[tokio::test]
async fn no_refusal_says_which_check_failed_or_repeats_the_token() {
    let expired = {
        let clock = jwt_guard::clock::FrozenClock::at(NOW - 10_000);
        let auth = Auth::builder(Api {
            secret: SECRET.into(),
        })
        .users(Users)
        .clock(clock)
        .build()
        .unwrap();
        auth.mint("1")
            .claims(Membership {
                plan: "pro".into(),
                team: None,
            })
            .token()
            .unwrap()
    };
    let forged = token(&[]) + "A";
    let expired_answer = with_headers(&[&format!("Bearer {expired}")]).await;
    let forged_answer = with_headers(&[&format!("Bearer {forged}")]).await;
    assert_eq!(expired_answer.status, 401);
    assert_eq!(expired_answer.body, forged_answer.body);
    assert!(!forged_answer.body.contains(&forged));
}
