//! Rotation: each refresh token is used once.

use serde_json::json;

use crate::sessions::service::{Service, Tokens};

#[tokio::test]
async fn a_token_that_comes_again_within_the_grace_gets_the_same_successor() {
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    let first = service.refreshed(&tokens.refresh).await;
    service.at(9);
    let again = service.refreshed(&tokens.refresh).await;
    assert_eq!(again.refresh, first.refresh);
    assert_ne!(again.access, first.access);
    assert_eq!(again.claims()["sid"], first.claims()["sid"]);
    for tokens in [&first, &again] {
        assert_eq!(service.status(tokens).await, 200);
    }
    service.refreshed(&first.refresh).await;
}

#[tokio::test]
async fn a_token_that_comes_again_later_ends_its_session() {
    let service = Service::new(json!({}));
    let stolen = service.log_in().await;
    let used = service.refreshed(&stolen.refresh).await;
    assert_eq!(service.status(&used).await, 200);
    service.at(10);
    let answer = service.refresh(&stolen.refresh).await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.json()["error"], "invalid_grant");
    assert_eq!(service.events(), ["began 1", "refreshed 1", "reused 1"]);
    for tokens in [&stolen, &used] {
        assert_eq!(service.status(tokens).await, 401, "an access token lives");
        assert_eq!(service.refresh(&tokens.refresh).await.status, 401);
    }
}

#[tokio::test]
async fn another_session_of_the_same_user_goes_on() {
    let service = Service::new(json!({}));
    let (stolen, other) = (service.log_in().await, service.log_in().await);
    service.refreshed(&stolen.refresh).await;
    service.at(10);
    assert_eq!(service.refresh(&stolen.refresh).await.status, 401);
    assert_eq!(service.status(&other).await, 200);
    service.refreshed(&other.refresh).await;
}

#[tokio::test]
async fn a_token_whose_successor_was_used_is_refused_and_nothing_else() {
    let service = Service::new(json!({}));
    let first = service.log_in().await;
    let second = service.refreshed(&first.refresh).await;
    let third = service.refreshed(&second.refresh).await;
    service.at(5);
    assert_eq!(service.refresh(&first.refresh).await.status, 401);
    assert_eq!(service.status(&third).await, 200, "the session was ended");
    service.refreshed(&third.refresh).await;
}

#[tokio::test]
async fn without_grace_the_second_use_ends_the_session() {
    let service = Service::new(json!({"refresh_grace": "0s"}));
    let tokens = service.log_in().await;
    let next = service.refreshed(&tokens.refresh).await;
    assert_eq!(service.refresh(&tokens.refresh).await.status, 401);
    assert_eq!(service.status(&next).await, 401);
}

#[tokio::test]
async fn a_session_that_does_not_rotate_keeps_its_token() {
    let service = Service::new(json!({"refresh_rotation": "off", "refresh_idle_ttl": "30m"}));
    let tokens = service.log_in().await;
    for minutes in [20, 40, 60] {
        service.at(minutes * 60);
        let next = service.refreshed(&tokens.refresh).await;
        assert_eq!(next.refresh, tokens.refresh);
        assert_eq!(service.status(&next).await, 200);
    }
    service.at(90 * 60);
    assert_eq!(service.refresh(&tokens.refresh).await.status, 401, "idle");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_at_once_all_get_the_same_successor() {
    let service = std::sync::Arc::new(Service::new(json!({})));
    let mut token = service.log_in().await.refresh;
    for _ in 0..20 {
        let tasks: Vec<_> = (0..16)
            .map(|_| {
                let (service, token) = (std::sync::Arc::clone(&service), token.clone());
                tokio::spawn(async move { service.refreshed(&token).await })
            })
            .collect();
        let mut successors = Vec::new();
        for task in tasks {
            let Tokens { refresh, .. } = task.await.unwrap();
            successors.push(refresh);
        }
        successors.dedup();
        assert_eq!(successors.len(), 1);
        token = successors.remove(0);
    }
}

#[tokio::test]
async fn a_copy_is_found_out_whatever_else_is_wrong_with_the_request() {
    for settings in [json!({}), json!({"refresh_requires_access": "on"})] {
        let service = Service::new(settings.clone());
        let stolen = service.log_in().await;
        let body = json!({"refresh_token": stolen.refresh});
        let answer = service
            .post("/auth/refresh", Some(&stolen.access), &body)
            .await;
        let used = Tokens::of(&answer.json());
        service.at(10);
        let body = json!({"refresh_token": stolen.refresh, "scope": "everything"});
        let answer = service.post("/auth/refresh", None, &body).await;
        assert_eq!(answer.json()["error"], "invalid_grant", "{settings}");
        assert_eq!(service.status(&used).await, 401, "{settings}");
    }
    // A token that was not used before is not used up by a request that is wrong.
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    let body = json!({"refresh_token": tokens.refresh, "scope": "everything"});
    for _ in 0..3 {
        let answer = service.post("/auth/refresh", None, &body).await;
        assert_eq!(answer.json()["error"], "invalid_scope");
    }
    service.refreshed(&tokens.refresh).await;
}
