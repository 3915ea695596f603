//! Keeping a response out of caches.

use axum::http::header::{CACHE_CONTROL, PRAGMA};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

/// The value of `Cache-Control` that keeps a response out of all caches (RFC 9111 §5.2.2.5).
pub(crate) const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Keeps a response that is about one client, or holds a token, out of all caches, those of HTTP/1.0 too (RFC 6749 §5.1).
pub(crate) fn forbid_caching(headers: &mut HeaderMap) {
    headers.insert(CACHE_CONTROL, NO_STORE);
    headers.insert(PRAGMA, HeaderValue::from_static("no-cache"));
}

/// The same response, which is about one client or holds a token, with the headers against caching.
pub(crate) fn no_store(mut response: Response) -> Response {
    forbid_caching(response.headers_mut());
    response
}
