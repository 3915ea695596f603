//! The response to a preflight on a path without a handler for `OPTIONS`.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;

use crate::guard::is_preflight;

/// A path without handlers, which responds with 405 to every method, but with 204 to preflights.
///
/// This is a layer around axum's default response, not a fallback that replaces it. So the path still counts as having the
/// default: a fallback of the path or of the router replaces it, two such paths can be merged, and every later layer is around
/// it.
pub(super) fn method_router<S: Clone + 'static>() -> MethodRouter<S> {
    MethodRouter::new().layer(from_fn(respond))
}

/// The 204 permits nothing: only a CORS layer names the origins that may send requests.
async fn respond(request: Request, next: Next) -> Response {
    if is_preflight(request.method(), request.headers()) {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    }
}
