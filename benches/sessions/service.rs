//! The service that is measured, and its clients.

use std::hint::black_box;
use std::sync::Arc;
use std::thread;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderValue, Request, StatusCode};
use jwt_guard::config::CountLimit;
use jwt_guard::prelude::*;
use jwt_guard::session::TokenStore;
use jwt_guard::user::Passwords;
use serde::Serialize;
use serde_json::{Value, json};
use tower::Service;

const PASSWORD: &str = "correct horse";

#[derive(AuthConfig)]
#[auth(users = Staff, issuer = "https://api.example.com")]
pub(crate) struct Api {
    secret: Secret,
    max_sessions: Option<CountLimit>,
    refreshes_per_minute: Option<CountLimit>,
}

/// Everybody, with the same password.
pub(crate) struct Staff {
    /// The hash of the password, and the `Passwords` that compares with it; without, passwords are compared as text.
    hashed: Option<(Arc<str>, Passwords)>,
}

#[derive(Clone, Serialize)]
pub(crate) struct Person(String);

impl Staff {
    pub(crate) fn unhashed() -> Self {
        Self { hashed: None }
    }

    /// No more passwords are hashed at once than that.
    pub(crate) async fn hashed(at_once: usize) -> Self {
        let passwords = Passwords::builder().threads(at_once).start();
        let passwords = passwords.expect("threads");
        let hash = passwords.hash(PASSWORD.to_owned()).await.expect("a hash");
        Self {
            hashed: Some((hash.into(), passwords)),
        }
    }
}

impl UserBackend for Staff {
    type Credentials = Credentials;
    type User = Person;

    async fn authenticate(&self, login: Credentials) -> Result<Option<Person>, BackendError> {
        let Credentials {
            username, password, ..
        } = login;
        let is_right = match &self.hashed {
            None => *password == *PASSWORD,
            Some((hash, passwords)) => passwords.verify(password, Some(hash)).await?,
        };
        Ok(is_right.then_some(Person(username)))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<Person>, BackendError> {
        Ok(Some(Person(subject.to_owned())))
    }

    fn subject(&self, user: &Person) -> String {
        user.0.clone()
    }
}

#[protected]
async fn whoami(claims: Claims) -> &'static str {
    // Each of the two is looked up.
    assert!(claims.session_id().is_some() && claims.id().is_some());
    black_box(claims.subject());
    "ok"
}

/// A service whose sessions are in a store.
pub(crate) fn with_store(store: impl TokenStore) -> Auth<Api> {
    with_users(Staff::unhashed(), store)
}

pub(crate) fn with_users(users: Staff, store: impl TokenStore) -> Auth<Api> {
    // One user logs in and refreshes here as fast as the store allows.
    let api = Api {
        max_sessions: Some(CountLimit::Off),
        refreshes_per_minute: Some(CountLimit::Off),
        ..api()
    };
    let auth = Auth::builder(api).users(users).store(store);
    auth.build().expect("the configuration is right")
}

/// A service that accepts the same tokens, without checking revocations.
pub(crate) fn without_store() -> Auth<Api> {
    let auth = Auth::builder(api()).users(Staff::unhashed());
    auth.build().expect("the configuration is right")
}

fn api() -> Api {
    Api {
        secret: "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e".into(),
        max_sessions: None,
        refreshes_per_minute: None,
    }
}

pub(crate) fn processors() -> usize {
    thread::available_parallelism().map_or(2, Into::into)
}

/// Who talks to a service in this process, one request after the other.
#[derive(Clone)]
pub(crate) struct Client(Router);

impl Client {
    pub(crate) fn of(auth: Auth<Api>) -> Self {
        let router: GuardedRouter = GuardedRouter::new()
            .route("/", get(whoami))
            .nest("/auth", auth.endpoints())
            .with_state(auth);
        Self(router.finish())
    }

    /// The status of the response to a request with a token.
    pub(crate) async fn status(&mut self, authorization: &HeaderValue) -> StatusCode {
        let mut request = Request::new(Body::empty());
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, authorization.clone());
        let Ok(response) = self.0.call(request).await;
        response.status()
    }

    pub(crate) async fn log_in(&mut self, name: &str) -> Tokens {
        let login = json!({"username": name, "password": PASSWORD});
        self.tokens("/auth", &login).await
    }

    pub(crate) async fn refresh(&mut self, tokens: &Tokens) -> Tokens {
        let body = json!({"refresh_token": tokens.refresh});
        self.tokens("/auth/refresh", &body).await
    }

    async fn tokens(&mut self, path: &str, body: &Value) -> Tokens {
        let request = Request::post(path).header(CONTENT_TYPE, "application/json");
        let request = request
            .body(Body::from(body.to_string()))
            .expect("a request");
        let Ok(response) = self.0.call(request).await;
        let status = response.status();
        let body = to_bytes(response.into_body(), 1 << 16).await;
        let body: Value = serde_json::from_slice(&body.expect("a body")).unwrap_or_default();
        assert_eq!(status, StatusCode::OK, "{path}: {}", body["error"]);
        let text = |name: &str| body[name].as_str().expect("a token").to_owned();
        let authorization = format!("Bearer {}", text("access_token"));
        Tokens {
            authorization: HeaderValue::try_from(authorization).expect("a token is text"),
            refresh: text("refresh_token"),
        }
    }
}

/// What a login or a refresh gives.
pub(crate) struct Tokens {
    pub(crate) authorization: HeaderValue,
    refresh: String,
}
