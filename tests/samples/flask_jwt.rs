//! The documentation of Flask-JWT 0.3: each test is its sample, a handler of its API, or an option.

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use jwt_guard::claim::ExtraClaims;
use jwt_guard::clock::FrozenClock;
use jwt_guard::error::Reason;
use jwt_guard::guard::RequestSettings;
use jwt_guard::prelude::*;
use jwt_guard::response::{FlaskJwt, LoginGrant, Refusal, Responses};
use jwt_guard::session::{MemoryStore, NewSession};
use jwt_guard::token::TokenError;
use jwt_guard::user::{LoginRequest, TokenUser};
use serde::Serialize;
use serde_json::{Map, Value, json};

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

/// Quickstart
#[tokio::test]
async fn quickstart() {
    let client = service!(());
    let reply = client.log_in("/auth", "user1", "abcxyz").await;
    assert_eq!(
        (reply.status, names(&reply.json())),
        (200, vec!["access_token"])
    );
    let token = reply.text_of("access_token");
    let [header, claims] = parts(&token);
    assert_eq!(header, json!({"alg": "HS256", "typ": "JWT"}));
    assert_eq!(claims, original());
    let reply = client.get("/protected", &jwt(&token)).await;
    assert_eq!((reply.status, &*reply.text), (200, "User(id='1')"));
    let wrong = refused("Bad Request", "Invalid credentials");
    let reply = client.log_in("/auth", "user1", "wrong").await;
    assert_eq!(reply.seen(), wrong);
    let reply = client.log_in("/auth", "user1", "").await;
    assert_eq!(reply.seen(), wrong);
    let reply = client.get("/protected", "").await;
    let absent = "Request does not contain an access token";
    assert_eq!(reply.seen(), refused("Authorization Required", absent));
    let challenge = reply.headers["www-authenticate"].to_str().unwrap();
    assert_eq!(challenge, "JWT realm=\"Login Required\"");
}

/// Quickstart: requests that are refused
#[tokio::test]
async fn refusals() {
    let client = service!(());
    let header = "Invalid JWT header";
    let invalid = "Invalid token";
    let forged = format!("JWT {}A", signed(&original()));
    for (authorization, error, description) in [
        ("Bearer x", header, "Unsupported authorization type"),
        ("JWT", header, "Token missing"),
        ("JWT a b", header, "Token contains spaces"),
        ("JWT a", invalid, "Not enough segments"),
        (&forged, invalid, "Signature verification failed"),
        (
            &with(json!({"exp": NOW - 10})),
            invalid,
            "Signature has expired",
        ),
        (
            &with(json!({"nbf": NOW + 15})),
            invalid,
            "The token is not yet valid (nbf)",
        ),
        (
            &with(json!({"iat": NOW + 15})),
            invalid,
            "Issued At claim (iat) cannot be in the future.",
        ),
        (
            &with(json!({"iat": null})),
            invalid,
            "Token is missing the \"iat\" claim",
        ),
        (
            &with(json!({"nbf": null})),
            invalid,
            "Token is missing the \"nbf\" claim",
        ),
        (
            &with(json!({"identity": 9})),
            "Invalid JWT",
            "User does not exist",
        ),
    ] {
        let reply = client.get("/protected", authorization).await;
        assert_eq!(reply.seen(), refused(error, description), "{authorization}");
        assert!(
            !reply.headers.contains_key("www-authenticate"),
            "{authorization}"
        );
    }
}

/// Access tokens cross: those of the original are accepted, and ours have the same claims
#[tokio::test]
async fn access_tokens_cross() {
    let client = service!(());
    let reply = client.get("/protected", &jwt(&signed(&original()))).await;
    assert_eq!(reply.text, "User(id='1')");
    assert_eq!(claims_of(&log_in(&client).await), original());
}

/// API: `jwt_required(realm)`, `JWT_DEFAULT_REALM`
#[tokio::test]
async fn realms() {
    let client = service!((realm = "shop"));
    for (path, challenge) in [
        ("/protected", "JWT realm=\"shop\""),
        ("/other", "JWT realm=\"reports\""),
    ] {
        let reply = client.get(path, "").await;
        assert_eq!(reply.headers["www-authenticate"], challenge);
    }
}

/// `@jwt_required()` without `current_identity`: the user is looked up as well
#[tokio::test]
async fn jwt_required() {
    let client = service!(());
    let reply = client.get("/other", &with(json!({"identity": 9}))).await;
    assert_eq!(reply.seen(), refused("Invalid JWT", "User does not exist"));
    assert_eq!(client.get("/other", &with(json!({}))).await.status, 200);
}

/// JWT_AUTH_URL_RULE, JWT_AUTH_USERNAME_KEY, JWT_AUTH_PASSWORD_KEY
#[tokio::test]
async fn authentication_endpoint() {
    let client = service!((
        path_authenticate = "/token",
        username_key = "email",
        password_key = "pass"
    ));
    let body = json!({"email": "user1", "pass": "abcxyz"});
    let reply = client.post_json("/auth/token", &body).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let reply = client.log_in("/auth/token", "user1", "abcxyz").await;
    assert_eq!(reply.seen(), refused("Bad Request", "Invalid credentials"));
    // `None` there: no such endpoint. `GET` is not its method.
    let client = service!((path_authenticate = "off"));
    assert_eq!(client.log_in("/auth", "user1", "abcxyz").await.status, 404);
    assert_eq!(service!(()).get("/auth", "").await.status, 405);
}

/// JWT_AUTH_HEADER_PREFIX
#[tokio::test]
async fn header_prefix() {
    let token = signed(&original());
    let client = service!(());
    for prefix in ["JWT", "jwt", "Jwt"] {
        let reply = client.get("/protected", &format!("{prefix} {token}")).await;
        assert_eq!(reply.status, 200, "{prefix}");
    }
    let client = service!((header_prefixes = "Bearer"));
    let reply = client.get("/protected", &format!("bearer {token}")).await;
    assert_eq!(reply.status, 200);
    let reply = client.get("/protected", &jwt(&token)).await;
    assert_eq!(
        reply.seen(),
        refused("Invalid JWT header", "Unsupported authorization type")
    );
    let reply = client.get("/protected", "").await;
    let challenge = "JWT realm=\"Login Required\"";
    assert_eq!(reply.headers["www-authenticate"], challenge);
}

/// JWT_ALGORITHM
#[tokio::test]
async fn algorithm() {
    #[derive(AuthConfig)]
    #[auth(preset = "flask-jwt", users = Users, algorithm = "HS384")]
    struct App {
        secret: Secret,
    }
    let secret = "fQ7vL2nX9sK4wR8yT3bM6zJ1cH5gD0pAfQ7vL2nX9sK4wR8y".into();
    let auth = Auth::builder(App { secret }).users(Users);
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let app = GuardedRouter::new().route("/protected", get(protected_route));
    let client = Client::of(app.nest("/auth", auth.endpoints()).with_state(auth));
    let token = log_in(&client).await;
    assert_eq!(parts(&token)[0]["alg"], "HS384");
    assert_eq!(client.get("/protected", &jwt(&token)).await.status, 200);
    let reply = client.get("/protected", &with(json!({}))).await;
    let text = "The specified alg value is not allowed";
    assert_eq!(reply.seen(), refused("Invalid token", text));
}

/// JWT_LEEWAY
#[tokio::test]
async fn leeway() {
    let [past, ahead] = [json!({"exp": NOW - 5}), json!({"nbf": NOW + 5})].map(with);
    for (client, status) in [(service!(()), 200), (service!((leeway = "0s")), 401)] {
        for token in [&past, &ahead] {
            assert_eq!(client.get("/protected", token).await.status, status);
        }
    }
}

/// JWT_EXPIRATION_DELTA, JWT_NOT_BEFORE_DELTA
#[tokio::test]
async fn deltas() {
    let client = service!((access_ttl = "1h", not_before = "1m"));
    let claims = claims_of(&log_in(&client).await);
    let expected = json!({"exp": NOW + 60 * MINUTE, "nbf": NOW + MINUTE});
    assert_eq!(claims, changed(&original(), &expected));
}

/// JWT_REQUIRED_CLAIMS, JWT_VERIFY_CLAIMS, JWT_VERIFY_EXPIRATION, JWT_VERIFY
#[tokio::test]
async fn verified_claims() {
    let client = service!((required_claims = ["exp"]));
    let token = with(json!({"iat": null, "nbf": null}));
    assert_eq!(client.get("/protected", &token).await.status, 200);
    let expired = with(json!({"exp": NOW - 15}));
    assert_eq!(client.get("/protected", &expired).await.status, 401);
    let client = service!((required_claims = ["iat", "nbf", "shop"]));
    let reply = client.get("/protected", &with(json!({}))).await;
    let text = "Token is missing the \"shop\" claim";
    assert_eq!(reply.seen(), refused("Invalid token", text));
    let client = service!((verify_exp = "dangerously-off"));
    assert_eq!(client.get("/protected", &expired).await.status, 200);
}

/// `@jwt.jwt_error_handler`, as "Something bad happened" with 400
#[derive(Default)]
struct Errors;

impl Responses for Errors {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        match refusal.reason() {
            Reason::InvalidToken(TokenError::Expired) => {
                (StatusCode::BAD_REQUEST, "Something bad happened").into_response()
            }
            _ => FlaskJwt.refusal(refusal),
        }
    }

    /// `@jwt.auth_response_handler(access_token, identity)`
    fn login(&self, grant: &LoginGrant) -> Response {
        let user = grant.user::<User>();
        let mut body = json!(grant.body());
        body["user_id"] = json!(user.map(|user| user.id));
        Json(body).into_response()
    }
}

/// API: `jwt_error_handler`, `auth_response_handler`
#[tokio::test]
async fn response_handlers() {
    let client = service!((responses = Errors));
    let reply = client
        .get("/protected", &with(json!({"exp": NOW - 15})))
        .await;
    assert_eq!(
        (reply.status, &*reply.text),
        (400, "Something bad happened")
    );
    assert_eq!(client.get("/protected", "JWT").await.seen().0, 401);
    let reply = client.log_in("/auth", "user1", "abcxyz").await.json();
    assert_eq!(reply["user_id"], 1);
    let token = reply["access_token"].as_str().unwrap();
    assert_eq!(client.get("/protected", &jwt(token)).await.status, 200);
}

/// What the other handlers of the API are here.
struct Handlers;

impl UserBackend for Handlers {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        Users.authenticate(login).await
    }

    /// `@jwt.authentication_handler`, where it reads the request too.
    async fn authenticate_request(
        &self,
        login: Credentials,
        request: LoginRequest<'_>,
    ) -> Result<Option<User>, BackendError> {
        let head = request.head::<axum::http::request::Parts>();
        let is_barred = head.is_some_and(|head| head.headers.contains_key("x-barred"));
        match is_barred {
            true => Ok(None),
            false => self.authenticate(login).await,
        }
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        Users.retrieve_user(subject).await
    }

    /// `@jwt.identity_handler`, which is given the payload.
    async fn retrieve_user_of(
        &self,
        token: TokenUser<'_, NoClaims>,
    ) -> Result<Option<User>, BackendError> {
        self.retrieve_user(token.subject()).await
    }

    fn subject(&self, user: &User) -> String {
        user.id.to_string()
    }

    /// `@jwt.jwt_payload_handler`
    async fn extend_payload(&self, user: &User) -> Result<ExtraClaims, BackendError> {
        Ok(ExtraClaims::from_iter([(
            "name".to_owned(),
            user.username.into(),
        )]))
    }

    /// `@jwt.jwt_headers_handler`
    async fn additional_headers(&self, _: &User) -> Result<Map<String, Value>, BackendError> {
        Ok(Map::from_iter([("x".to_owned(), "y".into())]))
    }
}

/// API: `authentication_handler`, `identity_handler`, `jwt_payload_handler`, `jwt_headers_handler`
#[tokio::test]
async fn handlers() {
    let client = service!(Handlers, ());
    let token = log_in(&client).await;
    let [header, claims] = parts(&token);
    assert_eq!(header, json!({"alg": "HS256", "typ": "JWT", "x": "y"}));
    assert_eq!(claims, changed(&original(), &json!({"name": "user1"})));
    let reply = client.get("/protected", &jwt(&token)).await;
    assert_eq!(reply.text, "User(id='1')");
    let reply = client
        .get("/protected", &with(json!({"identity": 3})))
        .await;
    assert_eq!(reply.seen(), refused("Invalid JWT", "User does not exist"));
    let headers = [("content-type", "application/json"), ("x-barred", "1")];
    let body = json!({"username": "user1", "password": "abcxyz"}).to_string();
    let reply = client.send(Method::POST, "/auth", &headers, body).await;
    assert_eq!(reply.seen(), refused("Bad Request", "Invalid credentials"));
}

/// API: `request_handler`
#[tokio::test]
async fn request_handler() {
    let client = service!(().request_settings(|request| {
        match request
            .headers
            .get("x-token")
            .and_then(|token| token.to_str().ok())
        {
            Some(token) => RequestSettings::new().token(token),
            None => RequestSettings::new(),
        }
    }));
    let token = signed(&original());
    let headers = [("x-token", &*token)];
    let reply = client.send(Method::GET, "/protected", &headers, "").await;
    assert_eq!(reply.text, "User(id='1')");
    assert_eq!(client.get("/protected", &jwt(&token)).await.status, 200);
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt", users = Users, path_authenticate = "off")]
struct Own {
    secret: Secret,
}

#[public]
async fn own_login(
    session: NewSession<Own>,
    Json(login): Json<Credentials>,
) -> Result<LoginGrant, AuthError> {
    let user = session.authenticate(login).await?;
    session.of(&user).start().await
}

#[protected]
async fn payload(State(auth): State<Auth<Own>>, claims: Claims) -> Result<Json<Value>, AuthError> {
    let token = auth.mint(claims.subject()).token()?;
    let verified = auth.verify(&token).map_err(Reason::InvalidToken)?;
    Ok(Json(
        json!({"identity": verified.subject(), "token": token}),
    ))
}

/// API: `auth_request_handler`, `jwt_encode_handler`, `jwt_decode_handler`
#[tokio::test]
async fn own_views() {
    let secret = SECRET.into();
    let auth = Auth::builder(Own { secret }).users(Users);
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let app = GuardedRouter::new()
        .route("/auth", post(own_login))
        .route("/again", get(payload))
        .with_state(auth);
    let client = Client::of(app);
    let token = log_in(&client).await;
    assert_eq!(claims_of(&token), original());
    let reply = client.log_in("/auth", "user1", "wrong").await;
    assert_eq!(reply.seen(), refused("Bad Request", "Invalid credentials"));
    let reply = client.get("/again", &jwt(&token)).await;
    assert_eq!(reply.json()["identity"], "1");
    assert_eq!(claims_of(&reply.text_of("token")), original());
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt", users = Users)]
struct Strict {
    secret: Secret,
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt", users = Users, short_secret = "dangerously-on")]
struct Tutorial {
    secret: Secret,
}

/// SECRET_KEY, JWT_SECRET_KEY
#[test]
fn secret_key() {
    let tutorial = || "super-secret".into();
    let auth = Auth::builder(Strict { secret: tutorial() }).users(Users);
    let error = auth.build().unwrap_err().to_string();
    assert!(error.contains("`secret`"), "{error}");
    let auth = Auth::builder(Tutorial { secret: tutorial() }).users(Users);
    assert!(auth.build().is_ok());
}

/// What is accepted or an error of the server there, and not here
#[tokio::test]
async fn deviations() {
    let client = service!(());
    // 500 there.
    let headers = [("authorization", "   ")];
    let reply = client.send(Method::GET, "/protected", &headers, "").await;
    assert_eq!(reply.status, 401, "{}", reply.text);
    let reply = client.post("/auth", "").await;
    assert_eq!(reply.status, 415, "{}", reply.text);
    let reply = client.post_json("/auth", &json!([])).await;
    assert!([400, 401].contains(&reply.status), "{}", reply.text);
    // The same there.
    let reply = client
        .get("/protected", &with(json!({"aud": "other"})))
        .await;
    assert_eq!(reply.seen(), refused("Invalid token", "Invalid audience"));
    // An integer alone.
    let reply = client
        .get("/protected", &with(json!({"identity": "1"})))
        .await;
    assert_eq!(reply.seen().1["error"], "Invalid token");
    // Another text there: `Token is missing the "exp" claim`.
    let reply = client.get("/protected", &with(json!({"exp": null}))).await;
    assert_eq!(
        reply.seen(),
        refused("Invalid token", "Signature has expired")
    );
}

/// OPTIONS and HEAD
#[tokio::test]
async fn options_and_head() {
    let client = service!(());
    let headers = [
        ("origin", "https://app.example"),
        ("access-control-request-method", "GET"),
    ];
    let reply = client
        .send(Method::OPTIONS, "/protected", &headers, "")
        .await;
    assert_eq!(reply.status, 204);
    let reply = client.call(Method::HEAD, "/protected", "").await;
    assert_eq!((reply.status, &*reply.text), (401, ""));
    assert!(reply.headers.contains_key("www-authenticate"));
}

/// What is accepted there, and not here: guessing passwords without a limit
#[tokio::test]
async fn too_many_logins() {
    let client = service!(());
    for _ in 0..100 {
        assert_eq!(client.log_in("/auth", "user1", "wrong").await.status, 401);
    }
    let reply = client.log_in("/auth", "user1", "abcxyz").await;
    assert_eq!(reply.status, 429);
    assert_eq!(
        names(&reply.json()),
        ["description", "error", "status_code"]
    );
}

/// What the preset leaves out: refresh tokens and revocation, with a store
#[tokio::test]
async fn sessions() {
    let client = service!(
        (
            session_owner = "shop",
            refresh = "on",
            jti = "on",
            session_claims = "all"
        )
            .store(MemoryStore::new())
    );
    let tokens = client.log_in("/auth", "user1", "abcxyz").await;
    assert_eq!(names(&tokens.json()), ["access_token", "refresh_token"]);
    let body = json!({"refresh_token": tokens.text_of("refresh_token")});
    let reply = client.post_json("/auth/refresh", &body).await;
    let access = jwt(&reply.text_of("access_token"));
    assert_eq!(client.get("/protected", &access).await.status, 200);
    let reply = client.post("/auth/logout", &access).await;
    assert!((200..300).contains(&reply.status), "{}", reply.text);
    assert_eq!(client.get("/protected", &access).await.status, 401);
}
