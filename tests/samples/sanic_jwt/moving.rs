//! Tokens of the old service and of the new one, where each of them is found, and what the preset says where sanic-jwt is vague.

use axum::http::Request;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};

use super::*;

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users, token_from(cookie, query, header))]
struct Api {
    secret: Secret,
}

/// A token as `PyJWT` signs it for sanic-jwt.
fn old_token(claims: Value) -> String {
    let key = EncodingKey::from_secret(SECRET.as_bytes()).unwrap();
    encode(&Header::default(), &claims, &key).unwrap()
}

#[tokio::test]
async fn access_tokens_are_valid_both_ways() {
    let client = app(&auth(Api { secret: secret() }));
    for claims in [
        json!({"user_id": 1, "exp": NOW + 60}),
        json!({"user_id": 1, "exp": NOW + 60, "scopes": ["user"], "username": "user1"}),
        json!({"user_id": 1, "exp": NOW + 60, "iat": NOW, "nbf": NOW}),
    ] {
        let token = format!("Bearer {}", old_token(claims));
        assert_eq!(client.get("/protected", &token).await.status, 200);
        let me = client.get("/auth/me", &token).await.json();
        assert_eq!(me["me"]["username"], "user1");
    }
    let new = log_in(&client, "user2").await.text("access_token");
    let mut validation = Validation::new(Algorithm::HS256);
    validation.validate_exp = false; // the clock stands still
    let key = DecodingKey::from_secret(SECRET.as_bytes()).unwrap();
    let claims = decode::<Value>(&new, &key, &validation).unwrap().claims;
    let expected = json!({"user_id": 2, "exp": NOW + 30 * 60, "scopes": ["user", "admin"]});
    assert_eq!(claims, expected);
}

#[tokio::test]
async fn tokens_that_were_accepted_are_refused_for_their_reason() {
    let client = app(&auth(Api { secret: secret() }));
    for (claims, reason) in [
        // Valid for ever there.
        (json!({"user_id": 1}), "Signature has expired."),
        (json!({"exp": NOW + 60}), "Auth required."),
        (json!({"user_id": null, "exp": NOW + 60}), "Auth required."),
        (
            json!({"user_id": 1, "exp": NOW + 3600, "iat": NOW + 600}),
            "The token is not yet valid (iat).",
        ),
    ] {
        let token = format!("Bearer {}", old_token(claims.clone()));
        let reply = client.get("/protected", &token).await;
        let expected = refused("Unauthorized", reason);
        assert_eq!(reply.seen(), (401, expected), "{claims}");
    }
}

#[tokio::test]
async fn a_token_is_found_in_the_first_location_that_has_one() {
    let client = app(&auth(Api { secret: secret() }));
    let login = log_in(&client, "user1").await;
    let good = login.text("access_token");
    let send = async |cookie: &str, query: &str, header: &str| {
        let path = match query {
            "" => "/protected".to_owned(),
            token => format!("/protected?access_token={token}"),
        };
        let mut request = Request::get(path);
        if !cookie.is_empty() {
            request = request.header("cookie", format!("access_token={cookie}"));
        }
        if !header.is_empty() {
            request = request.header("authorization", format!("Bearer {header}"));
        }
        client.send(request, "").await.status
    };
    assert_eq!(send(&good, "", "").await, 200);
    assert_eq!(send("", &good, "").await, 200);
    assert_eq!(send("", "", &good).await, 200);
    assert_eq!(send("", "", "").await, 401);
    // An invalid token is refused, whatever is behind it.
    assert_eq!(send("x", "", "").await, 401);
    assert_eq!(send(&good, "x", "").await, 401);
    // Of a token that was sent on purpose and a cookie, the former decides; of two on purpose, none.
    assert_eq!(send("x", &good, "").await, 200);
    assert_eq!(send("x", "", &good).await, 200);
    assert_eq!(send("", &good, &good).await, 401);
}
