//! `Format`: whether a response is a page or JSON.

use std::convert::Infallible;

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Serialize;

use crate::pages::Page;

/// A form gets a page, and JSON gets JSON; without a body, the header `Accept` decides.
///
/// jwt-guard delivers tokens by the same rule (`token_delivery = "by_request"`): a form gets cookies, JSON a body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Page,
    Json,
}

impl Format {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let is_page = match text(CONTENT_TYPE) {
            Some(kind) => kind.starts_with("application/x-www-form-urlencoded"),
            None => text(ACCEPT).is_some_and(|kinds| kinds.contains("text/html")),
        };
        if is_page { Self::Page } else { Self::Json }
    }

    /// The response to a request that has succeeded: the browser goes on to another page, and a program gets no content.
    pub(crate) fn done(self, next: &str) -> Response {
        match self {
            Self::Page => Redirect::to(next).into_response(),
            Self::Json => StatusCode::NO_CONTENT.into_response(),
        }
    }

    /// The page, or the JSON.
    pub(crate) fn respond(
        self,
        status: StatusCode,
        page: impl FnOnce() -> Page,
        json: impl Serialize,
    ) -> Response {
        match self {
            Self::Page => (status, page()).into_response(),
            // Some of it is confidential: the key of a second factor, for example.
            Self::Json => (status, [(CACHE_CONTROL, "no-store")], Json(json)).into_response(),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Format {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}
