//! The service whose sessions are kept: whoever says a name is let in.

mod process;

use jwt_guard::clock::Clock;
use jwt_guard::prelude::*;
use jwt_runtime::session::TokenStore;
use serde::Serialize;

pub(crate) use process::Process;

#[derive(AuthConfig)]
#[auth(users = Everybody, refresh_ttl = "30d", session_owner = "office")]
pub(crate) struct Office {
    secret: Secret,
    revocation_staleness: Option<String>,
    refresh_format: Option<String>,
}

pub(crate) struct Everybody;

#[derive(Clone, Serialize)]
pub(crate) struct Person(String);

impl UserBackend for Everybody {
    type Credentials = Credentials;
    type User = Person;

    async fn authenticate(&self, login: Credentials) -> Result<Option<Person>, BackendError> {
        Ok(Some(Person(login.username)))
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
    with_refresh_tokens(store, clock, staleness, None)
}

/// The same with refresh tokens of another format.
pub(crate) fn with_refresh_tokens(
    store: impl TokenStore,
    clock: impl Clock,
    staleness: Option<&str>,
    format: Option<&str>,
) -> Auth<Office> {
    let office = Office {
        secret: "jR7mT2xK9pQ4wV8zB3nC6yF1dH5gL0sA".into(),
        revocation_staleness: staleness.map(str::to_owned),
        refresh_format: format.map(str::to_owned),
    };
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
