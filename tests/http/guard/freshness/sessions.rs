//! Sessions: a refresh is no authentication, and a session that has ended gets no step-up challenge.

use jwt_guard::session::{MemoryStore, TokenStore};

use super::*;
use crate::fixtures::remote::Remote;

fn with_store(store: impl TokenStore, clock: &FrozenClock) -> GuardedRouter {
    let api = Api {
        secret: Some(SECRET.into()),
        session_owner: Some("shop".into()),
        ..Api::default()
    };
    let auth = Auth::builder(api).users(Staff).clock(clock.clone());
    app(&auth.store(store).build().unwrap())
}

async fn posted(app: &GuardedRouter, path: &str, token: Option<&str>, body: Value) -> Answer {
    let mut request = Request::post(path).header(CONTENT_TYPE, "application/json");
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    send(app, request.body(body.to_string().into()).unwrap()).await
}

fn access(answer: &Answer) -> String {
    answer.json()["access_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_refresh_is_not_fresh_and_keeps_the_time_of_the_login() {
    let clock = FrozenClock::at(NOW);
    let app = with_store(MemoryStore::new(), &clock);
    let credentials = json!({"username": "ada-mfa", "password": "secret"});
    let first = posted(&app, "/auth", None, credentials.clone()).await;
    clock.set(NOW + 200);
    let refresh = json!({"refresh_token": first.json()["refresh_token"]});
    let refreshed = access(&posted(&app, "/auth/refresh", None, refresh).await);
    assert_eq!(status(&app, "/fresh", &refreshed).await, 401);
    assert_eq!(status(&app, "/strong", &refreshed).await, 200);
    for (later, expected) in [(300, 200), (301, 401)] {
        clock.set(NOW + later);
        assert_eq!(status(&app, "/recent", &refreshed).await, expected);
    }
    let path = "/auth/reauthenticate";
    let again = access(&posted(&app, path, Some(&refreshed), credentials).await);
    assert_eq!(status(&app, "/everything", &again).await, 200);
    assert_eq!(status(&app, "/recent", &refreshed).await, 401);
}

/// Whether this process knows of the end, or has to ask the store.
#[tokio::test]
async fn a_session_that_ended_is_refused_for_that() {
    let (clock, remote) = (FrozenClock::at(NOW), Remote::new());
    let elsewhere = with_store(remote.store.clone(), &clock);
    let (alive, ended) = (
        login(&elsewhere, "ada").await,
        login(&elsewhere, "ada").await,
    );
    posted(&elsewhere, "/auth/logout", Some(&ended), json!({})).await;
    let here = with_store(remote, &clock);
    for app in [&here, &elsewhere] {
        assert_eq!(status(app, "/recent", &alive).await, 200);
    }
    clock.set(NOW + 301);
    for app in [&here, &elsewhere] {
        for (token, code) in [
            (&ended, "invalid_token"),
            (&alive, "insufficient_user_authentication"),
        ] {
            let answer = send(app, get_with("/recent", token)).await;
            assert_eq!(answer.status, 401);
            assert_eq!(answer.json()["error"], code);
        }
    }
}
