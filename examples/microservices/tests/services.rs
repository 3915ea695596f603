//! What crosses between the services, and what does not.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use jwt_guard::prelude::*;
use microservices::accounts::{self, Accounts};
use microservices::{invoices, orders};
use serde_json::{Value, json};
use tower::ServiceExt;

struct Services {
    accounts: GuardedRouter,
    orders: GuardedRouter,
    invoices: GuardedRouter,
}

impl Services {
    fn new() -> Self {
        let auth = Accounts::new(accounts::new_key().unwrap()).auth().unwrap();
        let keys = accounts::public_keys(&auth).unwrap();
        Self {
            accounts: accounts::app(&auth),
            orders: orders::app(orders::Orders::new(&*keys)).unwrap(),
            invoices: invoices::app(invoices::Invoices::new(&*keys)).unwrap(),
        }
    }

    async fn log_in(&self, username: &str) -> String {
        let login = json!({"username": username, "password": "correct horse"});
        let request = Request::post("/auth").header(CONTENT_TYPE, "application/json");
        let (status, body) = send(
            &self.accounts,
            request.body(login.to_string().into()).unwrap(),
        )
        .await;
        assert_eq!(status, 200, "{body}");
        body["access_token"].as_str().unwrap().to_owned()
    }
}

async fn send(app: &GuardedRouter, request: Request<Body>) -> (u16, Value) {
    let response = app.clone().finish().oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

async fn get(app: &GuardedRouter, path: &str, token: &str) -> (u16, Value) {
    let request = Request::get(path).header(AUTHORIZATION, format!("Bearer {token}"));
    send(app, request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_token_of_accounts_opens_what_its_scopes_say() {
    let services = Services::new();
    for (name, id, invoices) in [("ada", "1", 403), ("grace", "2", 200)] {
        let token = services.log_in(name).await;
        let (status, body) = get(&services.orders, "/orders", &token).await;
        assert_eq!((status, &body["of"]), (200, &json!(id)));
        let (status, _) = get(&services.invoices, "/invoices", &token).await;
        assert_eq!(status, invoices, "{name}");
    }
}

#[tokio::test]
async fn a_token_of_other_keys_opens_nothing() {
    let (services, others) = (Services::new(), Services::new());
    let token = others.log_in("grace").await;
    assert_eq!(get(&others.orders, "/orders", &token).await.0, 200);
    assert_eq!(get(&services.orders, "/orders", &token).await.0, 401);
    assert_eq!(get(&services.invoices, "/invoices", &token).await.0, 401);
}

#[tokio::test]
async fn a_service_that_verifies_has_no_login() {
    let services = Services::new();
    for app in [&services.orders, &services.invoices] {
        for path in ["/auth", "/auth/keys", "/auth/me"] {
            assert_eq!(get(app, path, "").await.0, 404, "{path}");
        }
        let routes: Vec<_> = app
            .manifest()
            .routes()
            .iter()
            .map(|route| route.access())
            .collect();
        assert!(routes.contains(&"scoped"), "{routes:?}");
    }
}

#[tokio::test]
async fn the_keys_that_are_published_verify_and_do_not_sign() {
    let services = Services::new();
    let (status, keys) = get(&services.accounts, "/auth/keys", "").await;
    assert_eq!(status, 200);
    assert!(
        keys["keys"][0].get("d").is_none(),
        "a private part is never published"
    );
    let orders = orders::app(orders::Orders::new(keys.to_string())).unwrap();
    let token = services.log_in("ada").await;
    assert_eq!(get(&orders, "/orders", &token).await.0, 200);
}
