//! The owner of claims: a subject or a session of another issuer, or of another `Auth`, is never taken for one of this service.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Request, StatusCode};
use jwt_guard::Algorithm;
use jwt_guard::claim::ExtraClaims;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::TrustedIssuer;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::session::{MemoryStore, Session};
use serde::Serialize;
use serde_json::{Value, json};

use crate::fixtures::app::{Answer, NOW, OTHER_SECRET, SECRET, get_with, send};

const SHOP: &str = "https://shop.example.com";

#[derive(AuthConfig)]
#[auth(
    issuer = "https://api.example.com",
    audience = "api",
    token_from(header, cookie),
    token_delivery = "both",
    csrf = "on",
    claims = ExtraClaims,
    users = People
)]
struct Site {
    secret: Secret,
    trusted_issuers: Vec<TrustedIssuer>,
}

/// The same users, another `Auth`.
#[derive(AuthConfig)]
#[auth(
    issuer = "https://admin.example.com",
    instance = "admin",
    token_from(header, cookie),
    token_delivery = "both",
    users = Admins
)]
struct AdminSite {
    secret: Secret,
}

struct People;
struct Admins;

#[derive(Clone, Serialize)]
struct Person(u32);

/// `ada` is 1, and all others are 2.
fn person(name: &str) -> Option<Person> {
    Some(Person(if name == "ada" { 1 } else { 2 }))
}

impl UserBackend<ExtraClaims> for People {
    type Credentials = Credentials;
    type User = Person;

    async fn authenticate(&self, login: Credentials) -> Result<Option<Person>, BackendError> {
        Ok(person(&login.username))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<Person>, BackendError> {
        Ok(subject.parse().ok().map(Person))
    }

    fn subject(&self, user: &Person) -> String {
        user.0.to_string()
    }

    async fn claims(&self, _: &Person) -> Result<ExtraClaims, BackendError> {
        Ok(ExtraClaims::default())
    }
}

impl UserBackend for Admins {
    type Credentials = Credentials;
    type User = Person;

    async fn authenticate(&self, login: Credentials) -> Result<Option<Person>, BackendError> {
        Ok(person(&login.username))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<Person>, BackendError> {
        Ok(subject.parse().ok().map(Person))
    }

    fn subject(&self, user: &Person) -> String {
        user.0.to_string()
    }
}

#[derive(Clone, AuthState)]
struct App {
    auth: Auth<Site>,
    admin: Auth<AdminSite>,
}

fn ids(sessions: &[Session]) -> String {
    sessions
        .iter()
        .map(|session| &*session.id)
        .collect::<Vec<_>>()
        .join(" ")
}

#[protected]
async fn devices(State(app): State<App>, claims: Claims) -> Result<String, AuthError> {
    Ok(ids(&app.auth.sessions().of_subject(&claims).await?))
}

#[protected]
async fn log_out_one(
    State(app): State<App>,
    Path(session): Path<String>,
    claims: Claims,
) -> Result<StatusCode, AuthError> {
    match app.auth.sessions().end(&claims, &session).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Ok(StatusCode::NOT_FOUND),
    }
}

#[protected]
async fn log_out_others(State(app): State<App>, claims: Claims) -> Result<(), AuthError> {
    app.auth.sessions().end_others(&claims).await
}

#[protected]
async fn revoke(State(app): State<App>, claims: Claims) -> Result<(), AuthError> {
    app.auth.sessions().revoke_token(&claims).await
}

#[protected]
async fn csrf(State(app): State<App>, claims: Claims) -> String {
    app.auth
        .csrf_token(&claims)
        .unwrap_or_else(|| "none".into())
}

#[protected]
async fn who(Path(id): Path<u32>, claims: Claims) -> String {
    format!("{} {}", claims.is_user(id), claims.is_foreign())
}

/// The claims of the one `Auth`, and the sessions of the other.
#[protected(auth = AdminSite)]
async fn mixed(
    State(app): State<App>,
    claims: Claims<NoClaims, AdminSite>,
) -> Result<String, AuthError> {
    let csrf = app.auth.csrf_token(&claims);
    assert_eq!(csrf, None, "a session of another `Auth` has no value here");
    let ended = app.auth.sessions().end_others(&claims).await;
    assert!(app.auth.sessions().of_subject(&claims).await.is_err());
    assert!(app.auth.sessions().revoke_token(&claims).await.is_err());
    let own = app.admin.sessions().of_subject(&claims).await?;
    assert!(app.admin.csrf_token(&claims).is_some());
    ended.map(|()| own.len().to_string())
}

struct Service {
    app: GuardedRouter,
    auth: Auth<Site>,
}

impl Service {
    fn new() -> Self {
        let key = Key::secret(Algorithm::HS256, &Secret::from(OTHER_SECRET)).unwrap();
        let ring = KeyRing::new(key);
        let site = Site {
            secret: SECRET.into(),
            trusted_issuers: vec![TrustedIssuer::with_keys(SHOP, ring).audience(["api"])],
        };
        let clock = FrozenClock::at(NOW);
        let auth = Auth::builder(site).users(People).store(MemoryStore::new());
        let auth = auth.clock(clock.clone()).build().unwrap();
        let admin = AdminSite {
            secret: SECRET.repeat(2).as_str().into(),
        };
        let admin = Auth::builder(admin).users(Admins).store(MemoryStore::new());
        let admin = admin.clock(clock).build().unwrap();
        let state = App {
            auth: auth.clone(),
            admin: admin.clone(),
        };
        let app = GuardedRouter::new()
            .route("/devices", get(devices))
            .route("/devices/{session}", delete(log_out_one))
            .route("/others", post(log_out_others))
            .route("/revoke", post(revoke))
            .route("/csrf", get(csrf))
            .route("/who/{id}", get(who))
            .route("/mixed", get(mixed))
            .nest("/auth", auth.endpoints())
            .nest("/admin", admin.endpoints())
            .with_state(state);
        Self { app, auth }
    }

    async fn log_in(&self, name: &str, at: &str) -> (String, Value) {
        let body = json!({"username": name, "password": ""}).to_string();
        let request = Request::post(at)
            .header("content-type", "application/json")
            .body(Body::from(body));
        let answer = send(&self.app, request.unwrap()).await;
        let token = answer.json()["access_token"].as_str().unwrap().to_owned();
        let payload = token.split('.').nth(1).unwrap();
        let payload = base64_simd::URL_SAFE_NO_PAD.decode_to_vec(payload).unwrap();
        (token, serde_json::from_slice(&payload).unwrap())
    }

    /// A token of the shop about its own `1`, in a session of which it has the name from us.
    fn of_shop(claims: &[(&str, &Value)]) -> String {
        let mut all = json!({"iss": SHOP, "aud": "api", "sub": "1", "exp": NOW + 600, "iat": NOW});
        for (name, value) in claims {
            all[*name] = (*value).clone();
        }
        let header = r#"{"alg":"HS256","typ":"at+jwt"}"#;
        let claims = all.to_string();
        crate::fixtures::token::signed_with(
            header,
            claims.as_bytes(),
            aws_lc_rs::hmac::HMAC_SHA256,
            OTHER_SECRET,
        )
    }

    async fn send(&self, method: &str, path: &str, token: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {token}"));
        send(&self.app, request.body(Body::empty()).unwrap()).await
    }
}

#[tokio::test]
async fn a_foreign_subject_sees_and_ends_no_session_of_ours() {
    let service = Service::new();
    let (mine, claims) = service.log_in("ada", "/auth").await;
    let foreign = Service::of_shop(&[("sid", &claims["sid"]), ("jti", &claims["jti"])]);
    let session = claims["sid"].as_str().unwrap();
    assert_eq!(service.send("GET", "/devices", &mine).await.body, session);
    for (method, path) in [
        ("GET", "/devices".to_owned()),
        ("DELETE", format!("/devices/{session}")),
        ("POST", "/others".to_owned()),
    ] {
        let answer = service.send(method, &path, &foreign).await;
        assert_eq!(answer.status, 401, "{method} {path}: {}", answer.body);
    }
    // It revokes itself, and not the token of ours that has the same `jti`.
    assert_eq!(service.send("POST", "/revoke", &foreign).await.status, 200);
    assert_eq!(service.send("GET", "/who/1", &foreign).await.status, 401);
    assert_eq!(service.send("GET", "/devices", &mine).await.body, session);
}

#[tokio::test]
async fn no_endpoint_takes_a_foreign_token_for_that_of_a_user() {
    let service = Service::new();
    let (mine, claims) = service.log_in("ada", "/auth").await;
    let session = claims["sid"].as_str().unwrap();
    let foreign = || Service::of_shop(&[("sid", &claims["sid"]), ("jti", &claims["jti"])]);
    let form = |token: &str| format!("token={token}&username=ada&password=x");
    let json = |token: &str| json!({"token": token, "username": "ada", "password": "x"});
    for (path, body, expected) in [
        ("/auth/me", None, 401),
        ("/auth/logout-all", None, 401),
        ("/auth/reauthenticate", Some("application/json"), 401),
        ("/auth/refresh", Some("application/json"), 401),
        // What these end is a token of the shop, or a session of it.
        (
            "/auth/revoke",
            Some("application/x-www-form-urlencoded"),
            200,
        ),
        ("/auth/logout", None, 204),
    ] {
        let token = foreign();
        let method = if path == "/auth/me" { "GET" } else { "POST" };
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {token}"));
        let request = match body {
            None => request.body(Body::empty()),
            Some(kind) => {
                let body = match kind {
                    "application/json" => json(&token).to_string(),
                    _ => form(&token),
                };
                request.header("content-type", kind).body(Body::from(body))
            }
        };
        let answer = send(&service.app, request.unwrap()).await;
        assert_eq!(answer.status, expected, "{path}: {}", answer.body);
        let devices = service.send("GET", "/devices", &mine).await;
        assert_eq!(devices.body, session, "after {path}");
    }
}

#[tokio::test]
async fn a_foreign_token_with_the_sid_of_a_victim_gets_no_csrf_value() {
    let service = Service::new();
    let (mine, claims) = service.log_in("ada", "/auth").await;
    let value = service.send("GET", "/csrf", &mine).await.body;
    assert_eq!(value.len(), 43);
    let foreign = Service::of_shop(&[("sid", &claims["sid"])]);
    assert_eq!(service.send("GET", "/csrf", &foreign).await.body, "none");
}

#[tokio::test]
async fn is_user_is_false_for_a_foreign_subject() {
    let service = Service::new();
    let (mine, _) = service.log_in("ada", "/auth").await;
    let foreign = Service::of_shop(&[]);
    for (token, path, expected) in [
        (&mine, "/who/1", "true false"),
        (&mine, "/who/2", "false false"),
        (&foreign, "/who/1", "false true"),
    ] {
        assert_eq!(
            send(&service.app, get_with(path, token)).await.body,
            expected
        );
    }
}

#[tokio::test]
async fn claims_of_another_auth_are_refused_and_end_nothing() {
    let service = Service::new();
    let (mine, _) = service.log_in("ada", "/auth").await;
    let (admin, _) = service.log_in("ada", "/admin").await;
    let answer = service.send("GET", "/mixed", &admin).await;
    assert_eq!(answer.status, 500, "{}", answer.body);
    assert_eq!(service.send("GET", "/devices", &mine).await.status, 200);
    // Nor are those of a second `Auth` of the same configuration.
    let other = Service::new();
    let verified = other.auth.verify(&mine).unwrap();
    let claims: Claims<ExtraClaims> = verified.clone().into();
    assert!(service.auth.sessions().of_subject(&claims).await.is_err());
    assert!(service.auth.sessions().is_revoked(&verified).await.is_err());
    assert!(service.auth.csrf_token(&claims).is_none());
    assert!(
        other
            .auth
            .sessions()
            .of_subject(&claims)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_user_ends_sessions_of_their_own_alone() {
    let service = Service::new();
    let (ada, of_ada) = service.log_in("ada", "/auth").await;
    let (bob, of_bob) = service.log_in("bob", "/auth").await;
    let path = |claims: &Value| format!("/devices/{}", claims["sid"].as_str().unwrap());
    assert_eq!(
        service.send("DELETE", &path(&of_bob), &ada).await.status,
        404
    );
    assert_eq!(service.send("GET", "/devices", &bob).await.status, 200);
    let (second, of_second) = service.log_in("ada", "/auth").await;
    assert_eq!(
        service.send("DELETE", &path(&of_second), &ada).await.status,
        204
    );
    assert_eq!(service.send("GET", "/devices", &second).await.status, 401);
    assert_eq!(
        service.send("DELETE", &path(&of_second), &ada).await.status,
        404
    );
    let devices = service.send("GET", "/devices", &ada).await.body;
    assert_eq!(Value::from(devices), of_ada["sid"]);
}

#[tokio::test]
async fn an_administrator_names_the_user_of_the_backend() {
    let service = Service::new();
    let (ada, of_ada) = service.log_in("ada", "/auth").await;
    let (bob, _) = service.log_in("bob", "/auth").await;
    let sessions = service.auth.sessions();
    assert_eq!(
        ids(&sessions.of_user(&Person(1)).await.unwrap()),
        of_ada["sid"].as_str().unwrap()
    );
    assert_eq!(sessions.of_backend_subject("2").await.unwrap().len(), 1);
    sessions.end_all(&Person(2)).await.unwrap();
    assert_eq!(service.send("GET", "/devices", &bob).await.status, 401);
    assert_eq!(service.send("GET", "/devices", &ada).await.status, 200);
    let id = of_ada["sid"].as_str().unwrap();
    assert!(!sessions.end_of_user(&Person(2), id).await.unwrap());
    assert!(sessions.end_of_user(&Person(1), id).await.unwrap());
    assert_eq!(service.send("GET", "/devices", &ada).await.status, 401);
    sessions.end_all_of_backend_subject("1").await.unwrap();
}
