//! Several attributes on one handler: all of them are enforced, in any order and under any name.

use jwt_guard::prelude::*;
use jwt_guard::{inject_user as with_user, protected as secured, scoped as needs};

use crate::fixtures::app::*;

#[protected]
#[scoped("user:read")]
#[inject_user]
async fn stacked(user: User) -> String {
    user.name
}

#[inject_user]
#[scoped("user:read")]
async fn stacked_the_other_way(user: User) -> String {
    user.name
}

#[protected]
#[cfg_attr(all(), scoped("admin"))]
async fn conditional(claims: Claims<Membership>) -> String {
    claims.plan.clone()
}

/// The attribute above does not know the one below by this name.
#[scoped("user:read")]
#[needs("admin")]
async fn renamed() -> &'static str {
    "renamed"
}

#[protected]
#[with_user]
async fn renamed_user(claims: Claims<Membership>, user: User) -> String {
    format!("{} {}", claims.plan, user.name)
}

#[protected(optional)]
#[secured]
async fn optional_only_once() -> &'static str {
    "in"
}

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/stacked", get(stacked))
        .route("/other-way", get(stacked_the_other_way))
        .route("/conditional", get(conditional))
        .route("/renamed", get(renamed))
        .route("/renamed-user", get(renamed_user))
        .route("/optional", get(optional_only_once))
        .with_state(auth())
}

async fn status(path: &str, scopes: &[&str]) -> u16 {
    get_as(&app(), path, Some(&token(scopes))).await.0
}

#[tokio::test]
async fn stacked_attributes_are_all_enforced() {
    for path in ["/stacked", "/other-way"] {
        assert_eq!(get_as(&app(), path, None).await.0, 401, "{path}");
        assert_eq!(status(path, &[]).await, 403, "{path}");
        assert_eq!(
            get_as(&app(), path, Some(&token(&["user"]))).await,
            (200, "ada".into()),
            "{path}"
        );
    }
}

#[tokio::test]
async fn an_attribute_that_expands_later_adds_to_the_policy() {
    assert_eq!(get_as(&app(), "/conditional", None).await.0, 401);
    assert_eq!(status("/conditional", &["user"]).await, 403);
    assert_eq!(
        get_as(&app(), "/conditional", Some(&token(&["admin"]))).await,
        (200, "pro".into())
    );
    assert_eq!(status("/renamed", &["user:read"]).await, 403);
    assert_eq!(status("/renamed", &["admin"]).await, 403);
    assert_eq!(status("/renamed", &["user:read", "admin"]).await, 200);
    assert_eq!(
        get_as(&app(), "/renamed-user", Some(&token(&[]))).await,
        (200, "pro ada".into())
    );
    assert_eq!(get_as(&app(), "/renamed-user", None).await.0, 401);
}

#[tokio::test]
async fn one_attribute_that_does_not_forgive_an_absent_token_is_enough() {
    assert_eq!(get_as(&app(), "/optional", None).await.0, 401);
}

#[test]
fn the_manifest_shows_the_merged_policy() {
    let manifest = app().manifest().to_string();
    let line = |path: &str| {
        manifest
            .lines()
            .find(|line| line.contains(path))
            .unwrap()
            .to_owned()
    };
    assert!(line("/conditional").contains("  admin  "), "{manifest}");
    assert!(line("/renamed ").contains("admin; user:read"), "{manifest}");
    assert!(line("/optional").contains("  protected  "), "{manifest}");
}
