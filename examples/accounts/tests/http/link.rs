//! Links that sign in.

use serde_json::json;

use crate::fixtures::{Service, part};

const ADA: &str = "ada@example.com";

#[tokio::test]
async fn a_link_signs_in_once() {
    let service = Service::start().await;
    service.register(ADA).await;
    let token = service.link("/link", ADA).await;
    let mut browser = service.browser();
    let page = browser.get(&format!("/link/open?token={token}")).await;
    assert_eq!(page.field("token"), token, "the page only has a form");
    let body = json!({"token": token});
    let responses = [
        service.post("/link/open", body.clone()),
        service.post("/link/open", body.clone()),
        service.post("/link/open", body.clone()),
    ];
    let [one, two, three] = responses;
    let responses = tokio::join!(one, two, three);
    let responses = [responses.0, responses.1, responses.2];
    let (begun, refused): (Vec<_>, Vec<_>) = responses
        .iter()
        .partition(|response| response.status == 200);
    assert_eq!((begun.len(), refused.len()), (1, 2));
    assert!(refused.iter().all(|response| response.status == 400));
    let access = begun[0].text("access_token");
    assert_eq!(part(&access, 1)["amr"], json!(["email"]));
}

#[tokio::test]
async fn a_link_signs_a_browser_in() {
    let service = Service::start().await;
    service.register(ADA).await;
    let token = service.link("/link", ADA).await;
    let mut browser = service.browser();
    let evil = [("token", &*token)];
    let forged = browser
        .post_from("https://evil.example", "/link/open", &evil)
        .await;
    assert_eq!(
        forged.status, 403,
        "a page of another origin does not use it"
    );
    let opened = browser.post("/link/open", &[("token", &token)]).await;
    assert_eq!((opened.status.as_u16(), opened.location()), (303, "/"));
    assert!(browser.is_signed_in().await);
}

#[tokio::test]
async fn an_address_that_is_not_confirmed_gets_the_link_that_confirms_it() {
    let service = Service::start().await;
    service.link("/register", ADA).await;
    for path in ["/link", "/forgot"] {
        assert_eq!(service.post(path, json!({"email": ADA})).await.status, 202);
        let letter = service.outbox.next(ADA).await;
        assert_eq!(letter.subject, "Confirm your address");
    }
}
