//! Settings of the endpoints.

use std::convert::Infallible;

use axum::body::{Body, Bytes};
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use futures_util::stream;
use serde_json::json;
use tokio::time::Instant;

use super::super::row::{Look, Row, row};
use super::claims::signed;

pub(super) fn rows() -> Vec<Row> {
    let credentials = || json!({"username": "ada", "password": "secret"});
    let found = || [json!(404), json!(200)];
    let at = |path| Look::Status(path, signed(json!({})));
    vec![
        row(
            "endpoints",
            json!("off"),
            Look::Post("/auth", credentials()),
            [json!(200), json!(404)],
        ),
        row(
            "path_authenticate",
            json!("/login"),
            Look::Post("/auth/login", credentials()),
            found(),
        ),
        row("path_verify", json!("/check"), at("/auth/check"), found()),
        row("path_me", json!("/user"), at("/auth/user"), found()),
        row(
            "path_keys",
            json!("/jwks.json"),
            at("/auth/jwks.json"),
            found(),
        ),
        row(
            "user_lookup",
            json!("always"),
            Look::accepts(signed(json!({"sub": "99"}))),
            [json!(200), json!(401)],
        ),
        row(
            "strict_slashes",
            json!("on"),
            at("/auth/me/"),
            [json!(200), json!(404)],
        ),
        row(
            "username_key",
            json!("email"),
            Look::Post("/auth", json!({"email": "ada", "password": "secret"})),
            [json!(400), json!(200)],
        ),
        row(
            "password_key",
            json!("phrase"),
            Look::Post("/auth", json!({"username": "ada", "phrase": "secret"})),
            [json!(400), json!(200)],
        ),
        row(
            "exact_credentials",
            json!("on"),
            Look::Post(
                "/auth",
                json!({"username": "ada", "password": "secret", "more": 1}),
            ),
            [json!(200), json!(400)],
        ),
        row(
            "login_content_type",
            json!("off"),
            Look::answer(
                || {
                    let credentials = json!({"username": "ada", "password": "secret"});
                    let login = Request::post("/auth").header(CONTENT_TYPE, "text/plain");
                    login.body(credentials.to_string().into()).unwrap()
                },
                |answer| answer.status.as_u16().into(),
            ),
            [json!(415), json!(200)],
        ),
        row(
            "max_body_bytes",
            json!(256),
            Look::Post(
                "/auth",
                json!({"username": "ada", "password": "x".repeat(256)}),
            ),
            [json!(401), json!(413)],
        ),
        row(
            "body_timeout",
            json!("2s"),
            Look::Scenario(|service| {
                Box::pin(async move {
                    let never = Body::from_stream(stream::pending::<Result<Bytes, Infallible>>());
                    let login = Request::post("/auth").header(CONTENT_TYPE, "application/json");
                    // However busy this machine is, time goes on only while everything waits.
                    tokio::time::pause();
                    let asked = Instant::now();
                    let response = service.answer(login.body(never).unwrap()).await;
                    assert_eq!(response.status, 408);
                    let took = asked.elapsed();
                    tokio::time::resume();
                    took.as_secs().into()
                })
            }),
            [json!(10), json!(2)],
        ),
        row(
            "access_token_key",
            json!("token"),
            Look::HasMember("token"),
            [json!(false), json!(true)],
        ),
    ]
}
