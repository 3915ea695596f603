//! Settings of the endpoints.

use serde_json::json;

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
            "max_body_bytes",
            json!(256),
            Look::Post(
                "/auth",
                json!({"username": "ada", "password": "x".repeat(256)}),
            ),
            [json!(401), json!(413)],
        ),
        row(
            "access_token_key",
            json!("token"),
            Look::HasMember("token"),
            [json!(false), json!(true)],
        ),
    ]
}
