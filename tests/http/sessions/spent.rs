//! How often one session can be refreshed.

use serde_json::{Value, json};

use super::service::{Service, Tokens};
use crate::remote::Remote;

/// How often the tokens of one session are exchanged.
const MOST: u32 = 100_000;

fn exchanged(details: &str, exchanges: u32) -> String {
    let mut details: Value = serde_json::from_str(details).unwrap();
    details["exchanges"] = exchanges.into();
    details.to_string()
}

/// As often as they can be.
fn to_the_end(details: &str) -> String {
    exchanged(details, MOST)
}

/// As often as they can be, but once.
fn nearly_to_the_end(details: &str) -> String {
    exchanged(details, MOST - 1)
}

/// A session of which the tokens were exchanged so often.
async fn used(settings: Value, exchanges: fn(&str) -> String) -> (Service, Tokens) {
    let remote = Remote::new();
    let service = Service::with_store(settings, remote.clone());
    remote.remembers(exchanges);
    let tokens = service.log_in().await;
    service.events();
    (service, tokens)
}

async fn exchanges(service: &Service, id: &str) -> Option<Value> {
    let sessions = service
        .auth
        .sessions()
        .of_backend_subject("1")
        .await
        .unwrap();
    let session = sessions.iter().find(|session| session.id == id)?;
    let details: Value = serde_json::from_str(&session.details).unwrap();
    Some(details["exchanges"].clone())
}

#[tokio::test]
async fn each_exchange_counts_once() {
    let service = Service::new(json!({}));
    let mut tokens = service.log_in().await;
    let id = tokens.claims()["sid"].as_str().unwrap().to_owned();
    assert_eq!(exchanges(&service, &id).await, Some(Value::Null));
    for count in 1..4 {
        let next = service.refreshed(&tokens.refresh).await;
        // Within the grace, the same successor is given again.
        let same = service.refreshed(&tokens.refresh).await;
        assert_eq!(next.refresh, same.refresh);
        assert_eq!(exchanges(&service, &id).await, Some(json!(count)));
        tokens = next;
    }
}

#[tokio::test]
async fn a_session_that_was_refreshed_as_often_as_can_be_ends() {
    let (service, used) = used(json!({}), nearly_to_the_end).await;
    let last = service.refreshed(&used.refresh).await;
    assert_eq!(service.status(&last).await, 200);
    assert_eq!(service.events(), ["refreshed 1"]);
    let answer = service.refresh(&last.refresh).await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.json()["error"], "invalid_grant");
    assert_eq!(service.status(&last).await, 401, "its access tokens, too");
    assert_eq!(service.events(), ["ended 1"]);
    assert_eq!(
        exchanges(&service, used.claims()["sid"].as_str().unwrap()).await,
        None
    );
    assert_eq!(service.refresh(&last.refresh).await.status, 401);
    assert_eq!(service.events(), [""; 0]);
}

#[tokio::test]
async fn a_lost_answer_to_the_last_exchange_is_given_again() {
    let (service, used) = used(json!({}), nearly_to_the_end).await;
    let last = service.refreshed(&used.refresh).await;
    let again = service.refreshed(&used.refresh).await;
    assert_eq!(last.refresh, again.refresh);
}

#[tokio::test]
async fn a_copy_of_its_tokens_is_found_out_to_the_end() {
    let (service, used) = used(json!({}), nearly_to_the_end).await;
    service.refreshed(&used.refresh).await;
    service.events();
    service.at(10);
    assert_eq!(service.refresh(&used.refresh).await.status, 401);
    assert_eq!(service.events(), ["reused 1"]);
}

#[tokio::test]
async fn a_token_that_is_not_exchanged_can_be_used_for_ever() {
    let (service, used) = used(json!({"refresh_rotation": "off"}), to_the_end).await;
    let id = used.claims()["sid"].as_str().unwrap().to_owned();
    for _ in 0..3 {
        let same: Tokens = service.refreshed(&used.refresh).await;
        assert_eq!(same.refresh, used.refresh);
    }
    assert_eq!(exchanges(&service, &id).await, Some(json!(MOST)));
}
