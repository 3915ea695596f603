//! The samples of sanic-jwt 1.8, a file for each page of its documentation, and what differs after the move.

mod configuration;
mod endpoints;
mod exceptions;
mod initialization;
mod moving;
mod payload;
mod protected;
mod refresh_tokens;
mod scoped;
mod simple_usage;

use axum::Json;
use jwt_guard::claim::AnyClaims;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::MintsClaims;
use jwt_guard::prelude::*;
use jwt_guard::scope::AnyScope;
use jwt_guard::session::MemoryStore;
use serde::Serialize;
use serde_json::{Value, json};

use super::client::{Client, NOW, OTHER_SECRET, Reply, SECRET, names, part};

#[derive(Clone, Serialize)]
struct User {
    user_id: u32,
    username: &'static str,
    #[serde(skip)]
    scopes: &'static [&'static str],
}

/// The users of the page "Scopes", in its order. The password of each is `abcxyz`.
const USERS: [User; 4] = [
    user(1, "user1", &["user"]),
    user(2, "user2", &["user", "admin"]),
    user(3, "user3", &["user:read"]),
    user(4, "user4", &["client1"]),
];

const fn user(user_id: u32, username: &'static str, scopes: &'static [&'static str]) -> User {
    User {
        user_id,
        username,
        scopes,
    }
}

fn user_with_id(subject: &str) -> Option<User> {
    let id = subject.parse().ok();
    USERS.into_iter().find(|user| Some(user.user_id) == id)
}

/// `authenticate`, `retrieve_user` and `add_scopes_to_payload`.
struct Users;

impl UserBackend for Users {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        let user = USERS
            .into_iter()
            .find(|user| user.username == login.username);
        Ok(user.filter(|_| *login.password == "abcxyz"))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        Ok(user_with_id(subject))
    }

    fn subject(&self, user: &User) -> String {
        user.user_id.to_string()
    }

    async fn scopes(&self, user: &User) -> Result<ScopeSet, BackendError> {
        Ok(user.scopes.iter().copied().collect())
    }
}

fn secret() -> Secret {
    SECRET.into()
}

/// An `Auth` without refresh tokens.
fn auth<C>(config: C) -> Auth<C>
where
    C: AuthConfig<Claims = NoClaims, Users = Users, Scopes = AnyScope> + MintsClaims<dyn AnyClaims>,
{
    let auth = Auth::builder(config)
        .users(Users)
        .clock(FrozenClock::at(NOW));
    auth.build().unwrap()
}

/// An `Auth` with refresh tokens, and its clock.
fn auth_with_sessions<C>(config: C) -> (Auth<C>, FrozenClock)
where
    C: AuthConfig<Claims = NoClaims, Users = Users, Scopes = AnyScope> + MintsClaims<dyn AnyClaims>,
{
    let clock = FrozenClock::at(NOW);
    let auth = Auth::builder(config).users(Users).store(MemoryStore::new());
    (auth.clock(clock.clone()).build().unwrap(), clock)
}

#[protected]
async fn protected_route() -> Json<Value> {
    Json(json!({"protected": true}))
}

/// The route `/protected`, and the endpoints.
fn app<C>(auth: &Auth<C>) -> Client
where
    C: AuthConfig<Claims = NoClaims, Users = Users, Scopes = AnyScope> + MintsClaims<dyn AnyClaims>,
{
    let app = GuardedRouter::new()
        .route("/protected", get(protected_route))
        .nest("/auth", auth.endpoints());
    Client::of(app.with_state(auth.clone()))
}

async fn log_in(client: &Client, username: &str) -> Reply {
    let credentials = json!({"username": username, "password": "abcxyz"});
    let reply = client.post("/auth", "", credentials).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    reply
}

fn refused(exception: &str, reason: &str) -> Value {
    json!({"reasons": [reason], "exception": exception})
}

/// The refusal of `/auth/verify` for a token that is not valid.
fn not_valid(reason: &str) -> Value {
    json!({"valid": false, "reasons": [reason], "exception": "InvalidToken"})
}
