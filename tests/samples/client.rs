//! A client of a sample: it sends requests, and reads status, body and cookies of the responses.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request};
use base64_simd::URL_SAFE_NO_PAD as BASE64;
use jwt_guard::prelude::*;
use serde_json::Value;
use tower::ServiceExt;

pub(crate) const SECRET: &str = "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e";
pub(crate) const OTHER_SECRET: &str = "Zq3vK8tB1nW6yM4xR9cL2sH7fD5gJ0pE";
/// When every sample begins, in seconds since the Unix epoch.
pub(crate) const NOW: i64 = 1_800_000_000;

pub(crate) struct Client(Router);

/// A response.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: HeaderMap,
    pub(crate) body: String,
}

impl Client {
    pub(crate) fn of(app: GuardedRouter) -> Self {
        Self(app.finish())
    }

    pub(crate) async fn send(&self, request: Builder, body: impl Into<Body>) -> Reply {
        let request = request.body(body.into()).unwrap();
        let response = self.0.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Reply {
            status: head.status.as_u16(),
            headers: head.headers,
            body: String::from_utf8(body.into()).unwrap(),
        }
    }

    /// A `GET` with this `Authorization`, unless it is empty.
    pub(crate) async fn get(&self, path: &str, authorization: &str) -> Reply {
        let request = authorized(Request::get(path), authorization);
        self.send(request, Body::empty()).await
    }

    /// A `GET` with cookies alone.
    pub(crate) async fn get_with_cookies(&self, path: &str, cookies: &str) -> Reply {
        let request = Request::get(path).header("cookie", cookies);
        self.send(request, Body::empty()).await
    }

    /// A `POST` of JSON.
    pub(crate) async fn post(&self, path: &str, authorization: &str, body: Value) -> Reply {
        let request = authorized(Request::post(path), authorization);
        let request = request.header(CONTENT_TYPE, "application/json");
        self.send(request, body.to_string()).await
    }
}

fn authorized(request: Builder, authorization: &str) -> Builder {
    match authorization {
        "" => request,
        value => request.header(AUTHORIZATION, value),
    }
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// The status and the body.
    pub(crate) fn seen(&self) -> (u16, Value) {
        (self.status, self.json())
    }

    /// A text of the body.
    pub(crate) fn text(&self, member: &str) -> String {
        let text = self.json()[member].as_str().map(str::to_owned);
        text.unwrap_or_else(|| panic!("no `{member}`: {self:?}"))
    }

    /// The names of the members of the body, sorted.
    pub(crate) fn members(&self) -> Vec<String> {
        names(&self.json())
    }

    pub(crate) fn bearer(&self) -> String {
        format!("Bearer {}", self.text("access_token"))
    }

    pub(crate) fn location(&self) -> Option<&str> {
        self.headers.get(LOCATION)?.to_str().ok()
    }

    pub(crate) fn has_challenge(&self) -> bool {
        self.headers.contains_key("www-authenticate")
    }

    /// Each cookie that is set, with its attributes.
    pub(crate) fn cookies(&self) -> Vec<String> {
        let cookies = self.headers.get_all(SET_COOKIE).iter();
        let cookies = cookies.map(|cookie| cookie.to_str().unwrap().to_owned());
        cookies.collect()
    }

    /// The cookie of this name, as a client sends it back.
    pub(crate) fn cookie(&self, name: &str) -> String {
        let prefix = format!("{name}=");
        let cookies = self.cookies();
        let cookie = cookies.iter().find(|cookie| cookie.starts_with(&prefix));
        let cookie = cookie.unwrap_or_else(|| panic!("no cookie `{name}`: {self:?}"));
        cookie.split(';').next().unwrap_or_default().to_owned()
    }
}

pub(crate) fn names(object: &Value) -> Vec<String> {
    let mut names: Vec<_> = object.as_object().unwrap().keys().cloned().collect();
    names.sort_unstable();
    names
}

/// The header (0) or the claims (1) of a token.
pub(crate) fn part(token: &str, index: usize) -> Value {
    let part = token.split('.').nth(index).unwrap();
    serde_json::from_slice(&BASE64.decode_to_vec(part).unwrap()).unwrap()
}
