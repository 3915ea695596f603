//! Access tokens that never expire: `access_ttl = "dangerously-never"`.

use std::time::Duration;

use aws_lc_rs::hmac::HMAC_SHA256;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use jwt_guard::Algorithm;
use jwt_guard::clock::{Clock, FrozenClock};
use jwt_guard::config::TrustedIssuer;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::session::{MemoryStore, TokenStore};
use jwt_guard::token::{MintError, TokenError, TokenType};
use serde::Serialize;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::fixtures::app::{Answer, NOW, OTHER_SECRET, SECRET, get_with, send};
use crate::fixtures::token::{part, signed_with};

use crate::tokens::HEADER;

const DAY: i64 = 24 * 60 * 60;
const YEAR: i64 = 365 * DAY;

#[derive(AuthConfig)]
#[auth(access_ttl = "dangerously-never", users = Staff, session_owner = "office")]
struct Office {
    secret: Secret,
    token_from: Vec<String>,
    key_per_user: Option<String>,
    trusted_issuers: Vec<TrustedIssuer>,
}

#[derive(Clone)]
struct Staff;

#[derive(Clone, Serialize)]
struct Person(String);

impl UserBackend for Staff {
    type Credentials = Credentials;
    type User = Person;

    async fn authenticate(&self, login: Credentials) -> Result<Option<Person>, BackendError> {
        Ok(Some(Person(login.username)).filter(|_| *login.password == "secret"))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<Person>, BackendError> {
        Ok(Some(Person(subject.to_owned())))
    }

    fn subject(&self, user: &Person) -> String {
        user.0.clone()
    }

    async fn user_secret(&self, subject: &str) -> Result<Option<Secret>, BackendError> {
        Ok(Some(format!("the secret of {subject}").as_str().into()))
    }
}

#[protected]
async fn whoami(claims: Claims) -> String {
    claims.subject().to_owned()
}

#[protected(fresh)]
async fn fresh() {}

#[protected(max_age = "5m")]
async fn recent() {}

struct Service {
    auth: Auth<Office>,
    app: GuardedRouter,
    clock: FrozenClock,
    store: MemoryStore,
}

fn office(token_from: &[&str]) -> Office {
    Office {
        secret: SECRET.into(),
        token_from: token_from.iter().map(|&text| text.to_owned()).collect(),
        key_per_user: None,
        trusted_issuers: Vec::new(),
    }
}

fn service_of(office: Office) -> Service {
    let (clock, store) = (FrozenClock::at(NOW), MemoryStore::new());
    let auth = Auth::builder(office)
        .users(Staff)
        .store(store.clone())
        .clock(clock.clone())
        .build()
        .expect("the configuration is right");
    let app = GuardedRouter::new()
        .route("/", get(whoami))
        .route("/fresh", get(fresh))
        .route("/recent", get(recent))
        .nest("/auth", auth.endpoints())
        .with_state(auth.clone());
    Service {
        auth,
        app,
        clock,
        store,
    }
}

fn service() -> Service {
    service_of(office(&["header"]))
}

impl Service {
    async fn post(&self, path: &str, body: &Value) -> Answer {
        let request = Request::post(path).header(CONTENT_TYPE, "application/json");
        send(&self.app, request.body(body.to_string().into()).unwrap()).await
    }

    /// Lets the store forget what it need not keep.
    async fn purged(&self) {
        let now = Clock::now(&self.clock);
        while self.store.purge(now, 10).await.unwrap() {}
    }

    async fn log_in(&self) -> Value {
        let credentials = json!({"username": "ada", "password": "secret"});
        let answer = self.post("/auth", &credentials).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }

    async fn status_at(&self, path: &str, login: &Value, seconds: i64) -> u16 {
        self.clock.set(NOW + seconds);
        let token = login["access_token"].as_str().unwrap();
        let answer = send(&self.app, get_with(path, token)).await;
        answer.status.as_u16()
    }
}

#[tokio::test]
async fn it_is_minted_without_exp_and_is_valid_years_later() {
    let service = service();
    let login = service.log_in().await;
    let token = login["access_token"].as_str().unwrap();
    let claims = part(token, 1);
    assert_eq!(claims.get("exp"), None);
    assert_eq!(claims["iat"], NOW);
    assert_eq!(login.get("expires_in"), None);
    for years in [0, 1, 50] {
        assert_eq!(service.status_at("/", &login, years * YEAR).await, 200);
    }
    // It was not valid before it was issued.
    assert_eq!(service.status_at("/", &login, -YEAR).await, 401);
}

#[tokio::test]
async fn it_comes_with_a_refresh_too() {
    let service = service();
    let login = service.log_in().await;
    let body = json!({"refresh_token": login["refresh_token"]});
    let answer = service.post("/auth/refresh", &body).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let refreshed = answer.json();
    assert_eq!(refreshed.get("expires_in"), None);
    // Longer than the session.
    assert_eq!(service.status_at("/", &refreshed, YEAR).await, 200);
}

#[tokio::test]
async fn what_is_fresh_does_not_stay_so() {
    let service = service();
    let login = service.log_in().await;
    assert_eq!(service.status_at("/recent", &login, 300).await, 200);
    assert_eq!(service.status_at("/recent", &login, 301).await, 401);
    assert_eq!(service.status_at("/fresh", &login, YEAR).await, 200);
}

#[tokio::test]
async fn a_logout_ends_it_for_ever() {
    let service = service();
    let (login, other) = (service.log_in().await, service.log_in().await);
    let body = json!({"refresh_token": login["refresh_token"]});
    assert_eq!(service.post("/auth/logout", &body).await.status, 204);
    for seconds in [0, 2 * DAY, 40 * DAY, 50 * YEAR] {
        service.purged().await;
        assert_eq!(service.status_at("/", &login, seconds).await, 401);
        assert_eq!(service.status_at("/", &other, seconds).await, 200);
    }
}

#[tokio::test]
async fn a_session_that_is_long_over_can_be_ended_still() {
    let service = service();
    let login = service.log_in().await;
    assert_eq!(service.status_at("/", &login, 2 * YEAR).await, 200);
    service.purged().await;
    let logout = Request::post("/auth/logout")
        .header(
            "authorization",
            format!("Bearer {}", login["access_token"].as_str().unwrap()),
        )
        .body(Body::empty())
        .unwrap();
    assert_eq!(send(&service.app, logout).await.status, 204);
    for years in [2, 3, 50] {
        assert_eq!(service.status_at("/", &login, years * YEAR).await, 401);
    }
}

#[tokio::test]
async fn the_end_of_all_sessions_ends_it_for_ever() {
    let service = service();
    let login = service.log_in().await;
    assert_eq!(service.status_at("/", &login, 2 * YEAR).await, 200);
    service.purged().await;
    let ada = Person("ada".into());
    service.auth.sessions().end_all(&ada).await.unwrap();
    for years in [2, 3, 50] {
        service.purged().await;
        assert_eq!(service.status_at("/", &login, years * YEAR).await, 401);
    }
    let later = service.log_in().await;
    assert_eq!(service.status_at("/", &later, 60 * YEAR).await, 200);
}

#[tokio::test]
async fn one_that_was_minted_without_a_session_can_be_revoked_for_ever() {
    let service = service();
    let token = service.auth.mint("ada").token().unwrap();
    let login = json!({ "access_token": token });
    assert_eq!(service.status_at("/", &login, YEAR).await, 200);
    let fields = Request::post("/auth/revoke")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("token={token}")))
        .unwrap();
    assert_eq!(send(&service.app, fields).await.status, 200);
    for years in [1, 2, 50] {
        service.purged().await;
        assert_eq!(service.status_at("/", &login, years * YEAR).await, 401);
    }
}

#[tokio::test]
async fn its_cookie_is_kept_as_long_as_browsers_keep_any() {
    let service = service_of(office(&["cookie"]));
    let credentials = json!({"username": "ada", "password": "secret"});
    let answer = service.post("/auth", &credentials).await;
    let cookies = answer.headers.get_all(SET_COOKIE).iter();
    let mut cookies = cookies.map(|cookie| cookie.to_str().unwrap());
    let access = cookies.find(|cookie| cookie.starts_with("__Host-access_token="));
    let access = access.unwrap();
    assert!(
        access.contains(&format!("Max-Age={}", 400 * DAY)),
        "{access}"
    );
    service.clock.set(NOW + YEAR);
    let pair = access.split(';').next().unwrap();
    let request = Request::get("/").header(COOKIE, pair);
    let answer = send(&service.app, request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test]
async fn with_a_key_of_each_user_and_in_a_plain_router_it_is_the_same() {
    let service = service_of(Office {
        key_per_user: Some("on".into()),
        ..office(&["header"])
    });
    let login = service.log_in().await;
    assert_eq!(service.status_at("/", &login, 50 * YEAR).await, 200);
    let app: Router = Router::new()
        .route("/", axum::routing::get(whoami))
        .with_state(service.auth.clone());
    let token = login["access_token"].as_str().unwrap();
    let response = app.oneshot(get_with("/", token)).await.unwrap();
    assert_eq!(response.status(), 200);
}

/// An access token with these claims among others.
fn signed(secret: &str, claims: &Value) -> String {
    let mut all = json!({"sub": "1", "iat": NOW, "jti": "a"});
    all.as_object_mut()
        .unwrap()
        .extend(claims.as_object().unwrap().clone());
    let payload = all.to_string();
    signed_with(HEADER, payload.as_bytes(), HMAC_SHA256, secret)
}

#[test]
fn a_token_that_has_an_end_is_judged_by_it() {
    let Service { auth, clock, .. } = service();
    let minute = Duration::from_secs(60);
    let token = auth.mint("1").ttl(minute).token().unwrap();
    assert!(auth.verify(&token).is_ok());
    clock.set(NOW + 60 + 10);
    assert_eq!(auth.verify(&token).err(), Some(TokenError::Expired));
    clock.set(NOW);
    // `max_lifetime` is for tokens that say when they end.
    let long = auth.mint("1").ttl(Duration::from_secs(2 * 86400)).token();
    assert!(matches!(long, Err(MintError::Lifetime(_))));
    let long = signed(SECRET, &json!({"iat": NOW, "exp": NOW + 2 * DAY}));
    assert_eq!(auth.verify(&long).err(), Some(TokenError::Lifetime));
    for exp in [json!(null), json!("never"), json!(0), json!(-1)] {
        assert!(
            auth.verify(&signed(SECRET, &json!({ "exp": exp })))
                .is_err(),
            "{exp}"
        );
    }
}

#[test]
fn tokens_of_other_types_have_an_end() {
    let Service { auth, clock, .. } = service();
    let invitation = TokenType::from_static("invitation+jwt");
    let endless = auth.mint("1").token_type(&invitation).token();
    assert!(matches!(endless, Err(MintError::NoLifetime)));
    let minute = Duration::from_secs(60);
    let token = auth.mint("1").token_type(&invitation).ttl(minute);
    let token = token.token().unwrap();
    assert!(auth.verify_as(&invitation, &token).is_ok());
    clock.set(NOW + 70);
    assert!(auth.verify_as(&invitation, &token).is_err());
}

#[test]
fn other_issuers_cannot_issue_one() {
    let staff = || KeyRing::new(Key::secret(Algorithm::HS256, &OTHER_SECRET.into()).unwrap());
    let auth = service_of(Office {
        trusted_issuers: vec![TrustedIssuer::with_keys("staff", staff()).audience(["api"])],
        ..office(&["header"])
    })
    .auth;
    let of_staff = |claims: &Value| {
        let mut all = json!({"iss": "staff", "aud": "api"});
        all.as_object_mut()
            .unwrap()
            .extend(claims.as_object().unwrap().clone());
        signed(OTHER_SECRET, &all)
    };
    assert!(auth.verify(&of_staff(&json!({"exp": NOW + 60}))).is_ok());
    let endless = auth.verify(&of_staff(&json!({})));
    assert_eq!(endless.err(), Some(TokenError::Expired));
}

#[test]
fn without_the_setting_such_a_token_is_refused() {
    let token = service().auth.mint("1").token().unwrap();
    #[derive(AuthConfig)]
    struct Usual {
        secret: Secret,
    }
    let usual = Usual {
        secret: SECRET.into(),
    };
    let auth = Auth::builder(usual)
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
    assert_eq!(auth.verify(&token).err(), Some(TokenError::Expired));
}

#[test]
fn only_a_literal_can_say_so() {
    #[derive(AuthConfig)]
    struct Field {
        secret: Secret,
        access_ttl: String,
    }
    for (text, expected) in [
        ("dangerously-never", "as a literal"),
        ("never", "`dangerously-never` in `#[auth(..)]`"),
        ("off", "`dangerously-never` in `#[auth(..)]`"),
        ("0s", "whole seconds"),
    ] {
        let field = Field {
            secret: SECRET.into(),
            access_ttl: text.into(),
        };
        let error = Auth::builder(field).build().err();
        let error = error.map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains(expected), "{text}: {error}");
    }
}
