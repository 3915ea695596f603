//! Registration, and the life of a session.

use serde_json::json;

use crate::fixtures::{PASSWORD, Service, part, token_in};

const ADA: &str = "ada@example.com";

#[tokio::test]
async fn an_account_can_be_used_after_its_address_is_confirmed() {
    let service = Service::start().await;
    let token = service.link("/register", ADA).await;
    assert_eq!(service.sign_in(ADA, PASSWORD).await.status, 401);
    let confirm = json!({"token": token, "password": PASSWORD});
    let confirmed = service.post("/confirm", confirm).await;
    assert_eq!(confirmed.status, 200, "{}", confirmed.body);
    assert!(service.accepts(&confirmed.text("access_token")).await);
    let signed_in = service.sign_in(" Ada@Example.com ", PASSWORD).await;
    assert_eq!(signed_in.status, 200, "{}", signed_in.body);
    let access = signed_in.text("access_token");
    assert_eq!(part(&access, 1)["amr"], json!(["pwd"]));
    let me = service.get_as(&access, "/auth/me").await.json();
    assert_eq!(me["me"]["email"], ADA);
    assert!(me["me"].get("password_hash").is_none());
}

#[tokio::test]
async fn a_session_is_refreshed_and_ends_with_the_sign_out() {
    let service = Service::start().await;
    let first = service.register(ADA).await;
    let refresh = json!({"refresh_token": first.text("refresh_token")});
    let second = service.post("/auth/refresh", refresh).await;
    assert_eq!(second.status, 200, "{}", second.body);
    let access = second.text("access_token");
    assert!(service.accepts(&access).await);
    let refresh = json!({"refresh_token": second.text("refresh_token")});
    let out = service
        .post_as(&access, "/auth/logout", refresh.clone())
        .await;
    assert_eq!(out.status, 204);
    assert!(!service.accepts(&access).await);
    assert_eq!(service.post("/auth/refresh", refresh).await.status, 401);
}

#[tokio::test]
async fn a_link_works_once_and_its_page_does_not_use_it() {
    let service = Service::start().await;
    let token = service.link("/register", ADA).await;
    let mut browser = service.browser();
    for _ in 0..2 {
        let page = browser.get(&format!("/confirm?token={token}")).await;
        assert_eq!(
            (page.status.as_u16(), page.field("token")),
            (200, token.clone())
        );
    }
    let confirm = json!({"token": token, "password": PASSWORD});
    assert_eq!(service.post("/confirm", confirm.clone()).await.status, 200);
    let again = service.post("/confirm", confirm).await;
    assert_eq!(
        (again.status.as_u16(), &*again.text("error")),
        (400, "invalid_grant")
    );
}

#[tokio::test]
async fn a_second_link_does_not_change_the_password() {
    let service = Service::start().await;
    let second = service.link("/register", ADA).await;
    service.register(ADA).await;
    let confirm = json!({"token": second, "password": "another password"});
    let refused = service.post("/confirm", confirm).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text("error_description").contains("is confirmed"));
    assert_eq!(service.sign_in(ADA, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn a_short_password_is_refused_and_does_not_use_the_link() {
    let service = Service::start().await;
    let token = service.link("/register", ADA).await;
    for password in ["short", "ninechars", &"x".repeat(2000)] {
        let confirm = json!({"token": token, "password": password});
        let refused = service.post("/confirm", confirm).await;
        assert_eq!(refused.status, 400);
        assert!(refused.text("error_description").contains("10 characters"));
    }
    let confirm = json!({"token": token, "password": PASSWORD});
    assert_eq!(service.post("/confirm", confirm).await.status, 200);
}

/// Each kind of link is for one thing, and none is an access token.
#[tokio::test]
async fn a_link_is_not_taken_for_another() {
    let service = Service::start().await;
    let confirm = service.link("/register", ADA).await;
    for path in ["/reset", "/link/open", "/sign-in/code"] {
        let body = json!({"token": confirm, "password": PASSWORD, "code": "123456"});
        assert_eq!(service.post(path, body).await.status, 400, "{path}");
    }
    assert!(!service.accepts(&confirm).await);
    let body = json!({"token": confirm, "password": PASSWORD});
    let access = service.post("/confirm", body).await.text("access_token");
    let body = json!({"token": access, "password": PASSWORD});
    assert_eq!(service.post("/reset", body).await.status, 400);
}

#[tokio::test]
async fn the_owner_of_a_registered_address_gets_a_mail_instead() {
    let service = Service::start().await;
    let access = service.register(ADA).await.text("access_token");
    let again = service.post("/register", json!({"email": ADA})).await;
    assert_eq!(again.status, 202);
    let letter = service.outbox.next(ADA).await;
    assert_eq!(letter.subject, "You have an account already");
    // Nothing has changed, and the link sets a new password.
    assert!(service.accepts(&access).await);
    assert_eq!(service.sign_in(ADA, PASSWORD).await.status, 200);
    let reset = json!({"token": token_in(&letter), "password": "another password"});
    assert_eq!(service.post("/reset", reset).await.status, 204);
}

/// An attacker registers an address and waits until its owner does: no password of the attacker is ever in use.
#[tokio::test]
async fn the_owner_of_the_address_chooses_the_password() {
    let service = Service::start().await;
    let attacker = json!({"email": ADA, "password": "of the attacker"});
    assert_eq!(service.post("/register", attacker).await.status, 202);
    let token = token_in(&service.outbox.next(ADA).await);
    let confirm = json!({"token": token, "password": PASSWORD});
    assert_eq!(service.post("/confirm", confirm).await.status, 200);
    assert_eq!(service.sign_in(ADA, "of the attacker").await.status, 401);
}
