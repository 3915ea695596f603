//! The claims of the new token.

use serde_json::{Value, json};

use super::visitor::{Visitor, WINDOW};
use crate::fixtures::app::NOW;

#[tokio::test]
async fn the_new_token_is_of_the_same_login_and_session_and_not_fresh() {
    for has_store in [true, false] {
        let mut visitor = match has_store {
            true => Visitor::new(json!({})).await,
            false => Visitor::without_store(json!({})).await,
        };
        let before = visitor.claims();
        assert_eq!(before["fresh"], true);
        assert!(visitor.is_replaced_at(WINDOW, "/").await);
        let after = visitor.claims();
        for kept in ["sub", "sid", "csrf", "auth_time", "acr", "amr", "scope"] {
            assert!(!after[kept].is_null(), "{kept}");
            assert_eq!(after[kept], before[kept], "{kept}");
        }
        assert_eq!(after["auth_time"], NOW);
        assert_eq!(after["fresh"], Value::Null);
        assert_eq!(after["iat"], NOW + WINDOW);
        assert_ne!(after["jti"], before["jti"]);
    }
}

#[tokio::test]
async fn scopes_shrink_with_those_of_the_user_and_never_grow() {
    for has_store in [true, false] {
        let mut visitor = match has_store {
            true => Visitor::new(json!({})).await,
            false => Visitor::without_store(json!({})).await,
        };
        let has = |scopes: &[&'static str]| scopes.to_vec();
        let mut at = 0;
        for (now, scope) in [
            (has(&["report", "user:read", "admin"]), "report user:read"),
            (has(&["report:read", "user"]), "report:read user:read"),
            (has(&["report", "user", "admin"]), "report:read user:read"),
            (has(&["user"]), "user:read"),
            (has(&[]), ""),
            (has(&["user"]), ""),
        ] {
            visitor.service.staff.known.lock().unwrap().scopes = now;
            at += WINDOW;
            assert!(visitor.is_replaced_at(at, "/").await);
            let found = visitor.claims()["scope"]
                .as_str()
                .unwrap_or_default()
                .to_owned();
            let mut found: Vec<_> = found.split_whitespace().collect();
            found.sort_unstable();
            assert_eq!(found.join(" "), scope);
        }
    }
}

#[tokio::test]
async fn claims_are_those_of_the_user_as_they_are_now() {
    let mut visitor = Visitor::new(json!({})).await;
    assert_eq!(visitor.claims()["plan"], Value::Null);
    visitor.service.staff.known.lock().unwrap().payload = Some(("plan", "pro"));
    assert!(visitor.is_replaced_at(WINDOW, "/").await);
    assert_eq!(visitor.claims()["plan"], "pro");
}

#[tokio::test]
async fn an_authentication_in_between_stays_with_its_token() {
    let mut visitor = Visitor::new(json!({})).await;
    visitor.service.at(300);
    let fields = format!(
        "username=ada&password=secret&csrf_token={}",
        visitor.browser.csrf()
    );
    let origin = visitor.browser.origin();
    let browser = &mut visitor.browser;
    let answer = browser
        .submit(&origin, "/auth/reauthenticate", &fields)
        .await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert!(visitor.is_replaced_at(300 + WINDOW, "/").await);
    assert_eq!(visitor.claims()["auth_time"], NOW, "of the login");
    assert_eq!(visitor.claims()["fresh"], Value::Null);
}
