//! The requirements of a block and of a handler in it must both be met.

use axum::extract::Path;

use super::*;

#[scoped("admin")]
mod admin {
    use super::*;

    pub(super) async fn plain() {}

    /// Stricter in one respect, and no weaker in any other.
    #[protected(max_age = "5m")]
    pub(super) async fn recent() {}

    #[protected]
    pub(super) async fn protected_again() {}

    #[scoped("note:write")]
    pub(super) async fn write() {}

    /// Its name and that of the type for what the block asks of `write` are different ones.
    pub(super) async fn write_of_block1() {}

    /// One of two, and the scope of the block all the same.
    #[scoped("note:read", "note:write", require_all = false)]
    pub(super) async fn either() {}

    #[scoped("note:a:b", require_all_actions = false)]
    pub(super) async fn any_action() {}

    #[scoped(any("x", all("y", "z")))]
    pub(super) async fn group() {}

    #[inject_user]
    pub(super) async fn user(user: User) -> String {
        user.name
    }

    #[scoped("note:{id}:read")]
    pub(super) async fn of_note() {}

    pub(super) struct View;

    impl View {
        #[scoped("view")]
        pub(super) async fn list() {}
    }
}

/// One of these, for everything within.
#[scoped("staff", "admin", require_all = false)]
mod staff {
    pub(super) mod notes {
        pub(crate) async fn plain() {}
    }

    #[super::scoped("note:read", "note:write")]
    pub(super) mod deep {
        pub(crate) async fn plain() {}

        #[super::super::scoped("x", "y", require_all = false)]
        pub(crate) async fn deeper() {}
    }
}

struct View;

#[scoped("view:read", "view", require_all = false)]
impl View {
    async fn list() {}

    #[scoped("view:write", "audit")]
    async fn write() {}
}

fn of_team(Path(team): Path<String>) -> String {
    format!("team:{team}")
}

async fn of_method(method: axum::http::Method) -> String {
    format!("method:{method}")
}

#[scoped(with = of_team)]
mod teams {
    use super::of_method;

    pub(super) async fn plain() {}

    #[super::scoped(with = of_method)]
    pub(super) async fn both_computed() {}

    #[super::scoped("note:read")]
    pub(super) async fn literal() {}
}

#[protected(optional)]
mod perhaps {
    pub(super) async fn plain() {}

    #[protected]
    pub(super) async fn certainly() {}

    #[protected(optional)]
    pub(super) async fn perhaps_as_well() {}

    #[scoped("admin")]
    pub(super) async fn scoped() {}
}

#[public]
mod open {
    pub(super) async fn plain() {}

    #[scoped("admin")]
    pub(super) async fn closed() {}
}

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/admin", get(admin::plain))
        .route("/admin/again", get(admin::protected_again))
        .route(
            "/admin/write",
            get(admin::write).post(admin::write_of_block1),
        )
        .route("/admin/either", get(admin::either))
        .route("/admin/any-action", get(admin::any_action))
        .route("/admin/group", get(admin::group))
        .route("/admin/user", get(admin::user))
        .route("/admin/notes/{id}", get(admin::of_note))
        .route("/admin/view", get(admin::View::list))
        .route("/admin/recent", get(admin::recent))
        .route("/staff", get(staff::notes::plain))
        .route("/staff/deep", get(staff::deep::plain))
        .route("/staff/deeper", get(staff::deep::deeper))
        .route("/view", get(View::list).post(View::write))
        .route("/view/write", get(View::write))
        .route("/teams/{team}", get(teams::plain))
        .route("/teams/{team}/both", get(teams::both_computed))
        .route("/teams/{team}/literal", get(teams::literal))
        .route("/perhaps", get(perhaps::plain))
        .route("/perhaps/certainly", get(perhaps::certainly))
        .route("/perhaps/as-well", get(perhaps::perhaps_as_well))
        .route("/perhaps/scoped", get(perhaps::scoped))
        .route("/open", get(open::plain))
        .route("/open/closed", get(open::closed))
        .with_state(auth())
}

#[tokio::test]
async fn a_handler_that_is_stricter_keeps_the_scopes_of_its_block() {
    assert_scopes(
        &app(),
        &[
            ("/admin", &["admin"], 200),
            ("/admin/again", &["user"], 403),
            ("/admin/again", &["admin"], 200),
            // Tokens of this application do not state when their user authenticated.
            ("/admin/recent", &["user"], 401),
            ("/admin/recent", &["admin"], 401),
            ("/admin/user", &["user"], 403),
            ("/admin/user", &["admin"], 200),
        ],
    )
    .await;
}

#[tokio::test]
async fn scopes_of_block_and_handler_are_both_asked() {
    assert_scopes(
        &app(),
        &[
            ("/admin/write", &["admin"], 403),
            ("/admin/write", &["note:write"], 403),
            ("/admin/write", &["admin", "note:write"], 200),
            ("/admin/notes/7", &["admin"], 403),
            ("/admin/notes/7", &["note:7:read"], 403),
            ("/admin/notes/7", &["admin", "note:8:read"], 403),
            ("/admin/notes/7", &["admin", "note:7:read"], 200),
            ("/admin/view", &["view"], 403),
            ("/admin/view", &["admin", "view"], 200),
        ],
    )
    .await;
}

#[tokio::test]
async fn require_all_of_a_handler_says_nothing_of_its_block() {
    assert_scopes(
        &app(),
        &[
            ("/admin/either", &["note:read"], 403),
            ("/admin/either", &["admin"], 403),
            ("/admin/either", &["admin", "note:read"], 200),
            ("/admin/any-action", &["note:a"], 403),
            ("/admin/any-action", &["admin", "note:a"], 200),
            ("/admin/group", &["x"], 403),
            ("/admin/group", &["admin", "y"], 403),
            ("/admin/group", &["admin", "y", "z"], 200),
            ("/view", &["view:read"], 200),
            ("/view/write", &["view:read", "view:write"], 403),
            ("/view/write", &["view:read", "view:write", "audit"], 200),
            ("/view/write", &["view:write", "audit"], 403),
        ],
    )
    .await;
}

#[tokio::test]
async fn every_block_of_several_is_asked() {
    assert_scopes(
        &app(),
        &[
            ("/staff", &["staff"], 200),
            ("/staff", &["user"], 403),
            ("/staff/deep", &["note"], 403),
            ("/staff/deep", &["staff", "note:read"], 403),
            ("/staff/deep", &["admin", "note:read", "note:write"], 200),
            ("/staff/deeper", &["x", "note"], 403),
            ("/staff/deeper", &["x", "staff"], 403),
            ("/staff/deeper", &["staff", "note"], 403),
            ("/staff/deeper", &["staff", "note", "y"], 200),
        ],
    )
    .await;
}

#[tokio::test]
async fn several_functions_compute_what_is_asked() {
    assert_scopes(
        &app(),
        &[
            ("/teams/7", &["team:7"], 200),
            ("/teams/7/both", &["team:7"], 403),
            ("/teams/7/both", &["method:GET"], 403),
            ("/teams/7/both", &["team:8", "method:GET"], 403),
            ("/teams/7/both", &["team:7", "method:GET"], 200),
            ("/teams/7/literal", &["note:read"], 403),
            ("/teams/7/literal", &["team:7"], 403),
            ("/teams/7/literal", &["team:7", "note:read"], 200),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_handler_may_ask_for_the_token_that_its_block_forgives() {
    let app = app();
    for (path, expected) in [
        ("/perhaps", 200),
        ("/perhaps/as-well", 200),
        ("/perhaps/certainly", 401),
        ("/perhaps/scoped", 401),
        ("/open", 200),
        ("/open/closed", 401),
    ] {
        assert_eq!(get_as(&app, path, None).await.0, expected, "{path}");
    }
    assert_eq!(with(&app, "/open/closed", &["user"]).await, 403);
    assert_eq!(with(&app, "/perhaps/scoped", &["admin"]).await, 200);
}
