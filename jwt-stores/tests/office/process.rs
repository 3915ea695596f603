//! A process of the service.

use std::net::{IpAddr, SocketAddr};

use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{Request, StatusCode};
use jwt_core::session::TokenStore;
use jwt_guard::clock::SystemClock;
use jwt_guard::prelude::*;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::{Office, office, routes};

/// A process of the service, as its clients see it.
pub(crate) struct Process {
    pub(crate) auth: Auth<Office>,
    app: GuardedRouter,
}

impl Process {
    pub(crate) fn new(store: impl TokenStore) -> Self {
        Self::of(office(store, SystemClock::default(), None))
    }

    pub(crate) fn of(auth: Auth<Office>) -> Self {
        Self {
            app: routes(auth.clone()),
            auth,
        }
    }

    async fn send(&self, request: Request<Body>) -> (StatusCode, Vec<u8>) {
        let answer = self.app.clone().finish().oneshot(request).await;
        let answer = answer.expect("a result");
        let status = answer.status();
        let body = to_bytes(answer.into_body(), 1 << 16).await;
        (status, body.expect("a body").to_vec())
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        let request = Request::post(path).header(CONTENT_TYPE, "application/json");
        let request = request.body(body.to_string().into()).expect("a request");
        let (status, body) = self.send(request).await;
        (status, serde_json::from_slice(&body).unwrap_or_default())
    }

    /// Tries a password from an address; says for how many seconds the client must wait, if it is told.
    pub(crate) async fn attempt(
        &self,
        user: &str,
        password: &str,
        from: IpAddr,
    ) -> (StatusCode, Option<i64>) {
        let body = json!({"username": user, "password": password});
        let request = Request::post("/auth")
            .header(CONTENT_TYPE, "application/json")
            .extension(ConnectInfo(SocketAddr::new(from, 4711)));
        let request = request
            .body(Body::from(body.to_string()))
            .expect("a request");
        let response = self.app.clone().finish().oneshot(request).await;
        let response = response.expect("a response");
        let wait = response.headers().get(RETRY_AFTER);
        let wait = wait.map(|wait| wait.to_str().expect("text").parse().expect("seconds"));
        (response.status(), wait)
    }

    pub(crate) async fn refresh(&self, tokens: &Value) -> (StatusCode, Value) {
        let body = json!({"refresh_token": tokens["refresh_token"]});
        self.post("/auth/refresh", &body).await
    }

    pub(crate) async fn status(&self, tokens: &Value) -> StatusCode {
        let token = tokens["access_token"].as_str().expect("a token");
        let request = Request::get("/").header(AUTHORIZATION, format!("Bearer {token}"));
        self.send(request.body(Body::empty()).expect("a request"))
            .await
            .0
    }
}
