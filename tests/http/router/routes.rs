//! `GuardedRouter`: every way to add handlers, and the manifest of the result.

use axum::body::Body;
use axum::extract::{OriginalUri, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::MethodFilter;
use axum::{Router, handler::Handler};
use jwt_guard::prelude::*;
use jwt_guard::routing::{any, connect, head, on, options, trace};
use jwt_guard::scope::AnyScope;
use serde_json::{Value, json};
use tower::service_fn;

use crate::fixtures::app::*;

#[protected]
async fn echo(method: Method) -> String {
    method.to_string()
}

#[protected]
async fn other() -> &'static str {
    "other"
}

#[public]
async fn open() -> &'static str {
    "open"
}

#[scoped("admin", "root", require_all = false)]
async fn admin(OriginalUri(uri): OriginalUri) -> String {
    uri.to_string()
}

#[protected]
async fn needs_state(State(_): State<Auth<Api>>) -> &'static str {
    "state"
}

async fn unguarded() -> &'static str {
    "unguarded"
}

async fn as_method(
    app: &GuardedRouter,
    method: &str,
    path: &str,
    token: Option<&str>,
) -> (u16, String) {
    let mut request = token.map_or_else(|| get_request(path), |token| get_with(path, token));
    *request.method_mut() = method.parse().unwrap();
    let answer = send(app, request).await;
    (answer.status.as_u16(), answer.body)
}

const METHODS: [&str; 8] = [
    "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD",
];

#[tokio::test]
async fn every_method_has_its_function_and_its_place_in_a_chain() {
    let chain = get(echo)
        .post(echo)
        .put(echo)
        .patch(echo)
        .delete(echo)
        .options(echo)
        .trace(echo)
        .head(echo);
    let app: GuardedRouter = GuardedRouter::new()
        .route("/chain", chain)
        .route("/get", get(echo))
        .route("/post", post(echo))
        .route("/put", put(echo))
        .route("/patch", patch(echo))
        .route("/delete", delete(echo))
        .route("/options", options(echo))
        .route("/trace", trace(echo))
        .route("/head", head(echo))
        .with_state(auth());
    let token = token(&[]);
    for method in METHODS {
        let own = format!("/{}", method.to_lowercase());
        for path in ["/chain", &own] {
            assert_eq!(
                as_method(&app, method, path, None).await.0,
                401,
                "{method} {path}"
            );
            let (status, body) = as_method(&app, method, path, Some(&token)).await;
            assert_eq!(status, 200, "{method} {path}");
            assert!(
                method == "HEAD" || body == method,
                "{method} {path}: {body}"
            );
        }
    }
    assert_eq!(as_method(&app, "POST", "/get", Some(&token)).await.0, 405);
}

#[tokio::test]
async fn connect_is_a_method_too() {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/", connect(echo))
        .route("/chain", get(open).connect(echo))
        .with_state(auth());
    assert_eq!(
        app.manifest()
            .routes()
            .iter()
            .filter(|route| route.methods() == "CONNECT")
            .count(),
        2
    );
}

#[tokio::test]
async fn any_and_on_answer_several_methods() {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/any", any(echo).get(open))
        .route(
            "/on",
            on(MethodFilter::PUT.or(MethodFilter::PATCH), echo)
                .on(MethodFilter::GET, open)
                .any(other),
        )
        .with_state(auth());
    let token = token(&[]);
    assert_eq!(
        as_method(&app, "GET", "/any", None).await,
        (200, "open".into())
    );
    for (method, path) in [
        ("POST", "/any"),
        ("PURGE", "/any"),
        ("PUT", "/on"),
        ("PATCH", "/on"),
        ("DELETE", "/on"),
    ] {
        assert_eq!(
            as_method(&app, method, path, None).await.0,
            401,
            "{method} {path}"
        );
        assert_eq!(
            as_method(&app, method, path, Some(&token)).await.0,
            200,
            "{method} {path}"
        );
    }
    assert_eq!(
        as_method(&app, "DELETE", "/on", Some(&token)).await.1,
        "other"
    );
}

#[tokio::test]
async fn fallbacks_are_guarded() {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/here", get(open).fallback(other))
        .route("/there", get(open))
        .method_not_allowed_fallback(admin)
        .fallback(echo)
        .with_state(auth());
    let token = token(&[]);
    for (method, path, status) in [
        ("POST", "/here", 200),
        ("POST", "/there", 403),
        ("GET", "/nowhere", 200),
    ] {
        assert_eq!(
            as_method(&app, method, path, None).await.0,
            401,
            "{method} {path}"
        );
        assert_eq!(
            as_method(&app, method, path, Some(&token)).await.0,
            status,
            "{method} {path}"
        );
    }
    assert_eq!(as_method(&app, "GET", "/here", None).await.0, 200);
}

#[tokio::test]
async fn without_a_fallback_every_client_gets_404_and_405() {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/", get(echo))
        .with_state(auth());
    assert_eq!(as_method(&app, "GET", "/nowhere", None).await.0, 404);
    assert_eq!(as_method(&app, "POST", "/", None).await.0, 405);
}

/// A part of an application that does not know the state it will get.
fn part<S>() -> GuardedRouter<S>
where
    S: AuthState<Config: AuthConfig<Scopes = AnyScope>> + Clone + Send + Sync + 'static,
{
    GuardedRouter::new()
        .route("/", get(open))
        .route("/admin", get(admin))
}

#[tokio::test]
async fn nested_and_merged_routers_keep_their_guards() {
    let app: GuardedRouter = GuardedRouter::new()
        .nest("/a", part())
        .nest("/b/{id}", GuardedRouter::new().nest("/c", part()))
        .merge(part())
        .merge(GuardedRouter::new().route("/", post(echo)))
        .with_state(auth());
    let admin = token(&["admin"]);
    for prefix in ["", "/a", "/b/7/c"] {
        let path = format!("{prefix}/admin");
        assert_eq!(as_method(&app, "GET", &path, None).await.0, 401, "{path}");
        assert_eq!(
            as_method(&app, "GET", &path, Some(&token(&[]))).await.0,
            403,
            "{path}"
        );
        assert_eq!(
            as_method(&app, "GET", &path, Some(&admin)).await,
            (200, path.clone())
        );
    }
    assert_eq!(
        as_method(&app, "POST", "/", Some(&admin)).await,
        (200, "POST".into())
    );
}

#[tokio::test]
async fn the_root_of_a_nested_router_answers_with_and_without_a_slash() {
    let app: GuardedRouter = GuardedRouter::new()
        .nest(
            "/a",
            part().merge(GuardedRouter::new().route("/", post(echo))),
        )
        .nest("/b", GuardedRouter::new().nest("/c", part()))
        .with_state(auth());
    for path in ["/a", "/a/", "/b/c", "/b/c/"] {
        assert_eq!(
            as_method(&app, "GET", path, None).await,
            (200, "open".into()),
            "{path}"
        );
    }
    for path in ["/a", "/a/"] {
        assert_eq!(as_method(&app, "POST", path, None).await.0, 401, "{path}");
    }
    assert_eq!(as_method(&app, "GET", "/b", None).await.0, 404);
}

async fn mark(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .append("x-layer", "passed".parse().unwrap());
    response
}

#[tokio::test]
async fn layers_go_around_the_guards() {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/before", get(echo))
        .nest("/nested", part().layer(from_fn(mark)))
        .layer(from_fn(mark))
        .route("/after", get(echo))
        .route("/handler", get(echo.layer(from_fn(mark))))
        .route("/method", get(echo).layer(from_fn(mark)).post(other))
        .with_state(auth());
    let layers = async |method: &str, path: &str| {
        let mut request = get_request(path);
        *request.method_mut() = method.parse().unwrap();
        let answer = send(&app, request).await;
        (
            answer.status.as_u16(),
            answer.headers.get_all("x-layer").iter().count(),
        )
    };
    assert_eq!(layers("GET", "/before").await, (401, 1));
    assert_eq!(layers("GET", "/after").await, (401, 0));
    assert_eq!(layers("GET", "/handler").await, (401, 1));
    assert_eq!(layers("GET", "/method").await, (401, 1));
    assert_eq!(layers("POST", "/method").await, (401, 0));
    assert_eq!(layers("GET", "/nested").await, (200, 2));
    assert_eq!(layers("GET", "/nested/").await, (200, 2));
    assert_eq!(layers("GET", "/nowhere").await, (404, 1));
}

#[tokio::test]
async fn route_layers_leave_404_and_405_alone() {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/a", get(echo).route_layer(from_fn(mark)))
        .route("/b", get(echo))
        .route_layer(from_fn(mark))
        .with_state(auth());
    let layers = async |path: &str| {
        let answer = send(&app, get_request(path)).await;
        (
            answer.status.as_u16(),
            answer.headers.get_all("x-layer").iter().count(),
        )
    };
    assert_eq!(layers("/a").await, (401, 2));
    assert_eq!(layers("/b").await, (401, 1));
    assert_eq!(layers("/nowhere").await, (404, 0));
}

#[tokio::test]
async fn what_cannot_be_checked_enters_through_doors_that_say_so() {
    let service = service_fn(|_: Request<Body>| async {
        Ok::<_, std::convert::Infallible>(StatusCode::ACCEPTED)
    });
    let foreign = || Router::new().route("/foreign", axum::routing::get(unguarded));
    let app: GuardedRouter = GuardedRouter::new()
        .public_service("/service", service)
        .nest_public_service("/files", service)
        .merge_unguarded(foreign())
        .nest_unguarded("/other", foreign())
        .public_fallback_service(service)
        .with_state(auth());
    for (path, status) in [
        ("/service", 202),
        ("/files/a", 202),
        ("/foreign", 200),
        ("/other/foreign", 200),
        ("/nowhere", 202),
    ] {
        assert_eq!(get_as(&app, path, None).await.0, status, "{path}");
    }
    assert_eq!(
        app.manifest().to_string(),
        "\
*  /service  public service  -
*  /files/*  public service  -
*  *         unguarded       -
*  /other/*  unguarded       -
*  *         public service  -
"
    );
}

#[test]
#[should_panic(expected = "`any(..)` and `.fallback(..)` exclude each other")]
fn a_second_handler_for_all_other_methods_is_refused() {
    let _: GuardedRouter<Auth<Api>> = GuardedRouter::new().route("/", any(echo).fallback(open));
}

#[test]
#[should_panic(expected = "this router has a fallback already")]
fn a_second_fallback_is_refused() {
    let _: GuardedRouter<Auth<Api>> = GuardedRouter::new().fallback(echo).fallback(open);
}

fn audited() -> GuardedRouter {
    GuardedRouter::new()
        .route("/", get(open).post(needs_state))
        .route("/admin", any(admin))
        .route("/more", on(MethodFilter::PUT.or(MethodFilter::PATCH), echo))
        .nest("/auth", auth().endpoints())
        .fallback(other)
        .with_state(auth())
}

#[test]
fn the_manifest_is_a_table_of_who_can_reach_what() {
    assert_eq!(
        audited().manifest().to_string(),
        "\
GET        /                     public         http::router::routes::open
POST       /                     protected      http::router::routes::needs_state  auth = Api, token_from(header)
*          /admin                admin or root  http::router::routes::admin  auth = Api, token_from(header)
PATCH|PUT  /more                 protected      http::router::routes::echo  auth = Api, token_from(header)
POST       /auth                 public         jwt_guard::endpoints::authenticate
GET        /auth/verify          protected      jwt_guard::endpoints::verify  auth = Api, token_from(header)
GET        /auth/me              protected      jwt_guard::endpoints::me  auth = Api, token_from(header)
POST       /auth/reauthenticate  protected      jwt_guard::endpoints::reauthenticate  auth = Api, token_from(header)
GET        /auth/keys            public         jwt_guard::endpoints::keys
*          *                     protected      http::router::routes::other  auth = Api, token_from(header)
"
    );
}

#[test]
fn the_manifest_is_json_too() {
    let json = serde_json::to_value(audited().manifest()).unwrap();
    assert_eq!(
        json[2],
        json!({
            "methods": "*", "path": "/admin", "access": "scoped", "handler": "http::router::routes::admin",
            "required": [{"scopes": ["admin", "root"], "require_all": false, "require_all_actions": true}],
            "instance": "Api", "token_from": ["header"],
        })
    );
    assert_eq!(json.as_array().map(Vec::len), Some(10));
    assert_eq!(json[0]["required"], Value::Array(vec![]));
}
