//! `#[scoped]`: lists of scopes, and the challenge.

use super::*;

#[scoped("user:read")]
async fn one() {}

#[scoped("user:read", "admin")]
async fn both() {}

#[scoped("user:read", "admin", require_all = false)]
async fn either() {}

#[scoped("user:read:write")]
async fn all_actions() {}

#[scoped("user:read:write", require_all_actions = false)]
async fn any_action() {}

#[scoped(":read")]
async fn any_namespace() {}

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/one", get(one))
        .route("/both", get(both))
        .route("/either", get(either))
        .route("/all-actions", get(all_actions))
        .route("/any-action", get(any_action))
        .route("/any-namespace", get(any_namespace))
        .with_state(auth())
}

#[tokio::test]
async fn scopes_decide_as_in_sanic_jwt() {
    let table: [(&str, &[&str], u16); 18] = [
        ("/one", &["user:read"], 200),
        ("/one", &["user"], 200),
        ("/one", &["user:read:write"], 200),
        ("/one", &["user:write"], 403),
        ("/one", &["users"], 403),
        ("/one", &[], 403),
        ("/both", &["user", "admin"], 200),
        ("/both", &["user"], 403),
        ("/either", &["admin"], 200),
        ("/either", &["user:read"], 200),
        ("/either", &["audit"], 403),
        ("/all-actions", &["user:write:read"], 200),
        ("/all-actions", &["user:read", "user:write"], 403),
        ("/any-action", &["user:read"], 200),
        ("/any-action", &["user:delete"], 403),
        ("/any-namespace", &["account:read"], 200),
        ("/any-namespace", &["account"], 200),
        ("/any-namespace", &["account:write"], 403),
    ];
    let app = app();
    for (path, granted, status) in table {
        let answer = get_as(&app, path, Some(&token(granted))).await;
        assert_eq!(answer.0, status, "{path} with {granted:?}");
    }
}

#[tokio::test]
async fn the_challenge_names_the_scopes_that_are_missing() {
    let answer = send(&app(), get_with("/both", &token(&["user"]))).await;
    assert_eq!(
        answer.challenge(),
        Some(r#"Bearer realm="api", error="insufficient_scope", scope="user:read admin""#)
    );
    assert_eq!(answer.json()["error"], "insufficient_scope");
}

#[tokio::test]
async fn without_a_token_a_scoped_route_is_401() {
    assert_eq!(get_as(&app(), "/one", None).await.0, 401);
}
