//! The events that the backend gets.

use serde_json::json;

use super::service::{Service, guess, login};

const HOME: &str = "192.0.2.7";

#[tokio::test]
async fn the_backend_hears_of_failed_and_refused_attempts() {
    let service = Service::new(json!({"rate_limit_account_and_address": "1/15m"}));
    service.status(&login("ada").from(HOME)).await;
    assert_eq!(service.events(), [""; 0]);
    service
        .status(&guess(" Ada ").from("::ffff:192.0.2.7"))
        .await;
    assert_eq!(service.events(), ["failed ada 192.0.2.7"]);
    let wait = service.wait(&login("ada").from(HOME)).await;
    assert_eq!(
        service.events(),
        [format!("throttled ada 192.0.2.7 {wait}")]
    );
    service.status(&guess("nobody")).await;
    assert_eq!(service.events(), ["failed nobody -"]);
}

#[tokio::test]
async fn a_reauthentication_is_heard_of_like_a_login() {
    let service = Service::new(json!({"rate_limit_account_and_address": "1/15m"}));
    let tokens = service.answer(&login("ada").from(HOME)).await.json();
    let access = tokens["access_token"].as_str().unwrap();
    service.status(&guess("ada").from(HOME).again(access)).await;
    let wait = service.wait(&guess("ada").from(HOME).again(access)).await;
    assert_eq!(
        service.events(),
        [
            "failed ada 192.0.2.7".to_owned(),
            format!("throttled ada 192.0.2.7 {wait}")
        ]
    );
}

#[tokio::test]
async fn failures_are_heard_of_without_limits_too() {
    let service = Service::new(json!({"rate_limit": "off"}));
    service.status(&guess("ada").from(HOME)).await;
    assert_eq!(service.events(), ["failed ada 192.0.2.7"]);
}
