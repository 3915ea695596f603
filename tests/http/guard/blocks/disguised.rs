//! Attributes that the block around them does not recognise by name: none of them widens its requirements.

use jwt_guard::{inject_user as with_user, protected as secured, scoped as needs};

use super::*;

#[scoped("admin")]
mod admin {
    use super::*;

    #[secured(max_age = "5m")]
    pub(super) async fn renamed_recent() {}

    #[secured]
    pub(super) async fn renamed() {}

    #[needs("note:write")]
    pub(super) async fn renamed_scoped() {}

    #[needs("note:read", "note:write", require_all = false)]
    pub(super) async fn renamed_either() {}

    #[with_user]
    pub(super) async fn renamed_user(user: User) -> String {
        user.name
    }

    #[secured(optional)]
    pub(super) async fn renamed_optional() {}

    #[cfg_attr(all(), protected)]
    pub(super) async fn conditional() {}

    /// Its name and that of the type for both attributes of `conditional` are different ones.
    pub(super) async fn conditional_and_protected() {}

    #[cfg_attr(all(), scoped("note:write"))]
    pub(super) async fn conditional_scoped() {}

    #[jwt_guard::protected]
    pub(super) async fn qualified() {}

    #[::jwt_guard::scoped("note:write")]
    pub(super) async fn qualified_scoped() {}

    #[::jwt_guard::prelude::scoped("note:write")]
    pub(super) async fn qualified_in_the_prelude() {}

    #[r#protected]
    pub(super) async fn raw() {}

    /// A block in the block, by another name.
    #[needs("note:write")]
    pub(super) mod notes {
        pub(crate) async fn plain() {}

        #[super::needs("note:read")]
        pub(crate) async fn read() {}

        #[super::scoped("note:read")]
        pub(crate) async fn read_by_name() {}
    }

    pub(super) struct View;

    #[needs("view")]
    impl View {
        pub(super) async fn list() {}

        #[scoped("view:write")]
        pub(super) async fn write() {}
    }
}

struct View;

#[needs("admin")]
impl View {
    #[jwt_guard::scoped("view")]
    async fn list() {}
}

macro_rules! whole_block {
    ($name:ident, #[$attribute:meta] $handler:ident) => {
        #[scoped("admin")]
        mod $name {
            #[$attribute]
            pub(super) async fn $handler() {}
        }
    };
}

whole_block!(
    made,
    #[protected]
    again
);
whole_block!(
    made_scoped,
    #[scoped("note:write")]
    write
);

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/renamed-recent", get(admin::renamed_recent))
        .route("/renamed", get(admin::renamed))
        .route("/renamed-scoped", get(admin::renamed_scoped))
        .route("/renamed-either", get(admin::renamed_either))
        .route("/renamed-user", get(admin::renamed_user))
        .route("/renamed-optional", get(admin::renamed_optional))
        .route(
            "/conditional",
            get(admin::conditional).post(admin::conditional_and_protected),
        )
        .route("/conditional-scoped", get(admin::conditional_scoped))
        .route("/qualified", get(admin::qualified))
        .route("/qualified-scoped", get(admin::qualified_scoped))
        .route("/prelude", get(admin::qualified_in_the_prelude))
        .route("/raw", get(admin::raw))
        .route("/notes", get(admin::notes::plain))
        .route("/notes/read", get(admin::notes::read))
        .route("/notes/by-name", get(admin::notes::read_by_name))
        .route("/admin-view", get(admin::View::list))
        .route("/admin-view/write", get(admin::View::write))
        .route("/view", get(View::list))
        .route("/made", get(made::again))
        .route("/made-scoped", get(made_scoped::write))
        .with_state(auth())
}

#[tokio::test]
async fn an_attribute_in_a_scoped_block_keeps_the_scope_however_it_is_spelt() {
    let app = app();
    for route in app.manifest().routes() {
        let path = route.path();
        assert_eq!(get_as(&app, path, None).await.0, 401, "{path}");
        let everything_else = ["note", "view", "user"];
        let expected = if path == "/renamed-recent" { 401 } else { 403 };
        assert_eq!(with(&app, path, &everything_else).await, expected, "{path}");
        let everything = ["admin", "note", "view"];
        let expected = if path == "/renamed-recent" { 401 } else { 200 };
        assert_eq!(with(&app, path, &everything).await, expected, "{path}");
    }
}

#[tokio::test]
async fn what_such_an_attribute_asks_is_asked_as_well() {
    assert_scopes(
        &app(),
        &[
            ("/renamed-scoped", &["admin"], 403),
            ("/renamed-either", &["admin"], 403),
            ("/renamed-either", &["admin", "note:read"], 200),
            ("/conditional-scoped", &["admin"], 403),
            ("/qualified-scoped", &["admin"], 403),
            ("/prelude", &["admin"], 403),
            ("/notes", &["admin"], 403),
            ("/notes", &["admin", "note:write"], 200),
            ("/notes/read", &["admin", "note:write"], 403),
            ("/notes/read", &["admin", "note:read"], 403),
            ("/notes/by-name", &["admin", "note:write"], 403),
            ("/notes/by-name", &["admin", "note:read"], 403),
            ("/admin-view", &["admin"], 403),
            ("/admin-view/write", &["admin", "view:write"], 403),
            ("/view", &["admin"], 403),
            ("/view", &["view"], 403),
            ("/made-scoped", &["admin"], 403),
        ],
    )
    .await;
}

#[tokio::test]
async fn optional_by_another_name_forgives_nothing_in_a_scoped_block() {
    let app = app();
    assert_eq!(get_as(&app, "/renamed-optional", None).await.0, 401);
    assert_eq!(with(&app, "/renamed-optional", &["admin"]).await, 200);
}
