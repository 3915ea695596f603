//! Requests that run no handler: preflights, and exempt methods.

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::http::header::ALLOW;
use axum::http::{Method, Request};
use jwt_guard::prelude::*;
use jwt_guard::routing::{any, options};

use crate::fixtures::app::*;

static RUNS: AtomicUsize = AtomicUsize::new(0);

#[protected]
async fn counted() {
    RUNS.fetch_add(1, Ordering::Relaxed);
}

#[public]
async fn for_all() -> &'static str {
    "for_all"
}

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/any", any(counted))
        .route("/options", options(counted))
        .route("/get", get(counted))
        .route("/public", any(for_all))
        .with_state(auth())
}

fn options_of(path: &str, is_preflight: bool) -> Request<Body> {
    let request = Request::builder().method(Method::OPTIONS).uri(path);
    let request = match is_preflight {
        true => request
            .header("origin", "https://app.example.com")
            .header("access-control-request-method", "POST"),
        false => request,
    };
    request.body(Body::empty()).unwrap()
}

#[tokio::test]
async fn a_preflight_is_answered_204_and_runs_no_protected_handler() {
    for path in ["/any", "/options", "/get"] {
        let answer = send(&app(), options_of(path, true)).await;
        assert_eq!((answer.status.as_u16(), &*answer.body), (204, ""), "{path}");
        assert_eq!(answer.challenge(), None);
    }
    assert_eq!(RUNS.load(Ordering::Relaxed), 0);
    assert_eq!(send(&app(), options_of("/nowhere", true)).await.status, 404);
    assert_eq!(
        send(&app(), options_of("/public", true)).await.body,
        "for_all"
    );
}

#[tokio::test]
async fn other_options_are_like_any_method() {
    for path in ["/any", "/options"] {
        assert_eq!(
            send(&app(), options_of(path, false)).await.status,
            401,
            "{path}"
        );
    }
    let answer = send(&app(), options_of("/get", false)).await;
    assert_eq!(answer.status, 405);
    assert_eq!(answer.header(ALLOW), Some("GET,HEAD"));
}

#[tokio::test]
async fn a_route_keeps_its_own_answer_to_other_methods() {
    let app = GuardedRouter::new()
        .route("/get", get(counted))
        .method_not_allowed_fallback(for_all)
        .with_state(auth());
    for is_preflight in [true, false] {
        let answer = send(&app, options_of("/get", is_preflight)).await;
        assert_eq!(answer.body, "for_all");
    }
}

#[tokio::test]
async fn only_options_is_a_preflight() {
    for method in [Method::GET, Method::POST, Method::HEAD] {
        let request = Request::builder().method(&method).uri("/any");
        let request = request.header("access-control-request-method", "POST");
        let answer = send(&app(), request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 401, "{method}");
    }
}
