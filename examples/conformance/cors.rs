//! `--cors ORIGIN`: pages of another origin call the service.

use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, Method};
use tower_http::cors::CorsLayer;

/// Lets pages of one origin call every route, with cookies or with a bearer token.
pub(crate) fn layer(origin: HeaderValue, csrf_headers: &[HeaderName]) -> CorsLayer {
    let mut headers = vec![AUTHORIZATION, CONTENT_TYPE];
    for header in csrf_headers {
        // Unless settings say otherwise, access and refresh tokens share it.
        if !headers.contains(header) {
            headers.push(header.clone());
        }
    }
    CorsLayer::new()
        .allow_origin(origin)
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers(headers)
}
