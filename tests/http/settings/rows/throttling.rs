//! Limits of failed logins.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use serde_json::{Value, json};

use super::super::row::{Look, Row, row};
use super::super::service::Service;

/// A login through a proxy, which adds the address of the client.
fn login(from: &str, name: &str, password: &str) -> Request<Body> {
    let proxy: SocketAddr = "192.0.2.1:4711".parse().unwrap();
    let body = json!({"username": name, "password": password});
    Request::post("/auth")
        .header(CONTENT_TYPE, "application/json")
        .header("x-forwarded-for", from)
        .extension(ConnectInfo(proxy))
        .body(body.to_string().into())
        .unwrap()
}

/// The status of a right login, after so many wrong ones for an account from elsewhere behind the same proxy.
async fn after(service: Service, wrong: usize, name: &str) -> Value {
    for _ in 0..wrong {
        let answer = service.answer(login("198.51.100.1", name, "wrong")).await;
        assert_eq!(answer.status, 401);
    }
    let answer = service.answer(login("198.51.100.2", "ada", "secret")).await;
    answer.status.as_u16().into()
}

pub(super) fn rows() -> Vec<Row> {
    let limited = [json!(200), json!(429)];
    vec![
        row(
            "rate_limit",
            json!("off"),
            Look::Scenario(|service| Box::pin(after(service, 10, "ada"))),
            [json!(429), json!(200)],
        ),
        row(
            "rate_limit_account",
            json!("2/h"),
            Look::Scenario(|service| Box::pin(after(service, 2, "ada"))),
            limited.clone(),
        ),
        row(
            "rate_limit_account_and_address",
            json!("2/15m"),
            Look::Scenario(|service| Box::pin(after(service, 2, "ada"))),
            limited.clone(),
        ),
        row(
            "rate_limit_address",
            json!("2/m"),
            Look::Scenario(|service| Box::pin(after(service, 2, "bob"))),
            limited,
        ),
        row(
            "client_address",
            json!("proxies:1"),
            Look::Scenario(|service| Box::pin(after(service, 2, "bob"))),
            [json!(429), json!(200)],
        )
        .beside(json!({"rate_limit_address": "2/m"})),
    ]
}
