//! `replace`: the requirements of a block do not apply, and the manifest shows it.

use super::*;

#[scoped("admin", max_age = "5m", realm = "admin")]
mod admin {
    use super::*;

    #[public(replace)]
    pub(super) async fn health() {}

    #[protected(replace)]
    pub(super) async fn any_user() {}

    #[protected(optional, replace)]
    pub(super) async fn perhaps(claims: Option<Claims>) -> &'static str {
        claims.map_or("nobody", |_| "somebody")
    }

    #[scoped("note:write", replace)]
    pub(super) async fn write() {}

    #[inject_user(replace)]
    pub(super) async fn me(user: User) -> String {
        user.name
    }

    #[protected(optional, replace)]
    #[inject_user]
    pub(super) async fn perhaps_me(user: Option<User>) -> String {
        user.map_or_else(String::new, |user| user.name)
    }

    #[scoped("note:read", replace)]
    pub(super) mod notes {
        pub(crate) async fn read() {}

        #[scoped("note:write")]
        pub(crate) async fn write() {}

        #[public(replace)]
        pub(crate) async fn help() {}
    }

    #[public(replace)]
    pub(super) mod open {
        pub(crate) async fn help() {}

        #[scoped("x")]
        pub(crate) async fn closed() {}
    }
}

pub(super) fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/health", get(admin::health))
        .route("/any-user", get(admin::any_user))
        .route("/perhaps", get(admin::perhaps))
        .route("/write", get(admin::write))
        .route("/me", get(admin::me))
        .route("/perhaps-me", get(admin::perhaps_me))
        .route("/notes", get(admin::notes::read))
        .route("/notes/write", get(admin::notes::write))
        .route("/notes/help", get(admin::notes::help))
        .route("/open", get(admin::open::help))
        .route("/open/closed", get(admin::open::closed))
        .with_state(auth())
}

#[tokio::test]
async fn what_is_written_instead_is_all_that_is_asked() {
    let app = app();
    for (path, without, scopes, expected) in [
        ("/health", 200, &[][..], 200),
        ("/any-user", 401, &[], 200),
        ("/perhaps", 200, &[], 200),
        ("/write", 401, &[], 403),
        ("/write", 401, &["admin"], 403),
        ("/write", 401, &["note:write"], 200),
        ("/me", 401, &[], 200),
        ("/perhaps-me", 200, &[], 200),
        ("/notes", 401, &["admin"], 403),
        ("/notes", 401, &["note:read"], 200),
        ("/notes/write", 401, &["note:write"], 403),
        ("/notes/write", 401, &["note:read"], 403),
        ("/notes/write", 401, &["note"], 200),
        ("/notes/help", 200, &[], 200),
        ("/open", 200, &[], 200),
        ("/open/closed", 401, &[], 403),
        ("/open/closed", 401, &["x"], 200),
    ] {
        assert_eq!(get_as(&app, path, None).await.0, without, "{path}");
        let found = with(&app, path, scopes).await;
        assert_eq!(found, expected, "{path} with {scopes:?}");
    }
}

#[tokio::test]
async fn other_settings_of_the_block_still_hold() {
    let answer = send(&app(), get_with("/write", &token(&[]))).await;
    let challenge = answer.challenge().unwrap();
    assert!(challenge.contains(r#"realm="admin""#), "{challenge}");
}
