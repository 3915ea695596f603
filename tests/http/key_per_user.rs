//! `key_per_user`: each user's tokens have a key of their own, which becomes invalid when the user's secret changes.

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
use jwt_guard::error::AuthError;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;
use jwt_guard::token::{MintError, TokenError, TokenType};
use serde_json::json;
use tower::ServiceExt;

use crate::app::{NOW, OTHER_SECRET, SECRET, get_as, get_request, get_with, send};
use crate::browser::Browser;
use crate::tokens::signed_with;

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

/// The secrets of subjects, and for whom they were asked; `slow` never gets an answer, and `flaky` an error.
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
async fn another_secret_of_a_user_ends_all_their_tokens_at_once_and_nobody_elses() {
    let (people, app, auth) = service();
    let (_, login) = log_in(&app, "ada").await;
    let old = login["access_token"].as_str().unwrap();
    let bobs = token(&auth, "2", "bob's");
    // Twice, as what was verified once might be remembered.
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
    assert_eq!(refused, AuthError::InvalidToken(TokenError::UnknownSubject));
    // A login that could give nothing but a token nobody accepts is the operator's mistake.
    assert_eq!(log_in(&app, "9").await.0, 500);
}

#[tokio::test]
async fn a_backend_that_fails_or_does_not_answer_in_time_is_503_wherever_the_token_stands() {
    let people = People::new();
    let auth = Api {
        token_from: Some("header, cookie".into()),
        ..Api::new()
    };
    let auth = auth.auth(&people);
    let app = app(&auth);
    for (subject, seconds) in [("flaky", 1), ("slow", 10)] {
        let token = &token(&auth, subject, "");
        let in_cookie = |path| {
            let mut browser = Browser::at("site.example.com", &app);
            let name = "__Host-access_token".to_owned();
            browser.cookies.insert(name, token.clone());
            async move { browser.get(path).await }
        };
        let answers = async {
            tokio::join!(
                send(&app, get_with("/", token)),
                send(&app, get_with("/greeting", token)),
                in_cookie("/"),
                in_cookie("/greeting"),
            )
        };
        let answers = tokio::time::timeout(Duration::from_secs(seconds), answers).await;
        let (header, optional, cookie, optional_cookie) = answers.unwrap();
        for answer in [header, optional, cookie, optional_cookie] {
            assert_eq!(answer.status, 503, "{subject}");
            assert!(answer.header("retry-after").is_some(), "{subject}");
            assert_eq!(answer.challenge(), None, "{subject}");
            assert!(!answer.body.contains("postgres"), "{}", answer.body);
        }
        assert_eq!(log_in(&app, subject).await.0, 503);
    }
}

#[tokio::test]
async fn the_backend_is_asked_once_for_a_request_whose_token_may_be_ours_and_for_no_other() {
    let (people, app, auth) = service();
    let good = token(&auth, "1", "ada's first");
    assert_eq!(status(&app, "/", &good).await, 200);
    assert_eq!(people.asked(), ["1"]);
    assert_eq!(status(&app, "/open", &good).await, 200);
    assert_eq!(send(&app, get_request("/")).await.status, 401);
    assert_eq!(send(&app, get_request("/greeting")).await.body, "stranger");
    let preflight = Request::options("/")
        .header("access-control-request-method", "GET")
        .header(AUTHORIZATION, format!("Bearer {good}"));
    let answer = send(&app, preflight.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 204);
    let claims = json!({"sub": "1", "exp": NOW + 60}).to_string();
    let with = |header: &str, claims: &str| {
        signed_with(header, claims.as_bytes(), HMAC_SHA256, "whatever")
    };
    let ours = r#"{"typ":"at+jwt","alg":"HS256"}"#;
    for token in [
        with(r#"{"typ":"at+jwt","alg":"HS512"}"#, &claims),
        with(r#"{"typ":"at+jwt","alg":"none"}"#, &claims),
        with(r#"{"typ":"at+jwt","alg":"HS256","crit":[]}"#, &claims),
        with(ours, r#"{"sub":"1","sub":"1"}"#),
        with(ours, r#"{"sub":1}"#),
        with(ours, r#"{"sub":""}"#),
        with(ours, r#"{"exp":1800000060}"#),
        with(ours, &"[".repeat(100)),
        with(
            ours,
            &format!(r#"{{"sub":"1","a":"{}"}}"#, "a".repeat(8192)),
        ),
        "a.b.c".into(),
        "a".into(),
    ] {
        assert_eq!(status(&app, "/", &token).await, 401, "{token}");
    }
    assert_eq!(people.asked(), [""; 0]);
}

#[tokio::test]
async fn a_browser_has_a_session_until_its_user_has_another_secret() {
    let people = People::new();
    let auth = Api {
        token_from: Some("cookie".into()),
        ..Api::new()
    };
    let app = app(&auth.auth(&people));
    let mut browser = Browser::at("site.example.com", &app);
    browser.log_in().await;
    assert_eq!(browser.get("/").await.body, "1");
    people.change("1", "ada's second");
    assert_eq!(browser.get("/").await.status, 401);
    assert!(!browser.cookies.contains_key("__Host-access_token"));
    browser.log_in().await;
    assert_eq!(browser.get("/").await.status, 200);
    // Of a session that lives, logout asks for more than of one that does not: the value of its pages.
    let logout = browser.request(Method::POST, "/auth/logout");
    assert_eq!(browser.send(logout, "").await.status, 403);
    let logout = browser.request(Method::POST, "/auth/logout");
    let logout = logout.header("x-csrf-token", browser.csrf());
    assert_eq!(browser.send(logout, "").await.status, 204);
    assert!(browser.cookies.is_empty());
}

#[tokio::test]
async fn a_session_goes_on_with_the_new_key_until_it_is_ended() {
    for refresh_format in [RefreshFormat::Opaque, RefreshFormat::Jwt] {
        let people = People::new();
        let auth = Auth::builder(Api {
            refresh_format: Some(refresh_format),
            session_owner: Some("shop".into()),
            ..Api::new()
        });
        let auth = auth.users(people.clone()).store(MemoryStore::new());
        let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
        let app = app(&auth);
        let form = async |path: &str, name: &str, token: &str| {
            let request = Request::post(path)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(format!("{name}={token}").into());
            send(&app, request.unwrap()).await
        };
        let (_, first) = log_in(&app, "ada").await;
        people.change("1", "ada's second");
        let [old, refresh] = ["access_token", "refresh_token"].map(|key| first[key].as_str());
        assert_eq!(status(&app, "/", old.unwrap()).await, 401);
        let answer = form("/auth/refresh", "refresh_token", refresh.unwrap()).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let next = answer.json()["access_token"].as_str().unwrap().to_owned();
        assert_eq!(status(&app, "/", &next).await, 200);
        // Who cannot be asked cannot be told that it is revoked.
        let slow = token(&auth, "flaky", "");
        assert_eq!(form("/auth/revoke", "token", &slow).await.status, 503);
        assert_eq!(
            form("/auth/revoke", "token", old.unwrap()).await.status,
            200
        );
        assert_eq!(status(&app, "/", &next).await, 200);
        assert_eq!(form("/auth/revoke", "token", &next).await.status, 200);
        assert_eq!(status(&app, "/", &next).await, 401);
    }
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
    assert!(matches!(refused, AuthError::InvalidToken(_)), "{refused:?}");
    let after = token(&old, "1", "ada's first");
    assert!(old.verify_with_user_key(&after).await.is_ok());
}

#[tokio::test]
async fn what_does_not_know_the_user_says_what_does() {
    let (_, _, auth) = service();
    let error = auth.mint("1").token().unwrap_err();
    assert!(matches!(error, MintError::UserSecretRequired));
    assert!(error.to_string().contains("`.token_with(&secret)`"));
    let secret = auth.user_secret("1").await.unwrap().unwrap();
    let access = auth.mint("1").token_with(&secret).unwrap();
    let error = auth.verify(&access).unwrap_err();
    assert_eq!(error, TokenError::UserSecretRequired);
    assert!(error.to_string().contains("`Auth::verify_with_user_key`"));
    assert!(auth.verify_with_user_key(&access).await.is_ok());

    let invitation = TokenType::new("invitation+jwt").unwrap();
    let token = auth.mint("1").token_type(&invitation);
    let token = token.token_with(&secret).unwrap();
    let error = auth.verify_as(&invitation, &token).unwrap_err();
    assert_eq!(error, TokenError::UserSecretRequired);
    let verified = auth.verify_as_with_user_key(&invitation, &token).await;
    assert!(verified.is_ok());
    assert!(auth.verify_with_user_key(&token).await.is_err());
}

#[tokio::test]
async fn without_the_setting_nobody_has_a_key_of_their_own() {
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

#[tokio::test]
async fn an_integer_subject_is_asked_for_as_the_application_writes_it() {
    let people = People::new();
    let auth = Api {
        subject_format: Some("integer".into()),
        ..Api::new()
    };
    let auth = auth.auth(&people);
    let token = token(&auth, "1", "ada's first");
    assert_eq!(status(&app(&auth), "/", &token).await, 200);
    assert_eq!(people.asked(), ["1"]);
}

#[test]
fn what_would_have_no_effect_beside_it_does_not_start() {
    let with = |change: fn(&mut Api)| {
        let mut api = Api::new();
        change(&mut api);
        api.refused()
    };
    let key = |api: &mut Api| {
        api.secret = None;
        api.algorithm = Some("EdDSA".into());
        api.private_key = Some(crate::keys::pem("ed25519", "private_pem").into());
    };
    assert_eq!(
        with(key),
        [
            "`key_per_user` (field `key_per_user`): found `on`, while `algorithm` is `EdDSA`; expected `HS256`, `HS384` or \
             `HS512` with a `secret`, of which keys are derived"
        ]
    );
    let others = with(|api| {
        let keys = KeyRing::new(Key::secret(Algorithm::HS256, &OTHER_SECRET.into()).unwrap());
        let other = TrustedIssuer::with_keys("https://other.example.com", keys).audience(["api"]);
        api.trusted_issuers = Some(vec![other]);
    });
    assert_eq!(others.len(), 1, "{others:?}");
    assert!(others[0].starts_with("`trusted_issuers`"), "{others:?}");
    let cache = with(|api| (api.cache, api.cache_capacity) = (Some(true), Some(8)));
    assert_eq!(cache.len(), 2, "{cache:?}");
    assert!(cache[0].starts_with("`cache` "), "{cache:?}");
    assert!(cache[1].starts_with("`cache_capacity` "), "{cache:?}");
}

#[test]
fn there_must_be_a_backend_to_ask() {
    #[derive(AuthConfig)]
    struct Alone {
        secret: Secret,
        key_per_user: bool,
    }
    let auth = Auth::builder(Alone {
        secret: SECRET.into(),
        key_per_user: true,
    });
    let error = auth.build().err().unwrap().to_string();
    assert!(
        error.contains(
            "`key_per_user` (field `key_per_user`): found `on`, while there is no user backend"
        ),
        "{error}"
    );
}
