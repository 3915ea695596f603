//! `NewSession`: what a session that a handler begins hands out, and what it may be given.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, SET_COOKIE, USER_AGENT};
use serde_json::{Value, json};

use super::service::{app, auth};
use crate::fixtures::app::{Answer, NOW, get_with, send};
use crate::fixtures::token::part;
use jwt_guard::prelude::*;

async fn post_json(app: &GuardedRouter, path: &str, body: Value) -> Answer {
    let request = Request::post(path)
        .header(CONTENT_TYPE, "application/json")
        .header(USER_AGENT, "browser")
        .body(Body::from(body.to_string()))
        .unwrap();
    send(app, request).await
}

fn text(answer: &Answer, name: &str) -> String {
    answer.json()[name].as_str().unwrap_or_default().to_owned()
}

/// The members of a body, in order.
fn members(answer: &Answer) -> Vec<String> {
    answer.json().as_object().unwrap().keys().cloned().collect()
}

#[tokio::test]
async fn a_registration_hands_out_what_a_login_does() {
    let (auth, _, members_of) = auth(&["header"], None);
    let app = app(&auth);
    let registered = post_json(&app, "/register", json!({"name": "ada"})).await;
    assert_eq!(registered.status, 201, "the status of the handler");
    let login = post_json(
        &app,
        "/auth",
        json!({"username": "ada", "password": "secret"}),
    )
    .await;
    assert_eq!(members(&registered), members(&login));
    assert_eq!(registered.header(CACHE_CONTROL), Some("no-store"));
    let [ours, theirs] = [&registered, &login].map(|answer| part(&text(answer, "access_token"), 1));
    let names = |claims: &Value| {
        claims
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&ours), names(&theirs));
    for name in ["sub", "scope", "auth_time", "fresh", "amr", "exp"] {
        assert_eq!(ours[name], theirs[name], "{name}");
    }
    assert_eq!(
        *members_of.events.lock().unwrap(),
        ["began ada", "began ada"]
    );
    let access = text(&registered, "access_token");
    assert_eq!(send(&app, get_with("/fresh", &access)).await.status, 200);
    let refreshed = json!({"refresh_token": text(&registered, "refresh_token")});
    assert_eq!(
        post_json(&app, "/auth/refresh", refreshed).await.status,
        200
    );
}

#[tokio::test]
async fn the_handler_says_how_the_user_authenticated() {
    let (auth, _, _) = auth(&["header"], None);
    let app = app(&auth);
    let wish = json!({
        "name": "ada", "amr": "fed", "acr": "gold", "auth_time": NOW - 500, "client": "kiosk", "color": "red",
    });
    let answer = post_json(&app, "/register", wish).await;
    let claims = part(&text(&answer, "access_token"), 1);
    assert_eq!(
        claims["amr"],
        json!(["fed"]),
        "instead of what the backend says"
    );
    assert_eq!(claims["acr"], "gold");
    assert_eq!(claims["auth_time"], NOW - 500);
    assert_eq!(claims["color"], "red");
    let sessions = auth.sessions().of_backend_subject("ada").await.unwrap();
    assert_eq!(sessions[0].client.as_deref(), Some("kiosk"));
    let refreshed = json!({"refresh_token": text(&answer, "refresh_token")});
    let refreshed = post_json(&app, "/auth/refresh", refreshed).await;
    let claims = part(&text(&refreshed, "access_token"), 1);
    assert_eq!(
        (&claims["acr"], &claims["auth_time"]),
        (&json!("gold"), &json!(NOW - 500))
    );
    assert_eq!(claims["color"], Value::Null, "only in the first token");
    let future = json!({"name": "ada", "auth_time": NOW + 500});
    let claims = part(
        &text(&post_json(&app, "/register", future).await, "access_token"),
        1,
    );
    assert_eq!(
        claims["auth_time"], NOW,
        "an authentication is never in the future"
    );
}

#[tokio::test]
async fn it_grants_fewer_scopes_and_never_more() {
    let (auth, _, _) = auth(&["header"], None);
    let app = app(&auth);
    let wish = json!({"name": "ada", "scopes": ["note:read", "root"]});
    let answer = post_json(&app, "/register", wish).await;
    assert_eq!(
        part(&text(&answer, "access_token"), 1)["scope"],
        "note:read"
    );
    let refreshed = json!({"refresh_token": text(&answer, "refresh_token")});
    let refreshed = post_json(&app, "/auth/refresh", refreshed).await;
    assert_eq!(
        part(&text(&refreshed, "access_token"), 1)["scope"],
        "note:read"
    );
}

#[tokio::test]
async fn an_access_token_alone_has_no_session() {
    let (auth, _, members_of) = auth(&["header"], None);
    let app = app(&auth);
    let wish = json!({"name": "ada", "access_only": true, "not_fresh": true});
    let answer = post_json(&app, "/register", wish).await;
    assert_eq!(answer.json()["refresh_token"], Value::Null);
    let access = text(&answer, "access_token");
    assert_eq!(part(&access, 1)["sid"], Value::Null);
    assert_eq!(send(&app, get_with("/note", &access)).await.status, 200);
    assert_eq!(send(&app, get_with("/fresh", &access)).await.status, 401);
    assert!(
        auth.sessions()
            .of_backend_subject("ada")
            .await
            .unwrap()
            .is_empty()
    );
    assert!(members_of.events.lock().unwrap().is_empty());
}

#[tokio::test]
async fn who_may_not_log_in_gets_no_session() {
    let (auth, clock, members_of) = auth(&["header"], None);
    let app = app(&auth);
    let inactive = post_json(&app, "/register", json!({"name": "gone"})).await;
    assert_eq!(
        (inactive.status.as_u16(), &*text(&inactive, "error")),
        (401, "invalid_grant")
    );
    for access_only in [false, true] {
        let wish = json!({"name": "ada", "ended_meanwhile": true, "access_only": access_only});
        let ended = post_json(&app, "/register", wish).await;
        assert_eq!(
            ended.status, 401,
            "all sessions ended after the request began"
        );
        clock.set(NOW + 1 + i64::from(access_only));
    }
    assert!(
        members_of
            .events
            .lock()
            .unwrap()
            .iter()
            .all(|event| !event.starts_with("began"))
    );
}

#[tokio::test]
async fn with_cookies_it_is_the_browsers_session_and_ends_the_one_before() {
    let (auth, _, members_of) = auth(&["cookie"], None);
    let app = app(&auth);
    let mut browser = crate::fixtures::browser::Browser::at("club.example.com", &app);
    let first = browser.post("/confirm", None).await;
    assert_eq!(first.status, 303, "{}", first.body);
    assert_eq!(
        first.header("location"),
        Some("/notes"),
        "the response of the handler"
    );
    assert!(
        first.headers.get_all(SET_COOKIE).iter().count() >= 3,
        "{:?}",
        first.headers
    );
    assert_eq!(browser.get("/note").await.status, 200);
    assert_eq!(browser.post("/confirm", None).await.status, 303);
    assert_eq!(
        *members_of.events.lock().unwrap(),
        ["began ada", "began ada", "ended ada"]
    );
    assert_eq!(browser.get("/note").await.status, 200);
}

#[tokio::test]
async fn the_delivery_is_that_of_a_login() {
    let (auth, _, _) = auth(&["header", "cookie"], None);
    let app = app(&auth);
    let json = post_json(&app, "/register", json!({"name": "ada"})).await;
    assert_eq!(json.headers.get_all(SET_COOKIE).iter().count(), 0);
    assert_ne!(json.json()["access_token"], Value::Null);
    let by_cookie = post_json(
        &app,
        "/register?token_delivery=cookie",
        json!({"name": "ada"}),
    )
    .await;
    assert!(by_cookie.headers.get_all(SET_COOKIE).iter().count() >= 3);
    assert_eq!(
        by_cookie.json()["access_token"],
        Value::Null,
        "no script reads it"
    );
    assert_eq!(by_cookie.json()["refresh_token"], Value::Null);
}

/// The tokens would be lost.
#[tokio::test]
async fn a_grant_with_its_tokens_in_the_body_is_no_part_of_another_response() {
    let (auth, ..) = auth(&["header"], None);
    let request = Request::post("/confirm").body(Body::empty()).unwrap();
    let answer = send(&app(&auth), request).await;
    assert_eq!(answer.status, 500);
    assert_eq!(answer.json()["error"], "server_error");
    assert_eq!(answer.header("location"), None);
}
