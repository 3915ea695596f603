//! Pages and JSON: how a request gets one or the other, and what protects the pages.

use serde_json::json;

use crate::fixtures::{Browser, PASSWORD, Service};

const ADA: &str = "ada@example.com";

async fn start() -> (Service, Browser) {
    let service = Service::start().await;
    service.register(ADA).await;
    let browser = service.browser();
    (service, browser)
}

const FIELDS: [(&str, &str); 2] = [("email", ADA), ("password", PASSWORD)];

#[tokio::test]
async fn a_form_gets_cookies_and_json_gets_a_body() {
    let (service, mut browser) = start().await;
    let form = browser.post("/sign-in", &FIELDS).await;
    assert_eq!(
        (form.status.as_u16(), form.location(), &*form.body),
        (303, "/", "")
    );
    let cookies: Vec<_> = form.headers.get_all("set-cookie").iter().collect();
    let is_hidden = |name: &str| {
        let mut cookies = cookies.iter().map(|cookie| cookie.to_str().unwrap());
        let cookie = cookies.find(|cookie| cookie.starts_with(name));
        cookie.unwrap().contains("HttpOnly")
    };
    assert!(is_hidden("access_token=") && is_hidden("refresh_token="));
    let json = service.sign_in(ADA, PASSWORD).await;
    assert!(!json.headers.contains_key("set-cookie"));
    assert!(service.accepts(&json.text("access_token")).await);
}

#[tokio::test]
async fn a_whole_registration_works_with_forms() {
    let service = Service::start().await;
    let mut browser = service.browser();
    assert_eq!(browser.get("/").await.location(), "/sign-in?next=%2F");
    assert_eq!(browser.get("/register").await.status, 200);
    let sent = browser.post("/register", &[("email", ADA)]).await;
    assert!(sent.body.contains("Look into your inbox"));
    let letter = service.outbox.next(ADA).await;
    let (_, link) = letter.text.split_once("http://localhost:3000").unwrap();
    let page = browser.get(link.split_whitespace().next().unwrap()).await;
    let fields = [("token", &*page.field("token")), ("password", PASSWORD)];
    assert_eq!(browser.post("/confirm", &fields).await.location(), "/");
    assert!(browser.get("/").await.body.contains(ADA));
    assert_eq!(
        browser.submit("/auth/logout", &[]).await.location(),
        "/sign-in"
    );
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn a_wrong_password_shows_the_form_again() {
    let (_service, mut browser) = start().await;
    let wrong = [("email", ADA), ("password", "a wrong password")];
    let response = browser.post("/sign-in?next=/users", &wrong).await;
    assert_eq!(
        response.location(),
        "/sign-in?error=credentials&next=%2Fusers"
    );
    let page = browser.get(response.location()).await;
    assert!(page.body.contains("Wrong address or password"));
    assert!(page.body.contains(r#"action="/sign-in?next=%2Fusers""#));
}

#[tokio::test]
async fn a_sign_in_goes_on_to_the_requested_page_and_to_no_other_host() {
    let (_service, mut browser) = start().await;
    let page = browser
        .post("/sign-in?next=%2F%3Fdone%3Dsession", &FIELDS)
        .await;
    assert_eq!(page.location(), "/?done=session");
    for next in [
        "https%3A%2F%2Fevil.example",
        "%2F%2Fevil.example",
        "%2F%5Cevil.example",
    ] {
        let page = browser
            .post(&format!("/sign-in?next={next}"), &FIELDS)
            .await;
        assert_eq!(page.location(), "/", "{next}");
    }
}

#[tokio::test]
async fn a_page_of_another_origin_changes_nothing() {
    let (service, mut browser) = start().await;
    let evil = "https://evil.example";
    assert_eq!(
        browser.post_from(evil, "/sign-in", &FIELDS).await.status,
        403
    );
    browser.post("/sign-in", &FIELDS).await;
    let csrf_token = browser.get("/").await.field("csrf_token");
    let list = service
        .get_as(&service.access(ADA).await, "/sessions")
        .await
        .json();
    let id = list[0]["id"].as_str().unwrap().to_owned();
    for path in [
        "/password",
        "/second-factor",
        "/second-factor/confirm",
        "/second-factor/remove",
        "/sessions/end",
        "/users/deactivate",
        "/auth/logout",
    ] {
        let fields = [
            ("csrf_token", &*csrf_token),
            ("id", &id),
            ("code", "000000"),
            ("password", PASSWORD),
            ("new_password", "another password"),
        ];
        let forged = browser.post_from(evil, path, &fields).await;
        assert_eq!(forged.status, 403, "{path}");
        let without = browser.post(path, &fields[1..]).await;
        assert_eq!(without.status, 403, "{path} without the CSRF value");
    }
    assert!(browser.is_signed_in().await);
    assert_eq!(service.sign_in(ADA, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn what_others_write_is_text() {
    let (service, mut browser) = start().await;
    let mut other = service.browser();
    other.agent = "<script>alert(1)</script>";
    other.post("/sign-in", &FIELDS).await;
    browser.post("/sign-in", &FIELDS).await;
    let page = browser.get("/").await;
    assert!(
        page.body.contains("&lt;script&gt;alert(1)"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("<script"));
    let link = browser.get("/confirm?token=%22%3E%3Cscript%3E").await;
    assert!(
        link.body.contains("value=\"&quot;&gt;&lt;script&gt;\""),
        "{}",
        link.body
    );
}

#[tokio::test]
async fn pages_forbid_scripts_frames_and_caches() {
    let (_service, mut browser) = start().await;
    for path in [
        "/sign-in",
        "/register",
        "/forgot",
        "/confirm?token=x",
        "/reset?token=x",
        "/link/open?token=x",
    ] {
        let page = browser.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert_eq!(page.headers["referrer-policy"], "same-origin");
        assert_eq!(page.headers["cache-control"], "no-store");
    }
}

#[tokio::test]
async fn a_refusal_is_a_page_for_a_browser_and_json_for_a_program() {
    let (service, mut browser) = start().await;
    browser.post("/sign-in", &FIELDS).await;
    let page = browser.get("/users").await;
    assert_eq!(page.status, 403);
    assert!(page.body.contains("This page is not for your account"));
    let json = service.get_as(&service.access(ADA).await, "/users").await;
    assert_eq!(
        (json.status.as_u16(), &*json.text("error")),
        (403, "insufficient_scope")
    );
}

#[tokio::test]
async fn an_error_repeats_no_password() {
    let (service, _) = start().await;
    for body in [
        json!({"email": ADA, "password": 1_234_567_890}),
        json!({"email": "no address", "password": "1234567890"}),
        json!({"password": "1234567890"}),
    ] {
        let refused = service.post("/sign-in", body).await;
        assert_eq!(refused.status, 400);
        assert!(!refused.body.contains("1234567890"), "{}", refused.body);
    }
}

#[tokio::test]
async fn an_admin_uses_pages() {
    let (service, mut browser) = start().await;
    service.make_admin(ADA).await;
    let eve = service
        .register("eve@example.com")
        .await
        .text("access_token");
    browser.post("/sign-in", &FIELDS).await;
    assert!(browser.get("/users").await.body.contains("eve@example.com"));
    let done = browser.submit("/users/deactivate", &[("id", "2")]).await;
    assert_eq!(done.location(), "/users");
    assert!(!service.accepts(&eve).await);
}
