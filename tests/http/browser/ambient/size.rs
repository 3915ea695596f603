//! Tokens that do not fit into a cookie.

use axum::http::header::SET_COOKIE;
use jwt_guard::session::MemoryStore;
use serde_json::{Value, json};

use super::site::{REFRESH, Sent, Service, log_in_as, log_in_for_cookies, set, settings_of_domain};
use crate::fixtures::app::Answer;

fn settings(audiences: usize, more: &Value) -> Value {
    let names: Vec<_> = (0..audiences).map(|at| format!("{at:0100}")).collect();
    let mut settings = settings_of_domain();
    let all = settings.as_object_mut().unwrap();
    if audiences > 0 {
        all.insert("audience".into(), json!(names));
    }
    all.extend(more.as_object().unwrap().clone());
    settings
}

fn is_too_large(answer: &Answer) {
    assert_eq!(answer.status, 500);
    let body = answer.json();
    assert_eq!(body["error"], "token_too_large");
    let said = body["error_description"].as_str().unwrap();
    assert!(said.contains("too large for a cookie"), "{said}");
    assert!(said.contains("4096"), "{said}");
    assert!(!answer.body.contains("configured"), "{}", answer.body);
    assert_eq!(answer.headers.get(SET_COOKIE), None);
}

#[tokio::test]
async fn a_token_too_large_for_a_cookie_is_an_error_that_says_so() {
    for more in [
        json!({}),
        json!({"cookie_split": "on", "cookie_split_signature_name": "signature"}),
    ] {
        let service = Service::new(settings(30, &more));
        is_too_large(&service.send(&log_in_for_cookies()).await);
        // No session has begun that could not be used.
        let sessions = service
            .auth
            .sessions()
            .of_backend_subject("1")
            .await
            .unwrap();
        assert!(sessions.is_empty());
    }
}

#[tokio::test]
async fn a_token_too_large_for_a_cookie_fits_into_a_body() {
    let service = Service::new(settings(30, &json!({"token_delivery": "by_request"})));
    let answer = service.send(&log_in_as("ada", "")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let body = answer.json();
    // A refresh delivers the tokens where the presented one was, so that it is not used up in vain.
    let refresh = |token: &Value| json!({"refresh_token": token});
    let sent = Sent::post("/auth/refresh").json(&refresh(&body["refresh_token"]));
    assert_eq!(service.send(&sent).await.status, 200);
    is_too_large(&service.send(&log_in_for_cookies()).await);
    let access = body["access_token"].as_str().unwrap();
    assert_eq!(
        service.send(&Sent::get("/").bearer(access)).await.status,
        200
    );
}

#[tokio::test]
async fn a_refresh_token_is_not_used_up_for_an_access_token_that_is_too_large() {
    let store = MemoryStore::new();
    let small = Service::with_store(settings(1, &json!({})), store.clone());
    let cookies = small.logged_in().await;
    // The same service, whose sessions they are, with a name that leaves no room for the token.
    let name = json!({"cookie_access_name": "a".repeat(4000)});
    let large = Service::with_store(settings(1, &name), store);
    let value = &cookies["csrf_token"];
    let refresh = Sent::post("/auth/refresh").header("x-csrf-token", value);
    let refresh = refresh.cookies(&cookies);
    for _ in 0..2 {
        is_too_large(&large.send(&refresh).await);
    }
    small.clock.set(crate::fixtures::app::NOW + 60);
    let answer = small.send(&refresh).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test]
async fn a_refresh_token_too_large_for_a_cookie_begins_no_session() {
    let large = |_: &str| "x".repeat(4080);
    let service = Service::build(
        settings(0, &json!({})),
        move |auth| auth.store(MemoryStore::new()).refresh_generator(large),
        |router| router,
    );
    is_too_large(&service.send(&log_in_for_cookies()).await);
    let sessions = service
        .auth
        .sessions()
        .of_backend_subject("1")
        .await
        .unwrap();
    assert!(sessions.is_empty());
}

#[tokio::test]
async fn name_value_and_attributes_count() {
    // Every browser keeps all cookies that were set.
    let mut refused = 0;
    for length in (3900..4096).step_by(7) {
        let token = move |_: &str| "x".repeat(length);
        let service = Service::build(
            settings(0, &json!({})),
            move |auth| auth.store(MemoryStore::new()).refresh_generator(token),
            |router| router,
        );
        let answer = service.send(&log_in_for_cookies()).await;
        if answer.status == 200 {
            assert_eq!(refused, 0, "{length}");
            for cookie in answer.headers.get_all(SET_COOKIE) {
                assert!(cookie.len() <= 4096);
            }
            assert_eq!(set(&answer)[1].0, REFRESH);
        } else {
            is_too_large(&answer);
            refused += 1;
        }
    }
    assert!(refused > 0 && refused < 28, "{refused}");
}
