//! `--cors ORIGIN`: pages of another origin call the service.

use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, Method};
use tower_http::cors::CorsLayer;

/// Lets pages of one origin call every route, with cookies or with a bearer token.
pub(crate) fn layer(origin: HeaderValue, csrf_headers: &[HeaderName]) -> CorsLayer {
    let mut headers = vec![AUTHORIZATION, CONTENT_TYPE];
    headers.extend_from_slice(csrf_headers);
    CorsLayer::new()
        .allow_origin(origin)
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers(headers)
}
