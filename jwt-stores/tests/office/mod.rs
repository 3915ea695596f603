//! The service whose sessions are kept: every name is let in, with any password but `wrong`.

mod process;

use jwt_core::session::TokenStore;
use jwt_guard::clock::Clock;
use jwt_guard::config::LoginLimit;
use jwt_guard::prelude::*;
use serde::Serialize;

pub(crate) use process::Process;

#[derive(AuthConfig)]
#[auth(users = Everybody, refresh_ttl = "30d", session_owner = "office")]
pub(crate) struct Office {
    pub(crate) secret: Secret,
    pub(crate) revocation_staleness: Option<String>,
    pub(crate) refresh_format: Option<String>,
    pub(crate) rate_limit_account: Option<LoginLimit>,
}

impl Default for Office {
    fn default() -> Self {
        Self {
            secret: "jR7mT2xK9pQ4wV8zB3nC6yF1dH5gL0sA".into(),
            revocation_staleness: None,
            refresh_format: None,
            rate_limit_account: None,
        }
    }
}

pub(crate) struct Everybody;

#[derive(Clone, Serialize)]
pub(crate) struct Person(String);

impl UserBackend for Everybody {
    type Credentials = Credentials;
    type User = Person;

    async fn authenticate(&self, login: Credentials) -> Result<Option<Person>, BackendError> {
        let is_right = *login.password != "wrong";
        Ok(is_right.then_some(Person(login.username)))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<Person>, BackendError> {
        Ok(Some(Person(subject.to_owned())))
    }

    fn subject(&self, user: &Person) -> String {
        user.0.clone()
    }
}

#[protected]
async fn whoami(claims: Claims) -> String {
    claims.subject().to_owned()
}

/// What is revoked elsewhere may be unknown for so long, or for as long as usual.
pub(crate) fn office(
    store: impl TokenStore,
    clock: impl Clock,
    staleness: Option<&str>,
) -> Auth<Office> {
    let staleness = staleness.map(str::to_owned);
    let office = Office {
        revocation_staleness: staleness,
        ..Office::default()
    };
    with_settings(office, store, clock)
}

pub(crate) fn with_settings(
    office: Office,
    store: impl TokenStore,
    clock: impl Clock,
) -> Auth<Office> {
    let auth = Auth::builder(office).users(Everybody);
    let auth = auth.clock(clock).store(store).build();
    auth.expect("the configuration is right")
}

/// Its handlers and endpoints.
pub(crate) fn routes(auth: Auth<Office>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/", get(whoami))
        .nest("/auth", auth.endpoints())
        .with_state(auth)
}
