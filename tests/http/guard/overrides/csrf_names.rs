//! The header, field, methods and origins of CSRF protection for one handler.

use axum::Router;
use axum::http::Method;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, ORIGIN};
use axum::http::request;
use axum::response::Response;
use axum::routing::any as axum_any;
use jwt_guard::routing::any;
use serde_json::json;
use tower::ServiceExt;

use super::*;
use crate::browser::cookies::Site;
use crate::fixtures::browser::Browser;

const OURS: &str = "https://site.example.com";
const FORM: &str = "application/x-www-form-urlencoded";

/// Handlers that return the body that they received, each with settings of its own.
macro_rules! echoes {
    ($($name:ident[$($own:tt)*])*) => {
        $(
            #[protected($($own)*)]
            async fn $name(body: String) -> String {
                body
            }
        )*
    };
}

echoes! {
    usual[]
    of_own_header[csrf_header = "X-XSRF-TOKEN"]
    of_own_field[csrf_field = "_token"]
    of_own_cookie[csrf_cookie = "XSRF-TOKEN"]
    of_some_methods[csrf_methods = ["PUT", "PURGE"]]
    of_get_too[csrf_methods = ["GET", "POST"]]
    of_partners[trusted_origins = ["https://a.example", "https://b.example"]]
    of_all[
        csrf = "on",
        csrf_header = "x-own",
        csrf_cookie = "__Host-own",
        csrf_field = "own",
        csrf_methods = "PUT",
        trusted_origins = "https://a.example",
    ]
    of_nothing[csrf = "off"]
}

fn service(config: Site) -> GuardedRouter {
    let auth = config.auth(NOW);
    GuardedRouter::new()
        .route("/", any(usual))
        .route("/header", any(of_own_header))
        .route("/field", any(of_own_field))
        .route("/cookie", any(of_own_cookie))
        .route("/methods", any(of_some_methods))
        .route("/get", any(of_get_too))
        .route("/partners", any(of_partners))
        .route("/all", any(of_all))
        .route("/nothing", any(of_nothing))
        .nest("/auth", auth.endpoints())
        .with_state(auth)
}

async fn browser(config: Site) -> Browser {
    let mut browser = Browser::at("site.example.com", &service(config));
    assert_eq!(browser.log_in().await.status, 200);
    browser
}

/// A request with the value of the session in this header.
fn with_header(browser: &Browser, path: &str, header: &str) -> request::Builder {
    let request = browser.request(Method::POST, path).header(ORIGIN, OURS);
    request.header(header, browser.csrf())
}

#[tokio::test]
async fn a_handler_finds_the_value_in_a_header_of_its_own_and_in_no_other() {
    let mut browser = browser(Site::new()).await;
    for (path, header, status) in [
        ("/header", "x-xsrf-token", 200),
        ("/header", "X-Xsrf-Token", 200),
        ("/header", "x-csrf-token", 403),
        ("/", "x-csrf-token", 200),
        ("/", "x-xsrf-token", 403),
        ("/field", "x-csrf-token", 200),
        ("/all", "x-own", 200),
    ] {
        let request = with_header(&browser, path, header);
        let answer = browser.send(request, "").await;
        assert_eq!(answer.status, status, "{path} {header}");
    }
    let request = with_header(&browser, "/header", "x-xsrf-token");
    let twice = request.header("x-xsrf-token", browser.csrf());
    assert_eq!(browser.send(twice, "").await.status, 403);
    let wrong = browser.request(Method::POST, "/header");
    let answer = browser.send(wrong.header("x-xsrf-token", "x"), "").await;
    assert_eq!(answer.status, 403);
    assert!(answer.body.contains("`X-XSRF-TOKEN`"), "{}", answer.body);
}

#[tokio::test]
async fn a_handler_finds_the_value_in_a_form_field_of_its_own_and_reads_the_form_again() {
    let mut browser = browser(Site::new()).await;
    let csrf = browser.csrf();
    for (path, field, status) in [
        ("/field", "_token", 200),
        ("/field", "csrf_token", 403),
        ("/header", "csrf_token", 200),
        ("/", "csrf_token", 200),
        ("/", "_token", 403),
    ] {
        let fields = format!("name=ada&{field}={csrf}");
        let answer = browser.submit(OURS, path, &fields).await;
        assert_eq!(answer.status, status, "{path} {field}");
        if status == 200 {
            assert_eq!(answer.body, fields, "{path} {field}");
        }
    }
}

#[tokio::test]
async fn a_form_is_read_though_a_header_is_there_that_means_nothing_to_the_handler() {
    let mut browser = browser(Site::new()).await;
    let fields = format!("csrf_token={}", browser.csrf());
    let request = with_header(&browser, "/header", "x-csrf-token").header(CONTENT_TYPE, FORM);
    assert_eq!(browser.send(request, &fields).await.body, fields);
}

#[tokio::test]
async fn a_refusal_names_what_the_handler_looks_for() {
    let mut browser = browser(Site::new()).await;
    for (path, cookie, header, field, method) in [
        (
            "/",
            "__Host-csrf_token",
            "x-csrf-token",
            "csrf_token",
            Method::POST,
        ),
        (
            "/header",
            "__Host-csrf_token",
            "X-XSRF-TOKEN",
            "csrf_token",
            Method::POST,
        ),
        (
            "/field",
            "__Host-csrf_token",
            "x-csrf-token",
            "_token",
            Method::POST,
        ),
        (
            "/cookie",
            "XSRF-TOKEN",
            "x-csrf-token",
            "csrf_token",
            Method::POST,
        ),
        ("/all", "__Host-own", "x-own", "own", Method::PUT),
    ] {
        let answer = browser.send(browser.request(method, path), "").await;
        assert_eq!(answer.status, 403, "{path}");
        let expected = format!(
            "this request needs the value of the cookie `{cookie}` in the header `{header}`, or in the form field `{field}`, which stands first in the form"
        );
        assert_eq!(
            answer.json()["error_description"],
            json!(expected),
            "{path}"
        );
    }
    // The value itself is in the cookie of the configuration, whatever the handler has.
    let csrf = browser.csrf();
    assert_eq!(browser.post("/cookie", Some(&csrf)).await.status, 200);
}

#[derive(AuthConfig)]
#[auth(token_from(cookie), dev_http = "dangerously-on")]
struct Local {
    secret: Secret,
}

#[tokio::test]
async fn a_cookie_of_a_handler_has_no_prefix_on_this_machine_either() {
    let config = Local {
        secret: SECRET.into(),
    };
    let auth = Auth::builder(config).clock(FrozenClock::at(NOW));
    let auth = auth.build().unwrap();
    let app = GuardedRouter::new().route("/all", any(of_all));
    let app: GuardedRouter = app.with_state(auth.clone());
    let cookie = format!("access_token={}", auth.mint("1").token().unwrap());
    let request = Request::put("/all").header(HOST, "localhost:3000");
    let request = request.header(COOKIE, cookie).body(Body::empty()).unwrap();
    let description = send(&app, request).await.json()["error_description"].to_string();
    assert!(description.contains("the cookie `own` in"), "{description}");
}

#[tokio::test]
async fn methods_of_a_handler_take_the_place_of_the_configuration_s() {
    for configured in [None, Some(vec!["PATCH".to_owned()])] {
        let is_configured = configured.is_some();
        let config = Site {
            csrf_methods: configured,
            ..Site::new()
        };
        let mut browser = browser(config).await;
        let purge = Method::from_bytes(b"PURGE").unwrap();
        for (path, method, needs) in [
            ("/", Method::POST, !is_configured),
            ("/", Method::PATCH, true),
            ("/", Method::GET, false),
            ("/methods", Method::PUT, true),
            ("/methods", purge, true),
            ("/methods", Method::POST, false),
            ("/methods", Method::PATCH, false),
            ("/methods", Method::GET, false),
            ("/get", Method::GET, true),
            ("/get", Method::HEAD, true),
            ("/methods", Method::HEAD, false),
            ("/get", Method::POST, true),
            ("/get", Method::PATCH, false),
        ] {
            let request = browser.request(method.clone(), path);
            let answer = browser.send(request, "").await;
            let expected = if needs { 403 } else { 200 };
            assert_eq!(answer.status, expected, "{method} {path} {is_configured}");
            let request = browser.request(method.clone(), path);
            let request = request.header("x-csrf-token", browser.csrf());
            assert_eq!(browser.send(request, "").await.status, 200, "{method}");
        }
        // Of a method that the handler lists and the configuration does not, the form is read, too.
        let fields = format!("csrf_token={}", browser.csrf());
        let put = browser.request(Method::PUT, "/methods");
        let put = put.header(CONTENT_TYPE, FORM);
        assert_eq!(browser.send(put, &fields).await.body, fields);
    }
}

fn config_that_trusts_an_app() -> Site {
    Site {
        trusted_origins: Some(vec!["https://app.example.com".into()]),
        ..Site::new()
    }
}

#[tokio::test]
async fn origins_of_a_handler_take_the_place_of_the_configuration_s() {
    let mut browser = browser(config_that_trusts_an_app()).await;
    for (path, origin, status) in [
        ("/", "https://app.example.com", 200),
        ("/", "https://a.example", 403),
        ("/partners", "https://a.example", 200),
        ("/partners", "https://b.example", 200),
        ("/partners", OURS, 200),
        ("/partners", "https://app.example.com", 403),
        ("/partners", "https://a.example.evil.example", 403),
        ("/partners", "https://A.example", 403),
        ("/partners", "null", 403),
        ("/nothing", "https://evil.example", 200),
    ] {
        let request = browser.request(Method::POST, path).header(ORIGIN, origin);
        let request = request.header("x-csrf-token", browser.csrf());
        let answer = browser.send(request, "").await;
        assert_eq!(answer.status, status, "{path} {origin}");
    }
    let request = browser.request(Method::POST, "/partners");
    let request = request.header(ORIGIN, "https://a.example");
    assert_eq!(
        browser.send(request, "").await.status,
        403,
        "without the value"
    );
}

#[tokio::test]
async fn a_websocket_is_opened_by_pages_that_the_handler_trusts() {
    let mut browser = browser(config_that_trusts_an_app()).await;
    for (path, origin, status) in [
        ("/", "https://app.example.com", 200),
        ("/", "https://a.example", 403),
        ("/partners", "https://a.example", 200),
        ("/partners", OURS, 200),
        ("/partners", "https://app.example.com", 403),
        ("/partners", "https://evil.example", 403),
    ] {
        let upgrade = browser.request(Method::GET, path).header(ORIGIN, origin);
        let upgrade = upgrade
            .header("connection", "upgrade")
            .header("upgrade", "websocket");
        let answer = browser.send(upgrade, "").await;
        assert_eq!(answer.status, status, "{path} {origin}");
    }
}

/// The same handlers on a router that knows nothing of them.
fn plain(config: Site) -> Router {
    let auth = config.auth(NOW);
    Router::new()
        .route("/header", axum_any(of_own_header))
        .route("/field", axum_any(of_own_field))
        .route("/methods", axum_any(of_some_methods))
        .route("/partners", axum_any(of_partners))
        .layer(auth.layer())
        .with_state(auth)
}

async fn send_plain(app: &Router, request: request::Builder, body: &str) -> Response {
    let request = request.body(Body::from(body.to_owned())).unwrap();
    app.clone().oneshot(request).await.unwrap()
}

#[tokio::test]
async fn a_handler_on_a_plain_router_asks_for_the_same() {
    let browser = browser(Site::new()).await;
    let app = plain(Site::new());
    for (path, header, origin, status) in [
        ("/header", "x-xsrf-token", OURS, 200),
        ("/header", "x-csrf-token", OURS, 403),
        ("/methods", "x-none", OURS, 200),
        ("/partners", "x-csrf-token", "https://a.example", 200),
        ("/partners", "x-csrf-token", "https://evil.example", 403),
    ] {
        let request = browser.request(Method::POST, path).header(ORIGIN, origin);
        let request = request.header(header, browser.csrf());
        let answer = send_plain(&app, request, "").await;
        assert_eq!(answer.status(), status, "{path} {header}");
    }
    for (field, status) in [("_token", 200), ("csrf_token", 403)] {
        let fields = format!("{field}={}", browser.csrf());
        let form = browser.request(Method::POST, "/field");
        let form = form.header(CONTENT_TYPE, FORM);
        let answer = send_plain(&app, form, &fields).await;
        assert_eq!(answer.status(), status, "{field}");
    }
}

#[tokio::test]
async fn a_form_that_the_layer_of_a_plain_router_left_unread_is_a_mistake_of_the_program() {
    let browser = browser(Site::new()).await;
    let fields = format!("csrf_token={}", browser.csrf());
    let config = Site {
        csrf_methods: Some(vec!["PATCH".to_owned()]),
        ..Site::new()
    };
    let put = browser
        .request(Method::PUT, "/methods")
        .header(ORIGIN, OURS);
    let put = put.header(CONTENT_TYPE, FORM);
    let answer = send_plain(&plain(config), put, &fields).await;
    assert_eq!(answer.status(), 500);
}

#[test]
fn the_manifest_shows_what_a_handler_asks_for() {
    let app = service(Site::new());
    let text = app.manifest().to_string();
    let line = text.lines().find(|line| line.contains(" /all ")).unwrap();
    let expected = r#"csrf = "on", csrf_header = "x-own", csrf_cookie = "__Host-own", csrf_field = "own", csrf_methods = ["PUT"], trusted_origins = ["https://a.example"]"#;
    assert!(line.ends_with(expected), "{line}");
    let json = serde_json::to_value(app.manifest()).unwrap();
    let mut routes = json.as_array().unwrap().iter();
    let route = routes.find(|route| route["path"] == "/partners").unwrap();
    assert_eq!(
        route["settings"],
        json!({"trusted_origins": ["https://a.example", "https://b.example"]})
    );
}
