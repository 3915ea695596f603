//! Settings of token locations, and of the errors that name them.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, LOCATION, WWW_AUTHENTICATE};
use jwt_guard::prelude::*;
use serde_json::{Value, json};

use super::super::row::{Look, Row, literal, row};
use super::super::service::{Ada, Counted, Service};
use super::claims::signed;
use crate::fixtures::app::{Answer, SECRET};

const NEEDS_TOKEN: &str =
    "this resource needs an access token; send it as `Authorization: Bearer <token>`";

pub(super) fn rows() -> Vec<Row> {
    let passes = [json!(401), json!(200)];
    vec![
        row(
            "token_from",
            json!(["query"]),
            Look::answer(in_query("access_token", ""), status),
            passes.clone(),
        ),
        row(
            "header_name",
            json!("X-Token"),
            Look::answer(in_header("x-token", "Bearer "), status),
            passes.clone(),
        ),
        row(
            "header_prefixes",
            json!(["JWT"]),
            Look::answer(in_header(AUTHORIZATION.as_str(), "JWT "), status),
            passes.clone(),
        ),
        row(
            "query_name",
            json!("jwt"),
            Look::answer(in_query("jwt", ""), status),
            passes.clone(),
        )
        .beside(json!({"token_from": "query"})),
        row(
            "query_prefix",
            json!("Bearer "),
            Look::answer(in_query("access_token", "Bearer%20"), status),
            [json!(400), json!(200)],
        )
        .beside(json!({"token_from": "query"})),
        row(
            "json_key",
            json!("jwt"),
            Look::answer(in_body("application/json", r#"{"jwt":"{}"}"#), status),
            passes.clone(),
        )
        .beside(json!({"token_from": "json"})),
        row(
            "form_key",
            json!("jwt"),
            Look::answer(
                in_body("application/x-www-form-urlencoded", "jwt={}"),
                status,
            ),
            passes,
        )
        .beside(json!({"token_from": "form"})),
        row(
            "realm",
            json!("the shop"),
            Look::answer(|| Request::get("/").body(Body::empty()).unwrap(), challenge),
            [
                json!(r#"Bearer realm="api""#),
                json!(r#"Bearer realm="the shop""#),
            ],
        ),
        row(
            "challenge",
            json!("JWT"),
            Look::answer(|| Request::get("/").body(Body::empty()).unwrap(), challenge),
            [json!(r#"Bearer realm="api""#), json!(r#"JWT realm="api""#)],
        ),
        row(
            "error_detail",
            json!("full"),
            Look::answer(
                || {
                    let request = Request::get("/").header(AUTHORIZATION, "Bearer a.b.c");
                    request.body(Body::empty()).unwrap()
                },
                |answer| answer.json()["error_description"].clone(),
            ),
            [
                json!("the access token is expired, malformed or not valid here"),
                json!("the token is malformed"),
            ],
        ),
        row(
            "error_message_key",
            json!("error"),
            Look::answer(
                || Request::get("/").body(Body::empty()).unwrap(),
                |answer| answer.json(),
            ),
            [
                json!({"error": "missing_token", "error_description": NEEDS_TOKEN}),
                json!({"error": NEEDS_TOKEN}),
            ],
        ),
        row(
            "login_redirect",
            json!("/login"),
            Look::answer(
                || {
                    let page = Request::get("/").header(ACCEPT, "text/html,*/*;q=0.8");
                    page.body(Body::empty()).unwrap()
                },
                |answer| answer.header(LOCATION).into(),
            ),
            [json!(null), json!("/login?next=%2F")],
        ),
        row(
            "exempt_methods",
            json!(["POST"]),
            Look::answer(|| Request::post("/").body(Body::empty()).unwrap(), status),
            [json!(401), json!(204)],
        ),
        literal(
            "enforce",
            || {
                #[derive(AuthConfig)]
                #[auth(claims = Counted, users = Ada, enforce = "dangerously-off")]
                struct Open {
                    secret: Secret,
                }
                Service::of(Open {
                    secret: SECRET.into(),
                })
            },
            Look::answer(
                || Request::get("/open").body(Body::empty()).unwrap(),
                status,
            ),
            [json!(401), json!(200)],
        ),
    ]
}

fn status(answer: &Answer) -> Value {
    answer.status.as_u16().into()
}

fn challenge(answer: &Answer) -> Value {
    answer.header(WWW_AUTHENTICATE).into()
}

fn in_header(name: &'static str, prefix: &'static str) -> impl Fn() -> Request<Body> {
    move || {
        let token = signed(json!({}));
        let request = Request::get("/").header(name, format!("{prefix}{token}"));
        request.body(Body::empty()).unwrap()
    }
}

fn in_query(name: &'static str, prefix: &'static str) -> impl Fn() -> Request<Body> {
    move || {
        let token = signed(json!({}));
        let request = Request::get(format!("/?{name}={prefix}{token}"));
        request.body(Body::empty()).unwrap()
    }
}

/// A body of this type, in which the token takes the place of `{}`.
fn in_body(content_type: &'static str, body: &'static str) -> impl Fn() -> Request<Body> {
    move || {
        let token = signed(json!({}));
        let request = Request::post("/").header(CONTENT_TYPE, content_type);
        request.body(body.replace("{}", &token).into()).unwrap()
    }
}
