//! Layers of applications: on a `GuardedRouter` they work as on an axum router.

mod compositions;
mod probes;

use std::sync::LazyLock;
use std::sync::atomic::Ordering;

use axum::Router;
use axum::body::Body;
use axum::handler::Handler;
use axum::http::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, AUTHORIZATION,
    ORIGIN as ORIGIN_HEADER, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request};
use jwt_guard::prelude::*;
use jwt_guard::routing::any;
use tower::ServiceExt;
use tower_http::set_header::SetResponseHeaderLayer;

use self::compositions::COMPOSITIONS;
use self::probes::{AnyLayer, Count, ORIGIN, PROBES};
use crate::fixtures::app::*;

static TOKEN: LazyLock<String> = LazyLock::new(|| token(&[]));

/// The requests to all routers, on each of [`PATHS`].
const REQUESTS: [(&str, &str, bool); 7] = [
    ("a request", "GET", true),
    ("a request without a token", "GET", false),
    ("a preflight", "OPTIONS", false),
    ("OPTIONS without a token", "OPTIONS", false),
    ("OPTIONS with a token", "OPTIONS", true),
    ("another method", "DELETE", true),
    ("another method without a token", "DELETE", false),
];

/// Routes of the compositions, and one that none has.
const PATHS: [&str; 5] = ["/x", "/n", "/n/x", "/n/n/x", "/unknown"];

/// What a client and the layer itself see of one response.
#[derive(Debug, PartialEq)]
struct Seen {
    status: u16,
    /// `Allow`, and the headers that the layers set.
    headers: Vec<(String, String)>,
    /// How many responses the layer has counted.
    counted: usize,
}

impl Seen {
    /// Whether a layer that leaves no other trace has handled the response.
    fn by_layer(&self) -> bool {
        let is_of_layer = |(name, _): &(String, String)| name != "allow";
        self.counted > 0 || matches!(self.status, 408 | 500) || self.headers.iter().any(is_of_layer)
    }
}

async fn ask(app: &Router, count: &Count, request: Request<Body>) -> Seen {
    count.store(0, Ordering::Relaxed);
    let response = app.clone().oneshot(request).await.unwrap();
    Seen {
        status: response.status().as_u16(),
        headers: of_layers(response.headers()),
        counted: count.load(Ordering::Relaxed),
    }
}

fn of_layers(headers: &HeaderMap) -> Vec<(String, String)> {
    let of_layer = |name: &HeaderName, value: &HeaderValue| {
        let (name, value) = (name.as_str(), value.to_str().unwrap().to_lowercase());
        let is_wanted = match name {
            "allow" | "content-encoding" | "x-layer" => true,
            // A refusal of ours varies by more.
            "vary" => value.contains("origin") || value.contains("accept-encoding"),
            _ => name.starts_with("access-control-"),
        };
        is_wanted.then(|| (name.to_owned(), value))
    };
    let mut all: Vec<_> = headers
        .iter()
        .filter_map(|(name, value)| of_layer(name, value))
        .collect();
    all.sort();
    all
}

fn request(what: &str, method: &str, path: &str, has_token: bool) -> Request<Body> {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(ORIGIN_HEADER, ORIGIN)
        .header(ACCEPT_ENCODING, "gzip");
    if what == "a preflight" {
        request = request
            .header(ACCESS_CONTROL_REQUEST_METHOD, "GET")
            .header(ACCESS_CONTROL_REQUEST_HEADERS, "authorization");
    }
    if has_token {
        request = request.header(AUTHORIZATION, format!("Bearer {}", *TOKEN));
    }
    request.body(Body::empty()).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_layer_sees_on_a_guarded_router_what_it_sees_on_one_of_axum() {
    for (name, layer) in PROBES {
        let mut preflights = 0;
        for &(composition, guarded, plain) in COMPOSITIONS {
            let count = Count::default();
            let (guarded, plain) = (guarded(layer(&count)), plain(layer(&count)));
            for (what, method, has_token) in REQUESTS {
                for path in PATHS {
                    let request = || request(what, method, path, has_token);
                    let ours = ask(&guarded, &count, request()).await;
                    let mut theirs = ask(&plain, &count, request()).await;
                    let is_preflight = what == "a preflight";
                    preflights += usize::from(is_preflight && ours.by_layer());
                    // The one difference: axum knows of no preflights.
                    if is_preflight && matches!(theirs.status, 401 | 405) {
                        theirs.status = 204;
                    }
                    assert_eq!(ours, theirs, "{name} {composition}: {what} {method} {path}");
                }
            }
        }
        assert!(preflights > COMPOSITIONS.len() / 2, "{name}: {preflights}");
    }
}

/// The reported case: a browser sends nothing after a preflight without these headers.
#[tokio::test]
async fn cors_layer_sees_the_preflight_and_the_405() {
    let (_, cors) = PROBES[0];
    let &(_, guarded, _) = &COMPOSITIONS[0];
    let app = guarded(cors(&Count::default()));
    let count = Count::default();
    let preflight = ask(&app, &count, request("a preflight", "OPTIONS", "/x", false)).await;
    assert_eq!(preflight.status, 200);
    let allowed = ("access-control-allow-origin".to_owned(), ORIGIN.to_owned());
    assert!(preflight.headers.contains(&allowed), "{preflight:?}");
    let refused = ask(&app, &count, request("", "DELETE", "/x", true)).await;
    assert_eq!(refused.status, 405);
    assert!(refused.headers.contains(&allowed), "{refused:?}");
}

#[tokio::test(start_paused = true)]
async fn a_layer_sees_all_of_the_stock_endpoints() {
    const PATHS: [&str; 4] = ["/auth", "/auth/", "/auth/me", "/auth/keys"];
    type Layered = fn(AnyLayer) -> GuardedRouter<Auth<Api>>;
    let compositions: [(&str, Layered); 3] = [
        ("around the router", |layer| {
            GuardedRouter::new()
                .nest("/auth", auth().endpoints())
                .layer(layer)
        }),
        ("around the endpoints", |layer| {
            GuardedRouter::new().nest("/auth", auth().endpoints().layer(layer))
        }),
        ("on the routes of the endpoints", |layer| {
            GuardedRouter::new().nest("/auth", auth().endpoints().route_layer(layer))
        }),
    ];
    for (name, layer) in PROBES {
        for (composition, app) in &compositions {
            let count = Count::default();
            let app = app(layer(&count)).with_state(auth()).finish();
            for (what, method, has_token) in REQUESTS {
                for path in PATHS {
                    let request = request(what, method, path, has_token);
                    let seen = ask(&app, &count, request).await;
                    assert!(
                        seen.by_layer(),
                        "{name} {composition}: {what} {method} {path}"
                    );
                }
            }
        }
    }
}

#[protected]
async fn hello() -> &'static str {
    "hello"
}

/// As on a router of axum, where a layer of the handler itself is around the handler alone.
#[tokio::test]
async fn a_layer_of_a_handler_sees_its_refusals() {
    let layer = SetResponseHeaderLayer::overriding(
        HeaderName::from_static("x-layer"),
        HeaderValue::from_static("passed"),
    );
    let app: GuardedRouter = GuardedRouter::new()
        .route("/x", any(hello.layer(layer.clone())))
        .route("/get", get(hello.layer(layer)))
        .with_state(auth());
    for (path, what, method, status, is_seen) in [
        ("/x", "a request without a token", "GET", 401, true),
        ("/x", "a preflight", "OPTIONS", 204, true),
        ("/get", "a request without a token", "GET", 401, true),
        ("/get", "a preflight", "OPTIONS", 204, false),
    ] {
        let answer = send(&app, request(what, method, path, false)).await;
        assert_eq!(answer.status, status, "{method} {path}");
        assert_eq!(
            answer.header("x-layer").is_some(),
            is_seen,
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn a_preflight_permits_nothing_without_a_cors_layer() {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/x", get(hello))
        .with_state(auth());
    let answer = send(&app, request("a preflight", "OPTIONS", "/x", false)).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("allow")),
        (204, Some("GET,HEAD"))
    );
    let permissions = answer
        .headers
        .keys()
        .filter(|name| name.as_str().starts_with("access-"));
    assert_eq!(permissions.count(), 0);
    assert_eq!(answer.header(VARY), None);
}
