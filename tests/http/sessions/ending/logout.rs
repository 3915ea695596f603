//! The end of sessions: logout, a new password, and the tokens that are revoked with a session.

use serde_json::{Value, json};

use super::lives;
use crate::fixtures::app::NOW;
use crate::sessions::service::{Office, Person, Service, Tokens};

#[tokio::test]
async fn a_logout_ends_the_session_at_once() {
    let service = Service::new(json!({}));
    let (mine, other) = (service.log_in().await, service.log_in().await);
    assert_eq!(service.status(&mine).await, 200, "and it is remembered");
    let answer = service
        .post("/auth/logout", Some(&mine.access), &Value::Null)
        .await;
    assert_eq!(answer.status, 204, "{}", answer.body);
    assert_eq!(lives(&service, &mine).await, (false, false));
    assert_eq!(lives(&service, &other).await, (true, true));
}

#[tokio::test]
async fn a_logout_takes_a_refresh_token_or_an_access_token_that_has_expired() {
    let service = Service::new(json!({}));
    for is_refresh in [true, false] {
        let tokens = service.log_in().await;
        service.at(24 * 60 * 60);
        let answer = match is_refresh {
            true => {
                let body = json!({"refresh_token": tokens.refresh});
                service.post("/auth/logout", None, &body).await
            }
            false => {
                service
                    .post("/auth/logout", Some(&tokens.access), &Value::Null)
                    .await
            }
        };
        assert_eq!(answer.status, 204);
        assert_eq!(
            service.refresh(&tokens.refresh).await.status,
            401,
            "{is_refresh}"
        );
        service.at(0);
        assert_eq!(service.status(&tokens).await, 401, "{is_refresh}");
    }
}

#[tokio::test]
async fn a_logout_succeeds_without_a_session_too() {
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    for _ in 0..2 {
        let answer = service
            .post("/auth/logout", Some(&tokens.access), &Value::Null)
            .await;
        assert_eq!(answer.status, 204);
    }
    let answer = service.post("/auth/logout", None, &Value::Null).await;
    assert_eq!(answer.status, 204);
    let answer = service
        .post("/auth/logout", Some("x.y.z"), &Value::Null)
        .await;
    assert_eq!(answer.status, 204);
}

#[tokio::test]
async fn all_sessions_of_a_user_end_at_once() {
    let service = Service::new(json!({}));
    let (one, two) = (service.log_in().await, service.log_in().await);
    let strange = service.log_in_as("bob").await;
    let answer = service
        .post("/auth/logout-all", Some(&one.access), &Value::Null)
        .await;
    assert_eq!(answer.status, 204);
    // A login in the same second is none of those that there were.
    let later = service.log_in().await;
    assert_eq!(lives(&service, &one).await, (false, false));
    assert_eq!(lives(&service, &two).await, (false, false));
    assert_eq!(lives(&service, &strange).await, (true, true));
    assert_eq!(lives(&service, &later).await, (true, true));
    let answer = service.post("/auth/logout-all", None, &Value::Null).await;
    assert_eq!(
        answer.status, 401,
        "a page of another origin logs no user out"
    );
}

#[tokio::test]
async fn tokens_of_no_session_are_judged_by_their_age() {
    let service = Service::new(json!({}));
    let mint = || Tokens {
        access: service.auth.mint("1").token().unwrap(),
        refresh: String::new(),
    };
    service.at(-1);
    let earlier = mint();
    service.at(0);
    let same_second = mint();
    assert_eq!(service.status(&earlier).await, 200);
    service
        .auth
        .sessions()
        .end_all_of_backend_subject("1")
        .await
        .unwrap();
    assert_eq!(service.status(&earlier).await, 401);
    assert_eq!(service.status(&same_second).await, 401);
    // It may have been issued before, by a clock that is ahead by no more than the leeway.
    service.at(10);
    assert_eq!(service.status(&mint()).await, 401);
    service.at(11);
    assert_eq!(service.status(&mint()).await, 200);
    assert_eq!(service.status(&same_second).await, 401);
}

#[tokio::test]
async fn a_new_password_ends_all_other_sessions() {
    let service = Service::new(json!({}));
    let (mine, other) = (service.log_in().await, service.log_in().await);
    let answer = service
        .post("/password", Some(&mine.access), &Value::Null)
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(lives(&service, &other).await, (false, false));
    assert_eq!(lives(&service, &mine).await, (true, true));
}

#[tokio::test]
async fn a_user_sees_their_sessions() {
    let service = Service::new(json!({}));
    let first = service.log_in().await;
    service.at(60);
    let second = service.log_in().await;
    service.log_in_as("bob").await;
    service.at(120);
    let first = service.refreshed(&first.refresh).await;
    let devices = service.get("/devices", &first.access).await.body;
    assert_eq!(devices, "test 0 120, test 60 60");
    let sid = second.claims()["sid"].as_str().unwrap().to_owned();
    assert!(
        service
            .auth
            .sessions()
            .end_of_user(&Person(1), &sid)
            .await
            .unwrap()
    );
    assert!(
        !service
            .auth
            .sessions()
            .end_of_user(&Person(1), &sid)
            .await
            .unwrap()
    );
    let devices = service.get("/devices", &first.access).await.body;
    assert_eq!(devices, "test 0 120");
    assert_eq!(service.status(&second).await, 401);
}

#[tokio::test]
async fn an_application_names_the_clients_itself() {
    use jwt_guard::prelude::*;
    use jwt_guard::session::MemoryStore;

    let mut service = Service::new(json!({}));
    let office = Office {
        secret: Some(crate::fixtures::app::SECRET.into()),
        session_owner: Some("office".into()),
        ..Default::default()
    };
    let auth = Auth::builder(office)
        .users(service.staff.clone())
        .store(MemoryStore::new())
        .client_name(|request| Some(format!("device at {}", request.uri.path())))
        .build()
        .unwrap();
    service.app = GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .with_state(auth.clone());
    service.log_in().await;
    let sessions = auth.sessions().of_backend_subject("1").await.unwrap();
    let clients: Vec<_> = sessions
        .iter()
        .map(|session| session.client.as_deref())
        .collect();
    assert_eq!(clients, [Some("device at /")], "the path below the prefix");
}

#[tokio::test]
async fn a_service_without_refresh_tokens_has_sessions_that_end() {
    let service = Service::new(json!({"refresh": "off"}));
    let tokens = service.log_in().await;
    assert_eq!(tokens.refresh, "");
    assert_eq!(service.refresh("x").await.status, 404);
    assert_eq!(service.status(&tokens).await, 200);
    service
        .auth
        .sessions()
        .end_all_of_backend_subject("1")
        .await
        .unwrap();
    assert_eq!(service.status(&tokens).await, 401);
}

#[tokio::test]
async fn a_login_with_the_old_password_does_not_survive_the_new_one() {
    let service = Service::new(json!({}));
    let old = service.log_in().await;
    // While a slow login checks the password, the user changes it.
    let (auth, clock) = (service.auth.clone(), service.clock.clone());
    service.staff.known.lock().unwrap().meanwhile = Some(Box::new(move || {
        clock.set(NOW + 1);
        let ended = futures_util::future::FutureExt::now_or_never(
            auth.sessions().end_all_of_backend_subject("1"),
        );
        ended.unwrap().unwrap();
    }));
    let credentials = json!({"username": "ada", "password": "secret"});
    let answer = service.post("/auth", None, &credentials).await;
    assert_eq!(answer.status, 401, "{}", answer.body);
    assert_eq!(lives(&service, &old).await, (false, false));
    assert!(
        service
            .auth
            .sessions()
            .of_backend_subject("1")
            .await
            .unwrap()
            .is_empty()
    );
}
