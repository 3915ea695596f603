//! The settlement of an attempt that was counted.

use serde_json::json;

use super::service::{Service, guess, login};
use crate::fixtures::remote::{Order, Remote};

const HOME: &str = "192.0.2.7";

#[tokio::test]
async fn a_login_that_succeeds_counts_for_nothing() {
    let service = Service::new(json!({}));
    for _ in 0..150 {
        assert_eq!(service.status(&login("ada").from(HOME)).await, 200);
    }
    service.guesses(&guess("ada").from(HOME), 10).await;
}

#[tokio::test]
async fn a_login_that_succeeds_forgives_no_guess() {
    let service = Service::new(json!({}));
    service.guesses(&guess("ada").from(HOME), 9).await;
    assert_eq!(service.status(&login("ada").from(HOME)).await, 200);
    service.guesses(&guess("ada").from(HOME), 1).await;
    service.wait(&login("ada").from(HOME)).await;
}

#[tokio::test]
async fn the_last_attempt_that_is_left_may_be_the_right_one_again_and_again() {
    let service = Service::new(json!({}));
    service.guesses(&guess("ada").from(HOME), 9).await;
    for _ in 0..20 {
        assert_eq!(service.status(&login("ada").from(HOME)).await, 200);
    }
}

#[tokio::test]
async fn a_user_who_is_not_active_is_like_a_wrong_password() {
    let service = Service::new(json!({}));
    for _ in 0..10 {
        assert_eq!(service.status(&login("gone").from(HOME)).await, 401);
    }
    service.wait(&login("gone").from(HOME)).await;
}

#[tokio::test]
async fn credentials_that_could_not_be_checked_count_for_nothing() {
    let service = Service::new(json!({}));
    for name in ["flaky", "busy"] {
        for _ in 0..150 {
            assert_eq!(service.status(&guess(name).from(HOME)).await, 503);
        }
    }
    assert_eq!(service.events(), [""; 0]);
}

#[tokio::test]
async fn a_client_that_goes_away_has_guessed() {
    let service = Service::new(json!({}));
    let _closed = service.staff.gate.clone().acquire_owned().await.unwrap();
    for checked in 1..=10 {
        let service = service.clone();
        let waiting = service.clone();
        let request = tokio::spawn(async move { service.status(&guess("ada").from(HOME)).await });
        while waiting.checked() < checked {
            tokio::task::yield_now().await;
        }
        request.abort();
        assert!(request.await.unwrap_err().is_cancelled());
    }
    service.wait(&login("ada").from(HOME)).await;
}

#[tokio::test]
async fn no_credentials_are_checked_while_the_store_counts_nothing() {
    for order in [Order::Down, Order::ReadOnly, Order::Odd] {
        let store = Remote::new();
        let service = Service::with_store(json!({}), store.clone());
        let tokens = service.answer(&login("ada").from(HOME)).await.json();
        let access = tokens["access_token"].as_str().unwrap();
        let checked = service.checked();
        store.is(order);
        assert_eq!(service.status(&guess("ada").from(HOME)).await, 503);
        let again = guess("ada").from(HOME).again(access);
        assert_eq!(service.status(&again).await, 503);
        assert_eq!(service.checked(), checked, "{order:?}");
    }
}

#[tokio::test]
async fn requests_without_credentials_count_for_nothing() {
    let service = Service::new(json!({"rate_limit_address": "2/m"}));
    for _ in 0..20 {
        let request = axum::http::Request::post("/auth")
            .header("content-type", "application/json")
            .extension(axum::extract::ConnectInfo(std::net::SocketAddr::new(
                HOME.parse().unwrap(),
                1,
            )))
            .body(r#"{"username": "ada"}"#.into())
            .unwrap();
        assert_eq!(service.send(request).await.status, 400);
    }
    assert_eq!(service.status(&login("ada").from(HOME)).await, 200);
}
