//! The documentation of Flask-JWT 0.3: each test is its sample, a handler of its API, or an option.

use axum::Json;
use axum::http::Method;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use crate::flask_client::{
    Client, MINUTE, NOW, SECRET, changed, claims as claims_of, names, parts, signed,
};

#[derive(Clone, Serialize)]
struct User {
    id: u32,
    username: &'static str,
}

const USERS: [User; 2] = [
    User {
        id: 1,
        username: "user1",
    },
    User {
        id: 2,
        username: "user2",
    },
];

/// The functions `authenticate` and `identity` of the quickstart.
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
        Ok(USERS.into_iter().find(|user| self.subject(user) == subject))
    }

    fn subject(&self, user: &User) -> String {
        user.id.to_string()
    }
}

#[inject_user]
async fn protected_route(user: User) -> String {
    format!("User(id='{}')", user.id)
}

#[protected(realm = "reports")]
async fn other_realm() -> &'static str {
    "report"
}

/// A service with these settings beside the preset, and what is built onto its `Auth`.
macro_rules! service {
    (($($setting:tt)*) $(.$with:ident($($value:tt)*))*) => {
        service!(Users, ($($setting)*) $(.$with($($value)*))*)
    };
    ($users:ident, ($($setting:tt)*) $(.$with:ident($($value:tt)*))*) => {{
        #[derive(AuthConfig)]
        #[auth(preset = "flask-jwt", users = $users, $($setting)*)]
        struct App {
            secret: Secret,
        }

        let secret = SECRET.into();
        let auth = Auth::builder(App { secret }).users($users).clock(FrozenClock::at(NOW));
        let auth = auth$(.$with($($value)*))*.build().unwrap();
        let app = GuardedRouter::new()
            .route("/protected", get(protected_route))
            .route("/other", get(other_realm))
            .nest("/auth", auth.endpoints());
        Client::of(app.with_state(auth))
    }};
}

fn refused(error: &str, description: &str) -> (u16, Value) {
    let body = json!({"status_code": 401, "error": error, "description": description});
    (401, body)
}

fn jwt(token: &str) -> String {
    format!("JWT {token}")
}

/// The claims of a token as the original mints them.
fn original() -> Value {
    json!({"identity": 1, "iat": NOW, "nbf": NOW, "exp": NOW + 5 * MINUTE})
}

fn with(change: Value) -> String {
    jwt(&signed(&changed(&original(), &change)))
}

async fn log_in(client: &Client) -> String {
    let reply = client.log_in("/auth", "user1", "abcxyz").await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.text_of("access_token")
}

mod deviations;
mod handlers;
mod options;
mod quickstart;
