//! Revoking tokens.

use axum::extract::State;
use jwt_guard::session::RefreshedSession;

use super::*;

#[derive(AuthConfig)]
#[auth(
    preset = "flask-jwt-extended",
    users = Users,
    session_owner = "shop",
    access_ttl = "1h",
    path_logout = "/logout-stock"
)]
struct App {
    secret: Secret,
}

#[public]
async fn login(State(auth): State<Auth<App>>) -> Result<Json<Value>, AuthError> {
    Ok(Json(
        json!({"access_token": auth.mint("example_user").token()?}),
    ))
}

#[protected]
async fn logout(State(auth): State<Auth<App>>, claims: Claims) -> Result<Json<Value>, AuthError> {
    auth.sessions().revoke_token(&claims).await?;
    Ok(Json(msg("JWT revoked")))
}

#[protected]
async fn protected_route() -> Json<Value> {
    Json(json!({"hello": "world"}))
}

/// Its access tokens are not checked for a revocation.
#[protected(revocation = "off")]
async fn unchecked() -> Json<Value> {
    Json(json!({"hello": "world"}))
}

/// `DELETE /logout` for a refresh token.
#[protected(refresh)]
async fn logout_refresh(
    State(auth): State<Auth<App>>,
    session: RefreshedSession<App>,
) -> Result<Json<Value>, AuthError> {
    auth.sessions()
        .end_of_user(session.user(), &session.session().id)
        .await?;
    Ok(Json(msg("Refresh token successfully revoked")))
}

fn client() -> Client {
    let secret = SECRET.into();
    let auth = Auth::builder(App { secret }).users(Users);
    let auth = auth.store(MemoryStore::new()).clock(FrozenClock::at(NOW));
    let auth = auth.build().unwrap();
    let app = GuardedRouter::new()
        .route("/login-access", post(login))
        .route("/logout", delete(logout))
        .route("/logout-refresh", delete(logout_refresh))
        .route("/protected", get(protected_route))
        .route("/unchecked", get(unchecked))
        .merge(auth.endpoints())
        .with_state(auth);
    Client::of(app)
}

/// JWT Revoking / Blocklist: `blocklist_redis.py`, `blocklist_database.py`
#[tokio::test]
async fn token_in_blocklist_loader() {
    let client = client();
    let token = client
        .post("/login-access", "")
        .await
        .text_of("access_token");
    assert_eq!(claims_of(&token)["exp"], NOW + 60 * MINUTE);
    let other = client
        .post("/login-access", "")
        .await
        .text_of("access_token");
    let [token, other] = [token, other].map(|token| bearer(&token));
    assert_eq!(client.get("/protected", &token).await.status, 200);
    let reply = client.call(Method::DELETE, "/logout", &token).await;
    assert_eq!(reply.seen(), (200, msg("JWT revoked")));
    let reply = client.get("/protected", &token).await;
    assert_eq!(reply.seen(), (401, msg("Token has been revoked")));
    let reply = client.get("/protected", &other).await;
    assert_eq!(reply.seen(), (200, json!({"hello": "world"})));
}

/// API: `skip_revocation_check=True`
#[tokio::test]
async fn skip_revocation_check() {
    let client = client();
    let token = client
        .post("/login-access", "")
        .await
        .text_of("access_token");
    let token = bearer(&token);
    client.call(Method::DELETE, "/logout", &token).await;
    assert_eq!(client.get("/protected", &token).await.status, 401);
    assert_eq!(client.get("/unchecked", &token).await.status, 200);
}

/// Revoking Refresh Tokens: two routes
#[tokio::test]
async fn revoking_refresh_tokens() {
    let client = client();
    let tokens = client.log_in("/login", "test", "test").await;
    let refresh = bearer(&tokens.text_of("refresh_token"));
    assert_eq!(client.post("/refresh", &refresh).await.status, 200);
    let reply = client
        .call(Method::DELETE, "/logout-refresh", &refresh)
        .await;
    assert_eq!(
        reply.seen(),
        (200, msg("Refresh token successfully revoked"))
    );
    let reply = client.post("/refresh", &refresh).await;
    assert_eq!(reply.seen(), (401, msg("Token has been revoked")));
    // As there, the access token is another matter.
    let access = bearer(&tokens.text_of("access_token"));
    assert_eq!(client.get("/protected", &access).await.status, 200);
}

/// Revoking Refresh Tokens: `DELETE /logout` with `verify_type=False`
#[tokio::test]
async fn one_endpoint_for_both_types() {
    let client = client();
    let tokens = client.log_in("/login", "test", "test").await;
    let [access, refresh] =
        ["access_token", "refresh_token"].map(|name| bearer(&tokens.text_of(name)));
    for method in [Method::POST, Method::DELETE] {
        let tokens = client.log_in("/login", "test", "test").await;
        let [access, refresh] =
            ["access_token", "refresh_token"].map(|name| bearer(&tokens.text_of(name)));
        for token in [&access, &refresh] {
            let reply = client.call(method.clone(), "/logout-stock", token).await;
            assert_eq!(reply.seen(), (200, msg("logout successful")), "{method}");
        }
        let reply = client.get("/protected", &access).await;
        assert_eq!(reply.seen(), (401, msg("Token has been revoked")));
        let reply = client.post("/refresh", &refresh).await;
        assert_eq!(reply.seen(), (401, msg("Token has been revoked")));
    }
    assert_eq!(client.get("/protected", &access).await.status, 200);
    assert_eq!(client.post("/refresh", &refresh).await.status, 200);
}

/// Revoking Refresh Tokens: "log out everywhere"
#[tokio::test]
async fn log_out_everywhere() {
    let client = client();
    let tokens = client.log_in("/login", "test", "test").await;
    let other = client.log_in("/login", "test", "test").await;
    let access = bearer(&tokens.text_of("access_token"));
    assert_eq!(client.post("/logout-all", &access).await.status, 200);
    for tokens in [tokens, other] {
        let access = bearer(&tokens.text_of("access_token"));
        let reply = client.get("/protected", &access).await;
        assert_eq!(reply.seen(), (401, msg("Token has been revoked")));
        let refresh = bearer(&tokens.text_of("refresh_token"));
        let reply = client.post("/refresh", &refresh).await;
        assert_eq!(reply.seen(), (401, msg("Token has been revoked")));
    }
}
