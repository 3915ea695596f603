//! Computed scopes must follow the grammar: an invalid one refuses the request.

use axum::extract::Path;
use jwt_guard::prelude::*;
use jwt_guard::scope::{RequiredScopes, Scope};

use crate::fixtures::app::*;

#[derive(Scope)]
enum Permission {
    #[scope("team:{team}:read")]
    TeamRead,
    #[scope("admin")]
    Admin,
}

/// A mistake in a function: it requires `:x:read` if the path has `:x`.
fn put_together(Path(team): Path<String>) -> String {
    format!("{team}:read")
}

#[scoped(with = put_together)]
async fn of_text() {}

fn second_segment(Path(team): Path<String>) -> RequiredScopes {
    RequiredScopes::all_of([format!("team:{team}"), "user".to_owned()]).require_all_actions(false)
}

#[scoped(with = second_segment)]
async fn of_two_texts() {}

fn template(Path(team): Path<String>) -> Scope {
    scope!("team:{team}:read")
}

#[scoped(with = template)]
async fn of_template() {}

async fn either(Path(team): Path<String>) -> Result<RequiredScopes, AuthError> {
    Ok(RequiredScopes::any_of([
        scope!(Permission::TeamRead, team = team),
        Permission::Admin.into(),
    ]))
}

#[scoped(with = either)]
async fn of_either() {}

fn literal() -> Scope {
    scope!(":read")
}

#[scoped(with = literal)]
async fn any_namespace() {}

/// A literal of the service's own configuration.
fn configured() -> Scope {
    Scope::unchecked(":read")
}

#[scoped(with = configured)]
async fn of_a_configuration() {}

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/text/{team}", get(of_text))
        .route("/texts/{team}", get(of_two_texts))
        .route("/template/{team}", get(of_template))
        .route("/either/{team}", get(of_either))
        .route("/any", get(any_namespace))
        .route("/configured", get(of_a_configuration))
        .with_state(auth())
}

async fn status(path: &str, scopes: &[&str]) -> u16 {
    get_as(&app(), path, Some(&token(scopes))).await.0
}

#[tokio::test]
async fn a_computed_scope_without_a_namespace_refuses() {
    for granted in ["admin", "x", ":x:read", "other:x:read", "read"] {
        for path in ["/text/:x", "/text/:", "/text/%3Ax"] {
            assert_eq!(status(path, &[granted]).await, 403, "{path} {granted}");
        }
    }
    assert_eq!(status("/text/x", &["x:read"]).await, 200);
    assert_eq!(status("/text/x", &["y:read"]).await, 403);
}

#[tokio::test]
async fn a_computed_text_that_is_no_scope_refuses() {
    for path in [
        "/texts/7%208",
        "/texts/7:",
        "/texts/a%22b",
        "/texts/*",
        "/texts/%7Bteam%7D",
        "/texts/x:x",
        "/texts/%00",
    ] {
        assert_eq!(status(path, &["team", "user"]).await, 403, "{path}");
    }
    assert_eq!(status("/texts/7", &["team", "user"]).await, 200);
}

#[tokio::test]
async fn a_template_in_a_function_takes_one_segment_for_each_value() {
    for path in [
        "/template/:x",
        "/template/7:admin",
        "/template/read",
        "/template/7%208",
    ] {
        assert_eq!(status(path, &["team"]).await, 403, "{path}");
    }
    for (scopes, expected) in [
        (&["team:7:read"][..], 200),
        (&["team"], 200),
        (&["team:read:7"], 403),
        (&["team:8:read"], 403),
        (&["admin"], 403),
    ] {
        assert_eq!(status("/template/7", scopes).await, expected, "{scopes:?}");
    }
}

#[tokio::test]
async fn one_odd_scope_refuses_even_where_another_would_be_enough() {
    assert_eq!(status("/either/7", &["admin"]).await, 200);
    assert_eq!(status("/either/7", &["team:7:read"]).await, 200);
    assert_eq!(status("/either/7:8", &["admin", "team"]).await, 403);
}

#[tokio::test]
async fn a_literal_may_ask_for_any_namespace() {
    assert_eq!(status("/any", &["user:read"]).await, 200);
    assert_eq!(status("/any", &["user:write"]).await, 403);
}

#[tokio::test]
async fn a_scope_of_a_configuration_is_compared_as_it_is_written() {
    assert_eq!(status("/configured", &["user:read"]).await, 200);
    assert_eq!(status("/configured", &["user:write"]).await, 403);
}

#[tokio::test]
async fn the_challenge_names_no_scope_that_is_none() {
    let answer = send(&app(), get_with("/text/:x", &token(&["admin"]))).await;
    assert_eq!(
        answer.challenge(),
        Some(r#"Bearer realm="api", error="insufficient_scope""#)
    );
    let answer = send(&app(), get_with("/template/7", &token(&[]))).await;
    assert_eq!(
        answer.challenge(),
        Some(r#"Bearer realm="api", error="insufficient_scope", scope="team:7:read""#)
    );
}
