//! What differs here, and what a service may add.

use jwt_guard::session::MemoryStore;

use super::*;

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
    assert_eq!(reply.seen(), refused("Bad Request", "Invalid credentials"));
    // Refused there too.
    let reply = client
        .get("/protected", &with(json!({"aud": "other"})))
        .await;
    assert_eq!(reply.seen(), refused("Invalid token", "Invalid audience"));
    // Accepted there.
    let text = with(json!({"identity": "1"}));
    let reply = client.get("/protected", &text).await;
    assert_eq!(reply.seen().1["error"], "Invalid token");
    let client_of_texts = service!((subject_format = "string"));
    assert_eq!(client_of_texts.get("/protected", &text).await.status, 200);
    // Another text there: `Token is missing the "exp" claim`.
    let reply = client.get("/protected", &with(json!({"exp": null}))).await;
    assert_eq!(
        reply.seen(),
        refused("Invalid token", "Signature has expired")
    );
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
