//! `user_lookup`: when the user of a token is looked up, and how often.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::http::header::{AUTHORIZATION, COOKIE, SET_COOKIE};
use jwt_guard::config::UserLookup;
use jwt_guard::session::MemoryStore;
use serde::Serialize;
use serde_json::Value;

use super::*;

const SHOP: &str = "https://shop.example.com";

#[derive(AuthConfig)]
#[auth(
    users = Staff,
    issuer = "https://api.example.com",
    audience = "api",
    user_lookup = "injected",
    token_from(header, cookie)
)]
struct Office {
    secret: Secret,
    user_lookup: Option<UserLookup>,
    trusted_issuers: Vec<TrustedIssuer>,
}

#[derive(Clone, Serialize)]
struct Person(String);

/// Whether the user of a token exists, is active and can be looked up.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Active,
    Inactive,
    Gone,
    Unreachable,
}

/// Every subject is a user in the same state.
#[derive(Clone)]
struct Staff {
    state: Arc<Mutex<State>>,
    lookups: Arc<AtomicUsize>,
    foreign_lookups: Arc<AtomicUsize>,
}

impl Staff {
    fn find(&self, subject: &str) -> Result<Option<Person>, BackendError> {
        match *self.state.lock().unwrap() {
            State::Active | State::Inactive => Ok(Some(Person(subject.to_owned()))),
            State::Gone => Ok(None),
            State::Unreachable => Err("no database".into()),
        }
    }
}

impl UserBackend for Staff {
    type Credentials = Credentials;
    type User = Person;

    async fn authenticate(&self, login: Credentials) -> Result<Option<Person>, BackendError> {
        Ok(Some(Person(login.username)))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<Person>, BackendError> {
        self.lookups.fetch_add(1, Ordering::Relaxed);
        self.find(subject)
    }

    async fn retrieve_foreign_user(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<Person>, BackendError> {
        self.foreign_lookups.fetch_add(1, Ordering::Relaxed);
        self.find(&format!("{subject} of {issuer}"))
    }

    fn subject(&self, user: &Person) -> String {
        user.0.clone()
    }

    async fn is_active(&self, _: &Person) -> Result<bool, BackendError> {
        Ok(*self.state.lock().unwrap() != State::Inactive)
    }
}

#[protected]
async fn nothing() {}

#[protected]
async fn claims(claims: Claims) -> String {
    claims.subject().to_owned()
}

#[inject_user]
async fn user(user: Person) -> String {
    user.0
}

#[protected]
async fn user_and_claims(claims: Claims, user: CurrentUser<Person>) -> String {
    assert_eq!(claims.subject(), user.0);
    user.0.clone()
}

type Me = CurrentUser<Person>;

/// The attribute sees only the alias, so that the extractor finds the user in the extensions of the request.
#[protected]
async fn hidden_user(user: Me) -> String {
    user.0.clone()
}

#[protected(optional)]
async fn optional(claims: Option<Claims>) -> String {
    claims.map_or_else(|| "-".into(), |claims| claims.subject().to_owned())
}

#[scoped("admin")]
async fn admin() {}

async fn of_office() -> &'static str {
    "office"
}

/// Scopes that depend on the request are compared before the user is looked up.
#[scoped(with = of_office)]
async fn computed() {}

#[public]
async fn open() {}

#[protected(user_lookup = "always")]
async fn careful() {}

#[protected(user_lookup = "injected")]
async fn careless() {}

/// The keys of the other issuer.
fn of_shop() -> KeyRing {
    KeyRing::new(Key::secret(Algorithm::HS256, &SECRET.repeat(2).into()).unwrap())
}

struct Service {
    app: GuardedRouter,
    auth: Auth<Office>,
    staff: Staff,
}

impl Service {
    fn new(user_lookup: Option<UserLookup>) -> Self {
        let staff = Staff {
            state: Arc::new(Mutex::new(State::Active)),
            lookups: Arc::default(),
            foreign_lookups: Arc::default(),
        };
        let office = Office {
            secret: SECRET.into(),
            user_lookup,
            trusted_issuers: vec![TrustedIssuer::with_keys(SHOP, of_shop()).audience(["api"])],
        };
        let auth = Auth::builder(office)
            .users(staff.clone())
            .store(MemoryStore::new())
            .clock(FrozenClock::at(NOW))
            .build()
            .unwrap();
        let app = GuardedRouter::new()
            .route("/nothing", get(nothing))
            .route("/claims", get(claims))
            .route("/user", get(user))
            .route("/both", get(user_and_claims))
            .route("/hidden", get(hidden_user))
            .route("/optional", get(optional))
            .route("/admin", get(admin))
            .route("/computed", get(computed))
            .route("/open", get(open))
            .route("/careful", get(careful))
            .route("/careless", get(careless))
            .nest("/auth", auth.endpoints())
            .with_state(auth.clone());
        Self { app, auth, staff }
    }

    fn always() -> Self {
        Self::new(Some(UserLookup::Always))
    }

    fn become_state(&self, state: State) {
        *self.staff.state.lock().unwrap() = state;
    }

    fn token(&self) -> String {
        self.auth.mint("1").scopes(["office"]).token().unwrap()
    }

    /// The status of a request, and how often the user was looked up.
    async fn seen(&self, path: &str, token: &str) -> (u16, usize) {
        let before = self.staff.lookups.load(Ordering::Relaxed);
        let answer = send(&self.app, get_with(path, token)).await;
        let lookups = self.staff.lookups.load(Ordering::Relaxed) - before;
        (answer.status.as_u16(), lookups)
    }
}

#[tokio::test]
async fn every_protected_request_looks_the_user_up_once() {
    let service = Service::always();
    let token = service.token();
    for path in [
        "/nothing",
        "/claims",
        "/user",
        "/both",
        "/hidden",
        "/optional",
        "/careful",
        "/auth/me",
        "/auth/verify",
    ] {
        assert_eq!(service.seen(path, &token).await, (200, 1), "{path}");
    }
    assert_eq!(service.seen("/open", &token).await, (200, 0), "public");
    assert_eq!(
        service.seen("/careless", &token).await,
        (200, 0),
        "of the handler"
    );
    // Cheaper checks come first.
    assert_eq!(service.seen("/admin", &token).await, (403, 0));
    assert_eq!(service.seen("/computed", &token).await, (200, 1));
    assert_eq!(service.seen("/nothing", "a.b.c").await, (401, 0));
}

#[tokio::test]
async fn by_default_the_user_is_looked_up_for_handlers_that_take_the_user() {
    for user_lookup in [None, Some(UserLookup::Injected)] {
        let service = Service::new(user_lookup);
        let token = service.token();
        for (path, lookups) in [
            ("/nothing", 0),
            ("/claims", 0),
            ("/optional", 0),
            ("/user", 1),
        ] {
            assert_eq!(service.seen(path, &token).await, (200, lookups), "{path}");
        }
        assert_eq!(
            service.seen("/careful", &token).await,
            (200, 1),
            "of the handler"
        );
        service.become_state(State::Gone);
        assert_eq!(service.seen("/nothing", &token).await, (200, 0));
        assert_eq!(service.seen("/careful", &token).await, (401, 1));
    }
}

#[tokio::test]
async fn a_user_who_is_gone_or_inactive_is_refused_and_an_unreachable_backend_is_unavailable() {
    let service = Service::always();
    let token = service.token();
    for (state, status) in [
        (State::Inactive, 401),
        (State::Gone, 401),
        (State::Unreachable, 503),
        (State::Active, 200),
    ] {
        service.become_state(state);
        for path in [
            "/nothing",
            "/claims",
            "/user",
            "/hidden",
            "/optional",
            "/computed",
            "/auth/me",
        ] {
            assert_eq!(service.seen(path, &token).await, (status, 1), "{path}");
        }
    }
}

#[tokio::test]
async fn a_token_of_another_issuer_is_about_the_user_of_that_issuer() {
    let service = Service::always();
    let shop: Minter = Minter::builder(of_shop())
        .issuer(SHOP)
        .audience(["api"])
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
    let token = shop.mint("1").token().unwrap();
    let answer = send(&service.app, get_with("/user", &token)).await;
    assert_eq!(answer.body, format!("1 of {SHOP}"));
    assert_eq!(service.seen("/nothing", &token).await, (200, 0));
    assert_eq!(service.staff.foreign_lookups.load(Ordering::Relaxed), 2);
    service.become_state(State::Gone);
    assert_eq!(service.seen("/nothing", &token).await, (401, 0));
}

#[tokio::test]
async fn a_request_without_a_token_needs_no_user() {
    let service = Service::always();
    service.become_state(State::Unreachable);
    let answer = send(&service.app, get_request("/optional")).await;
    assert_eq!((answer.status.as_u16(), &*answer.body), (200, "-"));
    assert_eq!(
        send(&service.app, get_request("/nothing")).await.status,
        401
    );
}

#[tokio::test]
async fn the_cookie_of_a_user_who_is_inactive_is_not_cleared() {
    let service = Service::always();
    service.become_state(State::Inactive);
    let cookie = format!("__Host-access_token={}", service.token());
    let request = Request::get("/nothing").header(COOKIE, cookie);
    let answer = send(&service.app, request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.header(SET_COOKIE), None);
}

#[tokio::test]
async fn a_user_who_is_gone_can_still_log_out() {
    let service = Service::always();
    let credentials = r#"{"username":"1","password":"-"}"#;
    let login = send(
        &service.app,
        Request::post("/auth")
            .header(CONTENT_TYPE, "application/json")
            .body(credentials.into())
            .unwrap(),
    )
    .await;
    let tokens: Value = login.json();
    let token = tokens["access_token"].as_str().unwrap();
    service.become_state(State::Gone);
    let request = Request::post("/auth/logout").header(AUTHORIZATION, format!("Bearer {token}"));
    let answer = send(&service.app, request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 204);
    service.become_state(State::Active);
    assert_eq!(service.seen("/nothing", token).await, (401, 0), "revoked");
}

#[derive(AuthConfig)]
struct WithoutUsers {
    secret: Secret,
    user_lookup: Option<UserLookup>,
}

impl WithoutUsers {
    fn new(user_lookup: Option<UserLookup>) -> Self {
        Self {
            secret: SECRET.into(),
            user_lookup,
        }
    }
}

#[test]
fn without_a_backend_nothing_can_be_looked_up() {
    let always = WithoutUsers::new(Some(UserLookup::Always));
    let error = Auth::builder(always).build().unwrap_err().to_string();
    let expected = "found `always`, while there is no user backend; expected one in `users = ..`";
    assert!(error.contains(expected), "{error}");
    let auth = Auth::builder(WithoutUsers::new(None)).build().unwrap();
    let router = GuardedRouter::<Auth<WithoutUsers>>::new().route("/", get(careful));
    let error = router
        .with_state(auth)
        .try_finish()
        .unwrap_err()
        .to_string();
    assert!(error.contains(expected), "{error}");
}

#[tokio::test]
async fn a_handler_that_no_router_has_checked_refuses_without_a_backend() {
    let auth = Auth::builder(WithoutUsers::new(None))
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
    let token = auth.mint("1").token().unwrap();
    let app = axum::Router::new()
        .route("/", axum::routing::get(careful))
        .with_state(auth);
    let request = get_with("/", &token);
    let response = tower::ServiceExt::oneshot(app, request).await.unwrap();
    assert_eq!(response.status(), 500);
}
