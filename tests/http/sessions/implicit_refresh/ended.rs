//! Sessions that have ended or whose state is unknown: their tokens are not replaced, and the response is unchanged.

use std::time::Duration;

use jwt_guard::session::MemoryStore;
use serde_json::json;

use super::super::service::{Person, Service};
use super::visitor::{ACCESS, Visitor, WINDOW, is_replaced, settings};
use crate::fixtures::remote::{Order, Remote};
use crate::sessions::outage::until_known;

#[tokio::test]
async fn a_handler_that_ends_the_session_is_not_undone() {
    for path in ["/end", "/end-all", "/revoke"] {
        for is_elsewhere in [true, false] {
            let service = match is_elsewhere {
                true => Service::with_store(settings(json!({})), Remote::new()),
                false => Service::with_store(settings(json!({})), MemoryStore::new()),
            };
            let mut visitor = Visitor::of(service).await;
            assert!(!visitor.is_replaced_at(WINDOW, path).await, "{path}");
            assert_eq!(visitor.get("/").await.status, 401, "{path}");
        }
    }
}

#[tokio::test]
async fn a_revoked_token_is_not_replaced_where_that_is_not_asked() {
    for (path, reach) in [("/end", "refresh"), ("/revoke", "refresh"), ("/end", "off")] {
        let mut visitor = Visitor::new(json!({"revocation": reach})).await;
        assert!(
            !visitor.is_replaced_at(WINDOW, path).await,
            "{path} {reach}"
        );
        assert!(!visitor.is_replaced_at(WINDOW, "/").await, "{path} {reach}");
    }
    let mut visitor = Visitor::new(json!({})).await;
    assert!(!visitor.is_replaced_at(WINDOW, "/revoke").await);
    assert!(!visitor.is_replaced_at(WINDOW, "/careless").await);
}

#[tokio::test]
async fn a_token_that_was_revoked_elsewhere_a_moment_ago_does_not_live_on_in_another() {
    let remote = Remote::new();
    let service = Service::with_store(settings(json!({})), remote.clone());
    let mut visitor = Visitor::of(service).await;
    until_known(&visitor.service).await;
    remote.is(Order::Behind);
    let elsewhere = Service::with_store(settings(json!({})), remote.store.clone());
    let revoked = elsewhere
        .form("/auth/revoke", &format!("token={}", visitor.token()))
        .await;
    assert_eq!(revoked.status, 200, "{}", revoked.body);
    visitor.service.at(WINDOW);
    let answer = visitor.get("/").await;
    assert_eq!(answer.status, 200, "it is not known here yet");
    assert!(!is_replaced(&answer));
}

#[tokio::test]
async fn who_ends_the_session_ends_the_new_token_too() {
    let mut visitor = Visitor::new(json!({})).await;
    assert!(visitor.is_replaced_at(WINDOW, "/").await);
    let sid = visitor.claims()["sid"].as_str().unwrap().to_owned();
    visitor
        .service
        .auth
        .sessions()
        .end_of_user(&Person(1), &sid)
        .await
        .unwrap();
    assert_eq!(visitor.get("/").await.status, 401);
}

#[tokio::test]
async fn a_user_who_is_gone_or_locked_out_gets_no_token() {
    for has_store in [true, false] {
        let mut visitor = match has_store {
            true => Visitor::new(json!({})).await,
            false => Visitor::without_store(json!({})).await,
        };
        let known = || visitor.service.staff.known.lock().unwrap();
        known().exists = false;
        assert!(!visitor.is_replaced_at(WINDOW, "/").await);
        let known = || visitor.service.staff.known.lock().unwrap();
        known().exists = true;
        known().is_active = false;
        assert!(!visitor.is_replaced_at(WINDOW, "/").await);
        let known = || visitor.service.staff.known.lock().unwrap();
        known().is_active = true;
        assert!(visitor.is_replaced_at(WINDOW, "/").await);
    }
}

#[tokio::test]
async fn a_backend_that_fails_costs_nothing_but_the_new_token() {
    let mut visitor = Visitor::new(json!({})).await;
    visitor.service.staff.known.lock().unwrap().is_reachable = false;
    assert!(!visitor.is_replaced_at(WINDOW, "/").await);
    visitor.service.staff.known.lock().unwrap().is_reachable = true;
    assert!(visitor.is_replaced_at(WINDOW, "/").await);
}

#[tokio::test]
async fn claims_of_which_no_token_can_be_made_cost_nothing_but_the_new_token() {
    let mut visitor = Visitor::new(json!({})).await;
    visitor.service.staff.known.lock().unwrap().payload = Some(("exp", "never"));
    assert!(!visitor.is_replaced_at(WINDOW, "/").await);
    let long = "x".repeat(5000).leak();
    visitor.service.staff.known.lock().unwrap().payload = Some(("motto", long));
    assert!(
        !visitor.is_replaced_at(WINDOW, "/").await,
        "no cookie is so long"
    );
}

#[tokio::test]
async fn a_store_that_is_out_of_reach_costs_nothing_but_the_new_token() {
    let remote = Remote::new();
    let service = Service::with_store(settings(json!({})), remote.clone());
    let mut visitor = Visitor::of(service).await;
    visitor.service.at(WINDOW);
    while visitor.service.auth.sessions().staleness().is_none() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    remote.is(Order::Down);
    let answer = visitor.get("/").await;
    assert_eq!(answer.status, 200, "what was read a moment ago lets it in");
    assert!(!is_replaced(&answer));
    remote.is(Order::Up);
}

#[tokio::test(start_paused = true)]
async fn an_answer_waits_two_seconds_for_the_new_token_and_no_longer() {
    let mut visitor = Visitor::without_store(json!({})).await;
    visitor.service.staff.known.lock().unwrap().is_slow = true;
    let asked = tokio::time::Instant::now();
    assert!(!visitor.is_replaced_at(WINDOW, "/").await);
    assert_eq!(asked.elapsed().as_secs(), 2);
}

#[tokio::test]
async fn a_session_of_another_service_with_the_same_store_is_not_replaced() {
    let store = MemoryStore::new();
    let named = settings(json!({"issuer": "https://a.example"}));
    let theirs = Visitor::of(Service::with_store(named, store.clone())).await;
    // The session has no name, so that any token of the key is accepted.
    let ours = Visitor::of(Service::with_store(settings(json!({})), store)).await;
    ours.service.at(WINDOW);
    let answer = ours.get_with("/", ACCESS, &theirs.token()).await;
    assert_eq!(answer.status, 200);
    assert!(!is_replaced(&answer));
    let answer = ours.get_with("/", ACCESS, &ours.token()).await;
    assert!(is_replaced(&answer));
}

#[tokio::test]
async fn a_user_whose_key_was_changed_meanwhile_gets_no_token() {
    let mut visitor = Visitor::without_store(json!({"key_per_user": "on"})).await;
    visitor.service.staff.known.lock().unwrap().next_secret = Some("another");
    assert!(!visitor.is_replaced_at(WINDOW, "/").await);
    assert_eq!(visitor.get("/").await.status, 401);
}
