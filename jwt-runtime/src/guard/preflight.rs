//! Requests that need no token by their method: CORS preflights (Fetch standard, section "CORS-preflight request"), and those
//! with an exempt method.

use axum::http::header::ACCESS_CONTROL_REQUEST_METHOD;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};

use crate::auth::Auth;
use crate::config::AuthConfig;

/// Whether a request is a preflight: `OPTIONS` with the name of the method of the request to come.
pub(crate) fn is_preflight(method: &Method, headers: &HeaderMap) -> bool {
    *method == Method::OPTIONS && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

/// Whether a request needs no token, whatever its handler requires.
pub(in crate::guard) fn is_exempt<C: AuthConfig>(auth: &Auth<C>, parts: &Parts) -> bool {
    is_preflight(&parts.method, &parts.headers) || auth.http_settings().is_exempt(&parts.method)
}
