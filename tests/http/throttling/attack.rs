//! Many addresses that guess the password of one account, and its user.

use std::collections::BTreeMap;

use serde_json::json;

use super::service::{Service, guess, login};
use crate::fixtures::app::NOW;

const HOME: &str = "192.0.2.7";
const ADDRESSES: u32 = 1000;
const HOUR: i64 = 60 * 60;

/// How many guesses the hour has that has most of them, wherever it begins.
fn most_in_an_hour(times: &[i64]) -> usize {
    let within = |start: i64| {
        times
            .iter()
            .filter(move |at| (start..start + HOUR).contains(*at))
    };
    let counts = times.iter().map(|start| within(*start).count());
    counts.max().unwrap_or_default()
}

#[tokio::test]
async fn a_thousand_addresses_guess_a_hundred_times_an_hour_and_the_user_logs_in_meanwhile() {
    let service = Service::new(json!({}));
    assert_eq!(service.status(&login("ada").from(HOME)).await, 200);
    let mut honest = BTreeMap::<u16, usize>::new();
    service.staff.seen().checked.clear();
    for step in 0..18 {
        service.at(step * 600);
        for number in 0..ADDRESSES {
            service.status(&guess("ada").by_one_of_many(number)).await;
        }
        let guessed = service.checked();
        let status = service.status(&login("ada").from(HOME)).await;
        service.staff.seen().checked.truncate(guessed);
        *honest.entry(status).or_default() += 1;
    }
    assert_eq!(honest, BTreeMap::from([(200, 18)]));
    let times: Vec<i64> = service
        .staff
        .seen()
        .checked
        .iter()
        .map(|(at, _)| *at)
        .collect();
    assert!(
        times.len() >= 200,
        "only {} guesses were checked",
        times.len()
    );
    assert!(
        most_in_an_hour(&times) <= 100,
        "{}",
        most_in_an_hour(&times)
    );
    assert_eq!(times[0], NOW);
}

#[tokio::test]
async fn a_new_device_of_the_user_waits_as_the_attackers_do() {
    let service = Service::new(json!({}));
    for number in 0..100 {
        service
            .guesses(&guess("ada").by_one_of_many(number), 1)
            .await;
    }
    let wait = service.wait(&login("ada").from(HOME)).await;
    assert!((HOUR..=HOUR + 240).contains(&wait), "{wait}");
    // Other accounts do not wait.
    assert_eq!(service.status(&login("bob").from(HOME)).await, 200);
    service.at(wait);
    assert_eq!(service.status(&login("ada").from(HOME)).await, 200);
}

#[tokio::test]
async fn a_device_is_known_for_thirty_days_after_its_last_login() {
    const DAY: i64 = 24 * HOUR;
    for (days, expected) in [(29, 200), (31, 429)] {
        let service = Service::new(json!({}));
        service.status(&login("ada").from(HOME)).await;
        service.at(days * DAY);
        for number in 0..100 {
            service
                .guesses(&guess("ada").by_one_of_many(number), 1)
                .await;
        }
        assert_eq!(service.status(&login("ada").from(HOME)).await, expected);
    }
}

#[tokio::test]
async fn a_known_device_has_a_limit_of_its_own() {
    let service = Service::new(json!({}));
    service.status(&login("ada").from(HOME)).await;
    service.guesses(&guess("ada").from(HOME), 10).await;
    service.wait(&login("ada").from(HOME)).await;
    // That of the account is untouched by it.
    for number in 0..100 {
        service
            .guesses(&guess("ada").by_one_of_many(number), 1)
            .await;
    }
}

#[tokio::test]
async fn a_wrong_password_makes_no_device_known() {
    let service = Service::new(json!({}));
    service.guesses(&guess("ada").from(HOME), 1).await;
    for number in 0..99 {
        service
            .guesses(&guess("ada").by_one_of_many(number), 1)
            .await;
    }
    service.wait(&login("ada").from(HOME)).await;
}
