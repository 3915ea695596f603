//! The time in which a token is replaced.

use serde_json::json;

use super::super::service::Service;
use super::visitor::{ACCESS, CSRF, Visitor, WINDOW, cookies, is_replaced};
use crate::fixtures::app::NOW;

#[tokio::test]
async fn no_token_is_replaced_unless_that_is_configured() {
    let service = Service::new(json!({"token_from": ["header", "cookie"]}));
    let mut visitor = Visitor::of(service).await;
    for seconds in [0, WINDOW, 899] {
        assert!(!visitor.is_replaced_at(seconds, "/").await, "{seconds}");
    }
}

#[tokio::test]
async fn a_token_is_replaced_from_the_first_second_of_the_window_until_it_expires() {
    for has_store in [true, false] {
        for (seconds, is_replaced) in [
            (0, false),
            (WINDOW - 1, false),
            (WINDOW, true),
            (WINDOW + 1, true),
            (899, true),
            // It has expired, and lives by the leeway.
            (900, false),
            (909, false),
        ] {
            let mut visitor = match has_store {
                true => Visitor::new(json!({})).await,
                false => Visitor::without_store(json!({})).await,
            };
            assert_eq!(
                visitor.is_replaced_at(seconds, "/").await,
                is_replaced,
                "{seconds} {has_store}"
            );
        }
    }
}

#[tokio::test]
async fn a_session_goes_on_while_its_pages_are_used() {
    let mut visitor = Visitor::new(json!({"refresh_ttl": "1h"})).await;
    for seconds in (0..3600).step_by(290) {
        visitor.service.at(seconds);
        assert_eq!(visitor.get("/").await.status, 200, "{seconds}");
    }
    visitor.service.at(3610);
    assert_eq!(visitor.get("/").await.status, 401);
}

#[tokio::test]
async fn the_new_token_lives_as_long_as_any_other() {
    let mut visitor = Visitor::new(json!({})).await;
    let before = visitor.token();
    visitor.service.at(WINDOW);
    let answer = visitor.get("/").await;
    assert_ne!(visitor.token(), before);
    assert_eq!(visitor.claims()["exp"], NOW + WINDOW + 900);
    assert!(cookies(&answer, ACCESS)[0].contains("Max-Age=900"));
    for seconds in [900, WINDOW + 899] {
        visitor.service.at(seconds);
        assert_eq!(visitor.get("/").await.status, 200, "{seconds}");
    }
}

#[tokio::test]
async fn no_token_outlives_its_session_as_the_store_keeps_it() {
    for ends in ["refresh_ttl", "refresh_idle_ttl"] {
        let mut visitor = Visitor::new(json!({ ends: "20m" })).await;
        visitor.service.at(WINDOW);
        let answer = visitor.get("/").await;
        assert_eq!(visitor.claims()["exp"], NOW + 1200, "{ends}");
        assert!(cookies(&answer, ACCESS)[0].contains("Max-Age=600"));
        // There is nothing to gain any more.
        for seconds in [900, 1100, 1199] {
            assert!(!visitor.is_replaced_at(seconds, "/").await, "{ends}");
        }
        visitor.service.at(1211);
        assert_eq!(visitor.get("/").await.status, 401, "{ends}");
    }
}

#[tokio::test]
async fn a_used_refresh_token_makes_room_for_another_replacement() {
    let mut visitor = Visitor::new(json!({"refresh_idle_ttl": "20m"})).await;
    visitor.service.at(1000);
    let csrf = visitor.browser.csrf();
    let answer = visitor.browser.post("/auth/refresh", Some(&csrf)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(visitor.is_replaced_at(1000 + WINDOW, "/").await);
    assert_eq!(visitor.claims()["exp"], NOW + 1000 + 1200);
}

#[tokio::test]
async fn it_is_no_use_of_the_refresh_token() {
    let mut visitor = Visitor::new(json!({"refresh_idle_ttl": "20m"})).await;
    assert!(visitor.is_replaced_at(WINDOW, "/").await);
    let sessions = visitor.service.auth.sessions();
    let session = &sessions.of_backend_subject("1").await.unwrap()[0];
    assert_eq!(session.last_used_at, NOW);
    assert_eq!(session.idle_expires_at, Some(NOW + 1200));
    assert_eq!(visitor.service.events(), ["began 1"]);
}

#[tokio::test]
async fn without_a_store_a_session_lasts_from_the_login() {
    let mut visitor = Visitor::without_store(json!({"refresh_ttl": "20m"})).await;
    assert!(visitor.is_replaced_at(WINDOW, "/").await);
    assert_eq!(visitor.claims()["exp"], NOW + 1200);
    assert!(!visitor.is_replaced_at(1100, "/").await);
    let mut visitor = Visitor::without_store(json!({"access_ttl": "24h"})).await;
    for day in 1..=29 {
        let seconds = day * 24 * 60 * 60 - 60 * day;
        assert!(visitor.is_replaced_at(seconds, "/").await, "{day}");
    }
    let month = 30 * 24 * 60 * 60;
    visitor.service.at(29 * 24 * 60 * 60 - 60 * 29 + 86_000);
    visitor.get("/").await;
    assert!(visitor.claims()["exp"].as_i64().unwrap() <= NOW + month);
}

#[tokio::test]
async fn a_session_without_refresh_tokens_lasts_as_well() {
    let mut visitor = Visitor::new(json!({"refresh": "off", "refresh_ttl": "20m"})).await;
    assert!(visitor.is_replaced_at(WINDOW, "/").await);
    assert_eq!(visitor.claims()["exp"], NOW + 1200);
    let sessions = visitor.service.auth.sessions();
    assert_eq!(sessions.of_backend_subject("1").await.unwrap().len(), 1);
    visitor.service.at(1200);
    assert_eq!(sessions.of_backend_subject("1").await.unwrap().len(), 0);
}

#[tokio::test]
async fn several_requests_at_once_all_get_a_token() {
    let visitor = Visitor::new(json!({})).await;
    visitor.service.at(WINDOW);
    let token = visitor.token();
    let answers = (0..20).map(|_| visitor.get_with("/", ACCESS, &token));
    let answers = futures_util::future::join_all(answers).await;
    for answer in &answers {
        assert!(is_replaced(answer));
        let cookie = cookies(answer, ACCESS)[0];
        let (_, cookie) = cookie.split_once('=').unwrap();
        let new = cookie.split(';').next().unwrap();
        assert_eq!(visitor.get_with("/", ACCESS, new).await.status, 200);
    }
    // The replaced token stays valid, as other requests may be on their way with it.
    assert_eq!(visitor.get_with("/", ACCESS, &token).await.status, 200);
}

#[tokio::test]
async fn the_value_of_the_session_stays_the_same_and_is_kept_as_long_as_it_is_needed() {
    for has_store in [true, false] {
        let mut visitor = match has_store {
            true => Visitor::new(json!({})).await,
            false => Visitor::without_store(json!({})).await,
        };
        let value = visitor.browser.csrf();
        visitor.service.at(WINDOW);
        let answer = visitor.get("/").await;
        // The refresh token has it kept longer already.
        let given = cookies(&answer, CSRF);
        assert_eq!(given.is_empty(), has_store, "{given:?}");
        assert!(given.iter().all(|cookie| cookie.contains("Max-Age=900")));
        assert_eq!(visitor.browser.csrf(), value);
        visitor.service.at(WINDOW + 300);
        let answer = visitor.browser.post("/", Some(&value)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(visitor.browser.post("/", None).await.status, 403);
    }
}
