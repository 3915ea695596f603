//! CORS preflights (Fetch standard, section "CORS-preflight request").

use axum::http::header::ACCESS_CONTROL_REQUEST_METHOD;
use axum::http::{HeaderMap, Method};

/// Whether a browser asks if it may send a request of another origin: `OPTIONS` that names the method to come.
pub(crate) fn is_preflight(method: &Method, headers: &HeaderMap) -> bool {
    *method == Method::OPTIONS && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}
