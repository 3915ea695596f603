//! `any(..)` and `all(..)`.

use axum::http::header::WWW_AUTHENTICATE;
use jwt_guard::prelude::*;
use serde_json::json;

use crate::fixtures::app::*;

#[scoped(any("admin", all("user:read", "user:write")))]
async fn either() {}

#[scoped("user", any("a", "b"))]
async fn both() {}

#[scoped(all("a:x:y", any("b:x:y", "c")), require_all_actions = false)]
async fn any_action() {}

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/either", get(either))
        .route("/both", get(both))
        .route("/any-action", get(any_action))
        .with_state(auth())
}

#[tokio::test]
async fn groups_ask_for_what_they_say() {
    for (path, scopes, status) in [
        ("/either", &["admin"][..], 200),
        ("/either", &["user"], 200),
        ("/either", &["user:read"], 403),
        ("/either", &["user:write"], 403),
        ("/either", &["user:write", "user:read"], 200),
        ("/either", &[], 403),
        ("/both", &["user"], 403),
        ("/both", &["a", "b"], 403),
        ("/both", &["user", "b"], 200),
        ("/any-action", &["a:x", "b:y"], 200),
        ("/any-action", &["a:x", "c"], 200),
        ("/any-action", &["a:x", "b:z"], 403),
        ("/any-action", &["b:x"], 403),
    ] {
        let found = get_as(&app(), path, Some(&token(scopes))).await.0;
        assert_eq!(found, status, "{path} with {scopes:?}");
    }
}

#[tokio::test]
async fn the_challenge_names_the_alternative_nearest_to_what_the_token_grants() {
    for (path, granted, expected) in [
        ("/either", &[][..], "admin"),
        ("/either", &["audit"], "admin"),
        ("/either", &["user:read"], "user:read user:write"),
        ("/both", &["b"], "user b"),
        ("/both", &["user"], "user a"),
        ("/any-action", &["b:y"], "a:x:y b:x:y"),
    ] {
        let answer = send(&app(), get_with(path, &token(granted))).await;
        let challenge = answer.headers[WWW_AUTHENTICATE].to_str().unwrap();
        let expected =
            format!(r#"Bearer realm="api", error="insufficient_scope", scope="{expected}""#);
        assert_eq!(challenge, expected, "{path} {granted:?}");
    }
}

#[test]
fn the_manifest_shows_groups() {
    let app = app();
    let doors: Vec<_> = app
        .manifest()
        .routes()
        .iter()
        .map(|route| route.requirement())
        .collect();
    assert_eq!(
        doors,
        [
            "admin or (user:read and user:write)",
            "user and (a or b)",
            "a:x:y and (b:x:y or c) (any action)",
        ]
    );
    let json = serde_json::to_value(app.manifest()).unwrap();
    assert_eq!(json[0]["access"], "scoped");
    assert_eq!(
        json[0]["required"],
        json!([{
            "condition": {"any": ["admin", {"all": ["user:read", "user:write"]}]},
            "require_all_actions": true,
        }])
    );
}
