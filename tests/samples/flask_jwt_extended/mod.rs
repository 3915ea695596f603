//! The documentation of Flask-JWT-Extended 4.7: each test is one of its samples, or a row of its reference.

mod claims;
mod early;
mod keys;
mod loaders;
mod locations;
mod protecting;
mod refreshing;
mod revoking;
mod settings;
mod users;

use axum::Json;
use axum::http::Method;
use axum::http::StatusCode;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::AuthConfig as Config;
use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;
use serde::Serialize;
use serde_json::{Value, json};

use crate::flask_client::{
    Client, MINUTE, NOW, SECRET, changed, claims as claims_of, names, parts, signed,
};

/// `test`, whose password is `test`, as in the samples.
#[derive(Clone, Debug, Serialize)]
struct User {
    username: String,
}

struct Users;

impl UserBackend for Users {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        let is_right = login.username == "test" && *login.password == "test";
        Ok(is_right.then(|| user(&login.username)))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        let is_known = ["test", "example_user"].contains(&subject);
        Ok(is_known.then(|| user(subject)))
    }

    fn subject(&self, user: &User) -> String {
        user.username.clone()
    }
}

fn user(username: &str) -> User {
    let username = username.to_owned();
    User { username }
}

/// What the samples respond with, beside the library.
fn msg(text: &str) -> Value {
    json!({ "msg": text })
}

fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

/// The claims of an access token as the original mints them.
fn original() -> Value {
    json!({
        "fresh": false, "iat": NOW, "jti": "2b479b54-a249-4d3c-a862-dedd6b89c6ee", "type": "access", "sub": "test",
        "nbf": NOW, "csrf": "b0a33d8c-2d1c-4a86-8f7b-9b4ad2ba0ca4", "exp": NOW + 15 * MINUTE,
    })
}
