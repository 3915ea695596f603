//! Scopes with parameters of the path: `team:{team}:read`.

use axum::Router;
use axum::extract::Path;
use axum::http::header::WWW_AUTHENTICATE;
use jwt_guard::prelude::*;

use crate::fixtures::app::*;

#[scoped("team:{team}:read")]
async fn of_team() {}

#[scoped("team:{team}:{action}")]
async fn of_action(Path((team, _)): Path<(u32, String)>) -> String {
    team.to_string()
}

#[scoped(any("admin", "team:{team}"))]
async fn grouped() {}

#[scoped("file:{rest}")]
async fn of_file() {}

fn app() -> GuardedRouter {
    let teams = GuardedRouter::new()
        .route("/", get(of_team))
        .route("/grouped", get(grouped));
    GuardedRouter::new()
        .nest("/teams/{team}", teams)
        .route("/actions/{team}/{action}", get(of_action))
        .route("/files/{*rest}", get(of_file))
        .with_state(auth())
}

async fn status(path: &str, scopes: &[&str]) -> u16 {
    get_as(&app(), path, Some(&token(scopes))).await.0
}

#[tokio::test]
async fn the_parameter_stands_for_its_value() {
    for (path, scopes, expected) in [
        ("/teams/7", &["team:7:read"][..], 200),
        ("/teams/7/", &["team:7:read"], 200),
        ("/teams/8", &["team:7:read"], 403),
        ("/teams/7", &["team:7:write"], 403),
        ("/teams/7", &["team"], 200),
        ("/teams/7", &["other"], 403),
        ("/teams/7", &["other", "team:8:read", "team:7:read"], 200),
        ("/teams/a%2Db", &["team:a-b:read"], 200),
        ("/teams/7/grouped", &["team:7"], 200),
        ("/teams/7/grouped", &["team:8"], 403),
        ("/teams/7/grouped", &["admin"], 200),
        ("/files/a/b.txt", &["file:a/b.txt"], 200),
        ("/files/a/c.txt", &["file:a/b.txt"], 403),
    ] {
        assert_eq!(
            status(path, scopes).await,
            expected,
            "{path} with {scopes:?}"
        );
    }
}

#[tokio::test]
async fn segments_are_compared_by_position() {
    for (granted, expected) in [
        ("team:7:read", 200),
        ("team:read:7", 403),
        ("team:7", 403),
        ("team:7:read:write", 403),
        ("team:7:write:read", 403),
        ("team:8:7:read", 403),
    ] {
        assert_eq!(status("/teams/7", &[granted]).await, expected, "{granted}");
    }
}

#[tokio::test]
async fn whatever_is_odd_in_the_path_is_403() {
    for path in [
        "/teams/read",
        "/teams/a%3Aread",
        "/teams/a%20b",
        "/teams/%7Bteam%7D",
        "/teams/%C3%A4",
        "/teams/%FF",
        "/teams/%00",
        "/teams/*",
        "/teams/7%0A",
        "/teams/a:b/grouped",
        "/actions/7/a:b",
    ] {
        assert_eq!(status(path, &["team", "admin"]).await, 403, "{path}");
    }
}

#[tokio::test]
async fn the_guard_comes_before_the_extractor_of_the_path() {
    assert_eq!(status("/actions/x/read", &["team:y:read"]).await, 403);
    assert_eq!(status("/actions/x/read", &["team:x:read"]).await, 400);
    assert_eq!(get_as(&app(), "/actions/x/read", None).await.0, 401);
}

#[tokio::test]
async fn the_challenge_names_the_scope_of_this_path() {
    let answer = send(&app(), get_with("/teams/7", &token(&[]))).await;
    assert_eq!(
        answer.headers[WWW_AUTHENTICATE],
        r#"Bearer realm="api", error="insufficient_scope", scope="team:7:read""#
    );
}

#[test]
fn a_router_whose_routes_have_the_parameters_is_finished() {
    let _: Router = app().finish();
}

fn without_parameter() -> GuardedRouter {
    GuardedRouter::new()
        .route("/teams/{id}", get(of_team))
        .nest("/x", GuardedRouter::new().route("/", post(of_action)))
        .fallback(of_file)
        .with_state(auth())
}

#[test]
fn parameters_that_the_routes_do_not_have_are_all_reported() {
    let error = without_parameter().try_finish().unwrap_err();
    assert_eq!(
        error.problems(),
        [
            "the handler `http::guard::scopes::parameters::of_team` requires the scope `team:{team}:read`, but its route \
             `GET /teams/{id}` has no parameter `{team}`; it has `{id}`",
            "the handler `http::guard::scopes::parameters::of_action` requires the scope `team:{team}:{action}`, but its route \
             `POST /x` has no parameter `{team}`; it has none",
            "the handler `http::guard::scopes::parameters::of_action` requires the scope `team:{team}:{action}`, but its route \
             `POST /x` has no parameter `{action}`; it has none",
            "the handler `http::guard::scopes::parameters::of_file` requires the scope `file:{rest}`, but its route \
             `* *` has no parameter `{rest}`; it has none",
        ]
    );
}

#[test]
#[should_panic(expected = "its route `GET /teams/{id}` has no parameter `{team}`; it has `{id}`")]
fn a_router_with_such_a_route_is_not_finished() {
    let _: Router = without_parameter().finish();
}

#[tokio::test]
async fn a_router_of_axum_refuses_a_path_without_the_parameter() {
    let app = Router::new()
        .route("/teams/{id}", axum::routing::get(of_team))
        .route("/none", axum::routing::get(of_team))
        .route("/right/{team}", axum::routing::get(of_team))
        .with_state(auth());
    for (path, expected) in [("/teams/7", 403), ("/none", 403), ("/right/7", 200)] {
        let request = get_with(path, &token(&["team"]));
        let answer = tower::ServiceExt::oneshot(app.clone(), request)
            .await
            .unwrap();
        assert_eq!(answer.status(), expected, "{path}");
    }
}
