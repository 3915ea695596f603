//! Limits of the storage that a client can use.

use jwt_guard::session::{MemoryStore, TokenStore};
use serde_json::{Value, json};

use super::service::{Person, Service, Tokens};
use crate::fixtures::app::NOW;
use crate::fixtures::remote::Remote;

async fn lives(service: &Service, tokens: &Tokens) -> (bool, bool) {
    let access = service.status(tokens).await == 200;
    (access, service.refresh(&tokens.refresh).await.status == 200)
}

async fn sessions(service: &Service) -> usize {
    let sessions = service.auth.sessions().of_user(&Person(1)).await;
    sessions.unwrap().len()
}

#[tokio::test]
async fn one_login_too_many_ends_the_session_that_was_used_least_recently() {
    for is_remote in [false, true] {
        let settings = json!({"max_sessions": 3});
        let service = match is_remote {
            false => Service::new(settings),
            true => Service::with_store(settings, Remote::new()),
        };
        let mut tokens = Vec::new();
        for seconds in 0..3 {
            service.at(seconds);
            tokens.push(service.log_in().await);
        }
        let stranger = service.log_in_as("bob").await;
        service.at(3);
        tokens[0] = service.refreshed(&tokens[0].refresh).await;
        service.events();
        let new = service.log_in().await;
        assert_eq!(service.events(), ["began 1", "ended 1"]);
        // Its access token too, in this process at once.
        assert_eq!(lives(&service, &tokens[1]).await, (false, false));
        for tokens in [&tokens[0], &tokens[2], &new, &stranger] {
            assert_eq!(lives(&service, tokens).await, (true, true));
        }
        assert_eq!(sessions(&service).await, 3);
        // A logout makes room.
        let body = json!({"refresh_token": new.refresh});
        service.post("/auth/logout", Some(&new.access), &body).await;
        service.events();
        service.log_in().await;
        assert_eq!(service.events(), ["began 1"]);
    }
}

#[tokio::test]
async fn a_user_has_a_hundred_sessions_unless_it_is_said_otherwise() {
    for (settings, expected) in [
        (json!({}), "ended"),
        (json!({"max_sessions": "off"}), "began"),
    ] {
        let service = Service::new(settings);
        for _ in 0..101 {
            service.log_in().await;
        }
        let last = service.events().pop().unwrap();
        assert_eq!(last, format!("{expected} 1"));
        assert_eq!(sessions(&service).await, 100, "no more are listed");
    }
}

#[tokio::test]
async fn a_session_that_is_refreshed_too_often_is_told_to_wait_and_goes_on() {
    let service = Service::new(json!({"refreshes_per_minute": 2}));
    let other = service.log_in().await;
    let mut tokens = service.log_in().await;
    for _ in 0..2 {
        tokens = service.refreshed(&tokens.refresh).await;
    }
    service.events();
    service.at(20);
    let answer = service.refresh(&tokens.refresh).await;
    assert_eq!(answer.status, 429);
    assert_eq!(answer.json()["error"], "too_many_refreshes");
    assert_eq!(answer.headers["retry-after"], "40");
    assert!(answer.challenge().is_none());
    assert_eq!(service.events(), [""; 0], "nothing has happened");
    assert_eq!(service.status(&tokens).await, 200);
    service.refreshed(&other.refresh).await;
    service.at(60);
    service.refreshed(&tokens.refresh).await;
}

#[tokio::test]
async fn a_session_can_be_refreshed_as_often_as_its_client_likes_if_it_is_said() {
    let service = Service::new(json!({"refreshes_per_minute": "off"}));
    let mut tokens = service.log_in().await;
    for _ in 0..100 {
        tokens = service.refreshed(&tokens.refresh).await;
    }
}

#[tokio::test]
async fn a_copy_is_found_out_among_the_last_thousand_tokens() {
    let service = Service::new(json!({"refreshes_per_minute": "off"}));
    let mut all = vec![service.log_in().await];
    for _ in 0..1001 {
        let next = service.refreshed(&all[all.len() - 1].refresh).await;
        all.push(next);
    }
    service.events();
    service.at(20);
    let answer = service.refresh(&all[0].refresh).await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.json()["error"], "invalid_grant");
    assert_eq!(service.events(), [""; 0], "it is too old for an alarm");
    assert_eq!(service.status(&all[1001]).await, 200);
    assert_eq!(service.refresh(&all[1].refresh).await.status, 401);
    assert_eq!(service.events(), ["reused 1"]);
}

#[tokio::test]
async fn nothing_of_a_session_is_left_after_the_purge_that_follows_its_logout() {
    for path in ["/auth/logout", "/auth/logout-all"] {
        let store = MemoryStore::new();
        let service = Service::with_store(json!({}), store.clone());
        let tokens = service.log_in().await;
        let next = service.refreshed(&tokens.refresh).await;
        let answer = service.post(path, Some(&next.access), &Value::Null).await;
        assert_eq!(answer.status, 204);
        assert!(format!("{store:?}").contains("sessions: 1"));
        while store.purge(NOW, 10).await.unwrap() {}
        assert!(format!("{store:?}").contains("sessions: 0"), "{store:?}");
        assert_eq!(lives(&service, &next).await, (false, false));
        assert_eq!(service.refresh(&tokens.refresh).await.status, 401);
    }
}
