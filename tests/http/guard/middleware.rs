//! Claims in a middleware: the same that the guard would accept, and no others.

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
    let seen = seen.unwrap_or_else(|| "nobody".into());
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
            ("/", None, 401, "nobody"),
            ("/", Some(&forged), 401, "nobody"),
            ("/front", Some(&good), 200, "1"),
            ("/front", None, 200, "nobody"),
            ("/front", Some(&forged), 401, "nobody"),
            ("/open", Some(&good), 200, "1"),
            ("/open", Some(&forged), 200, "nobody"),
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
        assert_eq!(seen(&app, again).await, (200, Some("nobody".into())));
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
        (200, name("nobody"))
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
#[auth(issuer = "https://site.example.com", users = Users, claims = Membership, token_from(header, cookie), token_delivery = "cookie", revocation = "all")]
struct Site {
    secret: Secret,
}

struct Browser {
    app: GuardedRouter,
    cookies: String,
    csrf: String,
}

impl Browser {
    /// After a login, at a site with this middleware.
    async fn at(
        middleware: impl FnOnce(GuardedRouter<Auth<Site>>, &Auth<Site>) -> GuardedRouter<Auth<Site>>,
    ) -> Self {
        let auth = Auth::builder(Site {
            secret: SECRET.into(),
        })
        .users(Users)
        .store(MemoryStore::new())
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
        let routes = GuardedRouter::new()
            .route("/", any(hello))
            .route("/open", any(open))
            .nest("/auth", auth.endpoints());
        let app: GuardedRouter = middleware(routes, &auth).with_state(auth);
        let answer = send(&app, login()).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let set = answer.headers.get_all(SET_COOKIE).iter();
        let cookies: Vec<_> = set
            .filter_map(|cookie| cookie.to_str().unwrap().split(';').next())
            .map(str::to_owned)
            .collect();
        let csrf = cookies
            .iter()
            .find_map(|cookie| cookie.strip_prefix("__Host-csrf_token="));
        let csrf = csrf.unwrap().to_owned();
        Self {
            app,
            cookies: cookies.join("; "),
            csrf,
        }
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, "site.example.com")
            .header(COOKIE, &self.cookies)
    }
}

#[tokio::test]
async fn a_middleware_sees_no_claims_that_the_guard_refuses() {
    let browser = Browser::at(|routes, auth| routes.layer(auth.middleware(log_user))).await;
    let ada = Some("1".to_owned());
    let nobody = Some("nobody".to_owned());
    let get = browser.request("GET", "/").body(Body::empty()).unwrap();
    assert_eq!(seen(&browser.app, get).await, (200, ada.clone()));
    for (csrf, origin, status, expected) in [
        (Some(&*browser.csrf), None, 200, &ada),
        (None, None, 403, &nobody),
        (Some("wrong"), None, 403, &nobody),
        (
            Some(&*browser.csrf),
            Some("https://evil.example"),
            403,
            &nobody,
        ),
    ] {
        for path in ["/", "/open"] {
            let mut post = browser.request("POST", path);
            if let Some(csrf) = csrf {
                post = post.header("x-csrf-token", csrf);
            }
            if let Some(origin) = origin {
                post = post.header(ORIGIN, origin);
            }
            let found = seen(&browser.app, post.body(Body::empty()).unwrap()).await;
            let status = if path == "/open" { 200 } else { status };
            assert_eq!(
                found,
                (status, expected.clone()),
                "{path} {csrf:?} {origin:?}"
            );
        }
    }
    // The value in a form is read by the layer in front of the middleware.
    let form = browser
        .request("POST", "/")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(format!("csrf_token={}", browser.csrf).into())
        .unwrap();
    assert_eq!(seen(&browser.app, form).await, (200, ada));
    let logout = browser
        .request("POST", "/auth/logout")
        .header("x-csrf-token", &browser.csrf)
        .body(Body::empty())
        .unwrap();
    assert_eq!(send(&browser.app, logout).await.status, 204);
    for (path, status) in [("/", 401), ("/open", 200)] {
        let revoked = browser.request("GET", path).body(Body::empty()).unwrap();
        assert_eq!(seen(&browser.app, revoked).await, (status, nobody.clone()));
    }
}

#[tokio::test]
async fn responses_that_depend_on_a_middleware_are_kept_out_of_caches() {
    let browser = Browser::at(|routes, auth| routes.layer(auth.middleware(log_user))).await;
    let get = browser.request("GET", "/open").body(Body::empty()).unwrap();
    let answer = send(&browser.app, get).await;
    assert_eq!(answer.header("x-seen"), Some("1"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let varies = answer
        .headers
        .get_all("vary")
        .iter()
        .any(|names| names == "cookie");
    assert!(varies, "{:?}", answer.headers);
}

#[protected(token_from(json), csrf = "off")]
async fn of_body(body: String) -> String {
    body
}

/// The layer of a middleware reads no body for it: it does not know the handler.
#[tokio::test]
async fn a_handler_behind_a_middleware_keeps_its_own_places() {
    let browser = Browser::at(|routes, auth| {
        routes
            .route("/body", post(of_body))
            .layer(auth.middleware(log_user))
    })
    .await;
    let access = browser
        .cookies
        .split("; ")
        .find_map(|cookie| cookie.strip_prefix("__Host-access_token="));
    let body = json!({"access_token": access.unwrap()}).to_string();
    for (body, status) in [(body, 200), ("{}".into(), 401)] {
        let request = Request::post("/body").header(CONTENT_TYPE, "application/json");
        let found = seen(&browser.app, request.body(body.into()).unwrap()).await;
        assert_eq!(found, (status, Some("nobody".into())));
    }
}

/// Nothing would keep its responses out of caches.
#[tokio::test]
async fn without_the_layer_a_middleware_refuses_where_cookies_are_read() {
    let auth = Auth::builder(Site {
        secret: SECRET.into(),
    })
    .users(Users)
    .store(MemoryStore::new())
    .build()
    .unwrap();
    let app: GuardedRouter = GuardedRouter::new()
        .route("/open", any(open))
        .layer(from_fn_with_state(auth.clone(), log_user))
        .with_state(auth);
    assert_eq!(seen(&app, get_request("/open")).await, (500, None));
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
                assert_eq!(answer.header("x-seen"), Some("nobody"));
            }
        }
    }
}

async fn require_subject(claims: Claims, request: Request, next: Next) -> Response {
    show(Some(claims.subject().to_owned()), request, next).await
}
