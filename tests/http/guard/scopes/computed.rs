//! `#[scoped(with = ..)]`: scopes that are computed for one request.

use axum::Router;
use axum::extract::{FromRef, Path, Query, State};
use axum::http::header::WWW_AUTHENTICATE;
use axum::http::{HeaderMap, Method, request::Parts};
use jwt_guard::error::Reason;
use jwt_guard::prelude::*;
use jwt_guard::scope::RequiredScopes;
use serde::Deserialize;
use serde_json::json;

use crate::fixtures::app::*;

#[derive(Clone)]
struct Prefix(&'static str);

#[derive(Clone, AuthState, FromRef)]
struct App {
    auth: Auth<Api>,
    prefix: Prefix,
}

fn of_client(Path(id): Path<u32>) -> String {
    format!("client{id}")
}

#[scoped(with = of_client)]
async fn client() {}

async fn of_state(State(prefix): State<Prefix>, method: Method) -> RequiredScopes {
    tokio::task::yield_now().await;
    let prefix = prefix.0;
    RequiredScopes::any_of([format!("{prefix}:{method}"), "admin".to_owned()])
}

#[scoped(with = of_state, state = App)]
async fn stateful() {}

#[derive(Deserialize)]
struct Asked {
    scope: String,
    #[serde(default)]
    any_action: bool,
}

fn of_query(Query(asked): Query<Asked>) -> Result<RequiredScopes, AuthError> {
    match asked.scope.as_str() {
        "unavailable" => Err(Reason::BackendUnavailable.into()),
        scope => Ok(RequiredScopes::from(scope).require_all_actions(!asked.any_action)),
    }
}

#[scoped(with = of_query)]
async fn query() {}

async fn none() -> Vec<String> {
    Vec::new()
}

#[scoped(with = none)]
async fn nothing() {}

async fn nothing_of_nothing() -> RequiredScopes {
    RequiredScopes::all_of([""; 0])
}

mod rules {
    use super::*;

    pub(super) fn of_parts(parts: Parts, headers: HeaderMap) -> [&'static str; 2] {
        assert_eq!(parts.headers, headers);
        ["user", "audit"]
    }
}

#[scoped(with = rules::of_parts)]
mod block {
    pub(super) async fn inside() {}
}

struct View;

#[scoped(with = nothing_of_nothing)]
impl View {
    async fn list() {}
}

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/clients/{id}", get(client))
        .route("/state", get(stateful).post(stateful))
        .route("/query", get(query))
        .route("/nothing", get(nothing))
        .route("/view", get(View::list))
        .route("/inside", get(block::inside))
        .with_state(App {
            auth: auth(),
            prefix: Prefix("app"),
        })
}

#[tokio::test]
async fn a_function_says_what_a_request_needs() {
    for (path, scopes, status) in [
        ("/clients/1", &["client1"][..], 200),
        ("/clients/2", &["client1"], 403),
        ("/state", &["app:GET"], 200),
        ("/state", &["app:POST"], 403),
        ("/state", &["admin"], 200),
        ("/query?scope=a:b:c", &["a:b"], 403),
        ("/query?scope=a:b:c", &["a:b:c"], 200),
        ("/query?scope=a:b:c&any_action=true", &["a:b"], 200),
        ("/inside", &["user"], 403),
        ("/inside", &["user", "audit"], 200),
    ] {
        let found = get_as(&app(), path, Some(&token(scopes))).await.0;
        assert_eq!(found, status, "{path} with {scopes:?}");
        assert_eq!(get_as(&app(), path, None).await.0, 401, "{path}");
    }
}

#[tokio::test]
async fn an_empty_computed_requirement_refuses_all() {
    for path in ["/nothing", "/view"] {
        for scopes in [&[][..], &["admin", "user"]] {
            let found = get_as(&app(), path, Some(&token(scopes))).await.0;
            assert_eq!(found, 403, "{path} with {scopes:?}");
        }
    }
}

#[tokio::test]
async fn the_challenge_of_an_empty_computed_requirement_has_no_scope() {
    for path in ["/nothing", "/view"] {
        let answer = send(&app(), get_with(path, &token(&["user"]))).await;
        assert_eq!(
            answer.headers[WWW_AUTHENTICATE], r#"Bearer realm="api", error="insufficient_scope""#,
            "{path}"
        );
    }
}

#[tokio::test]
async fn what_an_extractor_refuses_is_403_and_what_the_function_refuses_is_its_answer() {
    let token = token(&["admin", "client1"]);
    assert_eq!(get_as(&app(), "/clients/x", Some(&token)).await.0, 403);
    assert_eq!(get_as(&app(), "/query", Some(&token)).await.0, 403);
    let path = "/query?scope=unavailable";
    assert_eq!(get_as(&app(), path, Some(&token)).await.0, 503);
    // An unauthenticated client does not learn of it.
    assert_eq!(get_as(&app(), path, None).await.0, 401);
}

#[tokio::test]
async fn the_challenge_names_what_was_computed() {
    let answer = send(&app(), get_with("/clients/7", &token(&[]))).await;
    assert_eq!(
        answer.headers[WWW_AUTHENTICATE],
        r#"Bearer realm="api", error="insufficient_scope", scope="client7""#
    );
}

#[test]
fn the_manifest_names_the_function() {
    let app = app();
    let route = &app.manifest().routes()[0];
    assert_eq!(
        route.requirement(),
        "computed by http::guard::scopes::computed::of_client"
    );
    assert_eq!(
        serde_json::to_value(route).unwrap()["required"],
        json!([{"computed_by": "http::guard::scopes::computed::of_client"}])
    );
    assert_eq!(route.access(), "scoped");
}

#[tokio::test]
async fn the_state_of_another_router_is_no_state() {
    let app = Router::new()
        .route("/state", axum::routing::get(stateful))
        .route("/clients/{id}", axum::routing::get(client))
        .with_state(auth());
    for (path, status) in [("/state", 500), ("/clients/1", 200)] {
        let request = get_with(path, &token(&["admin", "client1"]));
        let answer = tower::ServiceExt::oneshot(app.clone(), request)
            .await
            .unwrap();
        assert_eq!(answer.status(), status, "{path}");
    }
}
