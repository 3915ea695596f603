//! Attributes on `impl` blocks and modules.

use super::*;

struct View;

#[protected]
impl View {
    async fn list() -> &'static str {
        "list"
    }

    #[scoped("admin")]
    async fn create(claims: Claims<Membership>) -> String {
        claims.plan.clone()
    }

    #[public(replace)]
    async fn help() -> &'static str {
        "help"
    }

    #[not_a_handler]
    async fn load() -> &'static str {
        "loaded"
    }

    async fn show(Path(id): Path<u32>) -> String {
        format!("{} {id}", Self::load().await)
    }

    fn limit(&self) -> u32 {
        10
    }
}

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/view", get(View::list).post(View::create))
        .route("/view/help", get(View::help))
        .route("/view/{id}", get(View::show))
        .with_state(auth())
}

#[tokio::test]
async fn an_attribute_on_an_impl_block_covers_its_handlers() {
    assert_eq!(get_as(&app(), "/view", None).await.0, 401);
    assert_eq!(get_as(&app(), "/view/7", None).await.0, 401);
    assert_eq!(
        get_as(&app(), "/view/7", Some(&token(&[]))).await,
        (200, "loaded 7".into())
    );
}

#[tokio::test]
async fn an_attribute_on_a_method_adds_to_that_on_the_block_or_replaces_it() {
    assert_eq!(
        get_as(&app(), "/view/help", None).await,
        (200, "help".into())
    );
    let mut request = get_with("/view", &token(&["user"]));
    *request.method_mut() = Method::POST;
    assert_eq!(send(&app(), request).await.status, 403);
}

#[test]
fn methods_and_marked_functions_are_left_alone() {
    assert_eq!(View.limit(), 10);
}

#[test]
fn handlers_of_a_block_are_named_after_it() {
    let manifest = app().manifest().to_string();
    assert!(
        manifest.contains("attributes::blocks::View::list"),
        "{manifest}"
    );
}
