//! The quickstart, and requests that are refused.

use super::*;

/// Quickstart
#[tokio::test]
async fn quickstart() {
    let client = service!(());
    let reply = client.log_in("/auth", "user1", "abcxyz").await;
    assert_eq!(
        (reply.status, names(&reply.json())),
        (200, vec!["access_token"])
    );
    let token = reply.text_of("access_token");
    let [header, claims] = parts(&token);
    assert_eq!(header, json!({"alg": "HS256", "typ": "JWT"}));
    assert_eq!(claims, original());
    let reply = client.get("/protected", &jwt(&token)).await;
    assert_eq!((reply.status, &*reply.text), (200, "User(id='1')"));
    let wrong = refused("Bad Request", "Invalid credentials");
    let reply = client.log_in("/auth", "user1", "wrong").await;
    assert_eq!(reply.seen(), wrong);
    let reply = client.log_in("/auth", "user1", "").await;
    assert_eq!(reply.seen(), wrong);
    let reply = client.get("/protected", "").await;
    let absent = "Request does not contain an access token";
    assert_eq!(reply.seen(), refused("Authorization Required", absent));
    let challenge = reply.headers["www-authenticate"].to_str().unwrap();
    assert_eq!(challenge, "JWT realm=\"Login Required\"");
}

/// Quickstart: requests that are refused
#[tokio::test]
async fn refusals() {
    let client = service!(());
    let header = "Invalid JWT header";
    let invalid = "Invalid token";
    let forged = format!("JWT {}A", signed(&original()));
    for (authorization, error, description) in [
        ("Bearer x", header, "Unsupported authorization type"),
        ("JWT", header, "Token missing"),
        ("JWT a b", header, "Token contains spaces"),
        ("JWT a", invalid, "Not enough segments"),
        (&forged, invalid, "Signature verification failed"),
        (
            &with(json!({"exp": NOW - 10})),
            invalid,
            "Signature has expired",
        ),
        (
            &with(json!({"nbf": NOW + 15})),
            invalid,
            "The token is not yet valid (nbf)",
        ),
        (
            &with(json!({"iat": NOW + 15})),
            invalid,
            "Issued At claim (iat) cannot be in the future.",
        ),
        (
            &with(json!({"iat": null})),
            invalid,
            "Token is missing the \"iat\" claim",
        ),
        (
            &with(json!({"nbf": null})),
            invalid,
            "Token is missing the \"nbf\" claim",
        ),
        (
            &with(json!({"identity": 9})),
            "Invalid JWT",
            "User does not exist",
        ),
    ] {
        let reply = client.get("/protected", authorization).await;
        assert_eq!(reply.seen(), refused(error, description), "{authorization}");
        assert!(
            !reply.headers.contains_key("www-authenticate"),
            "{authorization}"
        );
    }
}

/// Access tokens cross: those of the original are accepted, and ours have the same claims
#[tokio::test]
async fn access_tokens_cross() {
    let client = service!(());
    let reply = client.get("/protected", &jwt(&signed(&original()))).await;
    assert_eq!(reply.text, "User(id='1')");
    assert_eq!(claims_of(&log_in(&client).await), original());
}

/// `@jwt_required()` without `current_identity`: the user is looked up as well
#[tokio::test]
async fn jwt_required() {
    let client = service!(());
    let reply = client.get("/other", &with(json!({"identity": 9}))).await;
    assert_eq!(reply.seen(), refused("Invalid JWT", "User does not exist"));
    assert_eq!(client.get("/other", &with(json!({}))).await.status, 200);
}

/// OPTIONS and HEAD
#[tokio::test]
async fn options_and_head() {
    let client = service!(());
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
    assert!(reply.headers.contains_key("www-authenticate"));
}
