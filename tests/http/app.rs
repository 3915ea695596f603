//! A configuration with its users and a client, shared by the tests.

use axum::body::{Body, to_bytes};
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, Request, StatusCode};
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use serde::Serialize;
use serde_json::Value;
use tower::ServiceExt;

pub(crate) const SECRET: &str = "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e";
pub(crate) const OTHER_SECRET: &str = "Zq3vK8tB1nW6yM4xR9cL2sH7fD5gJ0pE";
/// When every test happens, in seconds since the Unix epoch.
pub(crate) const NOW: i64 = 1_800_000_000;

#[derive(AuthConfig)]
#[auth(issuer = "https://api.example.com", access_ttl = "15m", claims = Membership, users = Users)]
pub(crate) struct Api {
    pub(crate) secret: Secret,
}

#[derive(Claim, Debug, Clone, PartialEq)]
pub(crate) struct Membership {
    pub(crate) plan: String,
    #[claim(name = "https://example.com/team")]
    pub(crate) team: Option<String>,
}

#[derive(Clone, Debug, Serialize, PartialEq)]
pub(crate) struct User {
    pub(crate) id: u32,
    pub(crate) name: String,
}

/// `ada` (1) is active, `gone` (2) is not, `flaky` (3) cannot be looked up; every password is `secret`.
pub(crate) struct Users;

impl Users {
    fn named(name: &str) -> Option<User> {
        let id = match name {
            "ada" => 1,
            "gone" => 2,
            _ => return None,
        };
        Some(User {
            id,
            name: name.to_owned(),
        })
    }
}

impl UserBackend<Membership> for Users {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        if login.username == "flaky" {
            return Err("the database is at postgres://10.0.0.1".into());
        }
        Ok(Self::named(&login.username).filter(|_| *login.password == "secret"))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        match subject {
            "1" => Ok(Self::named("ada")),
            "2" => Ok(Self::named("gone")),
            "3" => Err("the database is at postgres://10.0.0.1".into()),
            _ => Ok(None),
        }
    }

    fn subject(&self, user: &User) -> String {
        user.id.to_string()
    }

    async fn scopes(&self, _: &User) -> Result<ScopeSet, BackendError> {
        Ok(["user:read"].into_iter().collect())
    }

    async fn claims(&self, user: &User) -> Result<Membership, BackendError> {
        Ok(Membership {
            plan: "basic".into(),
            team: Some(format!("team of {}", user.name)),
        })
    }

    async fn is_active(&self, user: &User) -> Result<bool, BackendError> {
        Ok(user.name != "gone")
    }
}

pub(crate) fn auth() -> Auth<Api> {
    Auth::builder(Api {
        secret: SECRET.into(),
    })
    .users(Users)
    .clock(FrozenClock::at(NOW))
    .build()
    .expect("the configuration is right")
}

/// A token about user 1 that grants `scopes`.
pub(crate) fn token(scopes: &[&str]) -> String {
    token_about("1", scopes)
}

pub(crate) fn token_about(subject: &str, scopes: &[&str]) -> String {
    auth()
        .mint(subject)
        .scopes(scopes.iter().copied())
        .claims(Membership {
            plan: "pro".into(),
            team: None,
        })
        .token()
        .expect("the token can be minted")
}

pub(crate) fn get_request(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

/// A `GET` with a bearer token.
pub(crate) fn get_with(path: &str, token: &str) -> Request<Body> {
    Request::get(path)
        .header(AUTHORIZATION, format!("Bearer {token}"))
        .body(Body::empty())
        .unwrap()
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("the body is JSON")
    }

    pub(crate) fn header(&self, name: impl axum::http::header::AsHeaderName) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn challenge(&self) -> Option<&str> {
        self.header(WWW_AUTHENTICATE)
    }
}

/// Sends one request to an application.
pub(crate) async fn send(app: &GuardedRouter, request: Request<Body>) -> Answer {
    let response = app.clone().finish().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8(body.into()).unwrap(),
    }
}

/// The status and body of a `GET`, with a token or without.
pub(crate) async fn get_as(app: &GuardedRouter, path: &str, token: Option<&str>) -> (u16, String) {
    let request = match token {
        Some(token) => get_with(path, token),
        None => get_request(path),
    };
    let answer = send(app, request).await;
    (answer.status.as_u16(), answer.body)
}
