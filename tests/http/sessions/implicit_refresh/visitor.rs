//! A browser in front of a service that replaces access tokens, with a page for each thing that can happen to one.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, HeaderName, SET_COOKIE};
use axum::http::{HeaderValue, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;
use serde_json::{Value, json};

use super::super::service::{Office, Service, Tokens, ageless, careless};
use crate::fixtures::app::Answer;
use crate::fixtures::browser::Browser;

pub(super) const ACCESS: &str = "__Host-access_token";
pub(super) const SIGNATURE: &str = "__Host-access_token_signature";
pub(super) const CSRF: &str = "__Host-csrf_token";
/// The first second in which a token of the usual 15 minutes is replaced.
pub(super) const WINDOW: i64 = 10 * 60;

#[protected]
async fn page() -> &'static str {
    "page"
}

#[public]
async fn open() {}

#[protected(optional)]
async fn maybe() {}

#[protected]
async fn answer_with(Path(status): Path<u16>) -> StatusCode {
    StatusCode::from_u16(status).unwrap()
}

#[protected]
async fn answer_with_header(Path((name, value)): Path<(String, String)>) -> Response {
    let name = HeaderName::try_from(name).unwrap();
    ([(name, HeaderValue::try_from(value).unwrap())], "page").into_response()
}

#[protected]
async fn private() -> Response {
    let told = [(CACHE_CONTROL, "private, max-age=60")];
    let others = [
        ("cdn-cache-control", "private, max-age=60"),
        ("surrogate-control", "private, max-age=60"),
    ];
    (told, others, "page").into_response()
}

#[protected]
async fn end(State(auth): State<Auth<Office>>, claims: Claims) -> Result<(), AuthError> {
    auth.sessions()
        .end(&claims, claims.session_id().unwrap())
        .await?;
    Ok(())
}

#[protected]
async fn end_all(State(auth): State<Auth<Office>>, claims: Claims) -> Result<(), AuthError> {
    auth.sessions()
        .end_all_of_backend_subject(claims.subject())
        .await?;
    Ok(())
}

#[protected]
async fn revoke(State(auth): State<Auth<Office>>, claims: Claims) -> Result<(), AuthError> {
    auth.sessions().revoke_token(&claims).await?;
    Ok(())
}

#[protected(cookie_access_name = "other")]
async fn other_cookie() {}

#[protected(issuer = "https://other.example.com")]
async fn other_issuer() {}

#[scoped("secrets:read")]
async fn forbidden() {}

pub(super) fn pages(auth: &Auth<Office>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/", get(page).post(page))
        .route("/open", get(open))
        .route("/maybe", get(maybe))
        .route("/status/{status}", get(answer_with))
        .route("/header/{name}/{*value}", get(answer_with_header))
        .route("/private", get(private))
        .route("/end", get(end))
        .route("/end-all", get(end_all))
        .route("/revoke", get(revoke))
        .route("/careless", get(careless))
        .route("/ageless", get(ageless))
        .route("/other-cookie", get(other_cookie))
        .route("/other-issuer", get(other_issuer))
        .route("/forbidden", get(forbidden))
        .nest("/auth", auth.endpoints())
        .with_state(auth.clone())
}

pub(super) struct Visitor {
    pub(super) service: Service,
    pub(super) browser: Browser,
}

/// Settings of a service that replaces tokens, and others.
pub(super) fn settings(others: Value) -> Value {
    let mut all = json!({"token_from": ["header", "cookie"], "implicit_refresh": "5m"});
    let others = others.as_object().unwrap();
    all.as_object_mut().unwrap().extend(others.clone());
    all
}

impl Visitor {
    /// Who is logged in at a service with a store.
    pub(super) async fn new(others: Value) -> Self {
        Self::of(Service::with_store(settings(others), MemoryStore::new())).await
    }

    /// Who is logged in at a service without one.
    pub(super) async fn without_store(others: Value) -> Self {
        Self::of(Service::without_store(settings(others))).await
    }

    pub(super) async fn of(service: Service) -> Self {
        let mut browser = Browser::at("site.example.com", &pages(&service.auth));
        let answer = browser.log_in().await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        Self { service, browser }
    }

    pub(super) async fn get(&mut self, path: &str) -> Answer {
        self.browser.get(path).await
    }

    /// Whether the response of a page replaces the token, so many seconds after the login. Every request must be accepted.
    pub(super) async fn is_replaced_at(&mut self, seconds: i64, path: &str) -> bool {
        self.service.at(seconds);
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        is_replaced(&answer)
    }

    /// The access token that the browser has.
    pub(super) fn token(&self) -> String {
        let cookie = |name| self.browser.cookies.get(name).cloned();
        match cookie(SIGNATURE) {
            Some(signature) => format!("{}.{signature}", cookie(ACCESS).unwrap()),
            None => cookie(ACCESS).unwrap(),
        }
    }

    pub(super) fn claims(&self) -> Value {
        claims(&self.token())
    }

    /// A request of the browser with another token in the place of its own.
    pub(super) async fn get_with(&self, path: &str, name: &str, token: &str) -> Answer {
        let cookie = format!("{name}={token}");
        let request = Request::get(path).header("cookie", cookie);
        let app = pages(&self.service.auth);
        crate::fixtures::app::send(&app, request.body(axum::body::Body::empty()).unwrap()).await
    }
}

pub(super) fn claims(token: &str) -> Value {
    let tokens = Tokens {
        access: token.to_owned(),
        refresh: String::new(),
    };
    tokens.claims()
}

/// The cookie of this name that a response sets, with its attributes.
pub(super) fn cookies<'a>(answer: &'a Answer, name: &str) -> Vec<&'a str> {
    let cookies = answer.headers.get_all(SET_COOKIE).iter();
    let cookies = cookies.map(|cookie| cookie.to_str().unwrap());
    cookies
        .filter(|cookie| cookie.starts_with(&format!("{name}=")))
        .collect()
}

pub(super) fn is_replaced(answer: &Answer) -> bool {
    let set = cookies(answer, ACCESS);
    set.iter().any(|cookie| !cookie.contains("Max-Age=0"))
}
