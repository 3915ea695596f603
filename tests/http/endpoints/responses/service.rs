//! A service whose renderer tells all that it was given.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::RefreshFormat;
use jwt_guard::error::Reason;
use jwt_guard::prelude::*;
use jwt_guard::response::{LoginGrant, Refusal, Responses};
use jwt_guard::session::{MemoryStore, NewSession, TokenStore};
use jwt_guard::token::TokenType;
use jwt_guard::user::{ApplicationRefusal, Authentication};
use serde::Serialize;

use crate::fixtures::app::{Answer, NOW, SECRET, send};

const SIGN_IN: TokenType = TokenType::from_static("sign-in+jwt");

/// A renderer whose body is the whole refusal, as `Debug` shows it.
pub(super) struct Telling;

impl Responses for Telling {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        (refusal.status(), format!("{refusal:?}")).into_response()
    }
}

#[derive(AuthConfig)]
#[auth(
    users = Staff,
    session_owner = "office",
    body_timeout = "1s",
    refresh_grace = "10s",
    rate_limit_account_and_address = "off",
    rate_limit_address = "off",
    rate_limit_account = "3/h",
)]
pub(super) struct Office {
    pub(super) secret: Secret,
    pub(super) refreshes_per_minute: u32,
    pub(super) token_from: Vec<String>,
    pub(super) refresh_requires_access: bool,
    pub(super) refresh_format: RefreshFormat,
    pub(super) jti: bool,
}

impl Office {
    /// The settings of most tests.
    pub(super) fn usual() -> Self {
        Self {
            secret: SECRET.into(),
            refreshes_per_minute: 3,
            token_from: ["header", "cookie", "query", "json", "form", "websocket"]
                .map(String::from)
                .to_vec(),
            refresh_requires_access: false,
            refresh_format: RefreshFormat::Opaque,
            jti: true,
        }
    }
}

#[derive(Clone, Serialize)]
pub(super) struct Person(pub(super) &'static str);

/// The password of all is `secret`. `gone` is inactive, `locked` is refused by the application, `flaky` cannot be looked up.
/// `rich` has more scopes than fit into a cookie, `odd` one that no token can have, and `bob` may leave.
#[derive(Clone, Default)]
pub(super) struct Staff {
    pub(super) bob_has_left: Arc<AtomicBool>,
}

impl UserBackend for Staff {
    type Credentials = Credentials;
    type User = Person;

    async fn authenticate(&self, login: Credentials) -> Result<Option<Person>, BackendError> {
        let user = self.retrieve_user(&login.username).await?;
        let user = user.filter(|_| *login.password == "secret");
        match user {
            Some(Person("locked")) => Err(ApplicationRefusal::new(423, "the account is locked")
                .with_code("account_locked")
                .into()),
            user => Ok(user),
        }
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<Person>, BackendError> {
        if subject == "flaky" {
            return Err("no database".into());
        }
        if subject == "bob" && self.bob_has_left.load(Ordering::SeqCst) {
            return Ok(None);
        }
        let names = ["ada", "bob", "gone", "locked", "rich", "odd"];
        Ok(names.into_iter().find(|name| *name == subject).map(Person))
    }

    fn subject(&self, user: &Person) -> String {
        user.0.to_owned()
    }

    async fn is_active(&self, user: &Person) -> Result<bool, BackendError> {
        Ok(user.0 != "gone")
    }

    async fn scopes(&self, user: &Person) -> Result<ScopeSet, BackendError> {
        Ok(match user.0 {
            "rich" => (0..450).map(|number| format!("note:{number}")).collect(),
            "odd" => ["not a scope"].into_iter().collect(),
            _ => ScopeSet::none(),
        })
    }

    async fn authentication(&self, _: &Person) -> Result<Authentication, BackendError> {
        Ok(Authentication::default().acr("silver"))
    }
}

pub(super) fn auth() -> (Auth<Office>, FrozenClock) {
    auth_with(Office::usual(), Staff::default(), MemoryStore::new())
}

pub(super) fn auth_with(
    office: Office,
    staff: Staff,
    store: impl TokenStore,
) -> (Auth<Office>, FrozenClock) {
    auth_by(office, staff, store, Telling)
}

pub(super) fn auth_by(
    office: Office,
    staff: Staff,
    store: impl TokenStore,
    responses: impl Responses,
) -> (Auth<Office>, FrozenClock) {
    let clock = FrozenClock::at(NOW);
    let auth = Auth::builder(office)
        .users(staff)
        .store(store)
        .responses(responses)
        .clock(clock.clone())
        .build()
        .expect("the configuration is right");
    (auth, clock)
}

/// Begins a session for `ada`, after all of hers have ended.
#[public]
pub(super) async fn begin(
    State(auth): State<Auth<Office>>,
    session: NewSession<Office>,
) -> Result<LoginGrant, AuthError> {
    auth.sessions().end_all(&Person("ada")).await?;
    session.of(&Person("ada")).start().await
}

#[public]
pub(super) async fn refused() -> Result<(), AuthError> {
    Err(Reason::CsrfRefused("not from a page of ours".into()).into())
}

/// The page behind a link sends its token.
#[public]
pub(super) async fn redeem(
    State(auth): State<Auth<Office>>,
    token: String,
) -> Result<(), AuthError> {
    auth.redeem(&SIGN_IN, &token).await.map(|_| ())
}

#[protected]
pub(super) async fn open() {}

#[protected]
pub(super) async fn change() {}

#[scoped("note:write")]
pub(super) async fn write() {}

#[protected(fresh)]
pub(super) async fn fresh() {}

#[protected(max_age = "5m")]
pub(super) async fn recent() {}

#[protected(acr = "gold")]
pub(super) async fn strong() {}

#[inject_user]
pub(super) async fn user(_: CurrentUser<Person>) {}

pub(super) fn app(auth: &Auth<Office>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/open", get(open).post(change))
        .route("/write", get(write))
        .route("/fresh", get(fresh))
        .route("/recent", get(recent))
        .route("/strong", get(strong))
        .route("/user", get(user))
        .route("/begin", get(begin).post(begin))
        .route("/refused", get(refused))
        .route("/redeem", post(redeem))
        .nest("/auth", auth.endpoints())
        .with_state(auth.clone())
}

/// The name of the reason that the renderer was given.
pub(super) fn reason(answer: &Answer) -> &str {
    let rest = answer
        .body
        .strip_prefix("Refusal { reason: ")
        .unwrap_or(&answer.body);
    let inner = rest.strip_prefix("InvalidToken(").unwrap_or(rest);
    let end = inner
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(inner.len());
    &inner[..end]
}

pub(super) async fn told(
    app: &GuardedRouter,
    request: axum::http::Request<axum::body::Body>,
) -> String {
    let answer = send(app, request).await;
    reason(&answer).to_owned()
}
