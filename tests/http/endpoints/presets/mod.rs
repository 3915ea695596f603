//! The presets: what a client of each predecessor sees after a service has moved over.

mod adoption;
mod esmerald;
mod flask_jwt;
mod flask_jwt_extended;
mod overrides;
mod sanic_jwt;

use axum::Json;
use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, SET_COOKIE};
use axum::http::{Method, Request};
use base64_simd::URL_SAFE_NO_PAD as BASE64;
use jwt_guard::claim::AnyClaims;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::MintsClaims;
use jwt_guard::prelude::*;
use jwt_guard::scope::AnyScope;
use jwt_guard::session::MemoryStore;
use serde::Serialize;
use serde_json::{Value, json};

use crate::fixtures::app::{Answer, NOW, SECRET, send};

/// `user1` (1), whose password is `abcxyz`.
struct Users;

#[derive(Clone, Serialize)]
struct User {
    user_id: u32,
    username: &'static str,
}

impl UserBackend for Users {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        let is_right = login.username == "user1" && *login.password == "abcxyz";
        Ok(is_right.then_some(USER))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        Ok((subject == "1").then_some(USER))
    }

    fn subject(&self, user: &User) -> String {
        user.user_id.to_string()
    }
}

const USER: User = User {
    user_id: 1,
    username: "user1",
};

fn secret() -> Secret {
    SECRET.into()
}

#[protected]
async fn protected_route() -> Json<Value> {
    Json(json!({"protected": true}))
}

#[scoped("user")]
async fn scoped_route() {}

#[protected(fresh)]
async fn fresh_route() {}

/// A service that has moved over, and its clock.
struct Moved {
    app: GuardedRouter,
    clock: FrozenClock,
}

impl Moved {
    fn new<C>(config: C) -> Self
    where
        C: AuthConfig<Claims = NoClaims, Users = Users, Scopes = AnyScope>,
        C: MintsClaims<dyn AnyClaims>,
    {
        let clock = FrozenClock::at(NOW);
        let auth = Auth::builder(config)
            .users(Users)
            .store(MemoryStore::new())
            .clock(clock.clone());
        let auth = auth.build().unwrap();
        let app = GuardedRouter::new()
            .route("/protected", get(protected_route).post(protected_route))
            .route("/scoped", get(scoped_route))
            .route("/fresh", get(fresh_route))
            .nest("/auth", auth.endpoints())
            .with_state(auth);
        Self { app, clock }
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        send(&self.app, request).await
    }

    async fn post(&self, path: &str, body: Value) -> Answer {
        let request = Request::post(path).header(CONTENT_TYPE, "application/json");
        self.send(request.body(body.to_string().into()).unwrap())
            .await
    }

    /// A request with this `Authorization`, unless it is empty.
    async fn with_header(&self, method: Method, path: &str, value: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !value.is_empty() {
            request = request.header(AUTHORIZATION, value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn get(&self, path: &str, authorization: &str) -> Answer {
        self.with_header(Method::GET, path, authorization).await
    }
}

/// The header and the claims of a token.
fn parts(token: &Value) -> [Value; 2] {
    let mut parts = token.as_str().unwrap().split('.').map(|part| {
        let json = BASE64.decode_to_vec(part).unwrap();
        serde_json::from_slice(&json).unwrap_or_default()
    });
    [parts.next().unwrap(), parts.next().unwrap()]
}

/// The names of the members of an object, in their order.
fn names(object: &Value) -> Vec<&str> {
    let mut names: Vec<_> = object.as_object().unwrap().keys().map(|it| &**it).collect();
    names.sort_unstable();
    names
}

/// The status and the body.
fn seen(answer: &Answer) -> (u16, Value) {
    (answer.status.as_u16(), answer.json())
}

/// The cookies that a response sets, by name.
fn set_cookies(answer: &Answer) -> Vec<String> {
    let cookies = answer.headers.get_all(SET_COOKIE).iter();
    cookies
        .map(|cookie| cookie.to_str().unwrap().to_owned())
        .collect()
}

/// The value of a cookie that a response sets.
fn value_of(answer: &Answer, name: &str) -> String {
    let cookies = set_cookies(answer);
    let value = cookies.iter().find_map(|cookie| {
        let pair = cookie.split(';').next()?;
        pair.strip_prefix(name)?.strip_prefix('=')
    });
    value.unwrap().to_owned()
}
