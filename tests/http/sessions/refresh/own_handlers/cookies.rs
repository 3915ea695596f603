//! Refresh tokens in cookies at such a handler.

use super::*;

#[tokio::test]
async fn a_cookie_needs_the_csrf_value_and_is_renewed_as_a_cookie() {
    let service = service(json!({"token_from": ["cookie"]}));
    let mut browser = Browser::at("site.example.com", &service.app);
    browser.log_in().await;
    let before = browser.cookies[REFRESH].clone();
    for value in [None, Some("x"), Some("")] {
        let answer = browser.post("/renew", value).await;
        assert_eq!(answer.status, 403, "{value:?}: {}", answer.body);
    }
    let value = browser.csrf();
    let of_another_page = browser
        .request(Method::POST, "/renew")
        .header(ORIGIN, "https://evil.example")
        .header("x-csrf-token", &value);
    assert_eq!(browser.send(of_another_page, "").await.status, 403);
    assert_eq!(browser.cookies[REFRESH], before);
    let answer = browser.post("/renew", Some(&value)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json().get("access_token"), None);
    assert_ne!(browser.cookies[REFRESH], before);
    // A handler that keeps the token sets the other cookie alone.
    let (value, kept) = (browser.csrf(), browser.cookies[REFRESH].clone());
    let answer = browser.post("/renew-access", Some(&value)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let names: Vec<_> = answer.headers.get_all(SET_COOKIE).iter().collect();
    let is_refresh =
        |cookie: &&&axum::http::HeaderValue| cookie.to_str().unwrap().starts_with(REFRESH);
    assert_eq!(names.iter().filter(is_refresh).count(), 0, "{names:?}");
    assert_eq!(browser.cookies[REFRESH], kept);
    assert_eq!(browser.get("/").await.status, 200);
}

/// A link of another site makes a browser send its cookies with a `GET`.
#[tokio::test]
async fn a_link_refreshes_nothing() {
    let service = service(json!({"token_from": ["cookie"]}));
    let mut browser = Browser::at("site.example.com", &service.app);
    browser.log_in().await;
    let before = browser.cookies[REFRESH].clone();
    for method in [Method::GET, Method::HEAD] {
        let answer = browser.send(browser.request(method, "/renew"), "").await;
        assert_eq!(answer.status, 403, "{}", answer.body);
    }
    assert_eq!(browser.cookies[REFRESH], before);
    let of_a_script = browser
        .request(Method::GET, "/renew")
        .header("x-csrf-token", browser.csrf());
    assert_eq!(browser.send(of_a_script, "").await.status, 200);
}

#[tokio::test]
async fn a_cookie_of_an_ended_session_is_cleared() {
    let service = service(json!({"token_from": ["cookie"]}));
    let mut browser = Browser::at("site.example.com", &service.app);
    browser.log_in().await;
    let value = browser.csrf();
    service.staff.known.lock().unwrap().exists = false;
    let answer = browser.post("/renew", Some(&value)).await;
    assert_eq!(answer.status, 401, "{}", answer.body);
    assert!(!browser.cookies.contains_key(REFRESH));
}

/// The token is judged before the handler, and the session ends while the handler runs.
#[tokio::test]
async fn the_cookies_of_a_session_that_ends_in_the_handler_are_cleared() {
    let service = service(json!({"token_from": ["cookie"]}));
    let mut browser = Browser::at("site.example.com", &service.app);
    browser.log_in().await;
    let value = browser.csrf();
    let answer = browser.post("/renew-ended", Some(&value)).await;
    assert_eq!(answer.status, 401, "{}", answer.body);
    assert_eq!(answer.json()["error"], "invalid_grant");
    assert!(!browser.cookies.contains_key(REFRESH));
}
