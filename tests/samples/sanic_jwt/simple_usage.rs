//! The page "Simple Usage".

use jwt_guard::user::ApplicationRefusal;
use serde::Deserialize;

use super::*;

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Accounts, scopes_format = "list")]
struct Api {
    secret: Secret,
}

/// Other than `Credentials`, each member may be absent.
#[derive(Deserialize)]
struct Login {
    username: Option<String>,
    password: Option<String>,
}

/// Tells why a login fails, as that page does. A service had better return `Ok(None)`.
struct Accounts;

/// `AuthenticationFailed(text)`.
fn failed(text: &str) -> BackendError {
    ApplicationRefusal::new(401, text).into()
}

impl UserBackend for Accounts {
    type Credentials = Login;
    type User = User;

    async fn authenticate(&self, login: Login) -> Result<Option<User>, BackendError> {
        let (Some(username), Some(password)) = (login.username, login.password) else {
            return Err(failed("Missing username or password."));
        };
        let user = USERS.into_iter().find(|user| user.username == username);
        let user = user.ok_or_else(|| failed("User not found."))?;
        match &*password {
            "abcxyz" => Ok(Some(user)),
            _ => Err(failed("Password is incorrect.")),
        }
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        Ok(user_with_id(subject))
    }

    fn subject(&self, user: &User) -> String {
        user.user_id.to_string()
    }
}

// "Simple Usage".
#[tokio::test]
async fn simple_usage() {
    let auth = Auth::builder(Api { secret: secret() }).users(Accounts);
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let app = GuardedRouter::new().nest("/auth", auth.endpoints());
    let client = Client::of(app.with_state(auth));

    for (login, reason) in [
        (
            json!({"username": "user1", "password": "wrongpassword"}),
            "Password is incorrect.",
        ),
        (
            json!({"username": "user9", "password": "abcxyz"}),
            "User not found.",
        ),
        (
            json!({"username": "user1"}),
            "Missing username or password.",
        ),
    ] {
        let reply = client.post("/auth", "", login).await;
        assert_eq!(reply.seen(), (401, refused("AuthenticationFailed", reason)));
        assert!(!reply.has_challenge());
    }

    let login = log_in(&client, "user1").await;
    assert_eq!(login.members(), ["access_token"]);
    let token = login.text("access_token");
    assert_eq!(part(&token, 0), json!({"typ": "JWT", "alg": "HS256"}));
    assert_eq!(part(&token, 1), json!({"user_id": 1, "exp": NOW + 30 * 60}));
    let verified = client.get("/auth/verify", &login.bearer()).await;
    assert_eq!(verified.seen(), (200, json!({"valid": true})));
}
