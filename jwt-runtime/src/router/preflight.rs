//! The response to a preflight on a path that has no handler for `OPTIONS`.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;

use crate::guard::is_preflight;

/// A path without handlers: it responds 405 to every method, but 204 to preflights.
///
/// This is a layer around axum's own response, and no fallback in its place. To axum, the path still has the default:
/// a fallback of the path or of the router replaces it, two such paths can be merged, and every layer that comes later
/// is around it.
pub(super) fn method_router<S: Clone + 'static>() -> MethodRouter<S> {
    MethodRouter::new().layer(from_fn(answer))
}

/// The 204 permits nothing: only a CORS layer says which origins may send requests.
async fn answer(request: Request, next: Next) -> Response {
    if is_preflight(request.method(), request.headers()) {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    }
}
