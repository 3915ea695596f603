//! A client of the samples of both libraries for Flask, which keeps cookies as a browser does.

use std::collections::BTreeMap;
use std::sync::Mutex;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request};
use base64_simd::URL_SAFE_NO_PAD as BASE64;
use jsonwebtoken::{EncodingKey, Header, encode};
use jwt_guard::prelude::*;
use serde_json::{Value, json};
use tower::ServiceExt;

pub(crate) const SECRET: &str = "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e";
/// When every sample happens, in seconds since the Unix epoch.
pub(crate) const NOW: i64 = 1_800_000_000;
pub(crate) const MINUTE: i64 = 60;

/// What comes back.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    /// The status and the body, as the documentation shows them.
    pub(crate) fn seen(&self) -> (u16, Value) {
        (self.status, self.json())
    }

    /// A member of the body that is a text, such as a token.
    pub(crate) fn text_of(&self, member: &str) -> String {
        self.json()[member].as_str().unwrap().to_owned()
    }

    pub(crate) fn set_cookies(&self) -> Vec<&str> {
        let cookies = self.headers.get_all(SET_COOKIE).iter();
        cookies.map(|cookie| cookie.to_str().unwrap()).collect()
    }
}

pub(crate) struct Client {
    app: Router,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl Client {
    pub(crate) fn of(app: GuardedRouter) -> Self {
        Self {
            app: app.finish(),
            cookies: Mutex::default(),
        }
    }

    /// A request with these headers, and the cookies of the responses before.
    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        request = request.header(HOST, "shop.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let cookies = self.cookies.lock().unwrap().clone();
        if !cookies.is_empty() {
            let pairs: Vec<_> = cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
            request = request.header(COOKIE, pairs.join("; "));
        }
        let request = request.body(body.into()).unwrap();
        let (parts, body) = self
            .app
            .clone()
            .oneshot(request)
            .await
            .unwrap()
            .into_parts();
        for cookie in parts.headers.get_all(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            let mut kept = self.cookies.lock().unwrap();
            match cookie.contains("Max-Age=0") {
                true => kept.remove(name),
                false => kept.insert(name.to_owned(), value.to_owned()),
            };
        }
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Reply {
            status: parts.status.as_u16(),
            headers: parts.headers,
            text: String::from_utf8(body.into()).unwrap(),
        }
    }

    /// A request with this `Authorization`, which is left out if it is empty.
    pub(crate) async fn call(&self, method: Method, path: &str, authorization: &str) -> Reply {
        let header = [(AUTHORIZATION.as_str(), authorization)];
        let headers = match authorization {
            "" => &header[..0],
            _ => &header[..],
        };
        self.send(method, path, headers, Body::empty()).await
    }

    pub(crate) async fn get(&self, path: &str, authorization: &str) -> Reply {
        self.call(Method::GET, path, authorization).await
    }

    pub(crate) async fn post(&self, path: &str, authorization: &str) -> Reply {
        self.call(Method::POST, path, authorization).await
    }

    pub(crate) async fn post_json(&self, path: &str, body: &Value) -> Reply {
        let headers = [(CONTENT_TYPE.as_str(), "application/json")];
        self.send(Method::POST, path, &headers, body.to_string())
            .await
    }

    pub(crate) async fn log_in(&self, path: &str, username: &str, password: &str) -> Reply {
        let body = json!({"username": username, "password": password});
        self.post_json(path, &body).await
    }

    /// The value of a cookie, or nothing.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }
}

/// The header and the claims of a token.
pub(crate) fn parts(token: &str) -> [Value; 2] {
    let mut parts = token.split('.').take(2).map(|part| {
        let json = BASE64.decode_to_vec(part).unwrap();
        serde_json::from_slice(&json).unwrap()
    });
    [parts.next().unwrap(), parts.next().unwrap()]
}

/// The claims of a token.
pub(crate) fn claims(token: &str) -> Value {
    let [_, claims] = parts(token);
    claims
}

/// The names of the members of an object, sorted.
pub(crate) fn names(object: &Value) -> Vec<&str> {
    let mut names: Vec<_> = object.as_object().unwrap().keys().map(|it| &**it).collect();
    names.sort_unstable();
    names
}

/// A token as `PyJWT` signs it with the same secret: with `typ: JWT`.
pub(crate) fn signed(claims: &Value) -> String {
    let key = EncodingKey::from_secret(SECRET.as_bytes()).unwrap();
    encode(&Header::default(), claims, &key).unwrap()
}

/// Claims with others in their place, of which `null` leaves one out.
pub(crate) fn changed(claims: &Value, change: &Value) -> Value {
    let mut claims = claims.clone();
    for (name, value) in change.as_object().unwrap() {
        match value {
            Value::Null => claims.as_object_mut().unwrap().remove(name),
            value => claims
                .as_object_mut()
                .unwrap()
                .insert(name.clone(), value.clone()),
        };
    }
    claims
}
