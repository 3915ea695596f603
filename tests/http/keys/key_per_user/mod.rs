//! `key_per_user`: each user's tokens have a key of their own, which becomes invalid when the user's secret changes.

mod backend;
mod sessions;
mod start_up;

use std::collections::BTreeMap;
use std::future::pending;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_lc_rs::hmac::HMAC_SHA256;
use axum::Router;
use axum::body::Body;
use axum::http::header::AUTHORIZATION;
use axum::http::{Method, Request};
use axum::routing;
use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::{RefreshFormat, RetiredKey, TrustedIssuer};
use jwt_guard::error::{AuthError, ErrorKind};
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;
use jwt_guard::token::{MintError, TokenError, TokenType};
use serde_json::json;
use tower::ServiceExt;

use crate::fixtures::app::{NOW, OTHER_SECRET, SECRET, get_as, get_request, get_with, send};
use crate::fixtures::browser::Browser;
use crate::fixtures::token::signed_with;

#[derive(AuthConfig, Default)]
#[auth(users = People, extra_verifications(is_no_robot))]
struct Api {
    secret: Option<Secret>,
    session_owner: Option<String>,
    algorithm: Option<String>,
    verify_algorithms: Option<Vec<Algorithm>>,
    private_key: Option<Secret>,
    retired_keys: Vec<RetiredKey>,
    trusted_issuers: Option<Vec<TrustedIssuer>>,
    token_from: Option<String>,
    cache: Option<bool>,
    cache_capacity: Option<usize>,
    subject_format: Option<String>,
    refresh_format: Option<RefreshFormat>,
    key_per_user: Option<bool>,
}

fn is_no_robot(claims: &Claims) -> bool {
    claims.subject() != "robot"
}

impl Api {
    fn new() -> Self {
        Self {
            secret: Some(SECRET.into()),
            key_per_user: Some(true),
            ..Self::default()
        }
    }

    fn auth(self, people: &People) -> Auth<Self> {
        let auth = Auth::builder(self).users(people.clone());
        auth.clock(FrozenClock::at(NOW)).build().unwrap()
    }

    fn refused(self) -> Vec<String> {
        let auth = Auth::builder(self).users(People::default()).build();
        let error = auth.err().unwrap();
        let problems = error.problems().iter();
        problems.map(ToString::to_string).collect()
    }
}

/// The secrets of subjects, and the look-ups; `slow` never gets a response, and `flaky` an error.
#[derive(Clone, Default)]
struct People {
    secrets: Arc<Mutex<BTreeMap<String, String>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl People {
    /// `1`, whose name is `ada`, and `2`.
    fn new() -> Self {
        let people = Self::default();
        people.change("1", "ada's first");
        people.change("2", "bob's");
        people
    }

    fn change(&self, subject: &str, secret: &str) {
        let mut secrets = self.secrets.lock().unwrap();
        secrets.insert(subject.to_owned(), secret.to_owned());
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().drain(..).collect()
    }
}

impl UserBackend for People {
    type Credentials = Credentials;
    type User = String;

    async fn authenticate(&self, login: Credentials) -> Result<Option<String>, BackendError> {
        Ok(match &*login.username {
            "ada" => Some("1".to_owned()),
            other => Some(other.to_owned()),
        })
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<String>, BackendError> {
        Ok(Some(subject.to_owned()))
    }

    fn subject(&self, user: &String) -> String {
        user.clone()
    }

    async fn user_secret(&self, subject: &str) -> Result<Option<Secret>, BackendError> {
        self.asked.lock().unwrap().push(subject.to_owned());
        match subject {
            "slow" => pending().await,
            "flaky" => Err("the database is at postgres://10.0.0.1".into()),
            _ => {
                let secrets = self.secrets.lock().unwrap();
                Ok(secrets.get(subject).map(|secret| secret.as_str().into()))
            }
        }
    }
}

#[protected]
async fn whoami(claims: Claims) -> String {
    claims.subject().to_owned()
}

#[protected(optional)]
async fn greeting(claims: Option<Claims>) -> String {
    claims.map_or("stranger".into(), |claims| claims.subject().to_owned())
}

#[protected(audience = "admin")]
async fn admin() {}

#[public]
async fn open() {}

fn app(auth: &Auth<Api>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/", get(whoami))
        .route("/greeting", get(greeting))
        .route("/admin", get(admin))
        .route("/open", get(open))
        .nest("/auth", auth.endpoints())
        .with_state(auth.clone())
}

/// What is started most often: people, their service, and its `Auth`.
fn service() -> (People, GuardedRouter, Auth<Api>) {
    let people = People::new();
    let auth = Api::new().auth(&people);
    (people, app(&auth), auth)
}

fn token(auth: &Auth<Api>, subject: &str, secret: &str) -> String {
    auth.mint(subject).token_with(&secret.into()).unwrap()
}

async fn log_in(app: &GuardedRouter, name: &str) -> (u16, serde_json::Value) {
    let body = json!({"username": name, "password": "secret"});
    let request = Request::post("/auth").header("content-type", "application/json");
    let answer = send(app, request.body(body.to_string().into()).unwrap()).await;
    (answer.status.as_u16(), answer.json())
}

async fn status(app: &GuardedRouter, path: &str, token: &str) -> u16 {
    get_as(app, path, Some(token)).await.0
}

#[tokio::test]
async fn another_secret_of_a_user_ends_all_tokens_of_that_user_and_no_others() {
    let (people, app, auth) = service();
    let (_, login) = log_in(&app, "ada").await;
    let old = login["access_token"].as_str().unwrap();
    let bobs = token(&auth, "2", "bob's");
    // Twice, as a verified token might be cached.
    for _ in 0..2 {
        assert_eq!(get_as(&app, "/", Some(old)).await, (200, "1".into()));
        assert_eq!(status(&app, "/", &bobs).await, 200);
    }
    people.change("1", "ada's second");
    let refused = send(&app, get_with("/", old)).await;
    assert_eq!(refused.status, 401);
    assert_eq!(
        refused.challenge(),
        Some(r#"Bearer realm="api", error="invalid_token""#)
    );
    assert_eq!(status(&app, "/greeting", old).await, 401);
    assert_eq!(status(&app, "/", &bobs).await, 200);
    let (_, login) = log_in(&app, "ada").await;
    let new = login["access_token"].as_str().unwrap();
    assert_eq!(status(&app, "/", new).await, 200);
}

#[tokio::test]
async fn a_key_verifies_only_what_says_that_it_is_about_its_user() {
    let (_, app, auth) = service();
    assert_eq!(status(&app, "/", &token(&auth, "2", "bob's")).await, 200);
    assert_eq!(
        status(&app, "/", &token(&auth, "2", "ada's first")).await,
        401
    );
    assert_eq!(status(&app, "/", &token(&auth, "2", "")).await, 401);
}

#[tokio::test]
async fn neither_the_secret_of_the_service_nor_that_of_a_user_is_a_key() {
    let (_, app, _) = service();
    let header = json!({"typ": "at+jwt", "alg": "HS256"}).to_string();
    let claims = json!({"sub": "1", "exp": NOW + 60, "iat": NOW, "jti": "a"}).to_string();
    for secret in [SECRET, "ada's first"] {
        let token = signed_with(&header, claims.as_bytes(), HMAC_SHA256, secret);
        assert_eq!(status(&app, "/", &token).await, 401, "{secret}");
    }
}

#[tokio::test]
async fn a_subject_without_a_secret_is_unknown() {
    let (_, app, auth) = service();
    let token = token(&auth, "9", "whatever");
    for path in ["/", "/greeting"] {
        assert_eq!(status(&app, path, &token).await, 401, "{path}");
    }
    let refused = auth.verify_with_user_key(&token).await.unwrap_err();
    assert_eq!(refused, AuthError::from(TokenError::UnknownSubject));
    // A login that could only give an invalid token is an error of the configuration.
    assert_eq!(log_in(&app, "9").await.0, 500);
}

#[tokio::test]
async fn what_else_is_asked_of_a_token_is_asked_all_the_same() {
    let (people, app, auth) = service();
    people.change("robot", "r");
    assert_eq!(status(&app, "/", &token(&auth, "robot", "r")).await, 401);
    let secret = "ada's first".into();
    let later = auth.mint("1").not_before(NOW + 60).token_with(&secret);
    assert_eq!(status(&app, "/", &later.unwrap()).await, 401);
    let good = token(&auth, "1", "ada's first");
    assert_eq!(status(&app, "/admin", &good).await, 401);
}

#[tokio::test]
async fn a_router_of_axum_needs_no_layer_for_it() {
    let people = People::new();
    let auth = Api::new().auth(&people);
    let app = Router::new()
        .route("/", routing::get(whoami))
        .with_state(auth.clone());
    for (secret, expected) in [("ada's first", 200), ("other", 401)] {
        let request = get_with("/", &token(&auth, "1", secret));
        let answer = app.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status().as_u16(), expected);
    }
}

#[tokio::test]
async fn keys_of_users_follow_those_of_the_service() {
    let people = People::new();
    let old = Api::new().auth(&people);
    let before = token(&old, "1", "ada's first");
    let auth = Api {
        secret: Some(OTHER_SECRET.repeat(2).into()),
        algorithm: Some("HS512".into()),
        retired_keys: vec![RetiredKey::new(SECRET).algorithm(Algorithm::HS256)],
        ..Api::new()
    };
    let auth = auth.auth(&people);
    let now = token(&auth, "1", "ada's first");
    let app = app(&auth);
    assert_eq!(status(&app, "/", &before).await, 200);
    assert_eq!(status(&app, "/", &now).await, 200);
    let next = Key::secret(Algorithm::HS256, &OTHER_SECRET.into()).unwrap();
    old.keys().rotate(next, NOW).unwrap();
    let refused = old.verify_with_user_key(&before).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::InvalidToken, "{refused:?}");
    let after = token(&old, "1", "ada's first");
    assert!(old.verify_with_user_key(&after).await.is_ok());
}

#[tokio::test]
async fn without_the_setting_no_user_has_a_key() {
    let people = People::new();
    let auth = Api {
        key_per_user: None,
        ..Api::new()
    };
    let auth = auth.auth(&people);
    let error = auth
        .mint("1")
        .token_with(&"ada's first".into())
        .unwrap_err();
    assert!(matches!(error, MintError::UserSecretUnexpected));
    let token = auth.mint("1").token().unwrap();
    assert_eq!(status(&app(&auth), "/", &token).await, 200);
    let verified = auth.verify_with_user_key(&token).await;
    assert_eq!(verified.unwrap().subject(), "1");
    let (_, login) = log_in(&app(&auth), "ada").await;
    assert!(login["access_token"].is_string());
    assert_eq!(people.asked(), [""; 0]);
}
