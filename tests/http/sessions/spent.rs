//! How often one session can be refreshed.

use aws_lc_rs::digest::{SHA256, digest};
use jwt_guard::session::{MemoryStore, Session, TokenDigest, TokenStore};
use serde_json::{Value, json};

use super::service::{Service, Tokens};

/// How often the tokens of one session are exchanged.
const MOST: u32 = 100_000;

const TOKEN: &str = "0123456789012345678901234567890123456789012";

/// A session of which the tokens were exchanged so often; [`TOKEN`] is the last one.
async fn used(store: &MemoryStore, service: &Service, exchanges: u32) -> Session {
    service.log_in().await;
    let sessions = service
        .auth
        .sessions()
        .of_backend_subject("1")
        .await
        .unwrap();
    let mut session = sessions[0].clone();
    session.id = "used".into();
    let mut details: Value = serde_json::from_str(&session.details).unwrap();
    details["exchanges"] = exchanges.into();
    session.details = details.to_string();
    let digest = digest(&SHA256, TOKEN.as_bytes());
    let token = TokenDigest::from_bytes(digest.as_ref().try_into().unwrap());
    let position = store.position().await.unwrap();
    store.begin(&session, &token, position).await.unwrap();
    service.events();
    session
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
    let store = MemoryStore::new();
    let service = Service::with_store(json!({}), store.clone());
    used(&store, &service, MOST - 1).await;
    let last = service.refreshed(TOKEN).await;
    assert_eq!(service.status(&last).await, 200);
    assert_eq!(service.events(), ["refreshed 1"]);
    let answer = service.refresh(&last.refresh).await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.json()["error"], "invalid_grant");
    assert_eq!(service.status(&last).await, 401, "its access tokens, too");
    assert_eq!(service.events(), ["ended 1"]);
    assert_eq!(exchanges(&service, "used").await, None);
    assert_eq!(service.refresh(&last.refresh).await.status, 401);
    assert_eq!(service.events(), [""; 0]);
}

#[tokio::test]
async fn a_lost_answer_to_the_last_exchange_is_given_again() {
    let store = MemoryStore::new();
    let service = Service::with_store(json!({}), store.clone());
    used(&store, &service, MOST - 1).await;
    let last = service.refreshed(TOKEN).await;
    let again = service.refreshed(TOKEN).await;
    assert_eq!(last.refresh, again.refresh);
}

#[tokio::test]
async fn a_copy_of_its_tokens_is_found_out_to_the_end() {
    let store = MemoryStore::new();
    let service = Service::with_store(json!({}), store.clone());
    used(&store, &service, MOST - 1).await;
    service.refreshed(TOKEN).await;
    service.events();
    service.at(10);
    assert_eq!(service.refresh(TOKEN).await.status, 401);
    assert_eq!(service.events(), ["reused 1"]);
}

#[tokio::test]
async fn a_token_that_is_not_exchanged_can_be_used_for_ever() {
    let store = MemoryStore::new();
    let service = Service::with_store(json!({"refresh_rotation": "off"}), store.clone());
    used(&store, &service, MOST).await;
    for _ in 0..3 {
        let same: Tokens = service.refreshed(TOKEN).await;
        assert_eq!(same.refresh, TOKEN);
    }
    assert_eq!(exchanges(&service, "used").await, Some(json!(MOST)));
}
