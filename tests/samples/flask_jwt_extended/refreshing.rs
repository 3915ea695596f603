//! Refreshing tokens, and fresh ones.

use jwt_guard::response::LoginGrant;
use jwt_guard::session::RefreshedSession;

use super::*;

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended", users = Users, session_owner = "shop", access_ttl = "1h")]
struct App {
    secret: Secret,
}

#[protected]
async fn protected_route() -> Json<Value> {
    Json(json!({"foo": "bar"}))
}

#[protected(fresh)]
async fn fresh() -> Json<Value> {
    Json(json!({"foo": "bar"}))
}

/// `@jwt_required(refresh=True)` on a view of the application.
#[protected(refresh)]
async fn own_refresh(session: RefreshedSession<App>) -> Result<LoginGrant, AuthError> {
    session.grant().await
}

#[protected(refresh)]
async fn identity(session: RefreshedSession<App>) -> Json<Value> {
    Json(json!({"identity": session.subject()}))
}

fn client(clock: &FrozenClock) -> Client {
    let secret = SECRET.into();
    let auth = Auth::builder(App { secret }).users(Users);
    let auth = auth.store(MemoryStore::new()).clock(clock.clone());
    let auth = auth.build().unwrap();
    let app = GuardedRouter::new()
        .route("/protected", get(protected_route))
        .route("/fresh", get(fresh))
        .route("/own-refresh", post(own_refresh))
        .route("/identity", get(identity))
        .merge(auth.endpoints())
        .with_state(auth);
    Client::of(app)
}

/// Explicit Refreshing With Refresh Tokens: `refresh_tokens.py`
#[tokio::test]
async fn explicit_refreshing() {
    let clock = FrozenClock::at(NOW);
    let client = client(&clock);
    let tokens = client.log_in("/login", "test", "test").await;
    assert_eq!(names(&tokens.json()), ["access_token", "refresh_token"]);
    let refresh = tokens.text_of("refresh_token");
    let claims = claims_of(&refresh);
    assert_eq!(
        (&claims["type"], &claims["fresh"]),
        (&json!("refresh"), &json!(false))
    );
    assert_eq!(claims["exp"], NOW + 30 * 24 * 60 * MINUTE);
    clock.set(NOW + 60 * MINUTE);
    let access = bearer(&tokens.text_of("access_token"));
    let reply = client.get("/protected", &access).await;
    assert_eq!(reply.seen(), (401, msg("Token has expired")));
    for path in ["/refresh", "/own-refresh", "/refresh"] {
        let reply = client.post(path, &bearer(&refresh)).await;
        assert_eq!(
            (reply.status, names(&reply.json())),
            (200, vec!["access_token"]),
            "{path}"
        );
        let access = bearer(&reply.text_of("access_token"));
        let reply = client.get("/protected", &access).await;
        assert_eq!(reply.seen(), (200, json!({"foo": "bar"})), "{path}");
    }
    let reply = client.get("/identity", &bearer(&refresh)).await;
    assert_eq!(reply.seen(), (200, json!({"identity": "test"})));
}

/// API: `refresh=True`, and a refresh token on other routes
#[tokio::test]
async fn token_types() {
    let client = client(&FrozenClock::at(NOW));
    let tokens = client.log_in("/login", "test", "test").await;
    let [access, refresh] =
        ["access_token", "refresh_token"].map(|name| bearer(&tokens.text_of(name)));
    for path in ["/refresh", "/own-refresh"] {
        let reply = client.post(path, &access).await;
        assert_eq!(
            reply.seen(),
            (422, msg("Only refresh tokens are allowed")),
            "{path}"
        );
        let reply = client.post(path, "").await;
        assert_eq!(
            reply.seen(),
            (401, msg("Missing Authorization Header")),
            "{path}"
        );
        let reply = client.post(path, "Bearer x").await;
        assert_eq!(reply.seen(), (422, msg("Not enough segments")), "{path}");
    }
    for path in ["/protected", "/fresh"] {
        let reply = client.get(path, &refresh).await;
        assert_eq!(
            reply.seen(),
            (422, msg("Only non-refresh tokens are allowed")),
            "{path}"
        );
    }
}

/// Token Freshness Pattern: `token_freshness.py`
#[tokio::test]
async fn token_freshness() {
    let client = client(&FrozenClock::at(NOW));
    let tokens = client.log_in("/login", "test", "test").await;
    let [access, refresh] =
        ["access_token", "refresh_token"].map(|name| bearer(&tokens.text_of(name)));
    let reply = client.get("/fresh", &access).await;
    assert_eq!(reply.seen(), (200, json!({"foo": "bar"})));
    let next = client
        .post("/refresh", &refresh)
        .await
        .text_of("access_token");
    assert_eq!(claims_of(&next)["fresh"], false);
    let reply = client.get("/fresh", &bearer(&next)).await;
    assert_eq!(reply.seen(), (401, msg("Fresh token required")));
    assert_eq!(client.get("/protected", &bearer(&next)).await.status, 200);
}

/// What is accepted there, and not here: refreshing without a limit
#[tokio::test]
async fn too_many_refreshes() {
    let clock = FrozenClock::at(NOW);
    let client = client(&clock);
    let tokens = client.log_in("/login", "test", "test").await;
    let refresh = bearer(&tokens.text_of("refresh_token"));
    for _ in 0..60 {
        assert_eq!(client.post("/refresh", &refresh).await.status, 200);
    }
    let reply = client.post("/refresh", &refresh).await;
    assert_eq!(reply.status, 429, "{}", reply.text);
    assert!(reply.headers.contains_key("retry-after"));
    assert_eq!(names(&reply.json()), ["msg"]);
    clock.set(NOW + 2 * MINUTE);
    assert_eq!(client.post("/refresh", &refresh).await.status, 200);
}

/// What is accepted there, and not here: guessing passwords without a limit
#[tokio::test]
async fn too_many_logins() {
    let client = client(&FrozenClock::at(NOW));
    for _ in 0..100 {
        let reply = client.log_in("/login", "test", "wrong").await;
        assert_eq!(reply.seen(), (401, msg("Bad username or password")));
    }
    let reply = client.log_in("/login", "test", "test").await;
    assert_eq!((reply.status, names(&reply.json())), (429, vec!["msg"]));
}

/// For `fresh=timedelta(minutes=15)`: the token says when the user authenticated, and the handler how long ago it may be.
#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended", users = Users, session_owner = "shop", access_ttl = "1h", session_claims = "all")]
struct Timed {
    secret: Secret,
}

#[protected(max_age = "15m")]
async fn recent() -> Json<Value> {
    Json(json!({"foo": "bar"}))
}

/// Token Freshness Pattern: `fresh=datetime.timedelta(minutes=15)`
#[tokio::test]
async fn fresh_for_a_time() {
    let clock = FrozenClock::at(NOW);
    let secret = SECRET.into();
    let auth = Auth::builder(Timed { secret }).users(Users);
    let auth = auth.store(MemoryStore::new()).clock(clock.clone());
    let auth = auth.build().unwrap();
    let app = GuardedRouter::new().route("/recent", get(recent));
    let client = Client::of(app.merge(auth.endpoints()).with_state(auth));
    let tokens = client.log_in("/login", "test", "test").await;
    let access = bearer(&tokens.text_of("access_token"));
    clock.set(NOW + 15 * MINUTE);
    assert_eq!(client.get("/recent", &access).await.status, 200);
    clock.set(NOW + 15 * MINUTE + 1);
    let reply = client.get("/recent", &access).await;
    assert_eq!(reply.seen(), (401, msg("Fresh token required")));
}

#[derive(AuthConfig)]
#[auth(
    preset = "flask-jwt-extended",
    users = Users,
    session_owner = "shop",
    token_from(cookie),
    access_ttl = "1h",
    implicit_refresh = "30m",
    session_claims = "all"
)]
struct Site {
    secret: Secret,
}

/// Implicit Refreshing With Cookies: `implicit_refresh.py`
#[tokio::test]
async fn implicit_refreshing() {
    let clock = FrozenClock::at(NOW);
    let secret = SECRET.into();
    let auth = Auth::builder(Site { secret }).users(Users);
    let auth = auth.store(MemoryStore::new()).clock(clock.clone());
    let auth = auth.build().unwrap();
    let app = GuardedRouter::new().route("/protected", get(protected_route));
    let client = Client::of(app.merge(auth.endpoints()).with_state(auth));
    let reply = client.log_in("/login", "test", "test").await;
    assert_eq!(reply.seen(), (200, msg("login successful")));
    let name = "access_token_cookie";
    let first = client.cookie(name).unwrap();
    clock.set(NOW + 29 * MINUTE);
    let reply = client.get("/protected", "").await;
    assert_eq!(reply.seen(), (200, json!({"foo": "bar"})));
    assert_eq!(client.cookie(name), Some(first.clone()));
    clock.set(NOW + 31 * MINUTE);
    assert_eq!(client.get("/protected", "").await.status, 200);
    let second = client.cookie(name).unwrap();
    assert_eq!(claims_of(&second)["exp"], NOW + 91 * MINUTE);
    assert_eq!(claims_of(&second)["fresh"], Value::Null);
    clock.set(NOW + 61 * MINUTE);
    assert_eq!(client.get("/protected", "").await.status, 200);
    let csrf = client.cookie("csrf_access_token").unwrap();
    let headers = [("x-csrf-token", &*csrf)];
    let reply = client.send(Method::POST, "/logout", &headers, "").await;
    assert_eq!(reply.seen(), (200, msg("logout successful")));
    assert_eq!(client.cookie(name), None);
}
