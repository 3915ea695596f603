//! Completing a response: the headers that it depends on, its caching, and its cookies.

use axum::http::header::{CACHE_CONTROL, SEC_WEBSOCKET_PROTOCOL, SET_COOKIE, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use jwt_syntax::http::token_location::LocationKind;

use crate::browser::cookie::{cookie_name, is_set};
use crate::browser::header_list;
use crate::guard::request::RequestContext;
use crate::response::NO_STORE;
use crate::token_location::SELECTED_SUBPROTOCOL;

/// Headers that caches between a service and its clients follow instead of `Cache-Control` (RFC 9213).
const OTHER_CACHE_CONTROL: [HeaderName; 2] = [
    HeaderName::from_static("cdn-cache-control"),
    HeaderName::from_static("surrogate-control"),
];

/// Clears the dead cookies of the request, unless the response sets them anew.
pub(super) fn clear_dead_cookies(context: &RequestContext, response: &mut Response) {
    let headers = response.headers_mut();
    let cleared = context.cleared();
    let mut names = cleared.iter().map(cookie_name);
    if !names.any(|name| is_set(name, headers)) {
        set_cookies(cleared, headers);
    }
}

/// Adds cookies to a response. It must then not be cached, whatever the handler allows, as a cache would give the cookies to
/// others.
pub(super) fn set_cookies(cookies: &[HeaderValue], headers: &mut HeaderMap) {
    if cookies.is_empty() {
        return;
    }
    headers.insert(CACHE_CONTROL, NO_STORE);
    for targeted in OTHER_CACHE_CONTROL {
        headers.remove(targeted);
    }
    for cookie in cookies {
        headers.append(SET_COOKIE, cookie.clone());
    }
}

/// Adds `Vary`, and forbids shared caching if the token was not in a header.
pub(super) fn complete(context: &RequestContext, response: &mut Response) {
    let located_in = context.located_in();
    let is_switching = response.status() == StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    vary_by(context.varies_by(), headers);
    if matches!(located_in, Some(LocationKind::Cookie | LocationKind::Query)) {
        keep_private(headers);
    }
    if located_in == Some(LocationKind::WebSocket) && is_switching {
        // A browser closes the connection unless the response selects one of its subprotocols.
        headers
            .entry(SEC_WEBSOCKET_PROTOCOL)
            .or_insert(HeaderValue::from_static(SELECTED_SUBPROTOCOL));
    }
}

/// Keeps a response out of shared caches.
fn keep_private(headers: &mut HeaderMap) {
    if !is_private(headers, &CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, NO_STORE);
    }
    for targeted in &OTHER_CACHE_CONTROL {
        if headers.contains_key(targeted) && !is_private(headers, targeted) {
            headers.remove(targeted);
        }
    }
}

fn vary_by(names: &[HeaderName], headers: &mut HeaderMap) {
    for name in names {
        let is_named = header_list::members(headers, VARY)
            .any(|other| other == "*" || other.eq_ignore_ascii_case(name.as_str()));
        if !is_named {
            headers.append(VARY, HeaderValue::from(name.clone()));
        }
    }
}

fn is_private(headers: &HeaderMap, name: &HeaderName) -> bool {
    header_list::members(headers, name).any(|directive| {
        directive.eq_ignore_ascii_case("private") || directive.eq_ignore_ascii_case("no-store")
    })
}
