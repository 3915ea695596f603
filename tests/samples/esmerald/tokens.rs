//! The token model, its claims, and its types.

use std::time::Duration;

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use jwt_guard::claim::ExtraClaims;
use jwt_guard::token::TokenError;

use super::*;
use crate::client::OTHER_SECRET;

#[derive(AuthConfig)]
#[auth(preset = "esmerald", claims = ExtraClaims, user_lookup = "injected")]
struct OfToken {
    secret: Secret,
}

fn of_token(secret: &str) -> Auth<OfToken> {
    let auth = Auth::builder(OfToken {
        secret: secret.into(),
    });
    auth.clock(FrozenClock::at(NOW)).build().unwrap()
}

// "Generate a Token (encode)".
#[test]
fn generate_a_token_encode() {
    let auth = of_token(SECRET);
    let token = auth.mint("3").ttl(Duration::from_secs(60)).token().unwrap();
    assert_eq!(part(&token, 0), json!({"alg": "HS256", "typ": "JWT"}));
    let claims = part(&token, 1);
    assert_eq!(names(&claims), ["exp", "iat", "jti", "sub", "token_type"]);
    assert_eq!(claims["sub"], "3");
    assert_eq!(
        (&claims["iat"], &claims["exp"]),
        (&json!(NOW), &json!(NOW + 60))
    );
}

// "Decode a Token (decode)".
#[test]
fn decode_a_token_decode() {
    let token = of_token(SECRET).mint("3").token().unwrap();
    let decoded = of_token(SECRET).verify(&token).unwrap();
    assert_eq!((decoded.subject(), decoded.issued_at()), ("3", Some(NOW)));
    let refused = of_token(OTHER_SECRET).verify(&token);
    assert_eq!(refused.err(), Some(TokenError::Signature));
    let malformed = of_token(SECRET).verify("x");
    assert_eq!(malformed.err(), Some(TokenError::Malformed));
}

// "The claims": whatever is passed to `encode` is there after `decode`.
#[test]
fn the_claims() {
    let auth = of_token(SECRET);
    let claims = ExtraClaims::from_iter([("team".to_owned(), "red".into())]);
    let token = auth.mint("3").claims(claims).token().unwrap();
    let decoded = auth.verify(&token).unwrap();
    assert_eq!(decoded.custom().get("team"), Some(&"red".into()));
}

// "The token class": the claim `token_type` tells access tokens and refresh tokens apart.
#[tokio::test]
async fn the_token_class() {
    let (client, app, _) = service(config());
    let login = sign_in(&client).await;
    for name in ["access_token", "refresh_token"] {
        assert_eq!(part(&login.text(name), 1)["token_type"], name);
    }
    let refused = app.auth.verify(&login.text("refresh_token"));
    assert_eq!(refused.err(), Some(TokenError::Type));
}

/// A token as Esmerald signs it.
fn old_token(claims: Value) -> String {
    let key = EncodingKey::from_secret(SECRET.as_bytes()).unwrap();
    encode(&Header::default(), &claims, &key).unwrap()
}

// With the same secret, its access tokens are valid here, although they have no `jti`, and ours are valid there.
#[tokio::test]
async fn access_tokens_are_valid_both_ways() {
    let (client, _, _) = service(config());
    let claims = json!({"exp": NOW + 60, "iat": NOW, "sub": "1", "token_type": "access_token"});
    let old = format!("Bearer {}", old_token(claims));
    let reply = client.get("/auth/user", &old).await;
    assert_eq!((reply.status, &*reply.body), (200, "ada@example.com"));
    let new = sign_in(&client).await.text("access_token");
    let mut validation = Validation::new(Algorithm::HS256);
    validation.validate_exp = false; // the clock stands still
    let key = DecodingKey::from_secret(SECRET.as_bytes()).unwrap();
    let claims = decode::<Value>(&new, &key, &validation).unwrap().claims;
    assert_eq!(
        (&claims["sub"], &claims["exp"]),
        (&json!("1"), &json!(NOW + 5 * 60))
    );
}

// There: 422 with the claims in the body, an access token, and the user `None`.
#[tokio::test]
async fn tokens_that_are_treated_differently() {
    let (client, _, _) = service(config());
    for (claims, text) in [
        (
            json!({"sub": "1", "iat": NOW, "token_type": "access_token"}),
            "Signature has expired.",
        ),
        (
            json!({"sub": "1", "exp": NOW + 60, "iat": NOW + 600, "token_type": "access_token"}),
            "The token is not yet valid (iat)",
        ),
        (
            json!({"sub": "1", "exp": NOW + 60, "iat": NOW}),
            "Refresh tokens cannot be used for operations.",
        ),
        (
            json!({"exp": NOW + 60, "iat": NOW, "token_type": "access_token"}),
            "User not found.",
        ),
        (
            json!({"sub": "1", "exp": NOW + 60, "aud": ["x"], "token_type": "access_token"}),
            "Audience doesn't match",
        ),
    ] {
        let token = format!("Bearer {}", old_token(claims.clone()));
        let reply = client.get("/auth/users", &token).await;
        assert_eq!(reply.seen(), detail(text), "{claims}");
    }
}

#[derive(AuthConfig)]
#[auth(preset = "esmerald", user_lookup = "injected", issuer = "shop", audience = ["shop", "admin"])]
struct Strict {
    secret: Secret,
}

// "Token model", `iss` and `aud`: neither is checked there, and a list in `aud` is an error.
#[test]
fn issuer_and_audience() {
    let auth = Auth::builder(Strict {
        secret: SECRET.into(),
    });
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let token = auth.mint("1").token().unwrap();
    assert_eq!(part(&token, 1)["aud"], json!(["shop", "admin"]));
    assert!(auth.verify(&token).is_ok());
    let claims = |iss: &str, aud: Value| {
        let [exp, iat] = [NOW + 60, NOW];
        json!({"sub": "1", "exp": exp, "iat": iat, "iss": iss, "aud": aud,
            "jti": "1", "token_type": "access_token"})
    };
    for (claims, error) in [
        (claims("shop", json!(["x", "shop"])), None),
        (claims("shop", json!("admin")), None),
        (claims("x", json!("shop")), Some(TokenError::Issuer)),
        (claims("shop", json!(["x"])), Some(TokenError::Audience)),
    ] {
        let verified = auth.verify(&old_token(claims.clone()));
        assert_eq!(verified.err(), error, "{claims}");
    }
}
