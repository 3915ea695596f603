//! CORS preflights (Fetch standard, section "CORS-preflight request").

use axum::http::header::ACCESS_CONTROL_REQUEST_METHOD;
use axum::http::{HeaderMap, Method};

/// Whether a request is a preflight: `OPTIONS` with the name of the method of the request to come.
pub(crate) fn is_preflight(method: &Method, headers: &HeaderMap) -> bool {
    *method == Method::OPTIONS && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}
