//! A path parameter that one path has twice: guard and handler could read different values.

use std::collections::HashMap;

use axum::Router;
use axum::extract::{Path, RawPathParams};
use jwt_guard::prelude::*;
use tower::ServiceExt;

use crate::fixtures::app::*;

#[scoped("team:{id}:read")]
async fn member(Path(path): Path<HashMap<String, String>>) -> String {
    path["id"].clone()
}

#[scoped(any("admin", "team:{team}:{id}"))]
async fn in_a_group() {}

#[scoped("team:{team}:read")]
async fn of_team() {}

#[protected]
async fn without_a_scope(path: RawPathParams) -> String {
    path.iter().map(|(_, value)| value).collect()
}

#[public]
async fn open() {}

fn problems(router: GuardedRouter<Auth<Api>>) -> Vec<String> {
    let router: GuardedRouter = router.with_state(auth());
    match router.try_finish() {
        Ok(_) => Vec::new(),
        Err(error) => error.problems().to_vec(),
    }
}

#[test]
fn finish_refuses_a_path_parameter_twice() {
    let routes = || GuardedRouter::new().route("/m/{id}", get(member));
    let service = tower::service_fn(|_: axum::extract::Request| async {
        Ok::<_, std::convert::Infallible>(())
    });
    for (path, router) in [
        (
            "GET /t/{id}/m/{id}",
            GuardedRouter::new().nest("/t/{id}", routes()),
        ),
        (
            "GET /t/{id}/m/{id}",
            GuardedRouter::new().route("/t/{id}/m/{id}", get(open)),
        ),
        (
            "GET /t/{id}/x/m/{id}",
            GuardedRouter::new().nest("/t/{id}", GuardedRouter::new().nest("/x", routes())),
        ),
        (
            "GET /t/{id}/{*id}",
            GuardedRouter::new().nest("/t/{id}", GuardedRouter::new().route("/{*id}", get(member))),
        ),
        (
            "* /t/{id}/m/{id}/*",
            GuardedRouter::new().nest(
                "/t/{id}",
                GuardedRouter::new().nest_public_service("/m/{id}", service),
            ),
        ),
    ] {
        let expected = format!(
            "the route `{path}` has the parameter `{{id}}` twice; give one of them another name, also where it comes from a prefix"
        );
        assert_eq!(problems(router), [expected]);
    }
    let thrice = "/{a}/{b}/{b}/{a}/{a}";
    let found = problems(GuardedRouter::new().route(thrice, get(open)));
    assert_eq!(found.len(), 2, "{found:?}");
    let other = "/t/{id}/{{id}}/m/{other}";
    assert_eq!(
        problems(GuardedRouter::new().route(other, get(open))),
        Vec::<String>::new()
    );
}

/// What is around a `GuardedRouter` is known to requests alone.
#[tokio::test]
async fn the_guard_refuses_a_path_parameter_twice() {
    let guarded = || -> Router {
        GuardedRouter::new()
            .route("/m/{id}", get(member))
            .route("/g/{team}/{id}", get(in_a_group))
            .route("/team/{team}", get(of_team))
            .route("/none/{id}", get(without_a_scope))
            .route("/open/{id}", get(open))
            .with_state(auth())
            .finish()
    };
    let handlers = Router::new()
        .route("/m/{id}", axum::routing::get(member))
        .with_state(auth());
    let unguarded: GuardedRouter =
        GuardedRouter::new().nest_unguarded("/t/{id}", Router::new().nest_service("/u", guarded()));
    let public: GuardedRouter = GuardedRouter::new().nest_public_service("/t/{id}", guarded());
    let nested = Router::new().nest_service("/t/{id}", guarded());
    let merged = Router::new().nest("/t/{id}", guarded());
    let plain = Router::new().nest("/t/{id}", handlers);
    for (app, path, status) in [
        (&nested, "/t/7/m/8", 500),
        (&nested, "/t/7/m/7", 500),
        (&nested, "/t/7/g/7/8", 500),
        (&nested, "/t/7/team/8", 403),
        (&nested, "/t/8/team/7", 200),
        (&nested, "/t/7/none/8", 200),
        (&nested, "/t/7/open/8", 200),
        (&merged, "/t/7/m/8", 500),
        (&plain, "/t/7/m/8", 500),
        (&unguarded.finish(), "/t/7/u/m/8", 500),
        (&public.finish(), "/t/7/m/8", 500),
        (&guarded(), "/m/8", 403),
        (&guarded(), "/m/7", 200),
    ] {
        let request = get_with(path, &token(&["team:7:read"]));
        let answer = app.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), status, "{path}");
    }
    let answer = nested.oneshot(get_request("/t/7/m/8")).await.unwrap();
    assert_eq!(
        answer.status(),
        401,
        "who sends no token learns nothing of it"
    );
}

/// Guard and handler decode a parameter once, and in the same way.
#[tokio::test]
async fn the_guard_reads_what_the_handler_reads() {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/m/{id}", get(member))
        .route("/rest/{*id}", get(member))
        .with_state(auth());
    for (path, granted, expected) in [
        ("/m/%37", "team:7:read", (200, "7")),
        ("/m/%2537", "team:%37:read", (403, "")),
        ("/m/%2537", "team:7:read", (403, "")),
        ("/m/a%2Fb", "team:a/b:read", (200, "a/b")),
        ("/m/a%2Fb", "team:a:read", (403, "")),
        ("/rest/a/b", "team:a/b:read", (200, "a/b")),
        ("/rest/a/b", "team:a:read", (403, "")),
        ("/rest/a/%2E%2E/b", "team:a/../b:read", (200, "a/../b")),
        ("/rest//7", "team:7:read", (403, "")),
        ("/m/7/", "team:7:read", (404, "")),
        ("/m/7%00", "team:7:read", (403, "")),
    ] {
        let (status, body) = get_as(&app, path, Some(&token(&[granted]))).await;
        assert_eq!(status, expected.0, "{path} with {granted}");
        if status == 200 {
            assert_eq!(body, expected.1, "{path} with {granted}");
        }
    }
}
