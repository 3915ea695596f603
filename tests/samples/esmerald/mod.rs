//! The samples of Esmerald 3.5: its page "`JWTConfig`", with the accounts of its longer example.

mod configuration;
mod controllers;
mod tokens;

use std::sync::{Arc, Mutex};

use axum::Json;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::client::{Client, NOW, Reply, SECRET, names, part};

#[derive(AuthConfig)]
#[auth(preset = "esmerald", users = Users, session_owner = "shop")]
struct JwtConfig {
    secret: Secret,
    header_prefixes: Option<Vec<String>>,
    access_ttl: Option<String>,
    refresh_ttl: Option<String>,
    access_token_key: Option<String>,
    refresh_token_key: Option<String>,
    token_type: Option<String>,
    refresh_token_type: Option<String>,
}

fn config() -> JwtConfig {
    JwtConfig {
        secret: SECRET.into(),
        header_prefixes: None,
        access_ttl: None,
        refresh_ttl: None,
        access_token_key: None,
        refresh_token_key: None,
        token_type: None,
        refresh_token_type: None,
    }
}

/// `UserOut`, which has no password.
#[derive(Clone, Serialize)]
struct User {
    id: usize,
    email: String,
    is_active: bool,
    is_verified: bool,
}

/// `UserIn`.
#[derive(Deserialize)]
struct NewUser {
    email: String,
    password: String,
}

/// Stands in for a database; a service keeps hashes of passwords, by `jwt_guard::user::Passwords`.
#[derive(Clone, Default)]
struct Users(Arc<Mutex<Vec<(User, String)>>>);

impl Users {
    fn create(&self, new: NewUser) {
        let mut users = self.0.lock().unwrap();
        let user = User {
            id: users.len() + 1,
            email: new.email,
            is_active: true,
            is_verified: false,
        };
        users.push((user, new.password));
    }

    fn all(&self) -> Vec<User> {
        let users = self.0.lock().unwrap();
        users.iter().map(|(user, _)| user.clone()).collect()
    }

    fn deactivate(&self) {
        self.0.lock().unwrap()[0].0.is_active = false;
    }
}

impl UserBackend for Users {
    type Credentials = Credentials;
    type User = User;

    /// `BackendAuthentication.authenticate`.
    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        let users = self.0.lock().map_err(|error| error.to_string())?;
        let found = users
            .iter()
            .find(|(user, password)| user.email == login.username && *password == *login.password);
        Ok(found.map(|(user, _)| user.clone()))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        let users = self.all().into_iter();
        let mut found = users.filter(|user| user.id.to_string() == subject);
        Ok(found.next())
    }

    fn subject(&self, user: &User) -> String {
        user.id.to_string()
    }

    /// `is_user_able_to_authenticate`.
    async fn is_active(&self, user: &User) -> Result<bool, BackendError> {
        Ok(user.is_active)
    }
}

#[derive(Clone, AuthState, FromRef)]
struct App {
    auth: Auth<JwtConfig>,
    users: Users,
}

/// `UserAPIView`: each handler says who may call it.
struct UserApiView;

#[protected]
impl UserApiView {
    async fn get_all(State(users): State<Users>) -> Json<Vec<User>> {
        Json(users.all())
    }

    async fn me(user: CurrentUser<User>) -> String {
        user.email.clone()
    }

    #[public(replace)]
    async fn create_user(State(users): State<Users>, Json(data): Json<NewUser>) -> StatusCode {
        users.create(data);
        StatusCode::CREATED
    }
}

/// A service with one user, `ada@example.com`.
fn service(config: JwtConfig) -> (Client, App, FrozenClock) {
    let (users, clock) = (Users::default(), FrozenClock::at(NOW));
    users.create(NewUser {
        email: "ada@example.com".into(),
        password: "secret".into(),
    });
    let auth = Auth::builder(config)
        .users(users.clone())
        .store(MemoryStore::new())
        .clock(clock.clone());
    let auth = auth.build().unwrap();
    let app = App { auth, users };
    let router = GuardedRouter::new()
        .route("/auth/users", get(UserApiView::get_all))
        .route("/auth/user", get(UserApiView::me))
        .route("/auth/create", post(UserApiView::create_user))
        .nest("/auth", app.auth.endpoints());
    (Client::of(router.with_state(app.clone())), app, clock)
}

async fn sign_in(client: &Client) -> Reply {
    let credentials = json!({"email": "ada@example.com", "password": "secret"});
    let reply = client.post("/auth/signin", "", credentials).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    reply
}

async fn refresh(client: &Client, token: String) -> Reply {
    let body = json!({"refresh_token": token});
    client.post("/auth/refresh-access", "", body).await
}

fn detail(text: &str) -> (u16, Value) {
    (401, json!({"detail": text}))
}
