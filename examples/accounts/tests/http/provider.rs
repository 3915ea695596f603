//! Sign-in with another provider.

use std::time::Duration;

use serde_json::{Value, json};

use crate::fixtures::{Browser, Decision, PASSWORD, Service, TestProvider, TestResponse, part};

const ADA: &str = "ada@example.com";

async fn start() -> (Service, TestProvider) {
    let provider = TestProvider::start().await;
    let service = Service::with(Some(provider.settings.clone()), Duration::ZERO).await;
    (service, provider)
}

fn ada() -> Value {
    json!({"sub": "248289761001", "email": "Ada@example.com", "email_verified": true})
}

/// Where a browser returns to, after it was at the provider.
async fn leave(browser: &mut Browser, provider: &TestProvider, decision: Decision) -> String {
    let left = browser.get("/provider").await;
    assert_eq!(left.status, 303);
    provider.visit(left.location(), decision).await
}

async fn sign_in(browser: &mut Browser, provider: &TestProvider, user: Value) -> TestResponse {
    let back = leave(browser, provider, Decision::SignIn(user)).await;
    browser.get(&back).await
}

#[tokio::test]
async fn a_user_of_the_provider_gets_an_account() {
    let (service, provider) = start().await;
    let mut browser = service.browser();
    assert!(
        browser
            .get("/sign-in")
            .await
            .body
            .contains("another provider")
    );
    let begun = sign_in(&mut browser, &provider, ada()).await;
    assert_eq!(
        (begun.status.as_u16(), begun.location()),
        (303, "/"),
        "{}",
        begun.body
    );
    assert!(browser.get("/").await.body.contains(ADA));
    let amr = &part(&browser.cookies["access_token"], 1)["amr"];
    assert_eq!(*amr, json!(["fed"]));
    assert_eq!(provider.exchanged(), 1);
    // The next time, it is the same account, even if the address has changed.
    let moved =
        json!({"sub": "248289761001", "email": "ada@other.example", "email_verified": true});
    let mut later = service.browser();
    sign_in(&mut later, &provider, moved).await;
    assert!(later.get("/").await.body.contains(ADA));
}

#[tokio::test]
async fn a_verified_address_is_connected_with_its_account() {
    let (service, provider) = start().await;
    service.register(ADA).await;
    let mut browser = service.browser();
    sign_in(&mut browser, &provider, ada()).await;
    assert!(browser.get("/").await.body.contains(ADA));
    let sessions = service
        .get_as(&service.access(ADA).await, "/sessions")
        .await
        .json();
    assert_eq!(sessions.as_array().unwrap().len(), 3, "all are of one user");
}

#[tokio::test]
async fn an_address_that_the_provider_has_not_verified_is_refused() {
    let (service, provider) = start().await;
    service.register(ADA).await;
    for user in [
        json!({"sub": "1", "email": ADA}),
        json!({"sub": "1", "email": ADA, "email_verified": false}),
        json!({"sub": "1"}),
    ] {
        let mut browser = service.browser();
        let refused = sign_in(&mut browser, &provider, user).await;
        assert_eq!(refused.status, 403, "{}", refused.body);
        assert!(!browser.is_signed_in().await);
    }
}

#[tokio::test]
async fn an_attacker_does_not_sign_a_browser_in() {
    let (service, provider) = start().await;
    let (mut attacker, mut victim) = (service.browser(), service.browser());
    let mallory = json!({"sub": "666", "email": "mallory@example.com", "email_verified": true});
    let back = leave(&mut attacker, &provider, Decision::SignIn(mallory)).await;
    assert_eq!(victim.get(&back).await.status, 403);
    victim.get("/provider").await;
    assert_eq!(
        victim.get(&back).await.status,
        403,
        "not even on the way itself"
    );
    assert!(!victim.is_signed_in().await);
    assert_eq!(provider.exchanged(), 0);
}

#[tokio::test]
async fn a_return_works_once() {
    let (service, provider) = start().await;
    let mut browser = service.browser();
    let back = leave(&mut browser, &provider, Decision::SignIn(ada())).await;
    let cookies = browser.cookies.clone();
    assert_eq!(browser.get(&back).await.status, 303);
    let mut copy = service.browser();
    copy.cookies = cookies;
    assert_eq!(copy.get(&back).await.status, 400);
    assert!(!copy.is_signed_in().await);
}

#[tokio::test]
async fn a_user_may_decline() {
    let (service, provider) = start().await;
    let mut browser = service.browser();
    let back = leave(&mut browser, &provider, Decision::Decline).await;
    let response = browser.get(&back).await;
    assert_eq!(response.location(), "/sign-in?error=provider");
    let page = browser.get("/sign-in?error=provider").await.body;
    assert!(page.contains("did not sign you in"));
}

#[tokio::test]
async fn it_does_not_replace_the_second_factor() {
    let (service, provider) = start().await;
    service.register(ADA).await;
    let app = service.enrol(ADA).await;
    let mut browser = service.browser();
    let page = sign_in(&mut browser, &provider, ada()).await;
    assert_eq!(page.status, 200);
    assert!(!browser.is_signed_in().await);
    let fields = [("token", &*page.field("token")), ("code", &app.code(0))];
    assert_eq!(browser.post("/sign-in/code", &fields).await.location(), "/");
    let amr = &part(&browser.cookies["access_token"], 1)["amr"];
    assert_eq!(*amr, json!(["fed", "otp"]));
}

#[tokio::test]
async fn a_deactivated_user_stays_out() {
    let (service, provider) = start().await;
    service.register(ADA).await;
    service.register("root@example.com").await;
    service.make_admin("root@example.com").await;
    let root = service.access("root@example.com").await;
    let done = service
        .post_as(&root, "/users/deactivate", json!({"id": 1}))
        .await;
    assert_eq!(done.status, 204);
    let mut browser = service.browser();
    let refused = sign_in(&mut browser, &provider, ada()).await;
    assert_eq!(refused.status, 401, "{}", refused.body);
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn a_provider_that_fails_signs_no_user_in() {
    let (service, provider) = start().await;
    let mut browser = service.browser();
    let left = browser.get("/provider").await;
    let back = provider
        .visit(left.location(), Decision::SignIn(ada()))
        .await;
    let invented = back.replace("code=code0", "code=invented");
    assert_eq!(browser.get(&invented).await.status, 503);
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn without_a_provider_there_is_no_way_to_one() {
    let service = Service::start().await;
    let mut browser = service.browser();
    assert!(
        !browser
            .get("/sign-in")
            .await
            .body
            .contains("another provider")
    );
    assert_eq!(browser.get("/provider").await.status, 404);
    assert_eq!(service.sign_in(ADA, PASSWORD).await.status, 401);
}
