//! Basic usage, partially protected routes, and decorators of an application.

use std::time::Duration;

use axum::extract::State;
use jwt_guard::claim::ExtraClaims;
use jwt_guard::response::LoginGrant;
use jwt_guard::session::NewSession;
use jwt_guard::user::ApplicationRefusal;

use super::*;

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended", users = Users)]
struct App {
    secret: Secret,
}

fn auth() -> Auth<App> {
    let secret = SECRET.into();
    let auth = Auth::builder(App { secret }).users(Users);
    auth.clock(FrozenClock::at(NOW)).build().unwrap()
}

#[protected]
async fn protected_route(claims: Claims) -> Json<Value> {
    Json(json!({"logged_in_as": claims.subject()}))
}

/// Basic Usage: `simple.py`
#[tokio::test]
async fn basic_usage() {
    let auth = auth();
    let app = GuardedRouter::new()
        .route("/protected", get(protected_route))
        .merge(auth.endpoints())
        .with_state(auth);
    let client = Client::of(app);
    let reply = client.get("/protected", "").await;
    assert_eq!(reply.seen(), (401, msg("Missing Authorization Header")));
    let reply = client.log_in("/login", "test", "wrong").await;
    assert_eq!(reply.seen(), (401, msg("Bad username or password")));
    let reply = client.log_in("/login", "test", "test").await;
    assert_eq!(
        (reply.status, names(&reply.json())),
        (200, vec!["access_token"])
    );
    let access = bearer(&reply.text_of("access_token"));
    let reply = client.get("/protected", &access).await;
    assert_eq!(reply.seen(), (200, json!({"logged_in_as": "test"})));
}

/// A login of the application: `create_access_token(identity)`, and with `fresh=True`.
#[public]
async fn login(
    State(auth): State<Auth<App>>,
    Json(login): Json<Credentials>,
) -> Result<Json<Value>, AuthError> {
    if login.username != "test" || *login.password != "test" {
        return Err(ApplicationRefusal::new(401, "Bad username or password").into());
    }
    Ok(Json(
        json!({"access_token": auth.mint(&login.username).token()?}),
    ))
}

#[public]
async fn fresh_login(
    session: NewSession<App>,
    Json(login): Json<Credentials>,
) -> Result<LoginGrant, AuthError> {
    let user = session.authenticate(login).await?;
    session.of(&user).access_only().start().await
}

#[public]
async fn stale_login(
    session: NewSession<App>,
    Json(login): Json<Credentials>,
) -> Result<LoginGrant, AuthError> {
    let user = session.authenticate(login).await?;
    session.of(&user).access_only().not_fresh().start().await
}

/// Basic Usage: `create_access_token` in a view of the application
#[tokio::test]
async fn create_access_token() {
    let app = GuardedRouter::new()
        .route("/login", post(login))
        .route("/fresh", post(fresh_login))
        .route("/stale", post(stale_login))
        .route("/protected", get(protected_route))
        .with_state(auth());
    let client = Client::of(app);
    // Those there have `csrf` too. Here, a token that begins no session is not for cookies, and has no CSRF value.
    let all = ["exp", "fresh", "iat", "jti", "nbf", "sub", "type"];
    for (path, fresh) in [("/login", false), ("/fresh", true), ("/stale", false)] {
        let reply = client.log_in(path, "test", "wrong").await;
        assert_eq!(
            reply.seen(),
            (401, msg("Bad username or password")),
            "{path}"
        );
        let reply = client.log_in(path, "test", "test").await;
        assert_eq!(names(&reply.json()), ["access_token"], "{path}");
        let token = reply.text_of("access_token");
        let [header, claims] = parts(&token);
        assert_eq!(header, json!({"alg": "HS256", "typ": "JWT"}));
        assert_eq!(names(&claims), all, "{path}");
        assert_eq!(claims["fresh"], fresh, "{path}");
        assert_eq!(claims["exp"], NOW + 15 * MINUTE);
        assert_eq!(client.get("/protected", &bearer(&token)).await.status, 200);
    }
}

/// API: the arguments of `create_access_token`
#[tokio::test]
async fn arguments_of_create_access_token() {
    let auth = auth();
    let mut more = ExtraClaims::default();
    more.insert("foo", "bar");
    let token = auth
        .mint("test")
        .ttl(Duration::from_secs(60))
        .header("for", "test");
    let [header, claims] = parts(&token.extend(more).token().unwrap());
    assert_eq!(header, json!({"alg": "HS256", "typ": "JWT", "for": "test"}));
    assert_eq!(
        (&claims["exp"], &claims["foo"]),
        (&json!(NOW + MINUTE), &json!("bar"))
    );
}

#[protected(optional)]
async fn optionally_protected(claims: Option<Claims>) -> Json<Value> {
    let subject = claims
        .as_ref()
        .map_or("anonymous user", |claims| claims.subject());
    Json(json!({"logged_in_as": subject}))
}

/// Partially protecting routes: `optional_protected_endpoints.py`
#[tokio::test]
async fn optional_endpoints() {
    let app = GuardedRouter::new().route("/optionally_protected", get(optionally_protected));
    let client = Client::of(app.with_state(auth()));
    let path = "/optionally_protected";
    for (authorization, expected) in [
        ("", (200, json!({"logged_in_as": "anonymous user"}))),
        // Another scheme counts as no token, as there.
        (
            "Basic dGVzdDp0ZXN0",
            (200, json!({"logged_in_as": "anonymous user"})),
        ),
        (
            &bearer(&signed(&original())),
            (200, json!({"logged_in_as": "test"})),
        ),
        ("Bearer x", (422, msg("Not enough segments"))),
        (
            &bearer(&signed(&changed(&original(), &json!({"exp": NOW})))),
            (401, msg("Token has expired")),
        ),
        (
            &bearer(&signed(&changed(&original(), &json!({"type": "refresh"})))),
            (422, msg("Only non-refresh tokens are allowed")),
        ),
    ] {
        let reply = client.get(path, authorization).await;
        assert_eq!(reply.seen(), expected, "{authorization}");
    }
}

#[derive(Claim)]
struct Role {
    #[claim(default)]
    is_administrator: bool,
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended", claims = Role)]
struct Office {
    secret: Secret,
}

/// What the decorator `admin_required` checks after `verify_jwt_in_request()`.
fn require_admin(claims: &Claims<Role>) -> Result<(), AuthError> {
    match claims.is_administrator {
        true => Ok(()),
        false => Err(ApplicationRefusal::new(403, "Admins only!").into()),
    }
}

#[protected]
async fn admins_only(claims: Claims<Role>) -> Result<Json<Value>, AuthError> {
    require_admin(&claims)?;
    Ok(Json(json!({"foo": "bar"})))
}

#[protected]
impl Reports {
    async fn list() -> Json<Value> {
        Json(json!([]))
    }

    async fn create(claims: Claims<Role>) -> Result<Json<Value>, AuthError> {
        require_admin(&claims)?;
        Ok(Json(json!({"created": true})))
    }
}

struct Reports;

fn office() -> Auth<Office> {
    let secret = SECRET.into();
    let auth = Auth::builder(Office { secret }).clock(FrozenClock::at(NOW));
    auth.build().unwrap()
}

/// Custom Decorators: `custom_decorators.py`
#[tokio::test]
async fn custom_decorators() {
    let app = GuardedRouter::new().route("/protected", get(admins_only));
    let client = Client::of(app.with_state(office()));
    for (is_administrator, expected) in [
        (json!(true), (200, json!({"foo": "bar"}))),
        (json!(false), (403, msg("Admins only!"))),
        (Value::Null, (403, msg("Admins only!"))),
    ] {
        let claims = changed(&original(), &json!({"is_administrator": is_administrator}));
        let reply = client.get("/protected", &bearer(&signed(&claims))).await;
        assert_eq!(reply.seen(), expected);
    }
    let reply = client.get("/protected", "").await;
    assert_eq!(reply.seen(), (401, msg("Missing Authorization Header")));
}

/// `MethodView` with `decorators = [jwt_required()]`
#[tokio::test]
async fn class_based_views() {
    let app = GuardedRouter::new().route("/reports", get(Reports::list).post(Reports::create));
    let client = Client::of(app.with_state(office()));
    let access = bearer(&signed(&original()));
    for method in [Method::GET, Method::POST] {
        let reply = client.call(method, "/reports", "").await;
        assert_eq!(reply.seen(), (401, msg("Missing Authorization Header")));
    }
    assert_eq!(
        client.get("/reports", &access).await.seen(),
        (200, json!([]))
    );
    let reply = client.post("/reports", &access).await;
    assert_eq!(reply.seen(), (403, msg("Admins only!")));
}

/// `JWTManager`: no token is needed for OPTIONS
#[tokio::test]
async fn options_and_head() {
    let app = GuardedRouter::new().route("/protected", get(protected_route));
    let client = Client::of(app.with_state(auth()));
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
}
