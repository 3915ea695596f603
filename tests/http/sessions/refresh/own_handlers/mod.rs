//! Handlers of the application that take a refresh token: `#[protected(refresh)]` with `RefreshedSession`.

mod cookies;
mod routers;
mod tokens;

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{AUTHORIZATION, ORIGIN, SET_COOKIE};
use axum::http::{Method, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use jwt_guard::claim::ExtraClaims;
use jwt_guard::prelude::*;
use jwt_guard::response::{LoginGrant, Refusal, Responses};
use jwt_guard::session::{MemoryStore, RefreshedSession};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::fixtures::app::{Answer, NOW};
use crate::fixtures::browser::Browser;
use crate::sessions::service::{Office, Service, Tokens};

const REFRESH: &str = "__Host-refresh_token";

#[protected(refresh)]
async fn renew(session: RefreshedSession<Office>) -> Result<LoginGrant, AuthError> {
    session.grant().await
}

#[protected(refresh)]
async fn renew_access(session: RefreshedSession<Office>) -> Result<LoginGrant, AuthError> {
    session.access_only().grant().await
}

#[protected(refresh)]
async fn renew_ended(
    State(auth): State<Auth<Office>>,
    session: RefreshedSession<Office>,
) -> Result<LoginGrant, AuthError> {
    auth.sessions().end_all(session.user()).await?;
    session.grant().await
}

#[protected(refresh)]
async fn renew_for(
    Path(scope): Path<String>,
    session: RefreshedSession<Office>,
) -> Result<LoginGrant, AuthError> {
    session.scopes([scope]).grant().await
}

#[protected(refresh)]
async fn renew_with_color(session: RefreshedSession<Office>) -> Result<LoginGrant, AuthError> {
    let color = ExtraClaims::from_iter([("color".to_owned(), "green".into())]);
    session.extend(color).grant().await
}

#[protected(refresh)]
async fn whose(
    State(auth): State<Auth<Office>>,
    session: RefreshedSession<Office>,
) -> Result<String, AuthError> {
    let count = auth.sessions().of_user(session.user()).await?.len();
    let (subject, user) = (session.subject(), session.user().0);
    let began = session.session().created_at;
    Ok(format!("{subject} {user} {began} {count}"))
}

#[derive(Default)]
struct Short;

impl Responses for Short {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        let text = format!("{} {:?}", refusal.code(), refusal.endpoint());
        (StatusCode::IM_A_TEAPOT, text).into_response()
    }
}

#[protected(refresh, responses = Short)]
async fn renew_in_short(session: RefreshedSession<Office>) -> Result<LoginGrant, AuthError> {
    session.grant().await
}

static RUNS: AtomicUsize = AtomicUsize::new(0);

#[protected(refresh)]
async fn counted(_session: RefreshedSession<Office>) {
    RUNS.fetch_add(1, Ordering::SeqCst);
}

/// A service with the handlers above.
fn service(settings: Value) -> Service {
    let mut service = Service::new(settings);
    service.app = GuardedRouter::new()
        .route("/renew", post(renew).get(renew))
        .route("/renew-ended", post(renew_ended))
        .route("/renew-access", post(renew_access))
        .route("/renew-for/{scope}", post(renew_for))
        .route("/renew-with-color", post(renew_with_color))
        .route("/renew-in-short", post(renew_in_short))
        .route("/whose", post(whose))
        .with_state(service.auth.clone())
        .merge(service.app.clone());
    service
}

async fn present(service: &Service, path: &str, token: &str) -> Answer {
    let body = json!({"refresh_token": token});
    service.post(path, None, &body).await
}

async fn granted(service: &Service, path: &str, token: &str) -> Tokens {
    let answer = present(service, path, token).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    Tokens::of(&answer.json())
}
