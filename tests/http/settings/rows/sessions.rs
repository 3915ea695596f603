//! Settings of sessions.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::super::row::{Look, Row, Scenario, row};
use super::super::service::Service;
use crate::fixtures::remote::Order;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// The status of a refresh with this query and this body of a media type, with the token in the place of `{}`.
fn refreshed(
    service: Service,
    query: &'static str,
    body: Option<(&'static str, &'static str)>,
) -> Pin<Box<dyn Future<Output = Value>>> {
    Box::pin(async move {
        let tokens = service.login().await;
        let token = tokens["refresh_token"].as_str().unwrap();
        let mut request = Request::post(format!("/auth/refresh{}", query.replace("{}", token)));
        let (media_type, body) = body.unwrap_or_default();
        if !media_type.is_empty() {
            request = request.header(CONTENT_TYPE, media_type);
        }
        let request = request.body(body.replace("{}", token).into()).unwrap();
        service.answer(request).await.status.as_u16().into()
    })
}

pub(super) fn rows() -> Vec<Row> {
    let post = |path| Look::Post(path, json!({}));
    let has = |member| Look::HasMember(member);
    let scenario = |setting, value, play: Scenario, seen: [Value; 2]| {
        row(setting, value, Look::Scenario(play), seen).stored()
    };
    let status = |without: u16, with: u16| [json!(without), json!(with)];
    let is = |without: bool| [json!(without), json!(!without)];
    vec![
        row(
            "path_refresh",
            json!("/renew"),
            post("/auth/renew"),
            status(404, 400),
        )
        .stored(),
        row(
            "path_revoke",
            json!("/oauth/revoke"),
            post("/auth/oauth/revoke"),
            status(404, 400),
        )
        .stored(),
        row(
            "path_logout_all",
            json!("/out"),
            post("/auth/out"),
            status(404, 401),
        )
        .stored(),
        row(
            "path_reauthenticate",
            json!("/confirm"),
            post("/auth/confirm"),
            status(404, 401),
        ),
        row(
            "refresh_token_key",
            json!("renewal"),
            has("renewal"),
            is(false),
        )
        .stored(),
        row(
            "cookie_refresh_name",
            json!("renewal"),
            Look::Cookies(|cookies| {
                cookies
                    .iter()
                    .any(|cookie| cookie.starts_with("renewal="))
                    .into()
            }),
            is(false),
        )
        .beside(json!({"token_from": "cookie"}))
        .stored(),
        scenario(
            "query_refresh_name",
            json!("renewal"),
            |service| refreshed(service, "?renewal={}", None),
            status(400, 200),
        )
        .beside(json!({"token_from": "query"})),
        scenario(
            "query_refresh_prefix",
            json!("Bearer "),
            |service| refreshed(service, "?refresh_token=Bearer+{}", None),
            status(401, 200),
        )
        .beside(json!({"token_from": "query"})),
        scenario(
            "json_refresh_key",
            json!("renewal"),
            |service| refreshed(service, "", Some((JSON, r#"{"renewal":"{}"}"#))),
            status(400, 200),
        ),
        scenario(
            "form_refresh_key",
            json!("renewal"),
            |service| refreshed(service, "", Some((FORM, "renewal={}"))),
            status(400, 200),
        ),
        scenario(
            "session_owner",
            json!("forum"),
            |service| {
                Box::pin(async move {
                    // A session of the usual owner on the same store.
                    let tokens = service.beside().login().await;
                    service.refresh(&tokens).await.status.as_u16().into()
                })
            },
            status(200, 401),
        ),
        row("refresh", json!("off"), has("refresh_token"), is(true)).stored(),
        scenario(
            "refresh_ttl",
            json!("1h"),
            |service| {
                Box::pin(async move {
                    let tokens = service.login().await;
                    service.at(60 * 60);
                    service.refresh(&tokens).await.status.as_u16().into()
                })
            },
            status(200, 401),
        ),
        scenario(
            "refresh_idle_ttl",
            json!("1h"),
            |service| {
                Box::pin(async move {
                    let tokens = service.login().await;
                    service.at(60 * 60);
                    service.refresh(&tokens).await.status.as_u16().into()
                })
            },
            status(200, 401),
        ),
        scenario(
            "refresh_format",
            json!("jwt"),
            |service| {
                Box::pin(async move {
                    let tokens = service.login().await;
                    tokens["refresh_token"]
                        .as_str()
                        .unwrap()
                        .contains('.')
                        .into()
                })
            },
            is(false),
        ),
        scenario(
            "refresh_token_type",
            json!("refresh"),
            |service| {
                Box::pin(async move {
                    let tokens = service.login().await;
                    let token = tokens["refresh_token"].as_str().unwrap();
                    let [header, _] = Service::parts(token);
                    header["typ"].clone()
                })
            },
            [json!("rt+jwt"), json!("refresh")],
        )
        .beside(json!({"refresh_format": "jwt"})),
        scenario(
            "refresh_rotation",
            json!("off"),
            |service| {
                Box::pin(async move {
                    let tokens = service.login().await;
                    let next = service.refresh(&tokens).await.json();
                    (next["refresh_token"] == tokens["refresh_token"]).into()
                })
            },
            is(false),
        ),
        scenario(
            "refresh_grace",
            json!("0s"),
            |service| {
                Box::pin(async move {
                    let tokens = service.login().await;
                    service.refresh(&tokens).await;
                    service.refresh(&tokens).await.status.as_u16().into()
                })
            },
            status(200, 401),
        ),
        scenario(
            "refresh_requires_access",
            json!("on"),
            |service| {
                Box::pin(async move {
                    let tokens = service.login().await;
                    service.refresh(&tokens).await.status.as_u16().into()
                })
            },
            status(200, 401),
        ),
        scenario(
            "refreshes_per_minute",
            json!(1),
            |service| {
                Box::pin(async move {
                    let tokens = service.login().await;
                    let next = service.refresh(&tokens).await.json();
                    service.refresh(&next).await.status.as_u16().into()
                })
            },
            status(200, 429),
        ),
        scenario(
            "max_sessions",
            json!(1),
            |service| {
                Box::pin(async move {
                    let tokens = service.login().await;
                    service.login().await;
                    service.refresh(&tokens).await.status.as_u16().into()
                })
            },
            status(200, 401),
        ),
        row(
            "implicit_refresh",
            json!("5m"),
            Look::Scenario(|service| {
                Box::pin(async move {
                    let cookies = service.cookies().await;
                    let pairs: Vec<_> = cookies
                        .iter()
                        .flat_map(|cookie| cookie.split(';').next())
                        .collect();
                    service.at(10 * 60);
                    let request = Request::get("/").header(COOKIE, pairs.join("; "));
                    let answer = service.answer(request.body(Body::empty()).unwrap()).await;
                    assert_eq!(answer.status, 200);
                    answer.headers.contains_key(SET_COOKIE).into()
                })
            }),
            is(false),
        )
        .beside(json!({"token_from": "cookie"})),
        scenario(
            "revocation",
            json!("refresh"),
            |service| {
                Box::pin(async move {
                    let tokens = service.login().await;
                    let body = json!({"refresh_token": tokens["refresh_token"]});
                    service.post("/auth/logout", &body).await;
                    let access = tokens["access_token"].as_str();
                    service.get("/", access).await.status.as_u16().into()
                })
            },
            status(401, 200),
        ),
        scenario(
            "on_store_error",
            json!("allow"),
            |service| {
                Box::pin(async move {
                    let tokens = service.login().await;
                    service.store.is(Order::Down);
                    tokio::time::sleep(Duration::from_millis(1500)).await;
                    let access = tokens["access_token"].as_str();
                    service.get("/", access).await.status.as_u16().into()
                })
            },
            status(503, 200),
        ),
        scenario(
            "store_timeout",
            json!("1s"),
            |service| {
                Box::pin(async move {
                    let tokens = service.login().await;
                    service.store.is(Order::Slow);
                    // However busy this machine is, time advances only while all tasks wait.
                    tokio::time::pause();
                    let asked = Instant::now();
                    assert_eq!(service.refresh(&tokens).await.status, 503);
                    let took = asked.elapsed();
                    tokio::time::resume();
                    took.as_secs().into()
                })
            },
            [json!(2), json!(1)],
        ),
        scenario(
            "revocation_staleness",
            json!("60s"),
            |service| {
                Box::pin(async move {
                    let tokens = service.login().await;
                    let access = tokens["access_token"].as_str();
                    assert_eq!(service.get("/", access).await.status, 200);
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    service.store.is(Order::Down);
                    tokio::time::sleep(Duration::from_millis(1500)).await;
                    service.get("/", access).await.status.as_u16().into()
                })
            },
            status(503, 200),
        ),
    ]
}
