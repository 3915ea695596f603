//! Locations of tokens, cookies and CSRF protection.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use jwt_guard::response::LoginGrant;
use jwt_guard::session::NewSession;

use super::*;

#[derive(AuthConfig)]
#[auth(
    preset = "flask-jwt-extended",
    users = Users,
    session_owner = "shop",
    token_from(header, cookie, json, query)
)]
struct App {
    secret: Secret,
}

#[public]
async fn login_without_cookies(session: NewSession<App>) -> Result<LoginGrant, AuthError> {
    session.of(&user("example_user")).start().await
}

#[public]
async fn login_with_cookies(session: NewSession<App>) -> Result<Response, AuthError> {
    let grant = session.of(&user("example_user")).start().await?;
    Ok((grant, Json(msg("login successful"))).into_response())
}

#[protected]
async fn protected_route() -> Json<Value> {
    Json(json!({"foo": "bar"}))
}

#[protected(token_from(header))]
async fn only_headers() -> Json<Value> {
    Json(json!({"foo": "baz"}))
}

fn app<C>(config: C) -> GuardedRouter
where
    C: Config<Claims = NoClaims, Users = Users>,
{
    let auth = Auth::builder(config).users(Users);
    let auth = auth.store(MemoryStore::new()).clock(FrozenClock::at(NOW));
    let auth = auth.build().unwrap();
    GuardedRouter::new()
        .route("/protected", get(protected_route).post(protected_route))
        .route("/only_headers", get(only_headers))
        .merge(auth.endpoints())
        .with_state(auth)
}

fn client() -> Client {
    let secret = SECRET.into();
    let auth = Auth::builder(App { secret }).users(Users);
    let auth = auth.store(MemoryStore::new()).clock(FrozenClock::at(NOW));
    let auth = auth.build().unwrap();
    let app = GuardedRouter::new()
        .route("/login_without_cookies", post(login_without_cookies))
        .route("/login_with_cookies", post(login_with_cookies))
        .route("/protected", get(protected_route).post(protected_route))
        .route("/only_headers", get(only_headers))
        .merge(auth.endpoints())
        .with_state(auth);
    Client::of(app)
}

/// JWT Locations: Headers
#[tokio::test]
async fn headers() {
    let client = client();
    let reply = client.post("/login_without_cookies", "").await;
    let access = bearer(&reply.text_of("access_token"));
    let reply = client.post("/protected", &access).await;
    assert_eq!(reply.seen(), (200, json!({"foo": "bar"})));
}

/// JWT Locations: Cookies
#[tokio::test]
async fn cookies() {
    let client = client();
    let reply = client
        .post("/login_with_cookies?token_delivery=cookie", "")
        .await;
    assert_eq!(reply.seen(), (200, msg("login successful")));
    let csrf = client.cookie("csrf_access_token").unwrap();
    let access = client.cookie("access_token_cookie").unwrap();
    assert_eq!(claims_of(&access)["csrf"], *csrf);
    let post = async |headers: &[(&str, &str)]| {
        let reply = client.send(Method::POST, "/protected", headers, "").await;
        reply.seen()
    };
    let expected = (200, json!({"foo": "bar"}));
    assert_eq!(post(&[("x-csrf-token", &csrf)]).await, expected);
    assert_eq!(post(&[]).await, (401, msg("Missing CSRF token")));
    let wrong = (401, msg("CSRF double submit tokens do not match"));
    assert_eq!(post(&[("x-csrf-token", "x")]).await, wrong);
    assert_eq!(client.get("/protected", "").await.seen(), expected);
    let headers = [("x-csrf-token", &*csrf)];
    let reply = client.send(Method::POST, "/logout", &headers, "").await;
    assert_eq!(reply.seen(), (200, msg("logout successful")));
    for name in [
        "access_token_cookie",
        "refresh_token_cookie",
        "csrf_access_token",
        "csrf_refresh_token",
    ] {
        assert_eq!(client.cookie(name), None, "{name}");
    }
}

/// JWT Locations: Query String
#[tokio::test]
async fn query_string() {
    let token = signed(&original());
    let path = format!("/protected?jwt={token}");
    let reply = client().post(&path, "").await;
    assert_eq!(reply.seen(), (200, json!({"foo": "bar"})));
}

/// JWT Locations: JSON Body
#[tokio::test]
async fn json_body() {
    let body = json!({"access_token": signed(&original())});
    let reply = client().post_json("/protected", &body).await;
    assert_eq!(reply.seen(), (200, json!({"foo": "bar"})));
}

/// API: `locations=["headers"]`
#[tokio::test]
async fn locations_of_a_route() {
    let client = client();
    let token = signed(&original());
    let reply = client.get("/only_headers", &bearer(&token)).await;
    assert_eq!(reply.seen(), (200, json!({"foo": "baz"})));
    let reply = client.get(&format!("/only_headers?jwt={token}"), "").await;
    assert_eq!(reply.seen(), (401, msg("Missing Authorization Header")));
}

/// The texts for a token that is in no location
#[tokio::test]
async fn missing_in_all_locations() {
    let reply = client().get("/protected", "").await;
    let text = "Missing JWT in headers, cookies, json or query_string (Missing Authorization Header; \
                Missing cookie \"access_token_cookie\"; Invalid content-type. Must be application/json.; \
                Missing 'jwt' query paramater)";
    assert_eq!(reply.seen(), (401, msg(text)));
}

/// A token that is not valid is refused, although another location has a valid one
#[tokio::test]
async fn the_first_token_decides() {
    let token = signed(&original());
    let client = client();
    let cookie = format!("access_token_cookie={token}");
    let headers = [("authorization", "Bearer x"), ("cookie", &*cookie)];
    let reply = client.send(Method::GET, "/protected", &headers, "").await;
    assert_eq!(reply.seen(), (422, msg("Not enough segments")));
    let headers = [("authorization", "Basic x"), ("cookie", &*cookie)];
    let reply = client.send(Method::GET, "/protected", &headers, "").await;
    assert_eq!(reply.seen(), (200, json!({"foo": "bar"})));
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended", users = Users, session_owner = "shop", token_from(cookie))]
struct Site {
    secret: Secret,
}

/// `set_access_cookies`, `set_refresh_cookies`, `unset_jwt_cookies`: the attributes
#[tokio::test]
async fn attributes_of_cookies() {
    let secret = SECRET.into();
    let client = Client::of(app(Site { secret }));
    let reply = client.log_in("/login", "test", "test").await;
    let attributes: Vec<_> = reply
        .set_cookies()
        .into_iter()
        .map(|cookie| {
            let (name, attributes) = cookie.split_once('=').unwrap();
            (name, attributes.split_once("; ").unwrap().1)
        })
        .collect();
    assert_eq!(
        attributes,
        [
            ("access_token_cookie", "HttpOnly; Path=/"),
            ("refresh_token_cookie", "HttpOnly; Path=/"),
            ("csrf_access_token", "Path=/"),
            ("csrf_refresh_token", "Path=/"),
        ]
    );
}

/// Refresh cookies: the CSRF value is that of the refresh token
#[tokio::test]
async fn refresh_cookies() {
    let secret = SECRET.into();
    let client = Client::of(app(Site { secret }));
    client.log_in("/login", "test", "test").await;
    let [access, refresh] =
        ["csrf_access_token", "csrf_refresh_token"].map(|name| client.cookie(name).unwrap());
    let wrong = (401, msg("CSRF double submit tokens do not match"));
    for (value, expected) in [
        (&access, wrong),
        (&refresh, (200, msg("refresh successful"))),
    ] {
        let headers = [("x-csrf-token", &**value)];
        let reply = client.send(Method::POST, "/refresh", &headers, "").await;
        assert_eq!(reply.seen(), expected);
    }
    let renewed = client.cookie("csrf_access_token").unwrap();
    let headers = [("x-csrf-token", &*renewed)];
    let reply = client.send(Method::POST, "/protected", &headers, "").await;
    assert_eq!(reply.seen(), (200, json!({"foo": "bar"})));
}

#[derive(AuthConfig)]
#[auth(
    preset = "flask-jwt-extended",
    users = Users,
    session_owner = "shop",
    token_from(cookie),
    cookie_access_name = "at",
    cookie_refresh_name = "rt",
    cookie_path = "/app",
    cookie_domain = "example.com",
    cookie_secure = "on",
    cookie_same_site = "Strict",
    cookie_max_age = "365d",
    csrf_cookie = "ca",
    csrf_refresh_cookie = "cr"
)]
struct Named {
    secret: Secret,
}

/// Cookie Options
#[tokio::test]
async fn cookie_options() {
    let secret = SECRET.into();
    let client = Client::of(app(Named { secret }));
    let headers = [
        ("content-type", "application/json"),
        ("host", "example.com"),
    ];
    let body = json!({"username": "test", "password": "test"}).to_string();
    let reply = client.send(Method::POST, "/login", &headers, body).await;
    let cookies = reply.set_cookies();
    let names: Vec<_> = cookies
        .iter()
        .map(|it| it.split('=').next().unwrap())
        .collect();
    assert_eq!(names, ["at", "rt", "ca", "cr"]);
    for cookie in cookies {
        for attribute in [
            "Domain=example.com",
            "Secure",
            "SameSite=Strict",
            "Max-Age=",
            "Path=/app",
        ] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
    }
}

#[derive(AuthConfig)]
#[auth(
    preset = "flask-jwt-extended",
    users = Users,
    session_owner = "shop",
    token_from(cookie),
    csrf_header = "X-Access",
    csrf_field = "access",
    csrf_refresh_header = "X-Refresh",
    csrf_refresh_field = "refresh",
    csrf_methods = ["POST"]
)]
struct Csrf {
    secret: Secret,
}

/// Cross Site Request Forgery Options
#[tokio::test]
async fn csrf_options() {
    let secret = SECRET.into();
    let client = Client::of(app(Csrf { secret }));
    client.log_in("/login", "test", "test").await;
    let [access, refresh] =
        ["csrf_access_token", "csrf_refresh_token"].map(|name| client.cookie(name).unwrap());
    let form = ("content-type", "application/x-www-form-urlencoded");
    let origin = ("origin", "http://shop.example");
    for (path, headers, body, status) in [
        (
            "/protected",
            vec![("x-access", &*access)],
            String::new(),
            200,
        ),
        (
            "/protected",
            vec![("x-csrf-token", &*access)],
            String::new(),
            401,
        ),
        (
            "/protected",
            vec![form, origin],
            format!("access={access}"),
            200,
        ),
        (
            "/protected",
            vec![form, origin],
            format!("csrf_token={access}"),
            401,
        ),
        (
            "/refresh",
            vec![("x-refresh", &*refresh)],
            String::new(),
            200,
        ),
        (
            "/refresh",
            vec![("x-access", &*refresh)],
            String::new(),
            401,
        ),
    ] {
        let reply = client.send(Method::POST, path, &headers, body).await;
        assert_eq!(reply.status, status, "{path} {headers:?}: {}", reply.text);
    }
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended", users = Users, session_owner = "shop", token_from(cookie), csrf = "origin")]
struct Unprotected {
    secret: Secret,
}

/// `JWT_COOKIE_CSRF_PROTECT = False`
#[tokio::test]
async fn without_a_csrf_value() {
    let secret = SECRET.into();
    let client = Client::of(app(Unprotected { secret }));
    let reply = client.log_in("/login", "test", "test").await;
    let names: Vec<_> = reply
        .set_cookies()
        .into_iter()
        .map(|it| it.split('=').next().unwrap())
        .collect();
    assert_eq!(names, ["access_token_cookie", "refresh_token_cookie"]);
    for (origin, status) in [("http://shop.example", 200), ("https://evil.example", 403)] {
        let headers = [("origin", origin)];
        let reply = client.send(Method::POST, "/protected", &headers, "").await;
        assert_eq!(reply.status, status, "{origin}: {}", reply.text);
    }
}

#[derive(AuthConfig)]
#[auth(
    preset = "flask-jwt-extended",
    users = Users,
    session_owner = "shop",
    token_from(cookie),
    session_claims = "all"
)]
struct Page {
    secret: Secret,
}

#[protected]
async fn csrf_value(State(auth): State<Auth<Page>>, claims: Claims) -> Json<Option<String>> {
    Json(auth.csrf_token(&claims))
}

/// Cross Site Request Forgery Options: `get_csrf_token`, for a form that a page contains
#[tokio::test]
async fn csrf_value_of_a_page() {
    let secret = SECRET.into();
    let auth = Auth::builder(Page { secret }).users(Users);
    let auth = auth.store(MemoryStore::new()).clock(FrozenClock::at(NOW));
    let auth = auth.build().unwrap();
    let app = GuardedRouter::new().route("/csrf", get(csrf_value));
    let client = Client::of(app.merge(auth.endpoints()).with_state(auth));
    client.log_in("/login", "test", "test").await;
    let reply = client.get("/csrf", "").await;
    let value = client.cookie("csrf_access_token").unwrap();
    assert_eq!(reply.seen(), (200, json!(value)));
}

/// What is accepted there, and not here: the right value from a page of another site
#[tokio::test]
async fn pages_of_other_sites() {
    let secret = SECRET.into();
    let client = Client::of(app(Site { secret }));
    client.log_in("/login", "test", "test").await;
    let csrf = client.cookie("csrf_access_token").unwrap();
    for (origin, status) in [("http://shop.example", 200), ("https://evil.example", 403)] {
        let headers = [("origin", origin), ("x-csrf-token", &csrf)];
        let reply = client.send(Method::POST, "/protected", &headers, "").await;
        assert_eq!(reply.status, status, "{origin}: {}", reply.text);
    }
}
