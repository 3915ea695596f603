//! Blocks: the requirements of their attribute hold for each of their handlers.

use super::*;

struct View;

#[protected(max_age = "5m")]
impl View {
    async fn list() {}

    /// Asks for less than the block, and gets no less.
    #[protected(max_age = "1h")]
    async fn show() {}

    #[scoped("admin", fresh)]
    async fn create() {}

    #[protected(optional, max_age = "5m", replace)]
    async fn preview() {}

    #[public(replace)]
    async fn health() {}
}

#[scoped("admin", fresh)]
mod admin {
    use super::Name;

    pub(super) async fn list() {}

    pub(super) struct Deep;

    impl Deep {
        pub(super) async fn list() {}
    }

    #[inject_user(max_age = "5m")]
    pub(super) async fn me(user: Name) -> String {
        user.0
    }
}

fn app(auth: &Auth<Api>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/view", get(View::list).post(View::create))
        .route("/view/one", get(View::show))
        .route("/view/preview", get(View::preview))
        .route("/view/health", get(View::health))
        .route("/admin", get(admin::list))
        .route("/admin/deep", get(admin::Deep::list))
        .route("/admin/me", get(admin::me))
        .with_state(auth.clone())
}

#[tokio::test]
async fn every_handler_of_an_impl_block_asks_for_what_the_block_does() {
    let app = app(&auth());
    let (recent, old) = (
        signed(json!({"auth_time": NOW - 300})),
        signed(json!({"auth_time": NOW - 301})),
    );
    for path in ["/view", "/view/one", "/view/preview"] {
        assert_eq!(status(&app, path, &recent).await, 200, "{path}");
        assert_eq!(status(&app, path, &old).await, 401, "{path}");
    }
    assert_eq!(get_as(&app, "/view/preview", None).await.0, 200);
    assert_eq!(get_as(&app, "/view/health", None).await.0, 200);
}

#[tokio::test]
async fn a_handler_adds_to_what_its_block_asks_for() {
    let app = app(&auth());
    let create = async |claims: Value| {
        let mut request = get_with("/view", &signed(claims));
        *request.method_mut() = axum::http::Method::POST;
        send(&app, request).await.status.as_u16()
    };
    let whole = json!({"auth_time": NOW, "fresh": true, "scope": "admin"});
    assert_eq!(create(whole.clone()).await, 200);
    for (claim, value, expected) in [
        ("auth_time", json!(NOW - 301), 401),
        ("fresh", json!(false), 401),
        ("scope", json!("user"), 403),
    ] {
        let mut claims = whole.clone();
        claims[claim] = value;
        assert_eq!(create(claims).await, expected, "{claim}");
    }
}

#[tokio::test]
async fn every_handler_of_a_module_asks_for_what_the_module_does() {
    let app = app(&auth());
    let (fresh, stale) = (
        signed(json!({"fresh": true, "auth_time": NOW, "scope": "admin"})),
        signed(json!({"auth_time": NOW, "scope": "admin"})),
    );
    for path in ["/admin", "/admin/deep", "/admin/me"] {
        assert_eq!(status(&app, path, &fresh).await, 200, "{path}");
        assert_eq!(status(&app, path, &stale).await, 401, "{path}");
    }
    let old = json!({"fresh": true, "auth_time": NOW - 301, "scope": "admin"});
    assert_eq!(status(&app, "/admin/me", &signed(old)).await, 401);
}
