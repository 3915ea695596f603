//! The events that the user backend gets when sessions end.

use serde_json::{Value, json};

use crate::fixtures::remote::{Order, Remote};
use crate::sessions::service::{Person, Service};

async fn sid(service: &Service) -> String {
    let claims = service.log_in().await.claims();
    service.events();
    claims["sid"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn it_hears_of_a_session_that_the_application_ends_once() {
    let service = Service::new(json!({}));
    let sessions = service.auth.sessions();
    let sid = sid(&service).await;
    assert!(sessions.end_of_user(&Person(1), &sid).await.unwrap());
    assert_eq!(service.events(), ["ended 1"]);
    assert!(!sessions.end_of_user(&Person(1), &sid).await.unwrap());
    assert!(!sessions.end_of_user(&Person(1), "nobody's").await.unwrap());
    assert_eq!(service.events(), [""; 0]);
}

#[tokio::test]
async fn it_hears_once_of_all_sessions_that_end_together() {
    let service = Service::new(json!({}));
    let sessions = service.auth.sessions();
    let tokens = service.log_in().await;
    for name in ["ada", "ada", "bob"] {
        service.log_in_as(name).await;
    }
    service.events();
    let answer = service
        .post("/password", Some(&tokens.access), &Value::Null)
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(service.events(), ["others ended 1"]);
    sessions.end_all_of_backend_subject("1").await.unwrap();
    assert_eq!(service.events(), ["all ended 1"]);
    let bob = service.log_in_as("bob").await;
    service.events();
    let answer = service
        .post("/auth/logout-all", Some(&bob.access), &Value::Null)
        .await;
    assert_eq!(answer.status, 204);
    assert_eq!(service.events(), ["all ended 2"]);
}

#[tokio::test]
async fn it_hears_of_a_logout_whichever_token_came() {
    let service = Service::new(json!({}));
    for (is_access, is_refresh) in [(true, false), (false, true), (true, true)] {
        let tokens = service.log_in().await;
        service.events();
        let access = is_access.then_some(&*tokens.access);
        let body = match is_refresh {
            true => json!({"refresh_token": tokens.refresh}),
            false => Value::Null,
        };
        for expected in [&["ended 1"][..], &[]] {
            let answer = service.post("/auth/logout", access, &body).await;
            assert_eq!(answer.status, 204);
            assert_eq!(service.events(), expected, "{is_access} {is_refresh}");
        }
    }
}

#[tokio::test]
async fn it_hears_of_a_session_whose_token_is_revoked_and_of_no_single_token() {
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    service.events();
    for (token, expected) in [(&tokens.access, &[][..]), (&tokens.refresh, &["ended 1"])] {
        let form = format!("token={token}");
        let answer = service.form("/auth/revoke", &form).await;
        assert_eq!(answer.status, 200);
        assert_eq!(service.events(), expected);
    }
    // A token without a name of its own stands for its session.
    let service = Service::new(json!({"jti": "off"}));
    let tokens = service.log_in().await;
    service.events();
    let form = format!("token={}", tokens.access);
    assert_eq!(service.form("/auth/revoke", &form).await.status, 200);
    assert_eq!(service.events(), ["ended 1"]);
}

#[tokio::test]
async fn it_hears_nothing_of_what_may_not_have_been_stored() {
    let remote = Remote::new();
    let service = Service::with_store(json!({}), remote.clone());
    let sid = sid(&service).await;
    remote.is(Order::ReadOnly);
    assert!(
        service
            .auth
            .sessions()
            .end_of_user(&Person(1), &sid)
            .await
            .is_err()
    );
    assert!(
        service
            .auth
            .sessions()
            .end_all_of_backend_subject("1")
            .await
            .is_err()
    );
    assert_eq!(service.events(), [""; 0]);
}
