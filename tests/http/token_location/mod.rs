//! Token locations: each one, two at once, and those of a handler or the hook.

mod bearer;
mod bodies;
mod caching;
mod hook;
mod kinds;
mod layer;

use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, VARY};
use axum::http::{Request, StatusCode};
use jwt_guard::clock::FrozenClock;
use jwt_guard::guard::{LocationKind, RequestSettings};
use jwt_guard::prelude::*;

use crate::fixtures::app::*;

#[derive(AuthConfig, Default)]
struct Places {
    secret: Option<Secret>,
    token_from: Option<String>,
    header_name: Option<String>,
    header_prefixes: Option<Vec<String>>,
    query_name: Option<String>,
    query_prefix: Option<String>,
    json_key: Option<String>,
    form_key: Option<String>,
    audience: Option<Vec<String>>,
    realm: Option<String>,
    error_detail: Option<String>,
}

impl Places {
    fn from(token_from: &str) -> Self {
        Self {
            token_from: Some(token_from.into()),
            ..Self::default()
        }
    }

    fn auth(self) -> Auth<Self> {
        self.try_auth().expect("the configuration is right")
    }

    fn try_auth(mut self) -> Result<Auth<Self>, ConfigError> {
        self.secret = Some(SECRET.into());
        Auth::builder(self).clock(FrozenClock::at(NOW)).build()
    }
}

#[protected]
async fn whoami(claims: Claims) -> String {
    claims.subject().to_owned()
}

#[protected]
async fn length(body: String) -> String {
    body.len().to_string()
}

fn app(auth: &Auth<Places>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/", get(whoami).post(length))
        .with_state(auth.clone())
}

/// A token about user 1.
fn token_of(auth: &Auth<Places>) -> String {
    auth.mint("1").token().unwrap()
}

fn post(content_type: &str, body: impl Into<Body>) -> Request<Body> {
    let request = Request::post("/").header(CONTENT_TYPE, content_type);
    request.body(body.into()).unwrap()
}
