//! The middleware, the backends and the controllers.

use std::num::NonZeroU32;

use aws_lc_rs::pbkdf2::{self, PBKDF2_HMAC_SHA256};
use jwt_guard::token::TokenType;
use jwt_guard::user::{ApplicationRefusal, Passwords};

use super::*;

// "The middleware".
#[tokio::test]
async fn the_middleware() {
    let (client, app, clock) = service(config());
    let login = sign_in(&client).await;
    let access = login.bearer();
    let refresh = format!("Bearer {}", login.text("refresh_token"));
    let unknown = format!("Bearer {}", app.auth.mint("99").token().unwrap());
    for (authorization, text) in [
        ("", "Token not found in the request header"),
        // There, `'Basic' is not an authorized header.`
        ("Basic x", "The scheme is not an authorized header."),
        ("Bearer x", "Not enough segments"),
        (&*format!("{access}A"), "Signature verification failed."),
        (&*refresh, "Refresh tokens cannot be used for operations."),
        (&*unknown, "User not found."),
    ] {
        let reply = client.get("/auth/users", authorization).await;
        assert_eq!(reply.seen(), detail(text), "{authorization}");
    }
    assert_eq!(client.get("/auth/users", &access).await.status, 200);
    app.users.deactivate();
    let inactive = client.get("/auth/users", &access).await;
    assert_eq!(inactive.seen(), detail("User not found."));
    clock.set(NOW + 5 * 60);
    let expired = client.get("/auth/users", &access).await;
    assert_eq!(expired.seen(), detail("Signature has expired."));
}

// "Backend", `BackendAuthentication`: all failures look alike. There, a user who does not exist gets 200 and `null`.
#[tokio::test]
async fn backend_authentication() {
    let (client, app, _) = service(config());
    let attempt = async |email: &str, password: &str| {
        let credentials = json!({"email": email, "password": password});
        client.post("/auth/signin", "", credentials).await.seen()
    };
    let expected = detail("Invalid credentials.");
    assert_eq!(attempt("ada@example.com", "wrong").await, expected);
    assert_eq!(attempt("eve@example.com", "secret").await, expected);
    app.users.deactivate();
    assert_eq!(attempt("ada@example.com", "secret").await, expected);
}

// "Backend", `RefreshAuthentication`.
#[tokio::test]
async fn refresh_authentication() {
    let (client, _, clock) = service(config());
    let login = sign_in(&client).await;
    clock.set(NOW + 60 * 60);
    for _ in 0..2 {
        let reply = refresh(&client, login.text("refresh_token")).await;
        assert_eq!(reply.members(), ["access_token"]);
        let claims = part(&reply.text("access_token"), 1);
        assert_eq!(claims["sub"], "1");
        assert_eq!(claims["exp"], NOW + 60 * 60 + 5 * 60);
        let admitted = client.get("/auth/users", &reply.bearer()).await;
        assert_eq!(admitted.status, 200);
    }
    let reply = refresh(&client, login.text("access_token")).await;
    assert_eq!(reply.seen(), detail("Only refresh tokens are allowed."));
    clock.set(NOW + 24 * 60 * 60);
    let reply = refresh(&client, login.text("refresh_token")).await;
    assert_eq!(reply.seen(), detail("Signature has expired."));
}

// "Backend": there, "there is no need to query the user again", so that a user who was deactivated goes on.
#[tokio::test]
async fn an_inactive_user_does_not_refresh() {
    let (client, app, _) = service(config());
    let login = sign_in(&client).await;
    app.users.deactivate();
    let reply = refresh(&client, login.text("refresh_token")).await;
    assert_eq!(reply.status, 401);
}

// "The controllers": `/auth/create`, `/auth/signin`, `/auth/users` and `/auth/refresh-access`.
#[tokio::test]
async fn the_controllers() {
    let (client, _, _) = service(config());
    let new = json!({"email": "bob@example.com", "password": "abcxyz"});
    let created = client.post("/auth/create", "", new.clone()).await;
    assert_eq!((created.status, &*created.body), (201, ""));
    let login = client.post("/auth/signin", "", new).await;
    assert_eq!(login.members(), ["access_token", "refresh_token"]);
    let incomplete = json!({"email": "bob@example.com"});
    let incomplete = client.post("/auth/signin", "", incomplete).await;
    assert_eq!(
        (incomplete.status, incomplete.members()),
        (400, vec!["detail".into()])
    );
    let users = client.get("/auth/users", &login.bearer()).await;
    let listed = users.json();
    let [ada, bob] = &listed.as_array().unwrap()[..] else {
        panic!("{users:?}")
    };
    assert_eq!(ada["email"], "ada@example.com");
    assert_eq!(names(bob), ["email", "id", "is_active", "is_verified"]);
    let reply = refresh(&client, login.text("refresh_token")).await;
    assert_eq!(reply.status, 200);
}

#[public]
async fn locked() -> Result<(), AuthError> {
    Err(ApplicationRefusal::new(423, "The account is locked.").into())
}

// An exception of the application has the format of all others.
#[tokio::test]
async fn own_errors() {
    let (_, app, _) = service(config());
    let router = GuardedRouter::new().route("/locked", get(locked));
    let client = Client::of(router.with_state(app));
    let reply = client.get("/locked", "").await;
    let expected = json!({"detail": "The account is locked."});
    assert_eq!(reply.seen(), (423, expected));
}

// Not there: a logout ends the session, and all of its tokens that can be told apart.
#[tokio::test]
async fn signing_out() {
    let (client, _, _) = service(config());
    let login = sign_in(&client).await;
    let body = json!({"refresh_token": login.text("refresh_token")});
    let reply = client.post("/auth/logout", "", body).await;
    assert_eq!(reply.status, 204);
    let reply = refresh(&client, login.text("refresh_token")).await;
    assert_eq!(reply.status, 401);
}

// There, a token of the same key with another `token_type`, or none, is an access token.
#[tokio::test]
async fn tokens_of_another_purpose() {
    let (client, app, _) = service(config());
    let invitation = TokenType::from_static("invitation+jwt");
    let token = app.auth.mint("1").token_type(&invitation).token().unwrap();
    let reply = client.get("/auth/users", &format!("Bearer {token}")).await;
    assert_eq!(reply.status, 401);
    assert!(app.auth.verify_as(&invitation, &token).is_ok());
}

// "Models", password hashing: hashes of PBKDF2 are compared on the threads for passwords, and replaced after a login.
#[tokio::test]
async fn password_hashing() {
    let passwords = Passwords::new().unwrap();
    let rounds = NonZeroU32::new(1000).unwrap();
    let mut old = [0; 32];
    pbkdf2::derive(PBKDF2_HMAC_SHA256, rounds, b"salt", b"secret", &mut old);
    for (password, is_right) in [("secret", true), ("wrong", false)] {
        let verify = move || {
            let password = password.as_bytes();
            pbkdf2::verify(PBKDF2_HMAC_SHA256, rounds, b"salt", password, &old).is_ok()
        };
        assert_eq!(passwords.run(verify).await.unwrap(), is_right);
    }
    assert!(passwords.is_outdated("$pbkdf2-sha256$1000$c2FsdA$AAAA"));
    let new = passwords.hash("secret".to_owned()).await.unwrap();
    assert!(!passwords.is_outdated(&new));
}
