//! The endpoints that take credentials, and those that do not.

use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use serde_json::{Value, json};

use super::service::{Attempt, Service, guess, login};

const HOME: &str = "192.0.2.7";

async fn tokens(service: &Service) -> Value {
    service.answer(&login("ada").from(HOME)).await.json()
}

fn access(tokens: &Value) -> &str {
    tokens["access_token"].as_str().unwrap()
}

#[tokio::test]
async fn a_stolen_token_does_not_help_to_guess_the_password() {
    let service = Service::new(json!({}));
    let tokens = tokens(&service).await;
    let thief = "198.51.100.7";
    let again = guess("ada").from(thief).again(access(&tokens));
    service.guesses(&again, 10).await;
    service
        .wait(&login("ada").from(thief).again(access(&tokens)))
        .await;
    // Logins count for the same.
    service.wait(&login("ada").from(thief)).await;
    // The user does not notice.
    let again = login("ada").from(HOME).again(access(&tokens));
    assert_eq!(service.status(&again).await, 200);
}

#[tokio::test]
async fn a_right_password_of_another_user_is_a_wrong_one() {
    let service = Service::new(json!({}));
    let tokens = tokens(&service).await;
    for _ in 0..10 {
        let again = login("bob").from(HOME).again(access(&tokens));
        assert_eq!(service.status(&again).await, 401);
    }
    service.wait(&login("bob").from(HOME)).await;
}

#[tokio::test]
async fn a_reauthentication_that_succeeds_counts_for_nothing() {
    let service = Service::new(json!({}));
    let tokens = tokens(&service).await;
    for _ in 0..50 {
        let again = login("ada").from(HOME).again(access(&tokens));
        assert_eq!(service.status(&again).await, 200);
    }
}

#[tokio::test]
async fn a_handler_that_authenticates_has_the_limits_of_the_login() {
    let service = Service::new(json!({}));
    let own = |attempt: Attempt<'static>| attempt.from(HOME).by_handler();
    service.guesses(&own(guess("ada")), 5).await;
    service.guesses(&guess("ada").from(HOME), 5).await;
    let checked = service.checked();
    service.wait(&own(login("ada"))).await;
    service.wait(&login("ada").from(HOME)).await;
    assert_eq!(
        service.checked(),
        checked,
        "no credentials beyond the limit are checked"
    );
    let events = service.events();
    assert_eq!(events.len(), 12);
    assert_eq!(events[0], "failed ada 192.0.2.7");
    assert!(events[10].starts_with("throttled ada 192.0.2.7"));
}

#[tokio::test]
async fn right_credentials_count_for_nothing_whatever_the_handler_does_next() {
    let service = Service::new(json!({}));
    for _ in 0..50 {
        let refused = login("bob").from(HOME).by_handler();
        assert_eq!(service.status(&refused).await, 401);
    }
    let begun = login("ada").from(HOME).by_handler();
    assert_eq!(service.status(&begun).await, 200);
    assert_eq!(service.events(), [""; 0]);
}

#[tokio::test]
async fn a_form_goes_back_to_its_page_which_is_told_why() {
    let settings = json!({
        "token_from": ["cookie"],
        "csrf": "off",
        "login_redirect": "/login",
    });
    let service = Service::new(settings);
    let wrong = guess("ada").from(HOME);
    for _ in 0..10 {
        let answer = service.form(&wrong).await;
        assert_eq!(
            answer.header(LOCATION),
            Some("/login?error=invalid_grant&next=%2Fa")
        );
    }
    let answer = service.form(&login("ada").from(HOME)).await;
    assert_eq!(answer.status, 303);
    assert_eq!(
        answer.header(LOCATION),
        Some("/login?error=too_many_attempts&next=%2Fa")
    );
    // It would be the time to wait before the page is fetched.
    assert_eq!(answer.header(RETRY_AFTER), None);
    // A script gets the status.
    service.wait(&login("ada").from(HOME)).await;
}

#[tokio::test]
async fn no_refresh_token_is_refused_for_guesses() {
    let service = Service::new(json!({}));
    let mut tokens = tokens(&service).await;
    service.guesses(&guess("ada").from(HOME), 10).await;
    for number in 0..100 {
        service
            .guesses(&guess("ada").by_one_of_many(number), 1)
            .await;
    }
    service.wait(&login("ada").from(HOME)).await;
    for _ in 0..20 {
        let body = json!({"refresh_token": tokens["refresh_token"]});
        let request = Request::post("/auth/refresh").header(CONTENT_TYPE, "application/json");
        let answer = service
            .send(request.body(body.to_string().into()).unwrap())
            .await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        tokens = answer.json();
    }
}
