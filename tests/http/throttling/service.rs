//! A service whose backend records the credentials that it was given.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use axum::{Json, Router};
use jwt_guard::auth::{AuthBuilder, Users};
use jwt_guard::clock::{Clock, FrozenClock};
use jwt_guard::config::{ClientAddress, LoginLimit};
use jwt_guard::error::Reason;
use jwt_guard::prelude::*;
use jwt_guard::response::LoginGrant;
use jwt_guard::session::{MemoryStore, NewSession, TokenStore};
use jwt_guard::user::{LoginEvent, PasswordError};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use crate::fixtures::app::{Answer, NOW, SECRET};

#[derive(AuthConfig, Deserialize, Default)]
#[auth(users = Staff)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Gate {
    secret: Option<Secret>,
    private_key: Option<Secret>,
    algorithm: Option<String>,
    session_owner: Option<String>,
    audience: Option<Vec<String>>,
    token_from: Option<Vec<String>>,
    csrf: Option<String>,
    login_redirect: Option<String>,
    rate_limit: Option<String>,
    rate_limit_account: Option<LoginLimit>,
    rate_limit_account_and_address: Option<LoginLimit>,
    rate_limit_address: Option<LoginLimit>,
    client_address: Option<ClientAddress>,
}

/// `ada` (1) and `bob` (2) are active, `gone` (3) is not, `flaky` cannot be looked up, and `busy` comes when too much is to be
/// hashed; the password of each is `secret`.
#[derive(Clone)]
pub(super) struct Staff {
    pub(super) clock: FrozenClock,
    seen: Arc<Mutex<Seen>>,
    /// Each check waits for one of these.
    pub(super) gate: Arc<Semaphore>,
}

/// The calls and the events of the backend.
#[derive(Default)]
pub(super) struct Seen {
    /// When credentials were checked, and for which account.
    pub(super) checked: Vec<(i64, String)>,
    pub(super) events: Vec<String>,
}

#[derive(Clone, Serialize)]
pub(super) struct Person(u32);

impl Staff {
    pub(super) fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap()
    }
}

impl UserBackend for Staff {
    type Credentials = Credentials;
    type User = Person;

    async fn authenticate(&self, login: Credentials) -> Result<Option<Person>, BackendError> {
        let checked = (self.clock.now(), login.username.clone());
        self.seen().checked.push(checked);
        drop(self.gate.acquire().await.unwrap());
        let id = match login.username.trim().to_lowercase().as_str() {
            "ada" => 1,
            "bob" => 2,
            "gone" => 3,
            "flaky" => return Err("the database is away".into()),
            "busy" => return Err(PasswordError::Busy { waiting: 7 }.into()),
            _ => return Ok(None),
        };
        Ok(Some(Person(id)).filter(|_| *login.password == "secret"))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<Person>, BackendError> {
        Ok(subject.parse().ok().map(Person))
    }

    fn subject(&self, user: &Person) -> String {
        user.0.to_string()
    }

    async fn is_active(&self, user: &Person) -> Result<bool, BackendError> {
        Ok(user.0 != 3)
    }

    async fn on_login_event(&self, event: LoginEvent<'_>) {
        let event = match event {
            LoginEvent::Failed {
                account, address, ..
            } => {
                format!("failed {} {}", shown(account), shown(address))
            }
            LoginEvent::Throttled {
                account,
                address,
                retry_after,
                ..
            } => {
                let seconds = retry_after.as_secs();
                format!("throttled {} {} {seconds}", shown(account), shown(address))
            }
            _ => return,
        };
        self.seen().events.push(event);
    }
}

fn shown(of: Option<impl ToString>) -> String {
    of.map_or_else(|| "-".into(), |of| of.to_string())
}

/// A login of the application's own. A password alone is not enough for `bob`.
#[public]
async fn sign_in(
    session: NewSession<Gate>,
    Json(credentials): Json<Credentials>,
) -> Result<LoginGrant, AuthError> {
    let user = session.authenticate(credentials).await?;
    if user.0 == 2 {
        return Err(Reason::InactiveUser.into());
    }
    session.of(&user).start().await
}

/// One request with credentials.
#[derive(Clone)]
pub(super) struct Attempt<'a> {
    path: &'a str,
    name: &'a str,
    password: &'a str,
    from: Option<IpAddr>,
    forwarded: &'a [&'a str],
    token: Option<String>,
}

/// A login with the right password, from nowhere in particular.
pub(super) fn login(name: &str) -> Attempt<'_> {
    Attempt {
        path: "/auth",
        name,
        password: "secret",
        from: None,
        forwarded: &[],
        token: None,
    }
}

/// The same with a wrong password.
pub(super) fn guess(name: &str) -> Attempt<'_> {
    Attempt {
        password: "wrong",
        ..login(name)
    }
}

impl<'a> Attempt<'a> {
    /// The other end of the connection.
    pub(super) fn from(mut self, address: &str) -> Self {
        self.from = Some(address.parse().unwrap());
        self
    }

    /// One that is the n-th of many.
    pub(super) fn by_one_of_many(self, number: u32) -> Self {
        let address = IpAddr::from((0x0a00_0000 + number).to_be_bytes());
        self.from(&address.to_string())
    }

    /// Headers `X-Forwarded-For`.
    pub(super) fn forwarded(mut self, headers: &'a [&'a str]) -> Self {
        self.forwarded = headers;
        self
    }

    /// A re-authentication instead of a login.
    pub(super) fn again(mut self, token: &str) -> Self {
        self.path = "/auth/reauthenticate";
        self.token = Some(token.to_owned());
        self
    }

    /// The login of the application's own instead of the ready-made one.
    pub(super) fn by_handler(mut self) -> Self {
        self.path = "/sign-in";
        self
    }

    fn request(&self, body: String, media_type: &str) -> Request<Body> {
        let mut request = Request::post(self.path).header(CONTENT_TYPE, media_type);
        if let Some(from) = self.from {
            request = request.extension(ConnectInfo(SocketAddr::new(from, 4711)));
        }
        if let Some(token) = &self.token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        for header in self.forwarded {
            request = request.header("x-forwarded-for", *header);
        }
        request.body(body.into()).unwrap()
    }
}

#[derive(Clone)]
pub(super) struct Service {
    pub(super) app: Router,
    pub(super) clock: FrozenClock,
    pub(super) staff: Staff,
}

/// The builder of the `Auth`, before it builds.
type Build = AuthBuilder<Gate, Users<Staff>>;

impl Service {
    /// One with a store of its own.
    pub(super) fn new(settings: Value) -> Self {
        Self::with_store(settings, MemoryStore::new())
    }

    pub(super) fn with_store(settings: Value, store: impl TokenStore) -> Self {
        let mut all = json!({"session_owner": "gate"});
        merge(&mut all, &settings);
        Self::build(all, |auth| auth.store(store))
    }

    /// One that keeps no sessions.
    pub(super) fn without_store(settings: Value) -> Self {
        Self::build(settings, |auth| auth)
    }

    pub(super) fn build(settings: Value, and: impl FnOnce(Build) -> Build) -> Self {
        let mut gate: Gate = serde_json::from_value(settings).unwrap();
        if gate.secret.is_none() && gate.private_key.is_none() {
            gate.secret = Some(SECRET.into());
        }
        let clock = FrozenClock::at(NOW);
        let staff = Staff {
            clock: clock.clone(),
            seen: Arc::default(),
            gate: Arc::new(Semaphore::new(1)),
        };
        let auth = Auth::builder(gate)
            .users(staff.clone())
            .clock(clock.clone());
        let auth = and(auth).build().expect("the configuration is right");
        let app: GuardedRouter = GuardedRouter::new()
            .nest("/auth", auth.endpoints())
            .route("/sign-in", post(sign_in))
            .with_state(auth);
        Self {
            app: app.finish(),
            clock,
            staff,
        }
    }

    /// Moves the clock to so many seconds after the start.
    pub(super) fn at(&self, seconds: i64) {
        self.clock.set(NOW + seconds);
    }

    pub(super) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.into()).unwrap(),
        }
    }

    pub(super) async fn answer(&self, attempt: &Attempt<'_>) -> Answer {
        let credentials = json!({"username": attempt.name, "password": attempt.password});
        let request = attempt.request(credentials.to_string(), "application/json");
        self.send(request).await
    }

    /// The response to a login form.
    pub(super) async fn form(&self, attempt: &Attempt<'_>) -> Answer {
        let fields = format!(
            "username={}&password={}&next=/a",
            attempt.name, attempt.password
        );
        let request = attempt.request(fields, "application/x-www-form-urlencoded");
        self.send(request).await
    }

    pub(super) async fn status(&self, attempt: &Attempt<'_>) -> u16 {
        self.answer(attempt).await.status.as_u16()
    }

    /// Guesses so often, each of which must be checked.
    pub(super) async fn guesses(&self, attempt: &Attempt<'_>, count: usize) {
        for number in 0..count {
            let status = self.status(attempt).await;
            assert_eq!(status, 401, "guess {number}");
        }
    }

    /// The status and the seconds to wait of an attempt that is refused.
    pub(super) async fn wait(&self, attempt: &Attempt<'_>) -> i64 {
        let answer = self.answer(attempt).await;
        assert_eq!(answer.status, 429, "{}", answer.body);
        answer.header(RETRY_AFTER).unwrap().parse().unwrap()
    }

    /// How many credentials were checked.
    pub(super) fn checked(&self) -> usize {
        self.staff.seen().checked.len()
    }

    pub(super) fn events(&self) -> Vec<String> {
        std::mem::take(&mut self.staff.seen().events)
    }
}

fn merge(into: &mut Value, members: &Value) {
    for (name, value) in members.as_object().unwrap() {
        into[name] = value.clone();
    }
}
