//! The limits that an application chooses for an attempt.

use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use jwt_guard::throttle::{LoginAttempt, RateLimit};
use serde_json::json;

use super::service::{Service, guess, login};

const OFFICE: &str = "192.0.2.7";

fn with_office() -> Service {
    let office: IpAddr = OFFICE.parse().unwrap();
    Service::build(json!({"rate_limit_address": "20/m"}), |auth| {
        auth.rate_limit(move |attempt: &LoginAttempt<'_>| match attempt.address() {
            Some(address) if address == office => RateLimit::NotByAddress,
            _ => RateLimit::Configured,
        })
    })
}

#[tokio::test]
async fn an_address_that_many_share_can_be_without_a_limit() {
    let service = with_office();
    for number in 0..100 {
        let name = format!("user {number}");
        assert_eq!(service.status(&guess(&name).from(OFFICE)).await, 401);
    }
    assert_eq!(service.status(&login("ada").from(OFFICE)).await, 200);
    for number in 0..20 {
        let name = format!("another {number}");
        assert_eq!(service.status(&guess(&name).from("192.0.2.8")).await, 401);
    }
    service.wait(&login("ada").from("192.0.2.8")).await;
}

#[tokio::test]
async fn no_account_can() {
    let service = with_office();
    service.guesses(&guess("ada").from(OFFICE), 10).await;
    service.wait(&login("ada").from(OFFICE)).await;
    // Nor that of all addresses together.
    let service = with_office();
    for number in 0..100 {
        service
            .guesses(&guess("ada").by_one_of_many(number), 1)
            .await;
    }
    service.wait(&login("ada").from(OFFICE)).await;
}

#[tokio::test]
async fn it_sees_the_account_the_address_and_the_request() {
    let seen = Arc::<Mutex<Vec<String>>>::default();
    let log = Arc::clone(&seen);
    let service = Service::build(json!({}), move |auth| {
        auth.rate_limit(move |attempt: &LoginAttempt<'_>| {
            let path = attempt.request().uri.path();
            let shown = format!("{path} {:?} {:?}", attempt.account(), attempt.address());
            log.lock().unwrap().push(shown);
            assert!(!format!("{attempt:?}").contains("x-forwarded-for"));
            RateLimit::Configured
        })
    });
    service
        .status(&guess(" ADA").from("::ffff:192.0.2.7").forwarded(&["x"]))
        .await;
    service.status(&login("nobody")).await;
    let seen = seen.lock().unwrap();
    assert!(
        seen[0].ends_with(r#" Some("ada") Some(192.0.2.7)"#),
        "{seen:?}"
    );
    assert!(seen[1].ends_with(r#" Some("nobody") None"#), "{seen:?}");
}
