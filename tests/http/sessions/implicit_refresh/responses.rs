//! The responses that keep a session alive.

use axum::http::header::CACHE_CONTROL;
use serde_json::json;

use super::visitor::{ACCESS, Visitor, WINDOW, cookies, is_replaced};

#[tokio::test]
async fn an_answer_that_refuses_or_fails_replaces_nothing() {
    let mut visitor = Visitor::new(json!({})).await;
    for (status, expected) in [
        (200, true),
        (204, true),
        (303, true),
        (304, true),
        (400, true),
        (404, true),
        (422, true),
        (101, false),
        (401, false),
        (403, false),
        (500, false),
        (503, false),
    ] {
        visitor.service.at(0);
        visitor.browser.log_in().await;
        visitor.service.at(WINDOW);
        let answer = visitor.get(&format!("/status/{status}")).await;
        assert_eq!(answer.status, status);
        assert_eq!(is_replaced(&answer), expected, "{status}");
    }
}

#[tokio::test]
async fn a_refused_request_gets_no_token() {
    let mut visitor = Visitor::new(json!({})).await;
    visitor.service.at(WINDOW);
    let answer = visitor.get("/forbidden").await;
    assert_eq!(answer.status, 403);
    assert!(!is_replaced(&answer));
    let answer = visitor.browser.post("/", None).await;
    assert_eq!(answer.status, 403, "the value of the session is missing");
    assert!(!is_replaced(&answer));
}

#[tokio::test]
async fn a_websocket_that_was_opened_gets_no_token() {
    let mut visitor = Visitor::new(json!({})).await;
    visitor.service.at(WINDOW);
    let origin = visitor.browser.origin();
    let request = visitor
        .browser
        .request(axum::http::Method::GET, "/status/101");
    let request = request
        .header("origin", origin)
        .header("connection", "upgrade")
        .header("upgrade", "websocket");
    let answer = visitor.browser.send(request, "").await;
    assert_eq!(answer.status, 101);
    assert!(!is_replaced(&answer));
}

#[tokio::test]
async fn a_handler_that_sets_or_clears_a_cookie_of_the_session_has_the_last_word() {
    for cookie in [
        "__Host-access_token=; Max-Age=0",
        "__Host-access_token=mine",
        "__host-Access_Token=mine",
        "__Host-refresh_token=; Max-Age=0",
        "__Host-csrf_token=; Max-Age=0",
    ] {
        let mut visitor = Visitor::new(json!({})).await;
        let path = format!("/header/set-cookie/{}", cookie.replace(' ', "%20"));
        visitor.service.at(WINDOW);
        let answer = visitor.get(&path).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 1);
    }
    let mut visitor = Visitor::new(json!({})).await;
    assert!(
        !visitor
            .is_replaced_at(WINDOW, "/header/clear-site-data/*")
            .await
    );
    assert!(
        visitor
            .is_replaced_at(WINDOW, "/header/set-cookie/theme=dark")
            .await
    );
    let other = "/header/set-cookie/not__Host-access_token=__Host-access_token=";
    let mut visitor = Visitor::new(json!({})).await;
    assert!(visitor.is_replaced_at(WINDOW, other).await);
}

#[tokio::test]
async fn the_endpoints_of_the_session_set_each_cookie_once() {
    for path in ["/auth/logout", "/auth/logout-all", "/auth/refresh"] {
        let mut visitor = Visitor::new(json!({})).await;
        visitor.service.at(WINDOW);
        let csrf = visitor.browser.csrf();
        let answer = visitor.browser.post(path, Some(&csrf)).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.body);
        assert_eq!(cookies(&answer, ACCESS).len(), 1, "{path}");
    }
    let mut visitor = Visitor::new(json!({})).await;
    visitor.service.at(WINDOW);
    let answer = visitor.browser.log_in().await;
    assert_eq!(cookies(&answer, ACCESS).len(), 1);
    let (origin, csrf) = (visitor.browser.origin(), visitor.browser.csrf());
    visitor.service.at(WINDOW + WINDOW);
    let fields = format!("username=ada&password=secret&csrf_token={csrf}");
    let browser = &mut visitor.browser;
    let answer = browser
        .submit(&origin, "/auth/reauthenticate", &fields)
        .await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert_eq!(cookies(&answer, ACCESS).len(), 1);
    // The others are pages like any.
    visitor.service.at(WINDOW + WINDOW + WINDOW);
    assert!(is_replaced(&visitor.get("/auth/me").await));
}

#[tokio::test]
async fn no_cache_keeps_a_token_whatever_the_handler_says() {
    let mut visitor = Visitor::new(json!({})).await;
    let answer = visitor.get("/private").await;
    assert_eq!(answer.header(CACHE_CONTROL), Some("private, max-age=60"));
    assert!(answer.headers.contains_key("cdn-cache-control"));
    visitor.service.at(WINDOW);
    let answer = visitor.get("/private").await;
    assert!(is_replaced(&answer));
    assert_eq!(answer.header(CACHE_CONTROL), Some("no-store"));
    for other in ["cdn-cache-control", "surrogate-control"] {
        assert!(!answer.headers.contains_key(other), "{other}");
    }
}
