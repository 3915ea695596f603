//! What a browser asks before it sends a request to another origin (Fetch, CORS-preflight).

use axum::http::header::ACCESS_CONTROL_REQUEST_METHOD;
use axum::http::{HeaderMap, Method, StatusCode};

/// Answers a method that a route does not have: 405, but 204 to a browser that asks beforehand. It learns nothing by it:
/// which origins may send requests is said by a layer such as that of `tower-http`, or by nobody.
pub(super) async fn answer(method: Method, headers: HeaderMap) -> StatusCode {
    if method == Method::OPTIONS && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD) {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::METHOD_NOT_ALLOWED
    }
}
