//! Each reason is provoked by a request, and told apart from all others: a table for each kind of request.

mod logins;
mod origins;
mod refresh_tokens;
mod secrecy;
mod tokens;

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use jwt_guard::prelude::*;
use serde_json::{Value, json};

use super::service::told;
use crate::fixtures::app::{NOW, send};
use crate::fixtures::token::signed_with;

pub(super) fn with_header(path: &str, value: &str) -> Request<Body> {
    Request::get(path)
        .header(AUTHORIZATION, value)
        .body(Body::empty())
        .unwrap()
}

pub(super) fn post_json(path: &str, body: &Value) -> Request<Body> {
    Request::post(path)
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap()
}

pub(super) fn login(name: &str, password: &str) -> Request<Body> {
    post_json("/auth", &json!({"username": name, "password": password}))
}

pub(super) async fn logged_in(app: &GuardedRouter) -> (String, String) {
    let answer = send(app, login("ada", "secret")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let body = answer.json();
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    (text("access_token"), text("refresh_token"))
}

pub(super) fn refresh(token: &str) -> Request<Body> {
    post_json("/auth/refresh", &json!({"refresh_token": token}))
}

/// A token about `ada` with these claims besides the necessary ones.
pub(super) fn claims(more: Value) -> Vec<u8> {
    let mut claims = json!({"sub": "ada", "exp": NOW + 60});
    claims
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    claims.to_string().into_bytes()
}

pub(super) fn signed(header: &str, payload: &[u8], secret: &str) -> String {
    signed_with(header, payload, aws_lc_rs::hmac::HMAC_SHA256, secret)
}

pub(super) const HEADER: &str = r#"{"typ":"at+jwt","alg":"HS256"}"#;

pub(super) async fn tells(
    app: &GuardedRouter,
    rows: impl IntoIterator<Item = (&str, Request<Body>)>,
) {
    for (expected, request) in rows {
        let shown = format!("{:?} {:?}", request.uri(), request.headers());
        assert_eq!(told(app, request).await, expected, "{shown}");
    }
}

/// Reasons that no request to this service can provoke: the response of a preflight has no body, the reasons of tokens have
/// names of their own, and the operating system always has random numbers here.
const NOT_PROVOKED: [&str; 3] = ["Preflight", "InvalidToken", "NoRandomness"];

/// The tables.
const TABLES: [&str; 4] = [
    include_str!("logins.rs"),
    include_str!("origins.rs"),
    include_str!("refresh_tokens.rs"),
    include_str!("tokens.rs"),
];

#[test]
fn every_reason_is_provoked() {
    let source = include_str!("../../../../../jwt-runtime/src/error/reason.rs");
    let variants = source.split_once("pub enum Reason {").unwrap().1;
    let variants = variants.split_once("\n}\n").unwrap().0;
    let names = variants.lines().filter_map(|line| {
        let name = line.strip_prefix("    ")?;
        let end = name.find(|c: char| !c.is_alphanumeric())?;
        Some(&name[..end]).filter(|name| name.starts_with(|c: char| c.is_uppercase()))
    });
    let mut count = 0;
    for name in names.filter(|name| !NOT_PROVOKED.contains(name)) {
        count += 1;
        let row = format!("\"{name}\"");
        let is_provoked = TABLES.iter().any(|table| table.contains(&row));
        assert!(is_provoked, "no request is refused because of `{name}`");
    }
    assert!(count > 40, "the source has the reasons");
}
