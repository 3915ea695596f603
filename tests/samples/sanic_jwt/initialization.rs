//! The page "Initialization".

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::StatusCode;
use jwt_guard::claim::ExtraClaims;
use jwt_guard::scope::ScopeCheck;
use serde::Deserialize;

use super::*;

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users)]
struct Api {
    secret: Secret,
}

#[public]
async fn open() -> Json<Value> {
    Json(json!({"protected": false}))
}

// "Instance".
#[tokio::test]
async fn instance() {
    let auth = auth(Api { secret: secret() });
    let app = GuardedRouter::new()
        .route("/", get(protected_route))
        .route("/open", get(open))
        .nest("/auth", auth.endpoints());
    let client = Client::of(app.with_state(auth));
    let token = log_in(&client, "user1").await.bearer();
    let admitted = client.get("/", &token).await;
    assert_eq!(admitted.seen(), (200, json!({"protected": true})));
    assert_eq!(client.get("/", "").await.status, 401);
    assert_eq!(client.get("/open", "").await.status, 200);
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users, access_token_key = "mytoken")]
struct First {
    secret: Secret,
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users, access_token_key = "yourtoken")]
struct Second {
    secret: Secret,
}

#[derive(Clone, AuthState)]
struct Both {
    first: Auth<First>,
    second: Auth<Second>,
}

#[protected(auth = First)]
async fn of_first() {}

#[protected(auth = Second)]
async fn of_second() {}

// "Instance": several of them, side by side, and "If you decide to initialize more than one instance ..".
#[tokio::test]
async fn several_instances() {
    for (secret_of_second, status) in [(SECRET, 200), (OTHER_SECRET, 401)] {
        let both = Both {
            first: auth(First { secret: secret() }),
            second: auth(Second {
                secret: secret_of_second.into(),
            }),
        };
        let app = GuardedRouter::new()
            .route("/1", get(of_first))
            .route("/2", get(of_second))
            .nest("/1/auth", both.first.endpoints())
            .nest("/2/auth", both.second.endpoints());
        let client = Client::of(app.with_state(both));
        let credentials = || json!({"username": "user1", "password": "abcxyz"});
        let first = client.post("/1/auth", "", credentials()).await;
        let second = client.post("/2/auth", "", credentials()).await;
        assert_eq!(first.members(), ["mytoken"]);
        assert_eq!(second.members(), ["yourtoken"]);
        let first = format!("Bearer {}", first.text("mytoken"));
        assert_eq!(client.get("/1", &first).await.status, 200);
        assert_eq!(client.get("/2", &first).await.status, status);
    }
}

#[derive(Clone, Serialize)]
struct Joe {
    user_id: &'static str,
    username: &'static str,
    email: &'static str,
    verified: bool,
}

const JOE: Joe = Joe {
    user_id: "4",
    username: "joe",
    email: "joe@joemail.com",
    verified: true,
};

/// `retrieve_user`, `extend_payload` and `retrieve_user_secret`.
#[derive(Clone)]
struct Joes {
    secret: Arc<Mutex<&'static str>>,
}

impl UserBackend for Joes {
    type Credentials = Credentials;
    type User = Joe;

    async fn authenticate(&self, login: Credentials) -> Result<Option<Joe>, BackendError> {
        Ok((login.username == "joe").then_some(JOE))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<Joe>, BackendError> {
        Ok((subject == "4").then_some(JOE))
    }

    fn subject(&self, user: &Joe) -> String {
        user.user_id.to_owned()
    }

    async fn extend_payload(&self, user: &Joe) -> Result<ExtraClaims, BackendError> {
        let username = ("username".to_owned(), user.username.into());
        Ok(ExtraClaims::from_iter([username]))
    }

    async fn user_secret(&self, _: &str) -> Result<Option<Secret>, BackendError> {
        Ok(Some((*self.secret.lock().unwrap()).into()))
    }
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Joes, subject_format = "string")]
struct OfJoe {
    secret: Secret,
    key_per_user: bool,
}

fn joe(key_per_user: bool) -> (Client, Joes) {
    let users = Joes {
        secret: Arc::new(Mutex::new("dynamically-generated")),
    };
    let config = OfJoe {
        secret: secret(),
        key_per_user,
    };
    let auth = Auth::builder(config).users(users.clone());
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let app = GuardedRouter::new()
        .route("/protected", get(protected_route))
        .nest("/auth", auth.endpoints());
    (Client::of(app.with_state(auth)), users)
}

async fn log_joe_in(client: &Client) -> Reply {
    let credentials = json!({"username": "joe", "password": "secret"});
    client.post("/auth", "", credentials).await
}

// "Handlers", 4. `retrieve_user`.
#[tokio::test]
async fn retrieve_user() {
    let (client, _) = joe(false);
    let token = log_joe_in(&client).await.bearer();
    let me = json!({
        "user_id": "4",
        "username": "joe",
        "email": "joe@joemail.com",
        "verified": true,
    });
    let reply = client.get("/auth/me", &token).await;
    assert_eq!(reply.seen(), (200, json!({"me": me})));
}

// "Handlers", 5. `retrieve_user_secret`, and "User level secrets" of the page "Payloads".
#[tokio::test]
async fn retrieve_user_secret() {
    let (client, users) = joe(true);
    let token = log_joe_in(&client).await.bearer();
    assert_eq!(client.get("/protected", &token).await.status, 200);
    *users.secret.lock().unwrap() = "another";
    let reply = client.get("/protected", &token).await;
    assert_eq!(
        reply.seen(),
        (401, refused("Unauthorized", "Auth required."))
    );
}

// "Handlers", 6. `add_scopes_to_payload`.
#[tokio::test]
async fn add_scopes_to_payload() {
    let client = app(&auth(Api { secret: secret() }));
    let token = log_in(&client, "user2").await.text("access_token");
    assert_eq!(part(&token, 1)["scopes"], json!(["user", "admin"]));
}

/// Oranges are accepted for apples.
fn my_scope_override(check: &ScopeCheck<'_>) -> bool {
    let is_orange = |scope: &str| scope == "fruit:oranges";
    check.is_granted() || check.granted().any(|scope| is_orange(scope.as_str()))
}

fn my_destructure_scopes(scopes: Vec<String>) -> Vec<String> {
    let scopes = scopes.into_iter();
    scopes.map(|scope| scope.replace('/', ":")).collect()
}

#[derive(AuthConfig)]
#[auth(
    preset = "sanic-jwt",
    users = Users,
    scope_validator = my_scope_override,
    scope_normalizer = my_destructure_scopes
)]
struct OfFruit {
    secret: Secret,
}

#[scoped("fruit:apples")]
async fn apples() {}

/// A literal is a scope, in which `|` has no place: `/` has.
#[scoped("foo/bar")]
async fn nonstandard() -> Json<Value> {
    Json(json!({"nonstandardscopes": true}))
}

fn fruit() -> (Client, impl Fn(&str) -> String) {
    let auth = auth(OfFruit { secret: secret() });
    let app = GuardedRouter::new()
        .route("/apples", get(apples))
        .route("/protected/nonstandardscopes", get(nonstandard));
    let client = Client::of(app.with_state(auth.clone()));
    let token = move |scope: &str| {
        let token = auth.mint("1").scopes([scope]).token().unwrap();
        format!("Bearer {token}")
    };
    (client, token)
}

// "Handlers", 7. `override_scope_validator`.
#[tokio::test]
async fn override_scope_validator() {
    let (client, token) = fruit();
    for (scope, status) in [
        ("fruit:apples", 200),
        ("fruit:oranges", 200),
        ("fruit:pears", 403),
    ] {
        let reply = client.get("/apples", &token(scope)).await;
        assert_eq!(reply.status, status, "{scope}");
    }
}

// "Handlers", 8. `destructure_scopes`.
#[tokio::test]
async fn destructure_scopes() {
    let (client, token) = fruit();
    let path = "/protected/nonstandardscopes";
    let reply = client.get(path, &token("foo:bar")).await;
    assert_eq!(reply.seen(), (200, json!({"nonstandardscopes": true})));
    assert_eq!(client.get(path, &token("foo:baz")).await.status, 403);
}

// "Handlers", 9. `extend_payload`.
#[tokio::test]
async fn extend_payload() {
    let (client, _) = joe(false);
    let token = log_joe_in(&client).await.text("access_token");
    assert_eq!(part(&token, 1)["username"], "joe");
}

#[derive(AuthConfig)]
#[auth(
    preset = "sanic-jwt",
    users = Users,
    access_token_key = "mytoken",
    cookie_access_name = "mytoken",
    token_from(cookie(strict)),
    subject_claim = "id",
    issued_at = "on",
    cookie_domain = "example.com"
)]
struct Configured {
    secret: Secret,
}

// "Runtime Configuration".
#[tokio::test]
async fn runtime_configuration() {
    let client = app(&auth(Configured { secret: secret() }));
    let login = log_in(&client, "user1").await;
    let claims = part(&login.text("mytoken"), 1);
    assert_eq!((&claims["id"], &claims["iat"]), (&json!(1), &json!(NOW)));
    let [cookie] = &login.cookies()[..] else {
        panic!("{login:?}")
    };
    assert!(cookie.starts_with("mytoken="), "{cookie}");
    assert!(cookie.contains("Domain=example.com"), "{cookie}");
    let cookie = login.cookie("mytoken");
    let reply = client.get_with_cookies("/protected", &cookie).await;
    assert_eq!(reply.status, 200);
}

/// The users who may log in by a link, and the tokens that were sent to them.
#[derive(Clone, Default)]
struct MagicLogin {
    tokens: Arc<Mutex<BTreeMap<String, u32>>>,
}

/// What the link in the mail leads to.
#[derive(Deserialize)]
struct MagicToken {
    magic_token: String,
}

impl UserBackend for MagicLogin {
    type Credentials = MagicToken;
    type User = User;

    async fn authenticate(&self, login: MagicToken) -> Result<Option<User>, BackendError> {
        // Each token works once.
        let id = self.tokens.lock().unwrap().remove(&login.magic_token);
        Ok(id.and_then(|id| user_with_id(&id.to_string())))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        Ok(user_with_id(subject))
    }

    fn subject(&self, user: &User) -> String {
        user.user_id.to_string()
    }
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = MagicLogin)]
struct OfMagic {
    secret: Secret,
}

#[derive(Clone, AuthState, axum::extract::FromRef)]
struct MagicApp {
    auth: Auth<OfMagic>,
    users: MagicLogin,
}

#[derive(Deserialize)]
struct Who {
    username: String,
}

/// A service sends the token by mail, and not in the response.
#[public]
async fn magic_login(State(users): State<MagicLogin>, Json(who): Json<Who>) -> StatusCode {
    let user = USERS.into_iter().find(|user| user.username == who.username);
    if let Some(user) = user {
        let token = format!("magic-token-of-{}", user.username);
        users.tokens.lock().unwrap().insert(token, user.user_id);
    }
    StatusCode::NO_CONTENT
}

// "Additional Views": the passwordless login.
#[tokio::test]
async fn additional_views() {
    let users = MagicLogin::default();
    let auth = Auth::builder(OfMagic { secret: secret() }).users(users.clone());
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let app = GuardedRouter::new()
        .route("/auth/magic-login", post(magic_login))
        .nest("/auth", auth.endpoints());
    let client = Client::of(app.with_state(MagicApp { auth, users }));
    let asked = json!({"username": "user1"});
    let reply = client.post("/auth/magic-login", "", asked).await;
    assert_eq!(reply.status, 204);
    let token = || json!({"magic_token": "magic-token-of-user1"});
    let first = client.post("/auth", "", token()).await;
    assert_eq!(first.members(), ["access_token"]);
    let second = client.post("/auth", "", token()).await;
    let expected = refused("AuthenticationFailed", "Authentication failed.");
    assert_eq!(second.seen(), (401, expected));
}
