//! Claims in a middleware: the same that the guard would accept, and no others.

mod cookies;

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    ACCESS_CONTROL_REQUEST_METHOD, CONTENT_TYPE, COOKIE, HOST, ORIGIN, SET_COOKIE,
};
use axum::http::{HeaderValue, Method};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::routing::any;
use jwt_guard::session::MemoryStore;
use serde_json::json;
use tower_http::cors::CorsLayer;

use crate::fixtures::app::*;

/// Returns in a header what the middleware extracted.
async fn show(seen: Option<String>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let seen = seen.unwrap_or_else(|| "anonymous".into());
    let headers = response.headers_mut();
    headers.append("x-seen", seen.parse().unwrap());
    response
}

async fn log_user(claims: Option<Claims>, request: Request, next: Next) -> Response {
    let subject = claims.map(|claims| claims.subject().to_owned());
    show(subject, request, next).await
}

async fn require_user(claims: Claims<Membership>, request: Request, next: Next) -> Response {
    show(Some(claims.plan.clone()), request, next).await
}

async fn current_user(user: CurrentUser<User>, request: Request, next: Next) -> Response {
    show(Some(user.name.clone()), request, next).await
}

async fn maybe_user(user: Option<CurrentUser<User>>, request: Request, next: Next) -> Response {
    show(user.map(|user| user.name.clone()), request, next).await
}

#[protected]
async fn hello() {}

#[protected(optional)]
async fn front(_claims: Option<Claims>) {}

#[scoped("admin")]
async fn admin() {}

#[public]
async fn open() {}

fn routes() -> GuardedRouter<Auth<Api>> {
    GuardedRouter::new()
        .route("/", any(hello))
        .route("/front", get(front))
        .route("/admin", get(admin))
        .route("/open", get(open))
        .nest("/auth", auth().endpoints())
}

async fn seen(app: &GuardedRouter, request: Request<Body>) -> (u16, Option<String>) {
    let answer = send(app, request).await;
    let seen = answer.header("x-seen").map(str::to_owned);
    (answer.status.as_u16(), seen)
}

fn login() -> Request<Body> {
    Request::post("/auth")
        .header(CONTENT_TYPE, "application/json")
        .header(HOST, "site.example.com")
        .header(ORIGIN, "https://site.example.com")
        .body(r#"{"username":"ada","password":"secret"}"#.into())
        .unwrap()
}

/// The reported program.
#[tokio::test]
async fn claims_in_a_middleware_of_axum_are_those_of_the_token() {
    let around = routes().layer(from_fn_with_state(auth(), log_user));
    let with_layer = routes().layer(auth().middleware(log_user));
    let of_routes = routes().route_layer(from_fn_with_state(Arc::new(auth()), log_user));
    for app in [around, with_layer, of_routes] {
        let app: GuardedRouter = app.with_state(auth());
        let good = token(&[]);
        let forged = format!("{good}A");
        for (path, token, status, expected) in [
            ("/", Some(&good), 200, "1"),
            ("/", None, 401, "anonymous"),
            ("/", Some(&forged), 401, "anonymous"),
            ("/front", Some(&good), 200, "1"),
            ("/front", None, 200, "anonymous"),
            ("/front", Some(&forged), 401, "anonymous"),
            ("/open", Some(&good), 200, "1"),
            ("/open", Some(&forged), 200, "anonymous"),
            ("/admin", Some(&good), 403, "1"),
            ("/auth/me", Some(&good), 200, "1"),
        ] {
            let request = token.map_or_else(|| get_request(path), |token| get_with(path, token));
            let found = seen(&app, request).await;
            assert_eq!(found, (status, Some(expected.into())), "{path} {token:?}");
        }
        // A login ignores the tokens that come with it.
        let mut again = login();
        let header = format!("Bearer {forged}").parse().unwrap();
        again.headers_mut().insert("authorization", header);
        assert_eq!(seen(&app, again).await, (200, Some("anonymous".into())));
    }
}

#[tokio::test]
async fn a_middleware_that_requires_claims_refuses_as_a_guard_does() {
    let app: GuardedRouter = routes()
        .layer(from_fn_with_state(auth(), require_user))
        .with_state(auth());
    assert_eq!(
        seen(&app, get_with("/open", &token(&[]))).await,
        (200, Some("pro".into()))
    );
    let answer = send(&app, get_request("/open")).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("x-seen")),
        (401, None)
    );
    assert_eq!(answer.challenge(), Some(r#"Bearer realm="api""#));
}

#[tokio::test]
async fn a_middleware_takes_the_user_of_the_backend() {
    let required: GuardedRouter = routes()
        .layer(from_fn_with_state(auth(), current_user))
        .with_state(auth());
    let optional: GuardedRouter = routes()
        .layer(auth().middleware(maybe_user))
        .with_state(auth());
    let (ada, gone, flaky) = (token(&[]), token_about("2", &[]), token_about("3", &[]));
    let name = |name: &str| Some(name.to_owned());
    assert_eq!(
        seen(&required, get_with("/open", &ada)).await,
        (200, name("ada"))
    );
    assert_eq!(
        seen(&optional, get_with("/open", &ada)).await,
        (200, name("ada"))
    );
    assert_eq!(seen(&required, get_with("/open", &gone)).await, (401, None));
    assert_eq!(
        seen(&optional, get_with("/open", &gone)).await,
        (200, name("anonymous"))
    );
    // That the backend fails is nothing that a client has sent.
    for app in [required, optional] {
        assert_eq!(seen(&app, get_with("/open", &flaky)).await, (503, None));
    }
}

#[tokio::test]
async fn a_preflight_passes_a_middleware_with_optional_claims() {
    let cors = CorsLayer::new().allow_origin(HeaderValue::from_static("https://app.example"));
    let app: GuardedRouter = routes()
        .layer(cors)
        .layer(from_fn_with_state(auth(), log_user))
        .with_state(auth());
    let preflight = Request::builder()
        .method(Method::OPTIONS)
        .uri("/")
        .header(ORIGIN, "https://app.example")
        .header(ACCESS_CONTROL_REQUEST_METHOD, "GET");
    let answer = send(&app, preflight.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.header("access-control-allow-origin"),
        Some("https://app.example")
    );
}

/// A type of a parameter that an attribute cannot see through.
type Whose = Claims<Membership>;

/// Without an attribute, on a router of axum.
async fn bare(claims: Whose) -> String {
    claims.subject().to_owned()
}

#[tokio::test]
async fn a_handler_without_a_guard_gets_claims_in_the_same_way() {
    let plain = axum::Router::new().route("/", axum::routing::get(bare));
    let app: GuardedRouter = GuardedRouter::new()
        .merge_unguarded(plain)
        .with_state(auth());
    assert_eq!(get_as(&app, "/", None).await.0, 401);
    assert_eq!(get_as(&app, "/", Some("rubbish")).await.0, 401);
    assert_eq!(
        get_as(&app, "/", Some(&token(&[]))).await,
        (200, "1".into())
    );
}

#[derive(AuthConfig)]
#[auth(token_from(header, json, form))]
struct InBodies {
    secret: Secret,
}

#[public]
async fn upload(body: axum::body::Bytes) -> String {
    body.len().to_string()
}

/// More than is read for a token.
#[tokio::test]
async fn a_long_body_is_refused_only_where_its_token_is_asked_for() {
    let secret = SECRET.into();
    let auth = Auth::builder(InBodies { secret }).build().unwrap();
    let routes = || {
        let routes = GuardedRouter::new().route("/upload", post(upload));
        routes.route("/", post(hello))
    };
    let watched: GuardedRouter = routes()
        .layer(auth.middleware(log_user))
        .with_state(auth.clone());
    let required: GuardedRouter = routes()
        .layer(auth.middleware(require_subject))
        .with_state(auth.clone());
    let json = format!(r#"{{"text":"{}"}}"#, "a".repeat(20_000));
    let form = format!("text={}", "a".repeat(20_000));
    for (content_type, body) in [
        ("application/json", &json),
        ("application/x-www-form-urlencoded", &form),
    ] {
        for (app, path, expected) in [
            (&watched, "/upload", 200),
            (&watched, "/", 413),
            (&required, "/upload", 413),
        ] {
            let request = Request::post(path).header(CONTENT_TYPE, content_type);
            let answer = send(app, request.body(body.clone().into()).unwrap()).await;
            assert_eq!(answer.status, expected, "{path}: {}", answer.body);
            if expected == 200 {
                assert_eq!(answer.body, body.len().to_string());
                assert_eq!(answer.header("x-seen"), Some("anonymous"));
            }
        }
    }
}

async fn require_subject(claims: Claims, request: Request, next: Next) -> Response {
    show(Some(claims.subject().to_owned()), request, next).await
}
