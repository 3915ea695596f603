//! Sessions that are older than the scopes of the service.

use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;
use serde_json::json;

use super::service::{Service, Staff};
use crate::fixtures::app::{SECRET, send};

/// What a later version of the service knows of scopes.
#[derive(Scope, Clone, Copy)]
enum Left {
    #[scope("user:read")]
    UserRead,
}

#[derive(AuthConfig)]
#[auth(users = Staff, scopes = Left, session_owner = "office")]
struct Later {
    secret: Secret,
}

#[tokio::test]
async fn a_scope_that_the_service_knows_no_more_leaves_the_session() {
    let store = MemoryStore::new();
    let earlier = Service::with_store(json!({}), store.clone());
    let tokens = earlier.log_in().await;
    let later = Later {
        secret: SECRET.into(),
    };
    let later = Auth::builder(later)
        .users(earlier.staff.clone())
        .clock(earlier.clock.clone())
        .store(store);
    let later = later.build().unwrap();
    let app: GuardedRouter = GuardedRouter::new()
        .nest("/auth", later.endpoints())
        .with_state(later);
    let body = json!({"refresh_token": tokens.refresh}).to_string();
    let request = Request::post("/auth/refresh").header(CONTENT_TYPE, "application/json");
    let answer = send(&app, request.body(body.into()).unwrap()).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json()["scope"], Left::UserRead.as_str());
}
