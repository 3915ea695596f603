//! A service that registers its users itself.

use std::sync::{Arc, Mutex};

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Redirect;
use jwt_guard::claim::ExtraClaims;
use jwt_guard::clock::FrozenClock;
use jwt_guard::guard::LoginForm;
use jwt_guard::prelude::*;
use jwt_guard::response::LoginGrant;
use jwt_guard::session::{MemoryStore, NewSession, SessionEvent};
use jwt_guard::user::Authentication;
use serde::{Deserialize, Serialize};

use crate::fixtures::app::{NOW, SECRET};

#[derive(AuthConfig)]
#[auth(users = Members, session_owner = "club")]
pub(super) struct Club {
    pub(super) secret: Secret,
    pub(super) token_from: Vec<String>,
    pub(super) token_delivery: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Member(pub(super) String);

#[derive(Clone, Default)]
pub(super) struct Members {
    pub(super) events: Arc<Mutex<Vec<String>>>,
}

/// Every name is that of a member; `gone` is inactive.
impl UserBackend for Members {
    type Credentials = Credentials;
    type User = Member;

    async fn authenticate(&self, login: Credentials) -> Result<Option<Member>, BackendError> {
        Ok(Some(Member(login.username.clone())).filter(|_| *login.password == "secret"))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<Member>, BackendError> {
        Ok(Some(Member(subject.to_owned())))
    }

    fn subject(&self, user: &Member) -> String {
        user.0.clone()
    }

    async fn scopes(&self, _: &Member) -> Result<ScopeSet, BackendError> {
        Ok(["note:read", "note:write"].into_iter().collect())
    }

    async fn is_active(&self, user: &Member) -> Result<bool, BackendError> {
        Ok(user.0 != "gone")
    }

    async fn authentication(&self, _: &Member) -> Result<Authentication, BackendError> {
        Ok(Authentication::default().amr("pwd"))
    }

    async fn on_session_event(&self, event: SessionEvent<'_>) {
        let event = match event {
            SessionEvent::Began(session) => format!("began {}", session.subject),
            SessionEvent::Ended(session) => format!("ended {}", session.subject),
            _ => return,
        };
        self.events.lock().unwrap().push(event);
    }
}

pub(super) fn auth(
    token_from: &[&str],
    delivery: Option<&str>,
) -> (Auth<Club>, FrozenClock, Members) {
    let clock = FrozenClock::at(NOW);
    let members = Members::default();
    let club = Club {
        secret: SECRET.into(),
        token_from: token_from.iter().map(|&text| text.to_owned()).collect(),
        token_delivery: delivery.map(str::to_owned),
    };
    let auth = Auth::builder(club)
        .users(members.clone())
        .store(MemoryStore::new())
        .clock(clock.clone())
        .build()
        .expect("the configuration is right");
    (auth, clock, members)
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Wish {
    name: String,
    scopes: Option<Vec<String>>,
    amr: Option<String>,
    acr: Option<String>,
    auth_time: Option<i64>,
    client: Option<String>,
    color: Option<String>,
    not_fresh: bool,
    access_only: bool,
    ended_meanwhile: bool,
}

#[public]
pub(super) async fn register(
    State(auth): State<Auth<Club>>,
    session: NewSession<Club>,
    Json(wish): Json<Wish>,
) -> Result<(StatusCode, LoginGrant), AuthError> {
    let user = Member(wish.name);
    if wish.ended_meanwhile {
        auth.sessions().end_all(&user).await?;
    }
    let mut start = session.of(&user);
    if let Some(scopes) = wish.scopes {
        start = start.scopes(scopes);
    }
    if let Some(amr) = wish.amr {
        start = start.amr(amr);
    }
    if let Some(acr) = wish.acr {
        start = start.acr(acr);
    }
    if let Some(at) = wish.auth_time {
        start = start.auth_time(at);
    }
    if let Some(client) = wish.client {
        start = start.client(client);
    }
    if let Some(color) = wish.color {
        start = start.extend(ExtraClaims::from_iter([("color".to_owned(), color.into())]));
    }
    if wish.not_fresh {
        start = start.not_fresh();
    }
    if wish.access_only {
        start = start.access_only();
    }
    let grant = start.start().await?;
    assert_eq!(grant.user::<Member>(), Some(&user));
    assert_eq!(grant.subject(), user.0);
    Ok((StatusCode::CREATED, grant))
}

/// A form of a page, after which the browser goes on.
#[public]
pub(super) async fn confirm(
    session: NewSession<Club>,
) -> Result<(LoginGrant, Redirect), AuthError> {
    let grant = session.of(&Member("ada".into())).start().await?;
    Ok((grant, Redirect::to("/notes")))
}

/// Where the browser leaves for another provider, with the `state` that the body shows.
#[public]
pub(super) async fn leave(form: LoginForm) -> (LoginForm, String) {
    let state = form.state().to_owned();
    (form, state)
}

#[public]
pub(super) async fn come_back(session: NewSession<Club>) -> Result<LoginGrant, AuthError> {
    session.of(&Member("ada".into())).amr("fed").start().await
}

#[protected(fresh)]
pub(super) async fn fresh() {}

#[protected]
pub(super) async fn note() {}

pub(super) fn app(auth: &Auth<Club>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/register", post(register))
        .route("/confirm", post(confirm))
        .route("/leave", get(leave))
        .route("/come-back", get(come_back))
        .route("/fresh", get(fresh))
        .route("/note", get(note))
        .nest("/auth", auth.endpoints())
        .with_state(auth.clone())
}
