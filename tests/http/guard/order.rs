//! The guard comes first: before any path is parsed or any body is read.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use jwt_guard::prelude::*;

use crate::fixtures::app::*;

#[derive(serde::Deserialize)]
struct Number {
    #[expect(dead_code, reason = "never read: the requests are malformed")]
    number: u32,
}

#[public]
async fn open(Path(_): Path<u32>, Json(_): Json<Number>) {}

#[protected]
async fn with_token(Path(_): Path<u32>, Json(_): Json<Number>) {}

#[protected]
async fn with_claims(Path(_): Path<u32>, _: Claims<Membership>, Json(_): Json<Number>) {}

#[scoped("admin")]
async fn with_scope(Path(_): Path<u32>, Json(_): Json<Number>) {}

#[inject_user]
async fn with_user(Path(_): Path<u32>, user: User, Json(_): Json<Number>) {
    drop(user);
}

#[scoped("admin")]
#[inject_user]
async fn with_scope_and_user(Path(_): Path<u32>, user: User, Json(_): Json<Number>) {
    drop(user);
}

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/open/{id}", post(open))
        .route("/token/{id}", post(with_token))
        .route("/claims/{id}", post(with_claims))
        .route("/scope/{id}", post(with_scope))
        .route("/user/{id}", post(with_user))
        .route("/scope-and-user/{id}", post(with_scope_and_user))
        .with_state(auth())
}

/// A request whose path and body no handler could read.
async fn malformed(route: &str, token: Option<&str>) -> StatusCode {
    let mut request = axum::http::Request::post(format!("/{route}/not-a-number"));
    if let Some(token) = token {
        request = request.header(AUTHORIZATION, format!("Bearer {token}"));
    }
    send(&app(), request.body("not json".into()).unwrap())
        .await
        .status
}

#[tokio::test]
async fn an_unauthenticated_client_gets_401_before_any_extractor_runs() {
    for route in ["token", "claims", "scope", "user", "scope-and-user"] {
        assert_eq!(
            malformed(route, None).await,
            StatusCode::UNAUTHORIZED,
            "{route}"
        );
        let forged = token(&[]) + "x";
        assert_eq!(
            malformed(route, Some(&forged)).await,
            StatusCode::UNAUTHORIZED,
            "{route}"
        );
    }
}

#[tokio::test]
async fn a_client_without_the_scope_gets_403_before_any_extractor_runs() {
    for route in ["scope", "scope-and-user"] {
        let token = token(&["user"]);
        assert_eq!(
            malformed(route, Some(&token)).await,
            StatusCode::FORBIDDEN,
            "{route}"
        );
    }
}

#[tokio::test]
async fn an_unknown_user_gets_401_before_any_extractor_runs() {
    let token = token_about("4", &["admin"]);
    for route in ["user", "scope-and-user"] {
        assert_eq!(
            malformed(route, Some(&token)).await,
            StatusCode::UNAUTHORIZED,
            "{route}"
        );
    }
}

#[tokio::test]
async fn an_admitted_client_is_told_what_is_wrong_with_the_request() {
    let token = token(&["admin"]);
    for route in ["token", "claims", "scope", "user", "scope-and-user"] {
        assert_eq!(
            malformed(route, Some(&token)).await,
            StatusCode::BAD_REQUEST,
            "{route}"
        );
    }
    assert_eq!(malformed("open", None).await, StatusCode::BAD_REQUEST);
}
