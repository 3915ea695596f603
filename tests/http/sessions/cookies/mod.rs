//! Sessions of browsers, whose tokens are in cookies.

mod csrf;
mod forms;

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Method;
use axum::http::header::{CONTENT_TYPE, LOCATION, ORIGIN, SET_COOKIE};
use serde_json::{Value, json};

use crate::fixtures::app::Answer;
use crate::fixtures::browser::Browser;
use crate::sessions::service::Service;

const REFRESH: &str = "__Host-refresh_token";
const ACCESS: &str = "__Host-access_token";

fn service(settings: Value) -> Service {
    let mut all = json!({"token_from": ["header", "cookie"]});
    all.as_object_mut()
        .unwrap()
        .extend(settings.as_object().unwrap().clone());
    Service::new(all)
}

async fn logged_in(service: &Service) -> Browser {
    let mut browser = Browser::at("site.example.com", &service.app);
    let answer = browser.log_in().await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    browser
}

fn cookie<'a>(answer: &'a Answer, name: &str) -> &'a str {
    let cookies = answer.headers.get_all(SET_COOKIE).iter();
    let mut cookies = cookies.map(|cookie| cookie.to_str().unwrap());
    cookies
        .find(|cookie| cookie.starts_with(&format!("{name}=")))
        .unwrap_or_default()
}

#[tokio::test]
async fn a_browser_gets_both_tokens_in_cookies_and_none_in_the_body() {
    let service = service(json!({"refresh_ttl": "20d"}));
    let mut browser = Browser::at("site.example.com", &service.app);
    let answer = browser.log_in().await;
    assert_eq!(
        answer.json(),
        json!({"token_type": "Bearer", "expires_in": 900})
    );
    let refresh = cookie(&answer, REFRESH);
    for attribute in [
        "HttpOnly",
        "Secure",
        "SameSite=Lax",
        "Path=/",
        "Max-Age=1728000",
    ] {
        assert!(refresh.contains(attribute), "{attribute}: {refresh}");
    }
    assert!(cookie(&answer, ACCESS).contains("Max-Age=900"));
    let csrf = cookie(&answer, "__Host-csrf_token");
    assert!(
        csrf.contains("Max-Age=1728000"),
        "it is needed to refresh: {csrf}"
    );
}

#[tokio::test]
async fn cookies_are_taken_back_with_the_attributes_with_which_they_were_given() {
    // Each with its attributes, but for the time that it has.
    fn given(answer: &Answer) -> BTreeMap<String, BTreeSet<String>> {
        let cookies = answer.headers.get_all(SET_COOKIE).iter();
        let cookies = cookies.map(|cookie| {
            let mut parts = cookie.to_str().unwrap().split("; ");
            let (name, _) = parts.next().unwrap().split_once('=').unwrap();
            let attributes = parts.filter(|part| !part.starts_with("Max-Age="));
            (name.to_owned(), attributes.map(str::to_owned).collect())
        });
        cookies.collect()
    }
    for (settings, hidden) in [
        (json!({}), 2),
        (json!({"cookie_http_only": "off"}), 1),
        (json!({"cookie_split": "on"}), 2),
        (json!({"cookie_same_site": "Strict"}), 2),
    ] {
        let service = service(settings.clone());
        let mut browser = Browser::at("site.example.com", &service.app);
        let set = given(&browser.log_in().await);
        let is_hidden = |attributes: &&BTreeSet<String>| attributes.contains("HttpOnly");
        assert_eq!(set.values().filter(is_hidden).count(), hidden, "{settings}");
        let value = browser.csrf();
        let answer = browser.post("/auth/logout", Some(&value)).await;
        assert_eq!(given(&answer), set, "{settings}");
        assert!(browser.cookies.is_empty());
        // A token that is invalid is taken back too.
        browser.log_in().await;
        let invalid = browser.cookies[ACCESS].replace('.', "x.");
        browser.cookies.insert(ACCESS.into(), invalid);
        let taken = given(&browser.get("/").await);
        assert!(!taken.is_empty());
        for (name, attributes) in taken {
            assert_eq!(attributes, set[&name], "{settings}");
        }
    }
}

#[tokio::test]
async fn a_browser_refreshes_with_its_cookie_and_the_value_of_its_session() {
    let service = service(json!({}));
    let mut browser = logged_in(&service).await;
    let value = browser.csrf();
    service.at(1000);
    assert_eq!(browser.get("/").await.status, 401);
    let before = browser.cookies[REFRESH].clone();
    let answer = browser.post("/auth/refresh", Some(&value)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(
        answer.json(),
        json!({"token_type": "Bearer", "expires_in": 900})
    );
    assert_ne!(browser.cookies[REFRESH], before);
    assert_eq!(browser.csrf(), value, "other tabs go on");
    assert_eq!(browser.get("/").await.status, 200);
    assert_eq!(browser.post("/", Some(&value)).await.status, 200);
}

#[tokio::test]
async fn a_dead_cookie_is_taken_back() {
    let service = service(json!({"refresh_ttl": "1h"}));
    let mut browser = logged_in(&service).await;
    let value = browser.csrf();
    service.at(3600);
    let answer = browser.post("/auth/refresh", Some(&value)).await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.json()["error"], "invalid_grant");
    assert!(browser.cookies.is_empty(), "{:?}", browser.cookies);
    let answer = browser.post("/auth/refresh", None).await;
    assert_eq!(answer.status, 401, "there is none at all");
}

#[tokio::test]
async fn a_logout_ends_the_session_and_takes_all_cookies_back() {
    let service = service(json!({}));
    let mut browser = logged_in(&service).await;
    let (value, kept) = (browser.csrf(), browser.cookies.clone());
    let answer = browser.post("/auth/logout", Some(&value)).await;
    assert_eq!(answer.status, 204, "{}", answer.body);
    assert!(browser.cookies.is_empty());
    // A copy of them is worth nothing.
    browser.cookies = kept;
    assert_eq!(browser.get("/").await.status, 401);
    browser.cookies.remove(ACCESS);
    assert_eq!(
        browser.post("/auth/refresh", Some(&value)).await.status,
        401
    );
}

#[tokio::test]
async fn a_session_whose_access_cookie_is_gone_can_still_be_logged_out() {
    let service = service(json!({}));
    let mut browser = logged_in(&service).await;
    let (value, kept) = (browser.csrf(), browser.cookies.clone());
    browser.cookies.remove(ACCESS);
    let answer = browser.post("/auth/logout", None).await;
    assert_eq!(answer.status, 403, "a page of another origin could end it");
    let answer = browser.post("/auth/logout", Some(&value)).await;
    assert_eq!(answer.status, 204, "{}", answer.body);
    browser.cookies = kept;
    assert_eq!(browser.get("/").await.status, 401);
}

#[tokio::test]
async fn who_authenticates_again_keeps_the_session_of_the_browser() {
    let service = service(json!({}));
    let mut browser = logged_in(&service).await;
    let (value, refresh) = (browser.csrf(), browser.cookies[REFRESH].clone());
    let access = browser.cookies[ACCESS].clone();
    let again = browser
        .request(Method::POST, "/auth/reauthenticate")
        .header(ORIGIN, browser.origin())
        .header("x-csrf-token", &value)
        .header(CONTENT_TYPE, "application/json");
    let answer = browser
        .send(again, r#"{"username":"ada","password":"secret"}"#)
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_ne!(browser.cookies[ACCESS], access);
    assert_eq!(browser.cookies[REFRESH], refresh);
    assert_eq!(browser.csrf(), value);
    assert_eq!(
        browser.post("/auth/refresh", Some(&value)).await.status,
        200
    );
}

#[tokio::test]
async fn a_token_in_the_body_beats_the_cookie() {
    let service = service(json!({"token_delivery": "both"}));
    let tokens = service.log_in().await;
    assert_ne!(tokens.refresh, "");
    let mut browser = logged_in(&service).await;
    let mine = browser.cookies[REFRESH].clone();
    let request = browser
        .request(Method::POST, "/auth/refresh")
        .header(CONTENT_TYPE, "application/json");
    // Nothing but the token in it decides, so that no page has to show anything.
    let body = json!({"refresh_token": tokens.refresh}).to_string();
    let answer = browser.send(request, &body).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_ne!(answer.json()["refresh_token"], *mine);
}

#[tokio::test]
async fn a_refresh_cookie_opens_no_handler() {
    let service = service(json!({}));
    let mut browser = logged_in(&service).await;
    let refresh = browser.cookies[REFRESH].clone();
    browser.cookies.insert(ACCESS.into(), refresh);
    assert_eq!(browser.get("/").await.status, 401);
}

#[tokio::test]
async fn a_tab_that_comes_late_does_not_take_the_cookies_of_the_others() {
    let service = service(json!({}));
    let mut late = logged_in(&service).await;
    let value = late.csrf();
    let mut early = Browser::at("site.example.com", &service.app);
    early.cookies = late.cookies.clone();
    for _ in 0..2 {
        assert_eq!(early.post("/auth/refresh", Some(&value)).await.status, 200);
    }
    let answer = late.post("/auth/refresh", Some(&value)).await;
    assert_eq!(answer.status, 401);
    assert!(
        answer.headers.get(SET_COOKIE).is_none(),
        "the newest cookies are gone"
    );
    assert_eq!(early.post("/auth/refresh", Some(&value)).await.status, 200);
}
