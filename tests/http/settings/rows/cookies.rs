//! Settings of cookies.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{COOKIE, HOST, SET_COOKIE};
use jwt_guard::prelude::*;
use serde_json::{Value, json};

use super::super::row::{Cookie, Look, Row, literal, row};
use super::super::service::{Ada, Counted, Service};
use crate::fixtures::app::SECRET;

pub(super) fn rows() -> Vec<Row> {
    let beside = || json!({"token_from": "cookie"});
    // Names without a prefix take all attributes.
    let named =
        || json!({"token_from": "cookie", "cookie_access_name": "token", "csrf_cookie": "csrf"});
    let attribute = |setting, value, look, seen| row(setting, value, look, seen).beside(named());
    vec![
        row(
            "token_delivery",
            json!("both"),
            Look::HasMember("access_token"),
            [json!(false), json!(true)],
        )
        .beside(beside()),
        row(
            "instance",
            json!("admin"),
            Look::Cookies(|cookies| names(cookies).into()),
            [
                json!(["__Host-access_token", "__Host-csrf_token"]),
                json!(["__Host-admin_access_token", "__Host-admin_csrf_token"]),
            ],
        )
        .beside(beside()),
        row(
            "cookie_access_name",
            json!("token"),
            Look::Cookies(|cookies| first(cookies).split('=').next().into()),
            [json!("__Host-access_token"), json!("token")],
        )
        .beside(beside()),
        attribute(
            "cookie_domain",
            json!("example.com"),
            Look::Cookies(|cookies| has(cookies, "Domain=example.com")),
            [json!(false), json!(true)],
        ),
        attribute(
            "cookie_path",
            json!("/app"),
            Look::Cookies(|cookies| has(cookies, "Path=/app")),
            [json!(false), json!(true)],
        ),
        attribute(
            "cookie_secure",
            json!("off"),
            Look::Cookies(|cookies| has(cookies, "Secure")),
            [json!(true), json!(false)],
        ),
        attribute(
            "cookie_http_only",
            json!("off"),
            Look::Cookies(|cookies| has(cookies, "HttpOnly")),
            [json!(true), json!(false)],
        ),
        attribute(
            "cookie_same_site",
            json!("Strict"),
            Look::Cookies(|cookies| has(cookies, "SameSite=Strict")),
            [json!(false), json!(true)],
        ),
        attribute(
            "cookie_max_age",
            json!("10m"),
            Look::Cookies(|cookies| has(cookies, "Max-Age=600")),
            [json!(false), json!(true)],
        ),
        row(
            "clear_cookies",
            json!("off"),
            Look::answer(
                || {
                    let request = Request::get("/").header(COOKIE, "__Host-access_token=a.b.c");
                    request.body(Body::empty()).unwrap()
                },
                |answer| answer.headers.contains_key(SET_COOKIE).into(),
            ),
            [json!(true), json!(false)],
        )
        .beside(beside()),
        attribute(
            "cookie_partitioned",
            json!("on"),
            Look::Cookies(|cookies| has(cookies, "Partitioned")),
            [json!(false), json!(true)],
        ),
        attribute(
            "cookie_split",
            json!("on"),
            Look::Cookies(|cookies| cookies.len().into()),
            [json!(2), json!(3)],
        ),
        row(
            "cookie_split_signature_name",
            json!("__Host-sig"),
            Look::Cookies(|cookies| cookies[1].split('=').next().into()),
            [json!("__Host-access_token_signature"), json!("__Host-sig")],
        )
        .beside(json!({"token_from": "cookie", "cookie_split": "on"})),
        literal(
            "dev_http",
            || {
                #[derive(AuthConfig)]
                #[auth(claims = Counted, users = Ada, token_from(cookie), dev_http = "dangerously-on")]
                struct Local {
                    secret: Secret,
                }
                Service::of(Local {
                    secret: SECRET.into(),
                })
            },
            // A browser has the cookie without its prefix over plain HTTP alone.
            Look::InSession(|cookies| {
                let request = Request::get("/").header(HOST, "localhost:3000");
                let token = format!("access_token={}", token(cookies));
                request.header(COOKIE, token).body(Body::empty()).unwrap()
            }),
            [json!(401), json!(200)],
        )
        .beside(beside()),
        row(
            "path_logout",
            json!("/bye"),
            Look::Post("/auth/bye", json!({})),
            [json!(404), json!(204)],
        )
        .beside(beside()),
    ]
}

fn names(cookies: &[String]) -> Vec<&str> {
    let names = cookies.iter().map(|cookie| cookie.split('=').next());
    names.flatten().collect()
}

fn first(cookies: &[String]) -> &str {
    &cookies[0]
}

/// Whether the cookie with the token has an attribute.
fn has(cookies: &[String], attribute: &str) -> Value {
    let mut attributes = first(cookies).split("; ");
    attributes.any(|other| other == attribute).into()
}

/// The access token, which is the first cookie.
pub(super) fn token(cookies: &[Cookie]) -> &str {
    &cookies[0].value
}
