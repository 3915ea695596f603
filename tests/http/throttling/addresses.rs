//! The address of an attempt.

use serde_json::json;

use super::service::{Attempt, Service, guess, login};

const PROXY: &str = "10.0.0.1";

/// Whether attempts count for one address.
async fn count_together(service: &Service, one: Attempt<'_>, other: &Attempt<'_>) -> bool {
    service.guesses(&one, 10).await;
    service.status(other).await == 429
}

#[tokio::test]
async fn the_peer_is_the_client_whatever_a_header_says() {
    let service = Service::new(json!({}));
    let forged = guess("ada").from("192.0.2.7").forwarded(&["198.51.100.1"]);
    let other = login("ada").from("192.0.2.7").forwarded(&["198.51.100.2"]);
    assert!(count_together(&service, forged, &other).await);
}

#[tokio::test]
async fn behind_proxies_the_entry_of_the_first_of_them_is_the_client() {
    let service = Service::new(json!({"client_address": "proxies:1"}));
    let one = guess("ada").from(PROXY).forwarded(&["198.51.100.1"]);
    let other = login("ada").from(PROXY).forwarded(&["198.51.100.2"]);
    assert!(!count_together(&service, one, &other).await);
    // Which proxy it came through does not matter.
    let same = login("ada").from("10.0.0.2").forwarded(&["198.51.100.1"]);
    service.wait(&same).await;
}

#[tokio::test]
async fn what_a_client_forges_in_front_of_it_changes_nothing() {
    for (setting, behind) in [("proxies:1", ""), ("proxies:2", ", 10.0.0.2")] {
        let service = Service::new(json!({"client_address": setting}));
        for number in 0..10 {
            let forged = format!("203.0.113.{number}, 198.51.100.7{behind}");
            let forged = [forged.as_str()];
            let attempt = guess("ada").from(PROXY).forwarded(&forged);
            assert_eq!(service.status(&attempt).await, 401);
        }
        let last = format!("198.51.100.7{behind}");
        for forged in [
            vec!["203.0.113.99", &last],
            vec![&last],
            vec!["nonsense, \"", &last],
        ] {
            let attempt = login("ada").from(PROXY).forwarded(&forged);
            service.wait(&attempt).await;
        }
    }
}

#[tokio::test]
async fn the_addresses_of_one_network_of_ipv6_are_one() {
    let service = Service::new(json!({}));
    for number in 0..10 {
        let address = format!("2001:db8:1:2::{number:x}");
        service.guesses(&guess("ada").from(&address), 1).await;
    }
    service
        .wait(&login("ada").from("2001:db8:1:2:ffff:ffff:ffff:ffff"))
        .await;
    assert_eq!(
        service.status(&login("ada").from("2001:db8:1:3::1")).await,
        200
    );
}

#[tokio::test]
async fn an_address_of_ipv4_is_the_same_in_the_form_of_ipv6() {
    let service = Service::new(json!({}));
    let mapped = guess("ada").from("::ffff:192.0.2.7");
    assert!(count_together(&service, mapped, &login("ada").from("192.0.2.7")).await);
    let other = login("ada").from("::ffff:192.0.2.8");
    assert_eq!(
        service.status(&other).await,
        200,
        "not all of them are one network"
    );
}

#[tokio::test]
async fn without_an_address_the_account_alone_is_limited() {
    for settings in [json!({}), json!({"client_address": "proxies:2"})] {
        let service = Service::new(settings);
        let nowhere = guess("ada").forwarded(&["198.51.100.7"]);
        service.guesses(&nowhere, 100).await;
        service.wait(&login("ada")).await;
        assert_eq!(service.status(&login("bob")).await, 200);
    }
}

#[tokio::test]
async fn an_entry_that_is_no_address_is_none() {
    let service = Service::new(json!({"client_address": "proxies:1"}));
    let hidden = guess("ada")
        .from(PROXY)
        .forwarded(&["198.51.100.7, unknown"]);
    service.guesses(&hidden, 100).await;
    service.wait(&hidden).await;
}
