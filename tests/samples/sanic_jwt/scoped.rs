//! The page "Scopes". All rows of its table, and 2,700 others, are in `jwt-syntax/tests/scopes_truth.rs`.

use axum::extract::Path;
use jwt_guard::scope::RequiredScopes;

use super::*;

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users)]
struct Api {
    secret: Secret,
}

fn passed() -> Json<Value> {
    Json(json!({"protected": true, "scoped": true}))
}

#[public]
async fn test() -> Json<Value> {
    Json(json!({"hello": "world"}))
}

#[protected]
#[scoped("user")]
async fn route_1() -> Json<Value> {
    passed()
}

#[protected]
#[scoped("user:read")]
async fn route_2() -> Json<Value> {
    passed()
}

#[protected]
#[scoped("user", "admin")]
async fn route_3() -> Json<Value> {
    passed()
}

#[protected]
#[scoped("user", "admin", require_all = false)]
async fn route_4() -> Json<Value> {
    passed()
}

#[scoped("user")]
async fn route_5() -> Json<Value> {
    passed()
}

fn user_scope() -> &'static str {
    "user"
}

#[scoped(with = user_scope)]
async fn route_6() -> Json<Value> {
    passed()
}

/// A number, so that no path can make another scope of it.
fn client_id_scope(Path(id): Path<u32>) -> String {
    format!("client{id}")
}

#[scoped(with = client_id_scope)]
async fn route_7() -> Json<Value> {
    passed()
}

async fn get_some_scopes() -> RequiredScopes {
    RequiredScopes::all_of([scope!("user"), scope!("admin")])
}

#[scoped(with = get_some_scopes)]
async fn awaited() {}

#[scoped(":read:write")]
async fn all_actions() {}

#[scoped(":read:write", require_all_actions = false)]
async fn any_action() {}

fn client() -> (Auth<Api>, Client) {
    let auth = auth(Api { secret: secret() });
    let app = GuardedRouter::new()
        .route("/", get(test))
        .route("/protected", get(protected_route))
        .route("/protected/scoped/1", get(route_1))
        .route("/protected/scoped/2", get(route_2))
        .route("/protected/scoped/3", get(route_3))
        .route("/protected/scoped/4", get(route_4))
        .route("/protected/scoped/5", get(route_5))
        .route("/protected/scoped/6/{id}", get(route_6))
        .route("/protected/scoped/7/{id}", get(route_7))
        .route("/awaited", get(awaited))
        .route("/all-actions", get(all_actions))
        .route("/any-action", get(any_action))
        .nest("/auth", auth.endpoints());
    (auth.clone(), Client::of(app.with_state(auth)))
}

// "Basics".
#[tokio::test]
async fn basics() {
    let (_, client) = client();
    let path = "/protected/scoped/1";
    let absent = client.get(path, "").await;
    let expected = refused("Unauthorized", "Authorization header not present.");
    assert_eq!(absent.seen(), (401, expected));
    let token = log_in(&client, "user4").await.bearer();
    let reply = client.get(path, &token).await;
    assert_eq!(
        reply.seen(),
        (403, refused("Unauthorized", "Invalid scope."))
    );
    let token = log_in(&client, "user1").await.bearer();
    let reply = client.get(path, &token).await;
    let expected = json!({"protected": true, "scoped": true});
    assert_eq!(reply.seen(), (200, expected));
}

// "Parameters", `scopes` from an awaitable.
#[tokio::test]
async fn scopes_from_an_awaitable() {
    let (_, client) = client();
    for (username, status) in [("user1", 403), ("user2", 200)] {
        let token = log_in(&client, username).await.bearer();
        assert_eq!(client.get("/awaited", &token).await.status, status);
    }
}

// "Parameters", `require_all`.
#[tokio::test]
async fn require_all() {
    let (_, client) = client();
    for (username, all, any) in [
        ("user1", 403, 200),
        ("user2", 200, 200),
        ("user4", 403, 403),
    ] {
        let token = log_in(&client, username).await.bearer();
        for (path, status) in [("/protected/scoped/3", all), ("/protected/scoped/4", any)] {
            let reply = client.get(path, &token).await;
            assert_eq!(reply.status, status, "{username} at {path}");
        }
    }
}

// "Parameters", `require_all_actions`.
#[tokio::test]
async fn require_all_actions() {
    let (auth, client) = client();
    for (scope, all, any) in [
        (":read", 403, 200),
        (":write:read", 200, 200),
        (":x", 403, 403),
    ] {
        let token = auth.mint("1").scopes([scope]).token().unwrap();
        let token = format!("Bearer {token}");
        assert_eq!(client.get("/all-actions", &token).await.status, all);
        assert_eq!(client.get("/any-action", &token).await.status, any);
    }
}

// "Sample Code": which of the four users may call which of the seven routes.
#[tokio::test]
async fn sample_code() {
    let (_, client) = client();
    let hello = client.get("/", "").await;
    assert_eq!(hello.seen(), (200, json!({"hello": "world"})));
    for (path, statuses) in [
        ("/protected", [200, 200, 200, 200]),
        ("/protected/scoped/1", [200, 200, 403, 403]),
        ("/protected/scoped/2", [200, 200, 200, 403]),
        ("/protected/scoped/3", [403, 200, 403, 403]),
        ("/protected/scoped/4", [200, 200, 403, 403]),
        ("/protected/scoped/5", [200, 200, 403, 403]),
        ("/protected/scoped/6/1", [200, 200, 403, 403]),
        ("/protected/scoped/7/1", [403, 403, 403, 200]),
        ("/protected/scoped/7/2", [403, 403, 403, 403]),
    ] {
        for (user, status) in USERS.into_iter().zip(statuses) {
            let token = log_in(&client, user.username).await.bearer();
            let reply = client.get(path, &token).await;
            assert_eq!(reply.status, status, "{} at {path}", user.username);
        }
    }
}
