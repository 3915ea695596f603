//! The responses of the endpoints, as an application renders them.

use axum::Json;
use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse, Response};
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::response::{LoginGrant, Me, Responses};
use jwt_guard::session::MemoryStore;
use serde_json::{Value, json};

use super::service::{Person, Staff};
use crate::fixtures::app::{Answer, NOW, SECRET, send};

/// Says which method rendered the response, and shows what it was given.
#[derive(Default)]
struct Named;

impl Named {
    fn grant(method: &str, grant: &LoginGrant) -> Response {
        let user = grant.user::<Person>().map(|person| person.0);
        let body = json!({
            "rendered_by": method,
            "tokens": grant.body(),
            "user": user,
            "subject": grant.subject(),
            "has_session": grant.session_id().is_some(),
            "expires_in": grant.expires_in().map(|time| time.as_secs()),
            "refresh_expires_in": grant.refresh_expires_in().map(|time| time.as_secs()),
            "debug": format!("{grant:?}"),
        });
        (
            StatusCode::CREATED,
            [("x-method", method.to_owned())],
            Json(body),
        )
            .into_response()
    }
}

impl Responses for Named {
    fn login(&self, grant: &LoginGrant) -> Response {
        Self::grant("login", grant)
    }

    fn refresh(&self, grant: &LoginGrant) -> Response {
        Self::grant("refresh", grant)
    }

    fn reauthenticate(&self, grant: &LoginGrant) -> Response {
        Self::grant("reauthenticate", grant)
    }

    fn verify(&self) -> Response {
        Json(json!({"ok": true})).into_response()
    }

    fn me(&self, me: &Me<'_>) -> Response {
        let name = me.user::<Person>().map(|person| person.0);
        Json(json!({"profile": me.json(), "name": name})).into_response()
    }

    fn logout(&self) -> Response {
        Json(json!({"bye": true})).into_response()
    }

    fn revoke(&self) -> Response {
        Json(json!({"revoked": true})).into_response()
    }
}

#[derive(AuthConfig)]
#[auth(users = Staff, responses = Named, session_owner = "office", token_from(header, cookie))]
struct Shop {
    secret: Secret,
}

fn app() -> GuardedRouter {
    let auth = Auth::builder(Shop {
        secret: SECRET.into(),
    })
    .users(Staff::default())
    .store(MemoryStore::new())
    .clock(FrozenClock::at(NOW))
    .build()
    .unwrap();
    GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .with_state(auth)
}

async fn call(app: &GuardedRouter, method: &str, path: &str, token: &str, body: &Value) -> Answer {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(CONTENT_TYPE, "application/json");
    if !token.is_empty() {
        request = request.header(AUTHORIZATION, format!("Bearer {token}"));
    }
    send(app, request.body(Body::from(body.to_string())).unwrap()).await
}

fn credentials() -> Value {
    json!({"username": "ada", "password": "secret"})
}

#[tokio::test]
async fn a_login_and_its_siblings() {
    let app = app();
    let login = call(&app, "POST", "/auth", "", &credentials()).await;
    assert_eq!(
        (login.status.as_u16(), login.header("x-method")),
        (201, Some("login"))
    );
    assert_eq!(
        login.header(CACHE_CONTROL),
        Some("no-store"),
        "whatever the renderer says"
    );
    let body = login.json();
    assert_eq!(body["user"], "ada");
    assert_eq!(body["subject"], "ada");
    assert_eq!(body["has_session"], true);
    assert_eq!(body["expires_in"], 900);
    assert_eq!(body["refresh_expires_in"], 30 * 24 * 60 * 60);
    let access = body["tokens"]["access_token"].as_str().unwrap();
    let refresh = body["tokens"]["refresh_token"].as_str().unwrap();
    let debug = body["debug"].as_str().unwrap();
    assert!(
        !debug.contains(access) && !debug.contains(refresh),
        "{debug}"
    );
    let fresh = call(&app, "POST", "/auth/reauthenticate", access, &credentials()).await;
    assert_eq!(
        fresh.header("x-method"),
        Some("reauthenticate"),
        "{}",
        fresh.body
    );
    let next = call(
        &app,
        "POST",
        "/auth/refresh",
        "",
        &json!({"refresh_token": refresh}),
    )
    .await;
    assert_eq!(next.header("x-method"), Some("refresh"), "{}", next.body);
    assert_eq!(next.json()["user"], "ada");
}

#[tokio::test]
async fn a_grant_by_cookie_has_no_token_for_the_renderer() {
    let app = app();
    let login = call(
        &app,
        "POST",
        "/auth?token_delivery=cookie",
        "",
        &credentials(),
    )
    .await;
    assert_eq!(login.status, 201);
    assert_eq!(
        login.json()["tokens"],
        json!({"token_type": "Bearer", "expires_in": 900})
    );
    assert!(login.headers.get_all("set-cookie").iter().count() >= 3);
}

#[tokio::test]
async fn the_other_endpoints() {
    let app = app();
    let tokens = call(&app, "POST", "/auth", "", &credentials()).await.json();
    let access = tokens["tokens"]["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let none = Value::Null;
    for (method, path, body, expected) in [
        ("GET", "/auth/verify", &none, json!({"ok": true})),
        (
            "GET",
            "/auth/me",
            &none,
            json!({"profile": "ada", "name": "ada"}),
        ),
        (
            "POST",
            "/auth/revoke",
            &json!({"token": "abc"}),
            json!({"revoked": true}),
        ),
        ("POST", "/auth/logout", &json!({}), json!({"bye": true})),
    ] {
        let answer = call(&app, method, path, &access, body).await;
        assert_eq!(answer.json(), expected, "{path}");
        assert_eq!(answer.header(CACHE_CONTROL), Some("no-store"), "{path}");
    }
    let tokens = call(&app, "POST", "/auth", "", &credentials()).await.json();
    let access = tokens["tokens"]["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let all = call(&app, "POST", "/auth/logout-all", &access, &none).await;
    assert_eq!(all.json(), json!({"bye": true}));
}
