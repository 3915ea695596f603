//! The page "Protecting Routes".

use super::*;

#[derive(AuthConfig, Default)]
#[auth(preset = "sanic-jwt", users = Users)]
struct Api {
    secret: Option<Secret>,
    token_from: Option<Vec<String>>,
    header_name: Option<String>,
    header_prefixes: Option<Vec<String>>,
    cookie_access_name: Option<String>,
    cookie_domain: Option<String>,
    cookie_http_only: Option<String>,
    cookie_split: Option<String>,
    login_redirect: Option<String>,
}

impl Api {
    fn new(token_from: &[&str]) -> Self {
        Self {
            secret: Some(secret()),
            token_from: Some(token_from.iter().map(|&text| text.into()).collect()),
            ..Self::default()
        }
    }
}

fn unauthorized(reason: &str) -> (u16, Value) {
    (401, refused("Unauthorized", reason))
}

#[public]
async fn open_route() -> Json<Value> {
    Json(json!({"protected": false}))
}

// "The `@protected` decorator".
#[tokio::test]
async fn the_protected_decorator() {
    let auth = auth(Api::new(&["header"]));
    let app = GuardedRouter::new()
        .route("/", get(open_route))
        .route("/protected", get(protected_route))
        .nest("/auth", auth.endpoints());
    let client = Client::of(app.with_state(auth));
    let token = log_in(&client, "user1").await.bearer();
    let open = client.get("/", "").await;
    assert_eq!(open.seen(), (200, json!({"protected": false})));
    let admitted = client.get("/protected", &token).await;
    assert_eq!(admitted.seen(), (200, json!({"protected": true})));
    for (authorization, reason) in [
        ("", "Authorization header not present."),
        ("Bearer", "Authorization header is invalid."),
        ("Token x", "Authorization header is invalid."),
        ("Bearer x", "Auth required."),
        (&*format!("{token}A"), "Auth required."),
    ] {
        let reply = client.get("/protected", authorization).await;
        assert_eq!(reply.seen(), unauthorized(reason), "{authorization}");
    }
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users)]
struct OfBlueprint {
    secret: Secret,
}

#[derive(Clone, AuthState)]
struct App {
    auth: Auth<Api>,
    blueprint: Auth<OfBlueprint>,
}

#[protected(auth = OfBlueprint)]
async fn of_blueprint() {}

#[scoped("user", auth = OfBlueprint)]
async fn scoped_of_blueprint() {}

#[inject_user(auth = OfBlueprint)]
async fn user_of_blueprint(user: User) -> Json<User> {
    Json(user)
}

// "The `@protected` decorator" with a blueprint, and "Advanced Decorators".
#[tokio::test]
async fn on_a_blueprint() {
    let state = App {
        auth: auth(Api::new(&["header"])),
        blueprint: auth(OfBlueprint {
            secret: OTHER_SECRET.into(),
        }),
    };
    let blueprint = GuardedRouter::new()
        .route("/1", get(of_blueprint))
        .route("/2", get(scoped_of_blueprint))
        .route("/3", get(user_of_blueprint))
        .route("/forgotten", get(protected_route));
    let app = GuardedRouter::new()
        .nest("/users", blueprint)
        .nest("/auth", state.auth.endpoints())
        .nest("/users/auth", state.blueprint.endpoints());
    let client = Client::of(app.with_state(state));
    let of_app = log_in(&client, "user1").await.bearer();
    let credentials = json!({"username": "user1", "password": "abcxyz"});
    let of_blueprint = client.post("/users/auth", "", credentials).await.bearer();
    for path in ["/users/1", "/users/2", "/users/3"] {
        assert_eq!(client.get(path, &of_app).await.status, 401);
        assert_eq!(client.get(path, &of_blueprint).await.status, 200);
    }
    // Without `auth = ..`, the first of the state decides.
    let path = "/users/forgotten";
    assert_eq!(client.get(path, &of_app).await.status, 200);
    assert_eq!(client.get(path, &of_blueprint).await.status, 401);
}

struct PublicView;

#[public]
impl PublicView {
    async fn read() -> Json<Value> {
        Json(json!({"protected": false}))
    }
}

struct ProtectedView;

/// `decorators = [protected()]`, and a decorator of one method.
#[protected]
impl ProtectedView {
    async fn read() -> Json<Value> {
        Json(json!({"protected": true}))
    }

    #[scoped("admin")]
    async fn write() {}
}

// "Class based views".
#[tokio::test]
async fn class_based_views() {
    let auth = auth(Api::new(&["header"]));
    let app = GuardedRouter::new()
        .route("/", get(PublicView::read))
        .route(
            "/protected",
            get(ProtectedView::read).post(ProtectedView::write),
        )
        .nest("/auth", auth.endpoints());
    let client = Client::of(app.with_state(auth));
    assert_eq!(client.get("/", "").await.status, 200);
    assert_eq!(client.get("/protected", "").await.status, 401);
    for (username, of_post) in [("user1", 403), ("user2", 200)] {
        let token = log_in(&client, username).await.bearer();
        assert_eq!(client.get("/protected", &token).await.status, 200);
        let reply = client.post("/protected", &token, json!({})).await;
        assert_eq!(reply.status, of_post);
    }
}

// "Header Tokens".
#[tokio::test]
async fn header_tokens() {
    let client = app(&auth(Api {
        header_name: Some("somecustomheader".into()),
        header_prefixes: Some(vec!["MeFirst".into()]),
        ..Api::new(&["header"])
    }));
    let token = log_in(&client, "user1").await.text("access_token");
    let request =
        |value: String| axum::http::Request::get("/auth/me").header("SomeCustomHeader", value);
    let reply = client.send(request(format!("MeFirst {token}")), "").await;
    assert_eq!(reply.status, 200);
    // There, the case matters.
    let reply = client.send(request(format!("mefirst {token}")), "").await;
    assert_eq!(reply.status, 200);
    let reply = client.send(request(format!("Bearer {token}")), "").await;
    let expected = unauthorized("Authorization header is invalid.");
    assert_eq!(reply.seen(), expected);
    let reply = client.get("/auth/me", &format!("Bearer {token}")).await;
    let expected = unauthorized("Authorization header not present.");
    assert_eq!(reply.seen(), expected);
}

// "Cookie Tokens".
#[tokio::test]
async fn cookie_tokens() {
    let client = app(&auth(Api {
        cookie_domain: Some("mydomain.com".into()),
        cookie_http_only: Some("off".into()),
        cookie_access_name: Some("some-token".into()),
        ..Api::new(&["cookie strict"])
    }));
    let login = log_in(&client, "user1").await;
    let [cookie] = &login.cookies()[..] else {
        panic!("{login:?}")
    };
    for attribute in ["Domain=mydomain.com", "Path=/", "SameSite=Lax"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    for attribute in ["HttpOnly", "Secure", "Max-Age", "Expires"] {
        assert!(!cookie.contains(attribute), "{cookie}");
    }
    let cookie = login.cookie("some-token");
    let admitted = client.get_with_cookies("/protected", &cookie).await;
    assert_eq!(admitted.status, 200);
    // "Will reject any request that does not have a valid access token in its cookie".
    let reply = client.get("/protected", &login.bearer()).await;
    let reason = "Authorization cookie not present.";
    assert_eq!(reply.seen(), unauthorized(reason));
    let reply = client.get("/auth/verify", &login.bearer()).await;
    let expected = refused("MissingAuthorizationCookie", reason);
    assert_eq!(reply.seen(), (401, expected));
}

// "Cookie splitting, and suggested best practices".
#[tokio::test]
async fn cookie_splitting() {
    let client = app(&auth(Api {
        cookie_access_name: Some("token-header-payload".into()),
        cookie_split: Some("on".into()),
        ..Api::new(&["cookie strict"])
    }));
    let login = log_in(&client, "user1").await;
    let is_http_only = |name: &str| {
        let cookies = login.cookies();
        let cookie = cookies.iter().find(|cookie| cookie.starts_with(name));
        cookie.unwrap().contains("HttpOnly")
    };
    assert!(!is_http_only("token-header-payload="));
    assert!(is_http_only("access_token_signature="));
    let payload = login.cookie("token-header-payload");
    let signature = login.cookie("access_token_signature");
    assert_eq!(part(payload.split_once('=').unwrap().1, 1)["user_id"], 1);
    for (cookies, status) in [
        (format!("{payload}; {signature}"), 200),
        (payload.clone(), 401),
        (signature.clone(), 401),
    ] {
        let reply = client.get_with_cookies("/protected", &cookies).await;
        assert_eq!(reply.status, status, "{cookies}");
    }
}

// "Query String Tokens".
#[tokio::test]
async fn query_string_tokens() {
    let client = app(&auth(Api::new(&["query strict"])));
    let login = log_in(&client, "user1").await;
    let token = login.text("access_token");
    let path = format!("/protected?access_token={token}");
    assert_eq!(client.get(&path, "").await.status, 200);
    let reply = client.get("/protected", &login.bearer()).await;
    let reason = "Authorization query argument not present.";
    assert_eq!(reply.seen(), unauthorized(reason));
    let reply = client.get("/auth/verify", "").await;
    let expected = refused("MissingAuthorizationQueryArg", reason);
    assert_eq!(reply.seen(), (401, expected));
}

// "Both Header and Cookie".
#[tokio::test]
async fn both_header_and_cookie() {
    let client = app(&auth(Api::new(&["cookie", "header"])));
    let login = log_in(&client, "user1").await;
    let cookie = login.cookie("access_token");
    let reply = client.get_with_cookies("/protected", &cookie).await;
    assert_eq!(reply.status, 200);
    let reply = client.get("/protected", &login.bearer()).await;
    assert_eq!(reply.status, 200);
    let reply = client.get("/protected", "").await;
    let expected = unauthorized("Authorization header not present.");
    assert_eq!(reply.seen(), expected);
    // There, the cookie decides, so that this is a 401.
    let request = axum::http::Request::get("/protected")
        .header("cookie", "access_token=x")
        .header("authorization", login.bearer());
    assert_eq!(client.send(request, "").await.status, 200);
}

#[protected(token_from(header))]
async fn protected_by_header_route() {}

// "Per view declaration".
#[tokio::test]
async fn per_view_declaration() {
    let auth = auth(Api::new(&["cookie", "header"]));
    let app = GuardedRouter::new()
        .route("/protected_by_header", get(protected_by_header_route))
        .nest("/auth", auth.endpoints());
    let client = Client::of(app.with_state(auth));
    let login = log_in(&client, "user1").await;
    let path = "/protected_by_header";
    assert_eq!(client.get(path, &login.bearer()).await.status, 200);
    let cookie = login.cookie("access_token");
    let reply = client.get_with_cookies(path, &cookie).await;
    let expected = unauthorized("Authorization header not present.");
    assert_eq!(reply.seen(), expected);
}

#[inject_user]
async fn my_protected_user(user: User) -> Json<Value> {
    Json(json!({"user_id": user.user_id}))
}

#[inject_user(optional)]
async fn perhaps_a_user(user: Option<User>) -> Json<Option<User>> {
    Json(user)
}

// "`@inject_user` decorator", with `@protected` and alone.
#[tokio::test]
async fn inject_user_decorator() {
    let auth = auth(Api::new(&["header"]));
    let gone = auth.mint("9").token().unwrap();
    let app = GuardedRouter::new()
        .route("/protected/user", get(my_protected_user))
        .route("/user", get(perhaps_a_user))
        .nest("/auth", auth.endpoints());
    let client = Client::of(app.with_state(auth));
    let token = log_in(&client, "user1").await.bearer();
    let reply = client.get("/protected/user", &token).await;
    assert_eq!(reply.seen(), (200, json!({"user_id": 1})));
    assert_eq!(client.get("/protected/user", "").await.status, 401);
    let absent = client.get("/user", "").await;
    assert_eq!(absent.seen(), (200, Value::Null));
    // There, the user is `None`, or that of an unsigned token in 1.2.
    for bad in [&*format!("{token}A"), &*format!("Bearer {gone}")] {
        assert_eq!(client.get("/user", bad).await.status, 401);
    }
}

#[protected]
async fn never_called() -> &'static str {
    "called"
}

// `OPTIONS` of a protected route: there, the handler runs without a token.
#[tokio::test]
async fn options_of_a_protected_route() {
    let auth = auth(Api::new(&["header"]));
    let routes = get(protected_route).options(never_called);
    let app = GuardedRouter::new().route("/protected", routes);
    let client = Client::of(app.with_state(auth));
    let request = axum::http::Request::options("/protected");
    let reply = client.send(request, "").await;
    assert_eq!((reply.status, &*reply.body), (204, ""));
}

#[protected(login_redirect = "/login.html")]
async fn static_page() {}

// `redirect_on_fail` and `redirect_url`: the changelog of 1.3. Programs are refused as usual.
#[tokio::test]
async fn redirect_on_fail() {
    let auth = auth(Api {
        login_redirect: Some("/index.html".into()),
        ..Api::new(&["cookie"])
    });
    let app = GuardedRouter::new()
        .route("/static", get(protected_route))
        .route("/other", get(static_page));
    let client = Client::of(app.with_state(auth));
    for (path, target) in [
        ("/static", "/index.html?next=%2Fstatic"),
        ("/other", "/login.html?next=%2Fother"),
    ] {
        let request = axum::http::Request::get(path).header("accept", "text/html");
        let reply = client.send(request, "").await;
        assert_eq!((reply.status, reply.location()), (303, Some(target)));
        assert_eq!(client.get(path, "").await.status, 401);
    }
}
