//! Login CSRF: no page of another origin begins a session in a browser, by `POST` or by `GET`.

use axum::http::Method;
use axum::http::header::{CONTENT_TYPE, ORIGIN};
use jwt_guard::prelude::*;

use super::service::{app, auth};
use crate::fixtures::app::{Answer, NOW};
use crate::fixtures::browser::Browser;

const HOST: &str = "club.example.com";

fn error(answer: &Answer) -> String {
    answer.json()["error"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

async fn come_back(browser: &mut Browser, state: &str) -> Answer {
    let request = browser
        .request(Method::GET, &format!("/come-back?code=x&state={state}"))
        .header("sec-fetch-site", "cross-site");
    browser.send(request, "").await
}

#[tokio::test]
async fn a_page_of_another_origin_begins_no_session() {
    let (auth, _, members) = auth(&["header", "cookie"], None);
    let app = app(&auth);
    let mut browser = Browser::at(HOST, &app);
    for origin in ["https://evil.example", "null"] {
        let request = browser
            .request(Method::POST, "/confirm")
            .header(ORIGIN, origin);
        let answer = browser.send(request, "").await;
        assert_eq!(
            (answer.status.as_u16(), &*error(&answer)),
            (403, "csrf_failed"),
            "{origin}"
        );
    }
    // The origin is checked before the body is read: this one is no JSON.
    let request = browser
        .request(Method::POST, "/register")
        .header(ORIGIN, "https://evil.example")
        .header(CONTENT_TYPE, "application/json");
    assert_eq!(browser.send(request, "{").await.status, 403);
    assert!(browser.cookies.is_empty());
    assert!(members.events.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_link_begins_no_session() {
    let (auth, _, _) = auth(&["header", "cookie"], None);
    let app = app(&auth);
    let mut browser = Browser::at(HOST, &app);
    for path in ["/come-back", "/come-back?state=", "/come-back?state=abc"] {
        let answer = browser.get(path).await;
        assert_eq!(
            (answer.status.as_u16(), &*error(&answer)),
            (403, "csrf_failed"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_browser_comes_back_with_the_state_that_it_was_given_once() {
    let (auth, _, _) = auth(&["header", "cookie"], Some("cookie"));
    let app = app(&auth);
    let mut browser = Browser::at(HOST, &app);
    let state = browser.get("/leave").await.body;
    let answer = come_back(&mut browser, &state).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(browser.get("/note").await.status, 200);
    let again = come_back(&mut browser, &state).await;
    assert_eq!(again.status, 403, "the cookie of the state was cleared");
}

#[tokio::test]
async fn a_browser_that_comes_back_gets_cookies_if_the_request_decides() {
    let (auth, _, _) = auth(&["header", "cookie"], Some("by_request"));
    let app = app(&auth);
    let mut browser = Browser::at(HOST, &app);
    let state = browser.get("/leave").await.body;
    let answer = come_back(&mut browser, &state).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(
        answer.json().get("access_token").is_none(),
        "no script reads it"
    );
    assert_eq!(browser.get("/note").await.status, 200);
}

#[tokio::test]
async fn the_state_of_another_browser_is_refused() {
    let (auth, clock, _) = auth(&["cookie"], None);
    let app = app(&auth);
    let mut attacker = Browser::at(HOST, &app);
    let state = attacker.get("/leave").await.body;
    let mut victim = Browser::at(HOST, &app);
    assert_eq!(come_back(&mut victim, &state).await.status, 403);
    victim.get("/leave").await;
    assert_eq!(come_back(&mut victim, &state).await.status, 403);
    clock.set(NOW + 60 * 60 + 1);
    assert_eq!(
        come_back(&mut attacker, &state).await.status,
        403,
        "it is too old"
    );
}

#[tokio::test]
async fn where_tokens_are_in_bodies_alone_no_browser_is_logged_in() {
    let (auth, _, _) = auth(&["header"], None);
    let app: GuardedRouter = app_without_pages(&auth);
    let mut browser = Browser::at(HOST, &app);
    let request = browser
        .request(Method::POST, "/come-back")
        .header(ORIGIN, "https://evil.example");
    assert_eq!(browser.send(request, "").await.status, 200);
    assert!(browser.cookies.is_empty());
}

fn app_without_pages(auth: &Auth<super::service::Club>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/come-back", post(super::service::come_back))
        .with_state(auth.clone())
}
