//! Processes that count together: those of one service, and no others.

use jwt_guard::session::MemoryStore;
use serde_json::{Value, json};

use super::service::{Service, guess, login};
use crate::keys::algorithms::pem;

const HOME: &str = "192.0.2.7";

#[tokio::test]
async fn processes_of_one_service_count_together_in_their_store() {
    let store = MemoryStore::new();
    let services = [(); 2].map(|()| Service::with_store(json!({}), store.clone()));
    for number in 0..10 {
        services[number % 2]
            .guesses(&guess("ada").from(HOME), 1)
            .await;
    }
    for service in &services {
        service.wait(&login("ada").from(HOME)).await;
    }
}

#[tokio::test]
async fn a_device_that_one_process_knows_all_of_them_know() {
    let store = MemoryStore::new();
    let services = [(); 2].map(|()| Service::with_store(json!({}), store.clone()));
    services[0].status(&login("ada").from(HOME)).await;
    for number in 0..100 {
        services[1]
            .guesses(&guess("ada").by_one_of_many(number), 1)
            .await;
    }
    assert_eq!(services[1].status(&login("ada").from(HOME)).await, 200);
}

/// Whether guesses at one service count at another one on the same store.
async fn share(one: Value, other: Value) -> bool {
    let store = MemoryStore::new();
    let one = Service::with_store(one, store.clone());
    let other = Service::with_store(other, store);
    one.guesses(&guess("ada").from(HOME), 10).await;
    other.status(&login("ada").from(HOME)).await == 429
}

#[tokio::test]
async fn services_of_different_owners_share_no_counts() {
    let shop = json!({"session_owner": "shop"});
    assert!(share(shop.clone(), shop.clone()).await);
    assert!(!share(shop.clone(), json!({"session_owner": "forum"})).await);
    let api = json!({"session_owner": "shop", "audience": ["api"]});
    assert!(!share(shop, api).await);
}

#[tokio::test]
async fn a_service_without_a_secret_counts_by_its_private_key() {
    let key = |name: &str| {
        json!({
            "algorithm": "EdDSA",
            "private_key": pem(name, "private_pem"),
        })
    };
    assert!(share(key("ed25519"), key("ed25519")).await);
}

#[tokio::test]
async fn a_service_without_a_store_counts_by_itself() {
    let [one, other] = [(); 2].map(|()| Service::without_store(json!({})));
    one.guesses(&guess("ada").from(HOME), 10).await;
    let wait = one.wait(&login("ada").from(HOME)).await;
    assert_eq!(other.status(&login("ada").from(HOME)).await, 200);
    one.at(wait);
    assert_eq!(one.status(&login("ada").from(HOME)).await, 200);
    // And knows devices.
    one.at(4 * 60 * 60);
    for number in 0..100 {
        one.guesses(&guess("ada").by_one_of_many(number), 1).await;
    }
    one.wait(&login("ada").from("192.0.2.8")).await;
    assert_eq!(one.status(&login("ada").from(HOME)).await, 200);
}
