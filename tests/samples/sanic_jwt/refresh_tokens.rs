//! The page "Refresh Tokens".

use jwt_guard::session::TokenStore;

use super::*;

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users)]
struct Api {
    secret: Secret,
    session_owner: Option<String>,
    token_from: Vec<String>,
    refresh_format: Option<String>,
}

fn api(token_from: &[&str]) -> Api {
    Api {
        secret: secret(),
        session_owner: Some("shop".into()),
        token_from: token_from.iter().map(|&text| text.into()).collect(),
        refresh_format: None,
    }
}

fn failed() -> (u16, Value) {
    (
        401,
        refused("AuthenticationFailed", "Authentication failed."),
    )
}

// "Enable refresh tokens": without a store, there is no such endpoint.
#[tokio::test]
async fn enable_refresh_tokens() {
    let client = app(&auth(Api {
        session_owner: None,
        ..api(&["header"])
    }));
    let login = log_in(&client, "user1").await;
    assert_eq!(login.members(), ["access_token"]);
    let body = json!({"refresh_token": "x"});
    let reply = client.post("/auth/refresh", &login.bearer(), body).await;
    assert_eq!(reply.status, 404);
    let (auth, _) = auth_with_sessions(api(&["header"]));
    let login = log_in(&app(&auth), "user1").await;
    assert_eq!(login.members(), ["access_token", "refresh_token"]);
    assert_eq!(login.text("refresh_token").len(), 43);
}

// "Handlers": `store_refresh_token` and `retrieve_refresh_token` are a store.
#[tokio::test]
async fn handlers() {
    let store = MemoryStore::new();
    let services = [(); 2].map(|()| {
        let auth = Auth::builder(api(&["header"])).users(Users);
        let auth = auth.store(store.clone()).clock(FrozenClock::at(NOW));
        app(&auth.build().unwrap())
    });
    let [first, second] = &services;
    let login = log_in(first, "user1").await;
    let body = json!({"refresh_token": login.text("refresh_token")});
    let reply = second.post("/auth/refresh", &login.bearer(), body).await;
    assert_eq!(
        (reply.status, reply.members()),
        (200, vec!["access_token".into()])
    );
}

/// Any type that implements it is one: Redis, as on that page, PostgreSQL, `SQLite`, or one of the application.
#[cfg(feature = "redis")]
const _: fn() = || {
    const fn is_store<S: TokenStore>() {}
    is_store::<jwt_guard::stores::RedisStore>();
};

// "Using the refresh token": again and again, and only with an access token of its user.
#[tokio::test]
async fn using_the_refresh_token() {
    let (auth, clock) = auth_with_sessions(api(&["header"]));
    let client = app(&auth);
    let login = log_in(&client, "user1").await;
    let other = log_in(&client, "user2").await;
    let body = || json!({"refresh_token": login.text("refresh_token")});
    for later in [60, 60 * 60, 24 * 60 * 60] {
        clock.set(NOW + later);
        let reply = client.post("/auth/refresh", &login.bearer(), body()).await;
        assert_eq!(reply.members(), ["access_token"]);
    }
    let reply = client.post("/auth/refresh", &other.bearer(), body()).await;
    assert_eq!(reply.seen(), failed());
    let unknown = json!({"refresh_token": "x".repeat(48)});
    let reply = client
        .post("/auth/refresh", &login.bearer(), unknown.clone())
        .await;
    assert_eq!(reply.seen(), failed());
    // There, it is the access token that is missed.
    let reply = client.post("/auth/refresh", "", unknown).await;
    assert_eq!(reply.seen(), failed());
    let reply = client
        .post("/auth/refresh", &login.bearer(), json!({}))
        .await;
    let reason = "Authorization header not present.";
    let expected = refused("MissingAuthorizationHeader", reason);
    assert_eq!(reply.seen(), (400, expected));
    // There, a request without a body is a 500.
    let empty = axum::http::Request::post("/auth/refresh").header("authorization", login.bearer());
    assert_eq!(client.send(empty, "").await.status, 400);
}

// "What is a refresh token?": "allows you to deactivate a token at any time".
#[tokio::test]
async fn deactivating_a_refresh_token() {
    let (auth, _) = auth_with_sessions(api(&["header"]));
    let client = app(&auth);
    let login = log_in(&client, "user1").await;
    let [user, ..] = USERS;
    for session in auth.sessions().of_user(&user).await.unwrap() {
        let ended = auth.sessions().end_of_user(&user, &session.id).await;
        assert!(ended.unwrap());
    }
    let body = json!({"refresh_token": login.text("refresh_token")});
    let reply = client.post("/auth/refresh", &login.bearer(), body).await;
    assert_eq!(reply.seen(), failed());
    // "They are not persisted. This means that they cannot be revoked."
    let reply = client.get("/protected", &login.bearer()).await;
    assert_eq!(reply.status, 200);
}

#[derive(AuthConfig)]
#[auth(
    preset = "sanic-jwt",
    users = Users,
    session_owner = "shop",
    issued_at = "on",
    jti = "on",
    session_claims = "all",
    path_logout_all = "/logout-all"
)]
struct Revocable {
    secret: Secret,
}

// Not there: a logout, after which the access token is refused at once if its claims name the session.
#[tokio::test]
async fn logout() {
    let clients = [
        app(&auth_with_sessions(api(&["header"])).0),
        app(&auth_with_sessions(Revocable { secret: secret() }).0),
    ];
    for (client, status) in clients.iter().zip([200, 401]) {
        let login = log_in(client, "user1").await;
        let body = || json!({"refresh_token": login.text("refresh_token")});
        let reply = client.post("/auth/logout", "", body()).await;
        assert_eq!(reply.status, 204);
        let reply = client.get("/protected", &login.bearer()).await;
        assert_eq!(reply.status, status);
        let reply = client.post("/auth/refresh", &login.bearer(), body()).await;
        assert_eq!(reply.status, 401);
    }
}

// Not there: the endpoints beside the four.
#[test]
fn further_endpoints() {
    let paths = |auth: Auth<Api>| {
        let endpoints: GuardedRouter<Auth<Api>> = auth.endpoints();
        let routes = endpoints.manifest().routes().iter();
        let mut paths: Vec<_> = routes.map(|route| route.path().to_owned()).collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    };
    let without = auth(Api {
        session_owner: None,
        ..api(&["header"])
    });
    let always = ["/", "/keys", "/me", "/reauthenticate", "/verify"];
    assert_eq!(paths(without), always);
    let (with, _) = auth_with_sessions(api(&["header"]));
    let mut all = [&always[..], &["/logout", "/refresh", "/revoke"]].concat();
    all.sort_unstable();
    assert_eq!(paths(with), all);
}

// "Can I have an expirable refresh token?": here they expire, `refresh_ttl` after the login.
#[tokio::test]
async fn expirable_refresh_tokens() {
    let (auth, clock) = auth_with_sessions(api(&["header"]));
    let client = app(&auth);
    let login = log_in(&client, "user1").await;
    clock.set(NOW + 30 * 24 * 60 * 60);
    let body = json!({"refresh_token": login.text("refresh_token")});
    let reply = client.post("/auth/refresh", &login.bearer(), body).await;
    assert_eq!(reply.status, 401);
}

// "But, I really want one!": `generate_refresh_token`.
#[tokio::test]
async fn generate_refresh_token() {
    let auth = Auth::builder(api(&["header"]))
        .users(Users)
        .store(MemoryStore::new())
        .refresh_generator(|subject| format!("of-{subject}-67e55044-10b1-426f-9247-bb680e5fe0c8"));
    let client = app(&auth.clock(FrozenClock::at(NOW)).build().unwrap());
    let login = log_in(&client, "user1").await;
    let token = login.text("refresh_token");
    assert_eq!(token, "of-1-67e55044-10b1-426f-9247-bb680e5fe0c8");
    let body = json!({"refresh_token": token});
    let reply = client.post("/auth/refresh", &login.bearer(), body).await;
    assert_eq!(reply.status, 200);
}

// The example `jwt_as_refresh_token.py`.
#[tokio::test]
async fn jwt_as_refresh_token() {
    let (auth, _) = auth_with_sessions(Api {
        refresh_format: Some("jwt".into()),
        ..api(&["header"])
    });
    let client = app(&auth);
    let login = log_in(&client, "user1").await;
    let token = login.text("refresh_token");
    assert_eq!(part(&token, 1)["user_id"], 1);
    let body = json!({"refresh_token": token});
    let reply = client.post("/auth/refresh", &login.bearer(), body).await;
    assert_eq!(reply.status, 200);
    // It is no access token.
    assert_eq!(
        client
            .get("/protected", &format!("Bearer {token}"))
            .await
            .status,
        401
    );
}

// `cookie_set` with refresh tokens: both are in cookies and in the body; a refresh sets the access token alone.
#[tokio::test]
async fn refresh_tokens_in_cookies() {
    let (auth, _) = auth_with_sessions(api(&["cookie strict"]));
    let client = app(&auth);
    let login = log_in(&client, "user1").await;
    assert_eq!(login.members(), ["access_token", "refresh_token"]);
    let cookies = ["access_token", "refresh_token"].map(|name| login.cookie(name));
    let request = axum::http::Request::post("/auth/refresh")
        .header("host", "shop.example")
        .header("origin", "https://shop.example")
        .header("cookie", cookies.join("; "));
    let reply = client.send(request, "").await;
    assert_eq!(reply.status, 200, "{reply:?}");
    let [cookie] = &reply.cookies()[..] else {
        panic!("{reply:?}")
    };
    assert!(cookie.starts_with("access_token="), "{cookie}");
    // There, it is in the body too.
    assert!(!reply.body.contains("access_token"), "{reply:?}");
}

// `cookie_set` without `cookie_strict`: there, an access token in a cookie and a refresh token in the body are a 400.
#[tokio::test]
async fn refresh_tokens_in_another_location() {
    let (auth, _) = auth_with_sessions(api(&["cookie", "header"]));
    let client = app(&auth);
    let login = log_in(&client, "user1").await;
    let request = |cookie: &str| {
        axum::http::Request::post("/auth/refresh")
            .header("host", "shop.example")
            .header("origin", "https://shop.example")
            .header("cookie", login.cookie(cookie))
    };
    let request_1 = request("access_token").header("content-type", "application/json");
    let body = json!({"refresh_token": login.text("refresh_token")});
    assert_eq!(client.send(request_1, body.to_string()).await.status, 200);
    let request_2 = request("refresh_token").header("authorization", login.bearer());
    assert_eq!(client.send(request_2, "").await.status, 200);
}

// `query_string_set` with refresh tokens.
#[tokio::test]
async fn refresh_tokens_in_the_query_string() {
    let (auth, _) = auth_with_sessions(api(&["query strict"]));
    let client = app(&auth);
    let login = log_in(&client, "user1").await;
    let (access, refresh) = (login.text("access_token"), login.text("refresh_token"));
    let path = format!("/auth/refresh?access_token={access}&refresh_token={refresh}");
    let reply = client.send(axum::http::Request::post(path), "").await;
    assert_eq!(
        (reply.status, reply.members()),
        (200, vec!["access_token".into()])
    );
}
