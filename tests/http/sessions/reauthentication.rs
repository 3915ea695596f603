//! `POST /reauthenticate`.

use serde_json::{Value, json};

use super::service::{Service, Tokens};
use crate::fixtures::app::NOW;

async fn reauthenticate(
    service: &Service,
    access: Option<&str>,
    name: &str,
    password: &str,
) -> crate::fixtures::app::Answer {
    let credentials = json!({"username": name, "password": password});
    service
        .post("/auth/reauthenticate", access, &credentials)
        .await
}

#[tokio::test]
async fn who_authenticates_again_gets_a_fresh_token_in_the_same_session() {
    let service = Service::new(json!({}));
    let login = service.log_in().await;
    service.at(300);
    let old = service.refreshed(&login.refresh).await;
    let answer = reauthenticate(&service, Some(&old.access), "ada", "secret").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let body = answer.json();
    assert_eq!(body.get("refresh_token"), None);
    let fresh = Tokens::of(&body);
    let claims = fresh.claims();
    assert_eq!(claims["fresh"], true);
    assert_eq!(claims["auth_time"], NOW + 300);
    assert_eq!(claims["sid"], login.claims()["sid"]);
    // It is in that token alone.
    let next = service.refreshed(&old.refresh).await.claims();
    assert_eq!(next["auth_time"], NOW);
    assert_eq!(next.get("fresh"), None);
    // Its session can be ended.
    service
        .post("/auth/logout", Some(&login.access), &Value::Null)
        .await;
    assert_eq!(service.status(&fresh).await, 401);
}

#[tokio::test]
async fn only_the_same_user_can() {
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    let access = Some(&*tokens.access);
    for (access, name, password) in [
        (access, "bob", "secret"),
        (access, "ada", "wrong"),
        (None, "ada", "secret"),
        (Some("x.y.z"), "ada", "secret"),
        (Some(&*tokens.refresh), "ada", "secret"),
    ] {
        let answer = reauthenticate(&service, access, name, password).await;
        assert_eq!(answer.status, 401, "{name} {password}");
        assert!(!answer.body.contains("access_token\":"));
    }
    service.staff.known.lock().unwrap().is_active = false;
    let answer = reauthenticate(&service, access, "ada", "secret").await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn scopes_do_not_grow_by_it() {
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    service.staff.known.lock().unwrap().scopes = vec!["report", "admin"];
    let answer = reauthenticate(&service, Some(&tokens.access), "ada", "secret").await;
    assert_eq!(Tokens::of(&answer.json()).claims()["scope"], "report");
}

#[tokio::test]
async fn the_token_lives_no_longer_than_the_session_that_it_is_of() {
    for (settings, at, left) in [
        (json!({"refresh_idle_ttl": "15m"}), 800, 100),
        (json!({"refresh_ttl": "15m"}), 700, 200),
        (json!({"refresh_idle_ttl": "15m"}), 0, 900),
    ] {
        let service = Service::new(settings);
        let login = service.log_in().await;
        service.at(at);
        let answer = reauthenticate(&service, Some(&login.access), "ada", "secret").await;
        assert_eq!(answer.json()["expires_in"], left);
        let claims = Tokens::of(&answer.json()).claims();
        assert_eq!(claims["exp"], NOW + at + left);
    }
}
