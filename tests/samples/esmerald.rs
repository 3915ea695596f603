//! The samples of Esmerald 3.5: its page "`JWTConfig`", with the accounts of its longer example.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Json;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use jwt_guard::claim::ExtraClaims;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;
use jwt_guard::token::TokenError;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::client::{Client, NOW, OTHER_SECRET, Reply, SECRET, names, part};

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

// "JWTConfig and application".
#[tokio::test]
async fn jwtconfig_and_application() {
    let (client, _, _) = service(config());
    let login = sign_in(&client).await;
    let admitted = client.get("/auth/user", &login.bearer()).await;
    assert_eq!(admitted.body, "ada@example.com");
    let absent = client.get("/auth/user", "").await;
    let expected = detail("Token not found in the request header");
    assert_eq!(absent.seen(), expected);
    assert!(!absent.has_challenge());
}

// "JWTConfig and application settings": `auth_header_types=["Bearer", "Token"]`.
#[tokio::test]
async fn jwtconfig_and_application_settings() {
    let (client, _, _) = service(JwtConfig {
        header_prefixes: Some(vec!["Bearer".into(), "Token".into()]),
        ..config()
    });
    let token = sign_in(&client).await.text("access_token");
    for (scheme, status) in [("Bearer", 200), ("Token", 200), ("JWT", 401)] {
        let authorization = format!("{scheme} {token}");
        let reply = client.get("/auth/users", &authorization).await;
        assert_eq!(reply.status, status, "{scheme}");
    }
}

// "Parameters": the lifetimes, the names of the tokens, and their types.
#[tokio::test]
async fn parameters() {
    let (client, _, _) = service(JwtConfig {
        access_ttl: Some("1m".into()),
        refresh_ttl: Some("1h".into()),
        access_token_key: Some("access".into()),
        refresh_token_key: Some("refresh".into()),
        token_type: Some("access".into()),
        refresh_token_type: Some("refresh".into()),
        ..config()
    });
    let login = sign_in(&client).await;
    assert_eq!(login.members(), ["access", "refresh"]);
    for (name, lifetime) in [("access", 60), ("refresh", 60 * 60)] {
        let claims = part(&login.text(name), 1);
        assert_eq!(claims["token_type"], name);
        assert_eq!(claims["exp"], NOW + lifetime);
    }
}

#[derive(AuthConfig)]
#[auth(preset = "esmerald", claims = ExtraClaims, user_lookup = "injected")]
struct OfToken {
    secret: Secret,
}

fn of_token(secret: &str) -> Auth<OfToken> {
    let auth = Auth::builder(OfToken {
        secret: secret.into(),
    });
    auth.clock(FrozenClock::at(NOW)).build().unwrap()
}

// "Generate a Token (encode)".
#[test]
fn generate_a_token_encode() {
    let auth = of_token(SECRET);
    let token = auth.mint("3").ttl(Duration::from_secs(60)).token().unwrap();
    assert_eq!(part(&token, 0), json!({"alg": "HS256", "typ": "JWT"}));
    let claims = part(&token, 1);
    assert_eq!(names(&claims), ["exp", "iat", "jti", "sub", "token_type"]);
    assert_eq!(claims["sub"], "3");
    assert_eq!(
        (&claims["iat"], &claims["exp"]),
        (&json!(NOW), &json!(NOW + 60))
    );
}

// "Decode a Token (decode)".
#[test]
fn decode_a_token_decode() {
    let token = of_token(SECRET).mint("3").token().unwrap();
    let decoded = of_token(SECRET).verify(&token).unwrap();
    assert_eq!((decoded.subject(), decoded.issued_at()), ("3", Some(NOW)));
    let refused = of_token(OTHER_SECRET).verify(&token);
    assert_eq!(refused.err(), Some(TokenError::Signature));
    let malformed = of_token(SECRET).verify("x");
    assert_eq!(malformed.err(), Some(TokenError::Malformed));
}

// "The claims": whatever is passed to `encode` is there after `decode`.
#[test]
fn the_claims() {
    let auth = of_token(SECRET);
    let claims = ExtraClaims::from_iter([("team".to_owned(), "red".into())]);
    let token = auth.mint("3").claims(claims).token().unwrap();
    let decoded = auth.verify(&token).unwrap();
    assert_eq!(decoded.custom().get("team"), Some(&"red".into()));
}

// "The token class": the claim `token_type` tells access tokens and refresh tokens apart.
#[tokio::test]
async fn the_token_class() {
    let (client, app, _) = service(config());
    let login = sign_in(&client).await;
    for name in ["access_token", "refresh_token"] {
        assert_eq!(part(&login.text(name), 1)["token_type"], name);
    }
    let refused = app.auth.verify(&login.text("refresh_token"));
    assert_eq!(refused.err(), Some(TokenError::Type));
}

// "The middleware".
#[tokio::test]
async fn the_middleware() {
    let (client, app, clock) = service(config());
    let login = sign_in(&client).await;
    let access = login.bearer();
    let refresh = format!("Bearer {}", login.text("refresh_token"));
    let unknown = format!("Bearer {}", app.auth.mint("99").token().unwrap());
    for (authorization, text) in [
        ("", "Token not found in the request header"),
        // There, `'Basic' is not an authorized header.`
        ("Basic x", "The scheme is not an authorized header."),
        ("Bearer x", "Not enough segments"),
        (&*format!("{access}A"), "Signature verification failed."),
        (&*refresh, "Refresh tokens cannot be used for operations."),
        (&*unknown, "User not found."),
    ] {
        let reply = client.get("/auth/users", authorization).await;
        assert_eq!(reply.seen(), detail(text), "{authorization}");
    }
    assert_eq!(client.get("/auth/users", &access).await.status, 200);
    app.users.deactivate();
    let inactive = client.get("/auth/users", &access).await;
    assert_eq!(inactive.seen(), detail("User not found."));
    clock.set(NOW + 5 * 60);
    let expired = client.get("/auth/users", &access).await;
    assert_eq!(expired.seen(), detail("Signature has expired."));
}

// "Backend", `BackendAuthentication`: all failures look alike. There, a user who does not exist gets 200 and `null`.
#[tokio::test]
async fn backend_authentication() {
    let (client, app, _) = service(config());
    let attempt = async |email: &str, password: &str| {
        let credentials = json!({"email": email, "password": password});
        client.post("/auth/signin", "", credentials).await.seen()
    };
    let expected = detail("Invalid credentials.");
    assert_eq!(attempt("ada@example.com", "wrong").await, expected);
    assert_eq!(attempt("eve@example.com", "secret").await, expected);
    app.users.deactivate();
    assert_eq!(attempt("ada@example.com", "secret").await, expected);
}

// "Backend", `RefreshAuthentication`.
#[tokio::test]
async fn refresh_authentication() {
    let (client, _, clock) = service(config());
    let login = sign_in(&client).await;
    clock.set(NOW + 60 * 60);
    for _ in 0..2 {
        let reply = refresh(&client, login.text("refresh_token")).await;
        assert_eq!(reply.members(), ["access_token"]);
        let claims = part(&reply.text("access_token"), 1);
        assert_eq!(claims["sub"], "1");
        assert_eq!(claims["exp"], NOW + 60 * 60 + 5 * 60);
        let admitted = client.get("/auth/users", &reply.bearer()).await;
        assert_eq!(admitted.status, 200);
    }
    let reply = refresh(&client, login.text("access_token")).await;
    assert_eq!(reply.seen(), detail("Only refresh tokens are allowed."));
    clock.set(NOW + 24 * 60 * 60);
    let reply = refresh(&client, login.text("refresh_token")).await;
    assert_eq!(reply.seen(), detail("Signature has expired."));
}

// "Backend": there, "there is no need to query the user again", so that a user who was deactivated goes on.
#[tokio::test]
async fn an_inactive_user_does_not_refresh() {
    let (client, app, _) = service(config());
    let login = sign_in(&client).await;
    app.users.deactivate();
    let reply = refresh(&client, login.text("refresh_token")).await;
    assert_eq!(reply.status, 401);
}

// "The controllers": `/auth/create`, `/auth/signin`, `/auth/users` and `/auth/refresh-access`.
#[tokio::test]
async fn the_controllers() {
    let (client, _, _) = service(config());
    let new = json!({"email": "bob@example.com", "password": "abcxyz"});
    let created = client.post("/auth/create", "", new.clone()).await;
    assert_eq!((created.status, &*created.body), (201, ""));
    let login = client.post("/auth/signin", "", new).await;
    assert_eq!(login.members(), ["access_token", "refresh_token"]);
    let incomplete = json!({"email": "bob@example.com"});
    let incomplete = client.post("/auth/signin", "", incomplete).await;
    assert_eq!(
        (incomplete.status, incomplete.members()),
        (400, vec!["detail".into()])
    );
    let users = client.get("/auth/users", &login.bearer()).await;
    let listed = users.json();
    let [ada, bob] = &listed.as_array().unwrap()[..] else {
        panic!("{users:?}")
    };
    assert_eq!(ada["email"], "ada@example.com");
    assert_eq!(names(bob), ["email", "id", "is_active", "is_verified"]);
    let reply = refresh(&client, login.text("refresh_token")).await;
    assert_eq!(reply.status, 200);
}
