//! The page "Endpoints and Responses".

use axum::extract::FromRef;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jwt_guard::response::{LoginGrant, Me, Refusal, Responses, SanicJwt};
use jwt_guard::session::NewSession;
use serde::Deserialize;

use super::*;

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users)]
struct Api {
    secret: Secret,
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users, session_owner = "shop")]
struct Refreshing {
    secret: Secret,
}

// The introduction, `url_prefix`.
#[tokio::test]
async fn url_prefix() {
    let auth = auth(Api { secret: secret() });
    let app = GuardedRouter::new().nest("/api/authentication", auth.endpoints());
    let client = Client::of(app.with_state(auth));
    let credentials = json!({"username": "user1", "password": "abcxyz"});
    let login = client.post("/api/authentication", "", credentials).await;
    let path = "/api/authentication/verify";
    assert_eq!(client.get(path, &login.bearer()).await.status, 200);
    assert_eq!(
        client.get("/auth/verify", &login.bearer()).await.status,
        404
    );
}

#[derive(AuthConfig)]
#[auth(
    preset = "sanic-jwt",
    users = Users,
    session_owner = "shop",
    path_authenticate = "/my_authenticate",
    path_me = "/my_retrieve_user",
    path_verify = "/my_verify",
    path_refresh = "/my_refresh"
)]
struct Moved {
    secret: Secret,
}

// "Default Endpoints".
#[tokio::test]
async fn default_endpoints() {
    let (auth, _) = auth_with_sessions(Moved { secret: secret() });
    let client = app(&auth);
    let credentials = json!({"username": "user1", "password": "abcxyz"});
    let login = client.post("/auth/my_authenticate", "", credentials).await;
    for path in ["/auth/my_retrieve_user", "/auth/my_verify"] {
        assert_eq!(client.get(path, &login.bearer()).await.status, 200);
    }
    let body = json!({"refresh_token": login.text("refresh_token")});
    let path = "/auth/my_refresh";
    let refreshed = client.post(path, &login.bearer(), body.clone()).await;
    assert_eq!(refreshed.status, 200);
    for path in ["/auth/me", "/auth/verify"] {
        assert_eq!(client.get(path, &login.bearer()).await.status, 404);
    }
}

// "Authenticate".
#[tokio::test]
async fn authenticate() {
    let client = app(&auth(Api { secret: secret() }));
    let credentials = json!({"username": "user1", "password": "abcxyz"});
    for path in ["/auth", "/auth/"] {
        let reply = client.post(path, "", credentials.clone()).await;
        assert_eq!(
            (reply.status, reply.members()),
            (200, vec!["access_token".into()])
        );
    }
    assert_eq!(client.get("/auth", "").await.status, 405);
}

// "Verification".
#[tokio::test]
async fn verification() {
    let (auth, clock) = auth_with_sessions(Refreshing { secret: secret() });
    let client = app(&auth);
    let token = log_in(&client, "user1").await.bearer();
    let valid = client.get("/auth/verify", &token).await;
    assert_eq!(valid.seen(), (200, json!({"valid": true})));
    // The page has 400 and `reason`; the library itself sends 401 and `reasons`.
    clock.set(NOW + 33 * 60);
    let expired = client.get("/auth/verify", &token).await;
    assert_eq!(expired.seen(), (401, not_valid("Signature has expired.")));
    let forged = client.get("/auth/verify", &format!("{token}A")).await;
    assert_eq!(forged.seen(), (401, not_valid("Auth required.")));
    let other_scheme = client.get("/auth/verify", "Token a.b.c").await;
    let reason = "Authorization header is invalid.";
    let expected = refused("InvalidAuthorizationHeader", reason);
    assert_eq!(other_scheme.seen(), (400, expected));
}

// "Current User Details".
#[tokio::test]
async fn current_user_details() {
    let client = app(&auth(Api { secret: secret() }));
    let token = log_in(&client, "user1").await.bearer();
    let me = client.get("/auth/me", &token).await;
    let user = json!({"me": {"user_id": 1, "username": "user1"}});
    assert_eq!(me.seen(), (200, user));
    let absent = client.get("/auth/me", "").await;
    let expected = refused("Unauthorized", "Authorization header not present.");
    assert_eq!(absent.seen(), (401, expected));
}

// "Current User Details" of a user who is gone: there, `{"me": null}`.
#[tokio::test]
async fn a_user_who_is_gone() {
    let auth = auth(Api { secret: secret() });
    let token = format!("Bearer {}", auth.mint("9").token().unwrap());
    let reply = app(&auth).get("/auth/me", &token).await;
    let expected = refused("Unauthorized", "Auth required.");
    assert_eq!(reply.seen(), (401, expected));
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users, audience = "shop", issuer = "shop")]
struct Strict {
    secret: Secret,
}

// "Verification" of a token of another algorithm, or without `aud` and `iss`: there, a 500.
#[tokio::test]
async fn verification_of_other_tokens() {
    let client = app(&auth(Strict { secret: secret() }));
    let plain = auth(Api { secret: secret() }).mint("1").token().unwrap();
    let unsigned = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJ1c2VyX2lkIjoxfQ.";
    for token in [&*plain, unsigned] {
        let reply = client.get("/auth/verify", &format!("Bearer {token}")).await;
        assert_eq!(reply.status, 401, "{token}");
        assert_eq!(reply.json()["exception"], "InvalidToken");
    }
}

// "Refresh Token".
#[tokio::test]
async fn refresh_token() {
    let (auth, clock) = auth_with_sessions(Refreshing { secret: secret() });
    let client = app(&auth);
    let login = log_in(&client, "user1").await;
    assert_eq!(login.members(), ["access_token", "refresh_token"]);
    let body = || json!({"refresh_token": login.text("refresh_token")});
    // "Even if it is expired, you must send the token along".
    clock.set(NOW + 60 * 60);
    let token = login.bearer();
    assert_eq!(client.get("/protected", &token).await.status, 401);
    let refreshed = client.post("/auth/refresh", &token, body()).await;
    assert_eq!(refreshed.members(), ["access_token"]);
    let token = refreshed.bearer();
    assert_eq!(client.get("/protected", &token).await.status, 200);
    let absent = client.post("/auth/refresh", "", body()).await;
    let expected = refused("Unauthorized", "Authorization header not present.");
    assert_eq!(absent.seen(), (401, expected));
}

/// The methods `extend_authenticate`, `extend_verify`, `extend_retrieve_user` and `extend_refresh`.
#[derive(Default)]
struct MyResponses;

impl MyResponses {
    /// The body of the usual response and one member more.
    fn extend(grant: &LoginGrant, name: &str, value: Value) -> Response {
        let mut body = json!(grant.body());
        for member in ["token_type", "expires_in", "scope"] {
            body.as_object_mut().map(|body| body.remove(member));
        }
        body[name] = value;
        Json(body).into_response()
    }
}

impl Responses for MyResponses {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        SanicJwt.refusal(refusal)
    }

    fn login(&self, grant: &LoginGrant) -> Response {
        let name = grant.user::<User>().map(|user| user.username);
        Self::extend(grant, "username", name.into())
    }

    fn refresh(&self, grant: &LoginGrant) -> Response {
        Self::extend(grant, "refreshed", true.into())
    }

    fn verify(&self) -> Response {
        Json(json!({"valid": true, "extended": true})).into_response()
    }

    fn me(&self, me: &Me<'_>) -> Response {
        Json(json!({"me": me.json(), "extended": true})).into_response()
    }
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users, responses = MyResponses, session_owner = "shop")]
struct Extended {
    secret: Secret,
}

// "Modify Responses".
#[tokio::test]
async fn modify_responses() {
    let (auth, _) = auth_with_sessions(Extended { secret: secret() });
    let client = app(&auth);
    let login = log_in(&client, "user1").await;
    assert_eq!(
        login.members(),
        ["access_token", "refresh_token", "username"]
    );
    assert_eq!(login.text("username"), "user1");
    let token = login.bearer();
    let body = json!({"refresh_token": login.text("refresh_token")});
    let refreshed = client.post("/auth/refresh", &token, body).await;
    assert_eq!(refreshed.json()["refreshed"], true);
    let verified = client.get("/auth/verify", &token).await;
    assert_eq!(verified.json(), json!({"valid": true, "extended": true}));
    let me = client.get("/auth/me", &token).await.json();
    assert_eq!(me["extended"], true);
    assert_eq!(me["me"]["username"], "user1");
    // The format of refusals is left as it is.
    assert_eq!(
        client.get("/auth/me", "").await.members(),
        ["exception", "reasons"]
    );
}

#[derive(Deserialize)]
struct NewUser {
    username: String,
    email: String,
}

/// Registers a user, and hands out what a login does.
#[public]
async fn register(
    session: NewSession<Refreshing>,
    Json(form): Json<NewUser>,
) -> Result<LoginGrant, AuthError> {
    assert!(form.username == "user3" && form.email.contains('@'));
    let [_, _, user, _] = USERS;
    session.of(&user).start().await
}

// "Custom Endpoints": the endpoint `/register`.
#[tokio::test]
async fn custom_endpoints() {
    let (auth, _) = auth_with_sessions(Refreshing { secret: secret() });
    let app = GuardedRouter::new()
        .route("/auth/register", post(register))
        .route("/protected", get(protected_route))
        .nest("/auth", auth.endpoints());
    let client = Client::of(app.with_state(auth));
    let form = json!({"username": "user3", "email": "user3@example.com"});
    let registered = client.post("/auth/register", "", form).await;
    assert_eq!(registered.members(), ["access_token", "refresh_token"]);
    let claims = part(&registered.text("access_token"), 1);
    assert_eq!(claims["user_id"], 3);
    assert_eq!(claims["scopes"], json!(["user:read"]));
    let token = registered.bearer();
    assert_eq!(client.get("/protected", &token).await.status, 200);
    let body = json!({"refresh_token": registered.text("refresh_token")});
    assert_eq!(client.post("/auth/refresh", &token, body).await.status, 200);
}

/// `exception_response`.
#[derive(Default)]
struct Enveloped;

impl Responses for Enveloped {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        let message = format!("You encountered an exception: {}", refusal.reason());
        let body = json!({"error": true, "message": message});
        (refusal.status(), Json(body)).into_response()
    }
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users, responses = Enveloped)]
struct WithEnvelope {
    secret: Secret,
}

// "Exception Handling".
#[tokio::test]
async fn exception_handling() {
    let client = app(&auth(WithEnvelope { secret: secret() }));
    let reply = client.get("/protected", "").await;
    let message = "You encountered an exception: the request has no access token";
    assert_eq!(
        reply.seen(),
        (401, json!({"error": true, "message": message}))
    );
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", endpoints = "off")]
struct Other {
    secret: Secret,
}

// "Microservices": `auth_mode=False`.
#[tokio::test]
async fn microservices() {
    let token = log_in(&app(&auth(Api { secret: secret() })), "user1").await;
    let other = Auth::builder(Other { secret: secret() });
    let other = other.clock(FrozenClock::at(NOW)).build().unwrap();
    let app = GuardedRouter::new().route("/protected", get(protected_route));
    let client = Client::of(app.with_state(other));
    assert_eq!(client.get("/protected", &token.bearer()).await.status, 200);
    assert_eq!(client.get("/protected", "").await.status, 401);
    let credentials = json!({"username": "user1", "password": "abcxyz"});
    assert_eq!(client.post("/auth", "", credentials).await.status, 404);
}

#[derive(Clone, AuthState, FromRef)]
struct App {
    auth: Auth<Api>,
}

/// The response to `OPTIONS` in the page's class based views.
#[public]
async fn options() -> StatusCode {
    StatusCode::NO_CONTENT
}

// "Custom Endpoints": the note on preflight requests of the page "Initialization".
#[tokio::test]
async fn preflight_of_a_custom_endpoint() {
    let app = App {
        auth: auth(Api { secret: secret() }),
    };
    let handlers = get(protected_route).options(options);
    let router = GuardedRouter::new().route("/auth/my-view", handlers);
    let client = Client::of(router.with_state(app));
    let request = axum::http::Request::options("/auth/my-view");
    assert_eq!(client.send(request, "").await.status, 204);
}
