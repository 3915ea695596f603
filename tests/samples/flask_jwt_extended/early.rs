//! The first release, with `identity` and `user_claims`: its README.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use jwt_guard::error::Reason;
use jwt_guard::response::{FlaskJwtExtended, LoginGrant, Refusal, Responses};
use jwt_guard::session::NewSession;
use jwt_guard::token::TokenError;

use super::*;

/// The texts of the release that differ from those of 4.7.
#[derive(Default)]
struct Early;

impl Responses for Early {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        let (status, text) = match refusal.reason() {
            Reason::OtherScheme
            | Reason::SchemeWithoutToken
            | Reason::TokenWithSpaces(_)
            | Reason::MalformedHeader(_) => (
                422,
                "Badly formatted authorization header. Should be 'Bearer <JWT>'",
            ),
            Reason::InvalidToken(TokenError::Type) => {
                (422, "Only access tokens can access this endpoint")
            }
            Reason::AccessTokenInstead | Reason::RefreshTokenInvalid(TokenError::Type) => {
                (422, "Only refresh tokens can access this endpoint")
            }
            // `@jwt.expired_token_loader`
            Reason::InvalidToken(TokenError::Expired) => {
                let body =
                    json!({"status": 401, "sub_status": 101, "msg": "The token has expired"});
                return (StatusCode::OK, Json(body)).into_response();
            }
            _ => return FlaskJwtExtended.refusal(refusal),
        };
        (StatusCode::from_u16(status).unwrap(), Json(msg(text))).into_response()
    }

    fn login(&self, grant: &LoginGrant) -> Response {
        FlaskJwtExtended.login(grant)
    }

    fn logout(&self) -> Response {
        FlaskJwtExtended.logout()
    }
}

/// `@jwt.user_claims_loader`
#[derive(Claim)]
#[claim(user = User)]
struct UserClaims {
    #[claim(path = "user_claims.hello", setup = identity)]
    hello: Option<String>,
    #[claim(path = "user_claims.foo", setup = foo)]
    foo: Option<Vec<String>>,
}

fn identity(user: &User) -> Option<String> {
    Some(user.username.clone())
}

fn foo(_: &User) -> Option<Vec<String>> {
    Some(vec!["bar".into(), "baz".into()])
}

struct People;

impl UserBackend<UserClaims> for People {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        Users.authenticate(login).await
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        Users.retrieve_user(subject).await
    }

    fn subject(&self, user: &User) -> String {
        user.username.clone()
    }
}

#[derive(AuthConfig)]
#[auth(
    preset = "flask-jwt-extended",
    claims = UserClaims,
    users = People,
    responses = Early,
    session_owner = "shop",
    subject_claim = "identity",
    csrf_claim = "digest",
    revocation = "refresh"
)]
struct App {
    secret: Secret,
}

#[protected]
async fn protected_route(claims: Claims<UserClaims>) -> Json<Value> {
    Json(json!({"hello_is": claims.hello, "foo_is": claims.foo}))
}

#[protected(fresh)]
async fn protected_fresh(claims: Claims) -> Json<Value> {
    Json(json!({"hello": format!("from {}", claims.subject())}))
}

/// A fresh access token without another refresh token.
#[public]
async fn fresh_login(
    session: NewSession<App>,
    Json(login): Json<Credentials>,
) -> Result<LoginGrant, AuthError> {
    let user = session.authenticate(login).await?;
    session.of(&user).access_only().start().await
}

/// `get_stored_tokens(identity)`: of sessions, which are what is stored.
#[protected]
async fn stored(State(auth): State<Auth<App>>, claims: Claims) -> Result<Json<usize>, AuthError> {
    Ok(Json(auth.sessions().of_subject(&claims).await?.len()))
}

fn client(clock: &FrozenClock) -> Client {
    let secret = SECRET.into();
    let auth = Auth::builder(App { secret }).users(People);
    let auth = auth.store(MemoryStore::new()).clock(clock.clone());
    let auth = auth.build().unwrap();
    let app = GuardedRouter::new()
        .route("/protected", get(protected_route))
        .route("/protected-fresh", get(protected_fresh))
        .route("/fresh-login", post(fresh_login))
        .route("/stored", get(stored))
        .merge(auth.endpoints())
        .with_state(auth);
    Client::of(app)
}

/// Adding Custom Claims to the Access Token
#[tokio::test]
async fn user_claims_loader() {
    let client = client(&FrozenClock::at(NOW));
    let tokens = client.log_in("/login", "test", "test").await;
    let claims = claims_of(&tokens.text_of("access_token"));
    let expected = [
        "exp",
        "fresh",
        "iat",
        "identity",
        "jti",
        "nbf",
        "type",
        "user_claims",
    ];
    assert_eq!(names(&claims), expected);
    assert_eq!(
        claims["user_claims"],
        json!({"hello": "test", "foo": ["bar", "baz"]})
    );
    let access = bearer(&tokens.text_of("access_token"));
    let reply = client.get("/protected", &access).await;
    assert_eq!(
        reply.seen(),
        (200, json!({"hello_is": "test", "foo_is": ["bar", "baz"]}))
    );
}

/// Refresh Tokens
#[tokio::test]
async fn refresh_tokens() {
    let client = client(&FrozenClock::at(NOW));
    let tokens = client.log_in("/login", "test", "test").await;
    let [access, refresh] =
        ["access_token", "refresh_token"].map(|name| bearer(&tokens.text_of(name)));
    let reply = client.get("/protected", &refresh).await;
    let text = "Only access tokens can access this endpoint";
    assert_eq!(reply.seen(), (422, msg(text)));
    let reply = client.post("/refresh", &access).await;
    let text = "Only refresh tokens can access this endpoint";
    assert_eq!(reply.seen(), (422, msg(text)));
    let reply = client.post("/refresh", &refresh).await;
    assert_eq!(
        (reply.status, names(&reply.json())),
        (200, vec!["access_token"])
    );
}

/// Token Freshness
#[tokio::test]
async fn token_freshness() {
    let client = client(&FrozenClock::at(NOW));
    let tokens = client.log_in("/login", "test", "test").await;
    let refresh = bearer(&tokens.text_of("refresh_token"));
    let stale = client
        .post("/refresh", &refresh)
        .await
        .text_of("access_token");
    let reply = client.get("/protected-fresh", &bearer(&stale)).await;
    assert_eq!(reply.seen(), (401, msg("Fresh token required")));
    let fresh = client.log_in("/fresh-login", "test", "test").await;
    assert_eq!(names(&fresh.json()), ["access_token"]);
    let access = bearer(&fresh.text_of("access_token"));
    let reply = client.get("/protected-fresh", &access).await;
    assert_eq!(reply.seen(), (200, json!({"hello": "from test"})));
}

/// Changing Default Behaviors
#[tokio::test]
async fn loaders() {
    let clock = FrozenClock::at(NOW);
    let client = client(&clock);
    let tokens = client.log_in("/login", "test", "test").await;
    let access = bearer(&tokens.text_of("access_token"));
    for (authorization, status, text) in [
        ("", 401, "Missing Authorization Header"),
        (
            "Token x",
            422,
            "Badly formatted authorization header. Should be 'Bearer <JWT>'",
        ),
        (
            "Bearer",
            422,
            "Badly formatted authorization header. Should be 'Bearer <JWT>'",
        ),
        ("Bearer x", 422, "Not enough segments"),
    ] {
        let reply = client.get("/protected", authorization).await;
        assert_eq!(reply.seen(), (status, msg(text)), "{authorization}");
    }
    clock.set(NOW + 15 * MINUTE);
    let reply = client.get("/protected", &access).await;
    let expected = json!({"status": 401, "sub_status": 101, "msg": "The token has expired"});
    assert_eq!(reply.seen(), (200, expected));
}

/// Blacklist and Token Revoking, with `JWT_BLACKLIST_CHECKS` at its default
#[tokio::test]
async fn blacklist() {
    let client = client(&FrozenClock::at(NOW));
    let tokens = client.log_in("/login", "test", "test").await;
    let [access, refresh] =
        ["access_token", "refresh_token"].map(|name| bearer(&tokens.text_of(name)));
    let reply = client.get("/stored", &access).await;
    assert_eq!(reply.seen(), (200, json!(1)));
    let reply = client.post("/logout", &refresh).await;
    assert_eq!(reply.seen(), (200, msg("logout successful")));
    let reply = client.post("/refresh", &refresh).await;
    assert_eq!(reply.seen(), (401, msg("Token has been revoked")));
    // Only refresh tokens are checked.
    let reply = client.get("/stored", &access).await;
    assert_eq!(reply.seen(), (200, json!(0)));
}
