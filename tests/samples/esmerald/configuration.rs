//! `JWTConfig`, and where it is given.

use super::*;

// "JWTConfig and application".
#[tokio::test]
async fn jwtconfig_and_application() {
    let (client, _, _) = service(config());
    let login = sign_in(&client).await;
    let admitted = client.get("/auth/user", &login.bearer()).await;
    assert_eq!(admitted.body, "ada@example.com");
    let absent = client.get("/auth/user", "").await;
    let expected = detail("Token not found in the request header");
    assert_eq!(absent.seen(), expected);
    assert!(!absent.has_challenge());
}

// "JWTConfig and application settings": `auth_header_types=["Bearer", "Token"]`.
#[tokio::test]
async fn jwtconfig_and_application_settings() {
    let (client, _, _) = service(JwtConfig {
        header_prefixes: Some(vec!["Bearer".into(), "Token".into()]),
        ..config()
    });
    let token = sign_in(&client).await.text("access_token");
    for (scheme, status) in [("Bearer", 200), ("Token", 200), ("JWT", 401)] {
        let authorization = format!("{scheme} {token}");
        let reply = client.get("/auth/users", &authorization).await;
        assert_eq!(reply.status, status, "{scheme}");
    }
}

// "Parameters": the lifetimes, the names of the tokens, and their types.
#[tokio::test]
async fn parameters() {
    let (client, _, _) = service(JwtConfig {
        access_ttl: Some("1m".into()),
        refresh_ttl: Some("1h".into()),
        access_token_key: Some("access".into()),
        refresh_token_key: Some("refresh".into()),
        token_type: Some("access".into()),
        refresh_token_type: Some("refresh".into()),
        ..config()
    });
    let login = sign_in(&client).await;
    assert_eq!(login.members(), ["access", "refresh"]);
    for (name, lifetime) in [("access", 60), ("refresh", 60 * 60)] {
        let claims = part(&login.text(name), 1);
        assert_eq!(claims["token_type"], name);
        assert_eq!(claims["exp"], NOW + lifetime);
    }
}
