//! The paths of the endpoints, and the members of their bodies.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;
use jwt_guard::token::Minter;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::fixtures::app::{Answer, NOW, SECRET, get_as, send};
use crate::keys::algorithms::pem;

/// A service in which single endpoints are off.
#[derive(AuthConfig, Deserialize)]
#[auth(users = Ada, session_owner = "shop", token_from(header, cookie))]
#[serde(deny_unknown_fields)]
struct Partial {
    secret: Secret,
    path_authenticate: Option<String>,
    path_verify: Option<String>,
    path_me: Option<String>,
    path_keys: Option<String>,
    path_logout: Option<String>,
    path_logout_all: Option<String>,
    path_refresh: Option<String>,
    path_revoke: Option<String>,
    path_reauthenticate: Option<String>,
}

impl Partial {
    fn auth(off: &[&str]) -> Auth<Self> {
        let mut file = json!({"secret": SECRET});
        for setting in off {
            file[*setting] = json!("off");
        }
        let auth = Auth::builder(serde_json::from_value::<Self>(file).unwrap()).users(Ada);
        auth.store(MemoryStore::new()).build().unwrap()
    }

    /// The endpoints, without those whose settings are `off`.
    fn app(off: &[&str]) -> GuardedRouter {
        let auth = Self::auth(off);
        GuardedRouter::new()
            .nest("/auth", auth.endpoints())
            .with_state(auth)
    }
}

#[derive(AuthConfig)]
#[auth(
    users = Ada,
    path_authenticate = "/login/",
    path_verify = "/token/check",
    path_me = "/",
    path_keys = "/jwks.json",
    username_key = "email",
    password_key = "phrase",
    access_token_key = "jwt"
)]
struct Renamed {
    secret: Secret,
}

#[derive(Clone, Serialize)]
struct User;

struct Ada;

impl UserBackend for Ada {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        Ok((login.username == "ada" && *login.password == "secret").then_some(User))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        Ok((subject == "1").then_some(User))
    }

    fn subject(&self, _: &User) -> String {
        "1".into()
    }

    async fn is_active(&self, _: &User) -> Result<bool, BackendError> {
        Ok(true)
    }
}

fn renamed() -> GuardedRouter {
    let secret = SECRET.into();
    let auth = Auth::builder(Renamed { secret }).users(Ada);
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .with_state(auth)
}

async fn login(app: &GuardedRouter, path: &str, body: &Value) -> Answer {
    let request = Request::post(path).header(CONTENT_TYPE, "application/json");
    send(app, request.body(Body::from(body.to_string())).unwrap()).await
}

#[tokio::test]
async fn literals_move_every_endpoint_with_and_without_a_slash() {
    let app = renamed();
    let credentials = json!({"email": "ada", "phrase": "secret"});
    for path in ["/auth/login", "/auth/login/"] {
        assert_eq!(login(&app, path, &credentials).await.status, 200, "{path}");
    }
    let answer = login(&app, "/auth/login", &credentials).await.json();
    let token = answer["jwt"].as_str().unwrap();
    assert_eq!(answer.as_object().unwrap().len(), 3, "{answer}");
    for path in [
        "/auth/token/check",
        "/auth/token/check/",
        "/auth",
        "/auth/",
        "/auth/jwks.json",
    ] {
        assert_eq!(get_as(&app, path, Some(token)).await.0, 200, "{path}");
    }
    for path in ["/auth/verify", "/auth/me", "/auth/keys", "/auth/token"] {
        assert_eq!(get_as(&app, path, Some(token)).await.0, 404, "{path}");
    }
    let manifest = app.manifest().to_string();
    for path in ["/auth/login", "/auth/token/check", "/auth/jwks.json"] {
        assert!(manifest.contains(path), "{manifest}");
    }
}

#[tokio::test]
async fn renamed_members_are_read_and_the_usual_ones_are_not() {
    let app = renamed();
    for (body, status, description) in [
        (
            json!({"username": "ada", "password": "secret"}),
            400,
            "the credentials have no member `email`",
        ),
        (
            json!({"email": "ada", "password": "secret"}),
            400,
            "the credentials have no member `phrase`",
        ),
        (
            json!({"email": "ada", "phrase": 1}),
            400,
            "a member of the credentials is unknown or has a value of the wrong type",
        ),
        (
            json!({"email": "bob", "username": "ada", "phrase": "secret"}),
            401,
            "",
        ),
        (
            json!({"email": "ada", "phrase": "wrong", "password": "secret"}),
            401,
            "",
        ),
        (
            json!({"email": "ada", "username": "bob", "phrase": "secret"}),
            200,
            "",
        ),
    ] {
        let answer = login(&app, "/auth/login", &body).await;
        assert_eq!(answer.status, status, "{body}");
        assert!(answer.body.contains(description), "{}", answer.body);
    }
    let request = Request::post("/auth/login").header(CONTENT_TYPE, "application/json");
    let twice = r#"{"email":"ada","phrase":"wrong","phrase":"secret"}"#;
    assert_eq!(
        send(&app, request.body(twice.into()).unwrap()).await.status,
        400
    );
}

#[derive(AuthConfig, Default)]
#[auth(users = Ada)]
struct Fields {
    secret: Option<Secret>,
    endpoints: Option<bool>,
    path_authenticate: Option<String>,
    path_me: Option<String>,
    path_keys: Option<String>,
    path_logout: Option<String>,
    username_key: Option<String>,
    password_key: Option<String>,
    access_token_key: Option<String>,
}

#[test]
fn fields_that_no_router_could_serve_are_start_up_errors() {
    let problems = |fields: Fields| {
        let secret = Some(SECRET.into());
        let error = Auth::builder(Fields { secret, ..fields })
            .users(Ada)
            .build();
        error.map_or_else(|error| error.to_string(), |_| "none".into())
    };
    let text = |text: &str| Some(text.to_owned());
    let wrong = problems(Fields {
        path_authenticate: text("login"),
        path_me: text("/{id}"),
        path_keys: text("/verify/"),
        username_key: text("password"),
        access_token_key: text("expires_in"),
        ..Fields::default()
    });
    for expected in [
        "`path_authenticate` (field `path_authenticate`): found `login`, which does not start with a slash",
        "`path_me` (field `path_me`): found `/{id}`, which has a parameter",
        "`path_keys` (field `path_keys`): found `/verify`, as in `path_verify`",
        "`username_key` (field `username_key`): found `password`, as in `password_key`",
        "`access_token_key` (field `access_token_key`): found `expires_in`, which is another member",
    ] {
        assert!(wrong.contains(expected), "{expected} is not in:\n{wrong}");
    }
    assert_eq!(wrong.lines().count(), 6, "{wrong}");
    let unused = problems(Fields {
        endpoints: Some(false),
        path_me: text("/user"),
        path_logout: text("/bye"),
        ..Fields::default()
    });
    for name in ["path_me", "path_logout"] {
        let expected =
            format!("`{name}` (field `{name}`): found a value, while `endpoints` is off");
        assert!(unused.contains(&expected), "{unused}");
    }
    let right = Fields {
        path_authenticate: text("/me"),
        path_me: text("/keys"),
        path_keys: text("/public"),
        username_key: text("password"),
        password_key: text("username"),
        ..Fields::default()
    };
    assert_eq!(problems(right), "none");
}

#[test]
fn names_for_other_credentials_are_start_up_errors() {
    #[derive(AuthConfig)]
    #[auth(users = Pins, username_key = "email")]
    struct WithPins {
        secret: Secret,
    }
    #[derive(Deserialize)]
    struct Pin {
        pin: u32,
    }
    struct Pins;
    impl UserBackend for Pins {
        type Credentials = Pin;
        type User = User;
        async fn authenticate(&self, login: Pin) -> Result<Option<User>, BackendError> {
            Ok((login.pin == 1234).then_some(User))
        }
        async fn retrieve_user(&self, _: &str) -> Result<Option<User>, BackendError> {
            Ok(Some(User))
        }
        fn subject(&self, _: &User) -> String {
            "1".into()
        }
    }
    let secret = SECRET.into();
    let error = Auth::builder(WithPins { secret })
        .users(Pins)
        .build()
        .unwrap_err();
    let expected = "`username_key` (literal in `#[auth(..)]`): found a name, while the backend takes credentials of its own";
    assert!(error.to_string().contains(expected), "{error}");
}

#[derive(AuthConfig)]
#[auth(algorithm = "EdDSA", users = Ada, endpoints = "off")]
struct VerifiesOnly {
    public_key: String,
}

#[inject_user]
async fn me(claims: Claims, user: User) -> String {
    serde_json::to_string(&user).unwrap() + claims.subject()
}

#[tokio::test]
async fn a_service_that_only_verifies_needs_no_endpoints_and_still_knows_its_users() {
    let auth = Auth::builder(VerifiesOnly {
        public_key: pem("ed25519", "public_pem"),
    })
    .users(Ada);
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let app = GuardedRouter::new()
        .route("/me", get(me))
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    let signing = Key::private(Algorithm::EdDSA, &pem("ed25519", "private_pem").into()).unwrap();
    let minter: Minter = Minter::builder(KeyRing::new(signing))
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
    let about = |subject: &str| minter.mint(subject).token().unwrap();
    assert_eq!(
        get_as(&app, "/me", Some(&about("1"))).await,
        (200, "null1".into())
    );
    assert_eq!(get_as(&app, "/me", Some(&about("2"))).await.0, 401);
    assert_eq!(get_as(&app, "/me", None).await.0, 401);
    for path in ["/auth", "/auth/", "/auth/verify", "/auth/me", "/auth/keys"] {
        assert_eq!(get_as(&app, path, Some(&about("1"))).await.0, 404, "{path}");
    }
    let credentials = json!({"username": "ada", "password": "secret"});
    assert_eq!(login(&app, "/auth", &credentials).await.status, 404);
    assert_eq!(app.manifest().to_string().lines().count(), 1);
}

const ENDPOINTS: [(&str, &str, &str); 9] = [
    ("path_authenticate", "POST", "/auth"),
    ("path_verify", "GET", "/auth/verify"),
    ("path_me", "GET", "/auth/me"),
    ("path_keys", "GET", "/auth/keys"),
    ("path_logout", "POST", "/auth/logout"),
    ("path_logout_all", "POST", "/auth/logout-all"),
    ("path_refresh", "POST", "/auth/refresh"),
    ("path_revoke", "POST", "/auth/revoke"),
    ("path_reauthenticate", "POST", "/auth/reauthenticate"),
];

async fn status(app: &GuardedRouter, method: &str, path: &str) -> u16 {
    let request = Request::builder().method(method).uri(path);
    let answer = send(app, request.body(Body::empty()).unwrap()).await;
    answer.status.as_u16()
}

#[tokio::test]
async fn an_endpoint_that_is_off_is_not_served_and_all_others_are() {
    for (off, ..) in ENDPOINTS {
        let app = Partial::app(&[off]);
        for (setting, method, path) in ENDPOINTS {
            for path in [path.to_owned(), format!("{path}/")] {
                let is_off = status(&app, method, &path).await == 404;
                assert_eq!(is_off, setting == off, "{path} without {off}");
            }
        }
    }
}

#[tokio::test]
async fn an_application_has_its_own_handler_where_an_endpoint_is_off() {
    #[protected]
    async fn my_me() -> &'static str {
        "mine"
    }
    #[public]
    async fn my_login() -> &'static str {
        "welcome"
    }
    let auth = Partial::auth(&["path_authenticate", "path_me"]);
    let app = GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .route("/auth/me", get(my_me))
        .route("/auth", post(my_login))
        .with_state(auth);
    assert_eq!(status(&app, "GET", "/auth/me").await, 401);
    let answer = login(&app, "/auth", &json!({})).await;
    assert_eq!((answer.status.as_u16(), &*answer.body), (200, "welcome"));
    assert_eq!(status(&app, "GET", "/auth/keys").await, 200);
}

#[tokio::test]
async fn all_endpoints_may_be_off_one_by_one() {
    let all = ENDPOINTS.map(|(setting, ..)| setting);
    let app = Partial::app(&all);
    for (_, method, path) in ENDPOINTS {
        assert_eq!(status(&app, method, path).await, 404, "{path}");
    }
}
