//! Settings of CSRF protection.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, ORIGIN};
use axum::http::{Request, request};
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use serde_json::{Value, json};

use super::super::row::{Cookie, Look, Row, row};
use crate::fixtures::app::{NOW, OTHER_SECRET, SECRET};

pub(super) fn rows() -> Vec<Row> {
    let passes = || [json!(403), json!(200)];
    let row = |setting, value, request, seen| {
        row(setting, value, Look::InSession(request), seen).beside(json!({"token_from": "cookie"}))
    };
    vec![
        row(
            "csrf",
            json!("origin"),
            |cookies| empty(post(cookies)),
            passes(),
        ),
        row(
            "csrf_header",
            json!("X-XSRF"),
            |cookies| empty(post(cookies).header("x-xsrf", value(cookies))),
            passes(),
        ),
        row(
            "csrf_field",
            json!("_token"),
            |cookies| {
                let form = post(cookies).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
                form.body(format!("a=1&_token={}", value(cookies)).into())
                    .unwrap()
            },
            passes(),
        ),
        row(
            "csrf_refresh_header",
            json!("X-Renewal"),
            |cookies| empty(post_to("/auth/refresh", cookies).header("x-renewal", value(cookies))),
            passes(),
        )
        .stored(),
        row(
            "csrf_refresh_field",
            json!("_renewal"),
            |cookies| {
                let form = post_to("/auth/refresh", cookies);
                let form = form.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
                form.body(format!("_renewal={}", value(cookies)).into())
                    .unwrap()
            },
            // A form leads to a page.
            [json!(403), json!(303)],
        )
        .stored(),
        row(
            "csrf_methods",
            json!(["DELETE"]),
            |cookies| empty(post(cookies)),
            passes(),
        ),
        row(
            "trusted_origins",
            json!(["https://app.example.com"]),
            |cookies| {
                let request = post(cookies).header(ORIGIN, "https://app.example.com");
                empty(request.header("x-csrf-token", value(cookies)))
            },
            passes(),
        ),
        super::super::row::row(
            "session_secret",
            json!(OTHER_SECRET),
            Look::Cookies(is_made_with_the_other_secret),
            [json!(false), json!(true)],
        )
        .beside(json!({"token_from": "cookie"})),
        super::super::row::row(
            "csrf_cookie",
            json!("__Host-xsrf"),
            Look::Cookies(|cookies| cookies[1].split('=').next().into()),
            [json!("__Host-csrf_token"), json!("__Host-xsrf")],
        )
        .beside(json!({"token_from": "cookie"})),
        super::super::row::row(
            "csrf_refresh_cookie",
            json!("__Host-renewal"),
            Look::Cookies(|cookies| {
                let value = |name: &str| {
                    let cookie = cookies
                        .iter()
                        .find_map(|cookie| cookie.strip_prefix(name))?;
                    cookie.split(';').next()
                };
                let renewal = value("__Host-renewal=");
                (renewal.is_some() && renewal != value("__Host-csrf_token=")).into()
            }),
            [json!(false), json!(true)],
        )
        .beside(json!({"token_from": "cookie"}))
        .stored(),
    ]
}

/// A request that changes something, with the session's cookies.
fn post(cookies: &[Cookie]) -> request::Builder {
    post_to("/", cookies)
}

fn post_to(path: &str, cookies: &[Cookie]) -> request::Builder {
    let cookies: Vec<_> = cookies
        .iter()
        .map(|cookie| format!("{}={}", cookie.name, cookie.value))
        .collect();
    Request::post(path)
        .header(HOST, "api.example.com")
        .header(COOKIE, cookies.join("; "))
}

fn empty(request: request::Builder) -> Request<Body> {
    request.body(Body::empty()).unwrap()
}

/// The value against forged requests, which is the last cookie.
fn value(cookies: &[Cookie]) -> &str {
    &cookies.last().unwrap().value
}

/// A service that derives the same values as one with this `session_secret`.
#[derive(AuthConfig)]
#[auth(token_from(cookie))]
struct Twin {
    secret: Secret,
    session_secret: Secret,
}

/// Whether the CSRF value of a session is derived from that secret.
fn is_made_with_the_other_secret(cookies: &[String]) -> Value {
    let value = |cookie: &str| cookie.split(['=', ';']).nth(1).unwrap().to_owned();
    let twin = Twin {
        secret: SECRET.repeat(2).into(),
        session_secret: OTHER_SECRET.into(),
    };
    let auth = Auth::builder(twin)
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
    let verified = auth.verify(&value(&cookies[0])).unwrap();
    let claims: Claims<NoClaims> = verified.into();
    (auth.csrf_token(&claims) == Some(value(&cookies[1]))).into()
}
