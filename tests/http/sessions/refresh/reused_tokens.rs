//! A reused refresh token is detected in the same way by every endpoint.

use serde_json::{Value, json};

use crate::sessions::service::{Service, Tokens};

/// The grace, in seconds, unless it is set.
const GRACE: i64 = 10;

/// The result of `of_refresh_token` in an endpoint of the application.
async fn is_taken(service: &Service, token: &str) -> bool {
    let session = service.auth.sessions().of_refresh_token(token).await;
    session.unwrap().is_some()
}

async fn lives(service: &Service, tokens: &Tokens) -> (bool, bool) {
    let access = service.status(tokens).await == 200;
    (access, service.refresh(&tokens.refresh).await.status == 200)
}

/// A service, a token that was exchanged, and its successor.
async fn exchanged(settings: Value) -> (Service, Tokens, Tokens) {
    let service = Service::new(settings);
    let first = service.log_in().await;
    let second = service.refreshed(&first.refresh).await;
    service.events();
    (service, first, second)
}

#[tokio::test]
async fn of_refresh_token_refuses_one_that_was_exchanged_as_reuse() {
    for format in ["opaque", "jwt"] {
        for later in [GRACE, 7 * 24 * 60 * 60] {
            let (service, first, second) = exchanged(json!({"refresh_format": format})).await;
            service.at(later);
            assert!(!is_taken(&service, &first.refresh).await, "{format}");
            assert_eq!(service.events(), ["reused 1"]);
            // As at `/refresh`, the whole family ends.
            service.at(0);
            assert_eq!(lives(&service, &second).await, (false, false));
            assert!(!is_taken(&service, &second.refresh).await);
            assert_eq!(service.events(), [""; 0], "it is told once");
        }
    }
}

#[tokio::test]
async fn within_the_grace_a_token_is_taken_where_its_successor_would_be_given_again() {
    let (service, first, second) = exchanged(json!({})).await;
    service.at(GRACE - 1);
    assert!(is_taken(&service, &first.refresh).await);
    let again = service.refreshed(&first.refresh).await;
    assert_eq!(again.refresh, second.refresh);
    // Its successor is used up, so that `/refresh` refuses it, and ends nothing.
    let third = service.refreshed(&second.refresh).await;
    service.events();
    assert!(!is_taken(&service, &first.refresh).await);
    assert!(
        service
            .refresh(&first.refresh)
            .await
            .status
            .is_client_error()
    );
    assert!(is_taken(&service, &second.refresh).await);
    assert!(is_taken(&service, &third.refresh).await);
    assert_eq!(service.events(), [""; 0]);
    assert_eq!(lives(&service, &third).await, (true, true));
}

#[tokio::test]
async fn to_ask_about_a_token_does_not_use_it() {
    let service = Service::new(json!({"refresh_idle_ttl": "1h"}));
    let tokens = service.log_in().await;
    for seconds in [0, 60, 120] {
        service.at(seconds);
        assert!(is_taken(&service, &tokens.refresh).await);
    }
    let sessions = service
        .auth
        .sessions()
        .of_backend_subject("1")
        .await
        .unwrap();
    assert_eq!(sessions[0].last_used_at, sessions[0].created_at);
    service.at(60 * 60);
    assert!(!is_taken(&service, &tokens.refresh).await, "it is idle");
    for strange in ["", "x", "0123456789012345678901234567890123456789012"] {
        assert!(!is_taken(&service, strange).await);
    }
}

#[tokio::test]
async fn a_logout_or_a_revocation_with_a_spent_token_ends_the_session() {
    for path in ["/auth/logout", "/auth/revoke"] {
        for (later, is_superseded, event) in [
            (0, false, "ended 1"),
            (GRACE - 1, false, "ended 1"),
            (0, true, "ended 1"),
            (GRACE, false, "reused 1"),
            (GRACE, true, "reused 1"),
        ] {
            let (service, first, mut last) = exchanged(json!({})).await;
            if is_superseded {
                last = service.refreshed(&last.refresh).await;
            }
            service.at(later);
            service.events();
            let answer = match path {
                "/auth/revoke" => {
                    service
                        .form(path, &format!("token={}", first.refresh))
                        .await
                }
                _ => {
                    let body = json!({"refresh_token": first.refresh});
                    service.post(path, None, &body).await
                }
            };
            assert!(answer.status.is_success(), "{path} {}", answer.body);
            assert_eq!(service.events(), [event], "{path} {later} {is_superseded}");
            assert_eq!(lives(&service, &last).await, (false, false), "{path}");
        }
    }
}

#[tokio::test]
async fn a_copy_is_found_out_before_anything_else_is_said_of_the_request() {
    for body in [json!({"scope": "admin"}), json!({"scope": 7})] {
        let (service, first, second) = exchanged(json!({})).await;
        service.at(GRACE);
        let mut body = body;
        body["refresh_token"] = first.refresh.into();
        let answer = service.post("/auth/refresh", None, &body).await;
        assert_eq!(answer.status, 401, "{}", answer.body);
        assert_eq!(service.events(), ["reused 1"]);
        assert_eq!(lives(&service, &second).await, (false, false));
    }
}
