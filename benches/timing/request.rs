//! Requests that contain a guess.

use std::collections::HashMap;
use std::rc::Rc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, ORIGIN, SET_COOKIE};
use axum::http::{HeaderMap, Request, StatusCode, request};
use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

use crate::comparison::{Comparison, Expected, Question};
use crate::guess::Guesser;

#[derive(AuthConfig)]
#[auth(users = Staff, token_from(header, cookie), token_delivery = "both", session_owner = "timing")]
struct Api {
    secret: Secret,
}

/// Everybody, with any password.
struct Staff;

impl UserBackend for Staff {
    type Credentials = Credentials;
    type User = String;

    async fn authenticate(&self, login: Credentials) -> Result<Option<String>, BackendError> {
        Ok(Some(login.username))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<String>, BackendError> {
        Ok(Some(subject.to_owned()))
    }

    fn subject(&self, user: &String) -> String {
        user.clone()
    }
}

#[protected]
async fn change() {}

/// A service in this process, with a logged-in user.
struct Session {
    runtime: Runtime,
    app: Router,
    cookies: HashMap<String, String>,
    refresh_token: String,
}

impl Session {
    fn begin() -> Rc<Self> {
        let runtime = Builder::new_current_thread().enable_time().build();
        let runtime = runtime.expect("a runtime");
        let secret = Secret::random().expect("random bytes");
        let auth = Auth::builder(Api { secret })
            .users(Staff)
            .store(MemoryStore::new())
            .build()
            .expect("the configuration is right");
        let app: GuardedRouter = GuardedRouter::new()
            .route("/", post(change))
            .nest("/auth", auth.endpoints())
            .with_state(auth);
        let app = app.finish();
        let login = json_from_a_page("/auth", &json!({"username": "ada", "password": "any"}));
        let (headers, body) = runtime.block_on(async {
            let answer = app.clone().oneshot(login).await.expect("an answer");
            let (parts, body) = answer.into_parts();
            let body = to_bytes(body, 1 << 16).await.expect("a body");
            (parts.headers, body)
        });
        let body: Value = serde_json::from_slice(&body).expect("JSON");
        Rc::new(Self {
            runtime,
            app,
            cookies: cookies(&headers),
            refresh_token: body["refresh_token"].as_str().expect("a token").to_owned(),
        })
    }

    /// Sends a prepared request; returns whether it was accepted.
    fn asks(self: &Rc<Self>, request: Request<Body>) -> Question {
        let (session, app) = (Rc::clone(self), self.app.clone());
        Box::new(move || {
            let answer = session.runtime.block_on(app.oneshot(request));
            answer.is_ok_and(|answer| answer.status() == StatusCode::OK)
        })
    }
}

/// The cookies that a response sets.
fn cookies(headers: &HeaderMap) -> HashMap<String, String> {
    let set = headers.get_all(SET_COOKIE).iter();
    let pairs = set.filter_map(|cookie| cookie.to_str().ok()?.split(';').next()?.split_once('='));
    pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn from_a_page(path: &str) -> request::Builder {
    Request::post(path)
        .header(HOST, "api.example.com")
        .header(ORIGIN, "https://api.example.com")
}

fn json_from_a_page(path: &str, body: &Value) -> Request<Body> {
    let request = from_a_page(path).header(CONTENT_TYPE, "application/json");
    let request = request.body(Body::from(body.to_string()));
    request.expect("a request")
}

/// Of which the store has a digest. An exchange of the right one would end the session of the benchmark.
pub(crate) fn refresh_token() -> Comparison {
    let session = Session::begin();
    Comparison {
        expected: Expected::NoDifference,
        guesser: Guesser::of(&session.refresh_token),
        asks: Box::new(move |guess| {
            let body = json!({ "refresh_token": guess });
            session.asks(json_from_a_page("/auth/refresh", &body))
        }),
    }
}

/// The header that a page of the service sends, beside the cookie of the session.
pub(crate) fn csrf_value() -> Comparison {
    let session = Session::begin();
    let value = session.cookies["__Host-csrf_token"].clone();
    let access = &session.cookies["__Host-access_token"];
    let cookie = format!("__Host-access_token={access}");
    let request = move |value: &str| {
        let request = from_a_page("/").header(COOKIE, &cookie);
        let request = request.header("x-csrf-token", value).body(Body::empty());
        request.expect("a request")
    };
    assert!(session.asks(request(&value))(), "the right value is let in");
    Comparison {
        expected: Expected::NoDifference,
        guesser: Guesser::of(&value),
        asks: Box::new(move |guess| session.asks(request(guess))),
    }
}
