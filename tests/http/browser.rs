//! A browser, as far as cookies go: it keeps them, sends them back, and sends the origin of the page.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, ORIGIN, SET_COOKIE};
use axum::http::{Method, Request, request};
use jwt_guard::prelude::*;

use crate::app::{Answer, send};

pub(crate) struct Browser {
    app: GuardedRouter,
    host: &'static str,
    pub(crate) cookies: BTreeMap<String, String>,
}

impl Browser {
    pub(crate) fn at(host: &'static str, app: &GuardedRouter) -> Self {
        Self {
            app: app.clone(),
            host,
            cookies: BTreeMap::new(),
        }
    }

    /// A request with the cookies that are kept.
    pub(crate) fn request(&self, method: Method, path: &str) -> request::Builder {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, self.host);
        if self.cookies.is_empty() {
            return request;
        }
        let pairs: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        request.header(COOKIE, pairs.join("; "))
    }

    pub(crate) async fn send(&mut self, request: request::Builder, body: &str) -> Answer {
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let answer = send(&self.app, request).await;
        for cookie in answer.headers.get_all(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path), "").await
    }

    /// What a script of the page sends: it knows the value of the session.
    pub(crate) async fn post(&mut self, path: &str, csrf: Option<&str>) -> Answer {
        let mut request = self
            .request(Method::POST, path)
            .header(ORIGIN, self.origin());
        if let Some(value) = csrf {
            request = request.header("x-csrf-token", value);
        }
        self.send(request, "").await
    }

    /// What a form of a page sends.
    pub(crate) async fn submit(&mut self, origin: &str, path: &str, fields: &str) -> Answer {
        let form = self
            .request(Method::POST, path)
            .header(ORIGIN, origin)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(form, fields).await
    }

    pub(crate) async fn log_in(&mut self) -> Answer {
        self.log_in_at("/auth").await
    }

    pub(crate) async fn log_in_at(&mut self, path: &str) -> Answer {
        let login = self
            .request(Method::POST, &format!("{path}?token_delivery=cookie"))
            .header(ORIGIN, self.origin())
            .header(CONTENT_TYPE, "application/json");
        self.send(login, r#"{"username":"ada","password":"secret"}"#)
            .await
    }

    pub(crate) fn origin(&self) -> String {
        let scheme = if self.host.starts_with("localhost") {
            "http"
        } else {
            "https"
        };
        format!("{scheme}://{}", self.host)
    }

    /// The value that stands in the cookie of a login form.
    pub(crate) fn login_value(&self) -> String {
        let value = self.cookies.get("__Host-csrf_token_login");
        value.cloned().unwrap_or_default()
    }

    /// The value that scripts of the page read from the cookie.
    pub(crate) fn csrf(&self) -> String {
        let mut values = self
            .cookies
            .iter()
            .filter(|(name, _)| name.ends_with("csrf_token"));
        values
            .next()
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    }
}
