//! One client that guesses the password of one account.

use axum::http::header::{CACHE_CONTROL, RETRY_AFTER, WWW_AUTHENTICATE};
use serde_json::json;

use super::service::{Service, guess, login};
use crate::fixtures::app::Answer;

const HOME: &str = "192.0.2.7";

#[tokio::test]
async fn ten_wrong_passwords_are_enough_for_a_quarter_of_an_hour() {
    let service = Service::new(json!({}));
    service.guesses(&guess("ada").from(HOME), 10).await;
    let answer = service.answer(&guess("ada").from(HOME)).await;
    assert_eq!(answer.status, 429);
    assert_eq!(answer.json()["error"], "too_many_attempts");
    assert_eq!(answer.header(WWW_AUTHENTICATE), None);
    assert_eq!(answer.header(CACHE_CONTROL), Some("no-store"));
    let wait: i64 = answer.header(RETRY_AFTER).unwrap().parse().unwrap();
    assert!((900..=960).contains(&wait), "{wait}");
    assert_eq!(service.checked(), 10);
}

#[tokio::test]
async fn the_right_password_is_refused_while_it_lasts_and_taken_afterwards() {
    let service = Service::new(json!({}));
    service.guesses(&guess("ada").from(HOME), 10).await;
    let wait = service.wait(&login("ada").from(HOME)).await;
    service.at(wait - 1);
    assert_eq!(service.wait(&login("ada").from(HOME)).await, 1);
    assert_eq!(service.checked(), 10, "nothing was checked");
    service.at(wait);
    assert_eq!(service.status(&login("ada").from(HOME)).await, 200);
}

#[tokio::test]
async fn asking_again_while_it_lasts_makes_no_wait_longer() {
    let service = Service::new(json!({}));
    service.guesses(&guess("ada").from(HOME), 10).await;
    let wait = service.wait(&guess("ada").from(HOME)).await;
    for _ in 0..100 {
        assert_eq!(service.wait(&guess("ada").from(HOME)).await, wait);
    }
}

#[tokio::test]
async fn no_quarter_of_an_hour_has_more_than_ten_guesses() {
    let service = Service::new(json!({}));
    for second in (0..3 * 60 * 60).step_by(20) {
        service.at(second);
        service.status(&guess("ada").from(HOME)).await;
    }
    let seen = service.staff.seen();
    let times: Vec<i64> = seen.checked.iter().map(|(at, _)| *at).collect();
    assert!(times.len() > 60, "{}", times.len());
    for window in times.windows(11) {
        assert!(window[10] - window[0] >= 900, "{window:?}");
    }
}

#[tokio::test]
async fn accounts_that_do_not_exist_are_refused_alike() {
    let service = Service::new(json!({}));
    let mut answers = Vec::new();
    for name in ["ada", "nobody", "gone"] {
        service.guesses(&guess(name).from(HOME), 10).await;
        let Answer {
            status,
            headers,
            body,
        } = service.answer(&login(name).from(HOME)).await;
        answers.push((status, headers, body));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
}

#[tokio::test]
async fn guesses_at_the_same_time_count_before_they_are_checked() {
    let service = Service::new(json!({}));
    // No password is compared before all requests were sent.
    let gate = service.staff.gate.clone().acquire_owned().await.unwrap();
    let sent: Vec<_> = (0..200)
        .map(|_| {
            let service = service.clone();
            tokio::spawn(async move { service.status(&guess("ada").from(HOME)).await })
        })
        .collect();
    tokio::task::yield_now().await;
    while service.checked() < 10 {
        tokio::task::yield_now().await;
    }
    drop(gate);
    let mut statuses = Vec::new();
    for request in sent {
        statuses.push(request.await.unwrap());
    }
    let of = |status| statuses.iter().filter(|found| **found == status).count();
    assert_eq!((of(401), of(429)), (10, 190));
    assert_eq!(service.checked(), 10);
}

#[tokio::test]
async fn another_account_and_another_address_are_unaffected() {
    let service = Service::new(json!({}));
    service.guesses(&guess("ada").from(HOME), 10).await;
    assert_eq!(service.status(&login("bob").from(HOME)).await, 200);
    assert_eq!(service.status(&login("ada").from("192.0.2.8")).await, 200);
}

#[tokio::test]
async fn one_address_cannot_try_one_password_on_all_accounts() {
    let service = Service::new(json!({}));
    for number in 0..100 {
        let name = format!("user {number}");
        assert_eq!(service.status(&guess(&name).from(HOME)).await, 401);
    }
    let wait = service.wait(&guess("another").from(HOME)).await;
    assert!((60..=64).contains(&wait), "{wait}");
    assert_eq!(service.status(&login("ada").from("192.0.2.8")).await, 200);
    service.at(wait);
    assert_eq!(service.status(&guess("another").from(HOME)).await, 401);
}

#[tokio::test]
async fn no_limit_means_no_limit() {
    let service = Service::new(json!({"rate_limit": "off"}));
    service.guesses(&guess("ada").from(HOME), 200).await;
    assert_eq!(service.status(&login("ada").from(HOME)).await, 200);
}
