//! A forgotten password, and the change of a password.

use std::time::Duration;

use serde_json::json;

use crate::fixtures::{PASSWORD, Service, token_in};

const ADA: &str = "ada@example.com";
const NEW: &str = "battery staple horse";

#[tokio::test]
async fn a_reset_ends_all_sessions_and_all_links() {
    let service = Service::start().await;
    let first = service.register(ADA).await;
    let access = service.access(ADA).await;
    let sign_in_link = service.link("/link", ADA).await;
    let other_reset = service.link("/forgot", ADA).await;
    let token = service.link("/forgot", ADA).await;
    let reset = json!({"token": token, "password": NEW});
    let done = service.post("/reset", reset.clone()).await;
    assert_eq!(
        (done.status.as_u16(), &*done.body),
        (204, ""),
        "no session begins"
    );
    for access in [&first.text("access_token"), &access] {
        assert!(!service.accepts(access).await);
    }
    let refresh = json!({"refresh_token": first.text("refresh_token")});
    assert_eq!(service.post("/auth/refresh", refresh).await.status, 401);
    let again = service.post("/reset", reset).await;
    assert_eq!(again.status, 400, "the link works once");
    let other = json!({"token": other_reset, "password": PASSWORD});
    assert_eq!(service.post("/reset", other).await.status, 400);
    let link = json!({"token": sign_in_link});
    assert_eq!(service.post("/link/open", link).await.status, 400);
    assert_eq!(service.sign_in(ADA, PASSWORD).await.status, 401);
    assert_eq!(service.sign_in(ADA, NEW).await.status, 200);
}

#[tokio::test]
async fn a_change_ends_all_other_sessions() {
    let service = Service::start().await;
    let other = service.register(ADA).await;
    let own = service.sign_in(ADA, PASSWORD).await;
    let access = own.text("access_token");
    let link = service.link("/link", ADA).await;
    let change = json!({"password": PASSWORD, "new_password": NEW});
    let done = service.post_as(&access, "/password", change).await;
    assert_eq!(done.status, 204, "{}", done.body);
    assert!(!service.accepts(&other.text("access_token")).await);
    let refresh = json!({"refresh_token": other.text("refresh_token")});
    assert_eq!(service.post("/auth/refresh", refresh).await.status, 401);
    assert!(service.accepts(&access).await, "the own session goes on");
    let refresh = json!({"refresh_token": own.text("refresh_token")});
    assert_eq!(service.post("/auth/refresh", refresh).await.status, 200);
    let open = service.post("/link/open", json!({"token": link})).await;
    assert_eq!(open.status, 400, "links from before are refused");
    assert_eq!(service.sign_in(ADA, PASSWORD).await.status, 401);
    assert_eq!(service.sign_in(ADA, NEW).await.status, 200);
}

#[tokio::test]
async fn a_change_needs_the_old_password_which_cannot_be_guessed() {
    let service = Service::start().await;
    let access = service.register(ADA).await.text("access_token");
    let guess = json!({"password": "wrong password", "new_password": NEW});
    for _ in 0..10 {
        let refused = service.post_as(&access, "/password", guess.clone()).await;
        assert_eq!(refused.status, 401);
    }
    let right = json!({"password": PASSWORD, "new_password": NEW});
    let limited = service.post_as(&access, "/password", right).await;
    assert_eq!(limited.status, 429, "{}", limited.body);
    let sign_in = service.sign_in(ADA, PASSWORD).await;
    assert_eq!(sign_in.status, 429, "the guesses count for the sign-in");
}

#[tokio::test]
async fn a_sign_in_cannot_be_guessed() {
    let service = Service::start().await;
    service.register(ADA).await;
    for _ in 0..10 {
        assert_eq!(service.sign_in(ADA, "wrong password").await.status, 401);
    }
    let limited = service.sign_in(ADA, PASSWORD).await;
    assert_eq!(limited.status, 429);
    assert!(limited.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn an_inbox_is_not_filled() {
    let service = Service::with(None, Duration::from_secs(60)).await;
    for path in ["/register", "/register", "/forgot", "/link"] {
        let response = service.post(path, json!({"email": ADA})).await;
        assert_eq!(response.status, 202);
    }
    let letters = service.outbox.after_a_while().await;
    assert_eq!(letters.len(), 1);
    let confirm = json!({"token": token_in(&letters[0]), "password": PASSWORD});
    assert_eq!(service.post("/confirm", confirm).await.status, 200);
    // An attacker who requests links does not keep away the mail that resets the password.
    for path in ["/link", "/link", "/forgot", "/forgot"] {
        service.post(path, json!({"email": ADA})).await;
    }
    let letters = service.outbox.after_a_while().await;
    let mut subjects: Vec<_> = letters.iter().map(|letter| letter.subject).collect();
    subjects.sort_unstable();
    assert_eq!(subjects, ["Choose a new password", "Your link to sign in"]);
}
