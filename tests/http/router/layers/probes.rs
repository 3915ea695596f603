//! Layers of tower-http, each with an inner service that makes it visible in every response that it handles.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::Route;
use tower::util::{BoxCloneSyncServiceLayer, MapResponseLayer};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::CorsLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

/// Where the page is that calls the service.
pub(super) const ORIGIN: &str = "https://app.example";

/// Any layer for a route, so that one function can put each of them on a router.
pub(super) type AnyLayer = BoxCloneSyncServiceLayer<Route, Request, Response, Infallible>;

/// How many responses a layer has seen that leaves no trace in them.
pub(super) type Count = Arc<AtomicUsize>;

/// A layer by its name.
pub(super) type Probe = (&'static str, fn(&Count) -> AnyLayer);

pub(super) const PROBES: [Probe; 6] = [
    ("CorsLayer", cors),
    ("TraceLayer", trace),
    ("TimeoutLayer", timeout),
    ("CompressionLayer", compression),
    ("SetResponseHeaderLayer", set_header),
    ("CatchPanicLayer", catch_panic),
];

/// Around a layer that changes the type of the body.
macro_rules! any_body {
    () => {
        MapResponseLayer::new(IntoResponse::into_response)
    };
}

fn cors(_: &Count) -> AnyLayer {
    let cors = CorsLayer::new()
        .allow_origin(HeaderValue::from_static(ORIGIN))
        .allow_methods([Method::GET])
        .allow_headers([AUTHORIZATION]);
    AnyLayer::new((any_body!(), cors))
}

fn trace(count: &Count) -> AnyLayer {
    let count = Arc::clone(count);
    let trace = TraceLayer::new_for_http().on_response(
        move |_: &axum::http::Response<Body>, _: Duration, _: &tracing::Span| {
            count.fetch_add(1, Ordering::Relaxed);
        },
    );
    AnyLayer::new((any_body!(), trace))
}

/// Every response takes longer than it may.
fn timeout(_: &Count) -> AnyLayer {
    async fn slow(request: Request, next: Next) -> Response {
        tokio::time::sleep(Duration::from_secs(60)).await;
        next.run(request).await
    }
    let timeout =
        TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(1));
    AnyLayer::new((any_body!(), timeout, from_fn(slow)))
}

/// Every response is long enough to be compressed.
fn compression(_: &Count) -> AnyLayer {
    async fn long(request: Request, next: Next) -> Response {
        let (parts, _) = next.run(request).await.into_parts();
        (parts.status, "a".repeat(1_000)).into_response()
    }
    AnyLayer::new((any_body!(), CompressionLayer::new(), from_fn(long)))
}

fn set_header(_: &Count) -> AnyLayer {
    AnyLayer::new(SetResponseHeaderLayer::appending(
        HeaderName::from_static("x-layer"),
        HeaderValue::from_static("passed"),
    ))
}

/// Every response is a panic.
fn catch_panic(_: &Count) -> AnyLayer {
    async fn fail(request: Request, next: Next) -> Response {
        next.run(request).await;
        std::panic::resume_unwind(Box::new("on purpose"))
    }
    AnyLayer::new((any_body!(), CatchPanicLayer::new(), from_fn(fail)))
}
