//! `RequestInfo`: what a renderer is told of a request.

use axum::extract::OriginalUri;
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, Uri};
use jwt_syntax::http::token_location::LocationKind;

/// The headers that a renderer is given. A list of those that are not secret, as no list of secret ones could be complete.
const SHOWN: [HeaderName; 3] = [ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE];

/// One of the ready-made endpoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Endpoint {
    /// `POST /`.
    Login,
    /// `GET /verify`.
    Verify,
    /// `GET /me`.
    Me,
    /// `POST /reauthenticate`.
    Reauthenticate,
    /// `POST /refresh`.
    Refresh,
    /// `POST /logout`.
    Logout,
    /// `POST /logout-all`.
    LogoutAll,
    /// `POST /revoke`.
    Revoke,
    /// `GET /keys`.
    Keys,
}

/// What a renderer is told of a request: nothing that may hold a token, so neither the query nor most headers.
#[derive(Debug, Clone, Default)]
pub(crate) struct RequestInfo {
    pub(super) method: Method,
    pub(super) path: Box<str>,
    pub(super) headers: HeaderMap,
    pub(crate) endpoint: Option<Endpoint>,
    pub(crate) location: Option<LocationKind>,
}

impl RequestInfo {
    pub(crate) fn of(parts: &Parts) -> Self {
        let mut headers = HeaderMap::new();
        for name in SHOWN {
            for value in parts.headers.get_all(&name) {
                headers.append(name.clone(), value.clone());
            }
        }
        Self {
            method: parts.method.clone(),
            path: requested_uri(parts).path().into(),
            headers,
            endpoint: None,
            location: None,
        }
    }

    /// The same request, as one to this endpoint.
    pub(crate) fn to(mut self, endpoint: Endpoint) -> Self {
        self.endpoint = Some(endpoint);
        self
    }
}

/// The URI that the client requested. Below a nested router, that of the head lacks the prefix.
pub(crate) fn requested_uri(parts: &Parts) -> &Uri {
    let original = parts.extensions.get::<OriginalUri>();
    original.map_or(&parts.uri, |OriginalUri(uri)| uri)
}
