//! The page "Exceptions": each is a `Reason`, which a handler may return and a renderer may read.

use axum::extract::Path;
use jwt_guard::error::Reason;
use jwt_guard::guard::LocationKind;
use jwt_guard::token::TokenError;
use jwt_guard::user::ApplicationRefusal;

use super::*;

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users)]
struct Api {
    secret: Secret,
}

#[public]
async fn raising(Path(name): Path<String>) -> Result<(), AuthError> {
    Err(match &*name {
        "AuthenticationFailed" => Reason::WrongCredentials.into(),
        "AuthenticationFailed with a text" => {
            ApplicationRefusal::new(401, "Password is incorrect.").into()
        }
        "MissingAuthorizationHeader" => {
            Reason::MissingToken(Box::new([LocationKind::Header])).into()
        }
        "MissingAuthorizationCookie" => {
            Reason::MissingToken(Box::new([LocationKind::Cookie])).into()
        }
        "InvalidAuthorizationHeader" => Reason::OtherScheme.into(),
        _ => Reason::InvalidToken(TokenError::Malformed).into(),
    })
}

async fn raise(name: &str) -> (u16, Value) {
    let auth = auth(Api { secret: secret() });
    let app = GuardedRouter::new().route("/{name}", get(raising));
    let path = format!("/{}", name.replace(' ', "%20"));
    Client::of(app.with_state(auth)).get(&path, "").await.seen()
}

// `AuthenticationFailed`, with its own text and with that of the application.
#[tokio::test]
async fn authentication_failed() {
    for (name, reason) in [
        ("AuthenticationFailed", "Authentication failed."),
        ("AuthenticationFailed with a text", "Password is incorrect."),
    ] {
        let expected = refused("AuthenticationFailed", reason);
        assert_eq!(raise(name).await, (401, expected));
    }
}

// `MissingAuthorizationHeader`: outside of `/auth/verify`, it is an `Unauthorized`.
#[tokio::test]
async fn missing_authorization_header() {
    let expected = refused("Unauthorized", "Authorization header not present.");
    assert_eq!(raise("MissingAuthorizationHeader").await, (401, expected));
}

// `MissingAuthorizationCookie`.
#[tokio::test]
async fn missing_authorization_cookie() {
    let expected = refused("Unauthorized", "Authorization cookie not present.");
    assert_eq!(raise("MissingAuthorizationCookie").await, (401, expected));
}

// `InvalidAuthorizationHeader`.
#[tokio::test]
async fn invalid_authorization_header() {
    let expected = refused("Unauthorized", "Authorization header is invalid.");
    assert_eq!(raise("InvalidAuthorizationHeader").await, (401, expected));
}

// `Unauthorized`.
#[tokio::test]
async fn unauthorized() {
    let expected = refused("Unauthorized", "Auth required.");
    assert_eq!(raise("Unauthorized").await, (401, expected));
}
