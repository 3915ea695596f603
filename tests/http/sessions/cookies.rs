//! Sessions of browsers, whose tokens are in cookies.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Method;
use axum::http::header::{CONTENT_TYPE, LOCATION, ORIGIN, SET_COOKIE};
use serde_json::{Value, json};

use super::service::Service;
use crate::fixtures::app::Answer;
use crate::fixtures::browser::Browser;

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
async fn the_value_may_stand_elsewhere_with_a_refresh_token_than_with_an_access_token() {
    let settings = json!({"csrf_refresh_header": "X-Renewal", "csrf_refresh_field": "_renewal"});
    for (path, in_header, in_field) in [
        ("/", "x-csrf-token", "csrf_token"),
        ("/auth/refresh", "x-renewal", "_renewal"),
    ] {
        for header in ["x-csrf-token", "x-renewal"] {
            let mut browser = logged_in(&service(settings.clone())).await;
            let value = browser.csrf();
            let request = browser.request(Method::POST, path).header(header, value);
            let answer = browser.send(request, "").await;
            assert_eq!(answer.status == 200, header == in_header, "{path} {header}");
            if answer.status != 200 {
                assert!(answer.body.contains(in_header), "{}", answer.body);
                assert!(answer.body.contains(in_field), "{}", answer.body);
            }
        }
        for field in ["csrf_token", "_renewal"] {
            let mut browser = logged_in(&service(settings.clone())).await;
            let fields = format!("{field}={}", browser.csrf());
            let answer = browser
                .submit("https://site.example.com", path, &fields)
                .await;
            assert_eq!(answer.status != 403, field == in_field, "{path} {field}");
        }
    }
}

#[tokio::test]
async fn the_value_can_be_found_in_a_second_cookie_for_as_long_as_in_the_first() {
    const RENEWAL: &str = "__Host-renewal";
    let service = service(json!({"csrf_refresh_cookie": RENEWAL}));
    let mut browser = logged_in(&service).await;
    for _ in 0..2 {
        let value = browser.cookies[RENEWAL].clone();
        assert_eq!(value, browser.csrf());
        let answer = browser.post("/auth/refresh", Some(&value)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
    let given = browser.log_in().await;
    assert!(
        !cookie(&given, RENEWAL).contains("HttpOnly"),
        "pages read it"
    );
    let value = browser.csrf();
    browser.post("/auth/logout", Some(&value)).await;
    assert!(!browser.cookies.contains_key(RENEWAL));
}

#[tokio::test]
async fn a_page_of_somebody_else_cannot_make_a_browser_refresh() {
    let service = service(json!({}));
    let mut browser = logged_in(&service).await;
    let (value, refresh) = (browser.csrf(), browser.cookies[REFRESH].clone());
    for (origin, value) in [
        ("https://site.example.com", None),
        ("https://site.example.com", Some("x")),
        ("https://evil.example", Some(&*value)),
        ("null", Some(&*value)),
    ] {
        let mut request = browser
            .request(Method::POST, "/auth/refresh")
            .header(ORIGIN, origin);
        if let Some(value) = value {
            request = request.header("x-csrf-token", value);
        }
        let answer = browser.send(request, "").await;
        assert_eq!(answer.status, 403, "{origin} {value:?}");
        assert_eq!(answer.json()["error"], "csrf_failed");
        assert_eq!(browser.cookies[REFRESH], refresh);
    }
}

#[tokio::test]
async fn a_form_of_a_page_refreshes_and_leads_to_another_page() {
    let service = service(json!({"login_redirect": "/login", "refresh_ttl": "1h"}));
    let mut browser = logged_in(&service).await;
    let origin = browser.origin();
    let (value, before) = (browser.csrf(), browser.cookies[REFRESH].clone());
    for (next, target) in [
        ("%2Faccount", "/account"),
        ("https%3A%2F%2Fevil.example", "/"),
    ] {
        let fields = format!("csrf_token={value}&next={next}");
        let answer = browser.submit(&origin, "/auth/refresh", &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        assert_eq!(answer.header(LOCATION), Some(target));
        assert_ne!(browser.cookies[REFRESH], before);
    }
    service.at(3600);
    let dead = browser.cookies.clone();
    for (next, target) in [
        ("", "/login"),
        ("&next=%2Faccount", "/login?next=%2Faccount"),
        ("&next=https%3A%2F%2Fevil.example", "/login"),
    ] {
        browser.cookies.clone_from(&dead);
        let fields = format!("csrf_token={value}{next}");
        let answer = browser.submit(&origin, "/auth/refresh", &fields).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header(LOCATION)),
            (303, Some(target))
        );
        assert!(browser.cookies.is_empty());
    }
}

#[tokio::test]
async fn the_value_of_another_session_is_of_no_use() {
    let service = service(json!({}));
    let strange = logged_in(&service).await;
    let mut browser = logged_in(&service).await;
    let answer = browser.post("/auth/refresh", Some(&strange.csrf())).await;
    assert_eq!(answer.status, 403);
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
    // Whoever has a copy of them has nothing.
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
    assert_eq!(answer.status, 403, "a page of somebody else could end it");
    let answer = browser.post("/auth/logout", Some(&value)).await;
    assert_eq!(answer.status, 204, "{}", answer.body);
    browser.cookies = kept;
    assert_eq!(browser.get("/").await.status, 401);
}

#[tokio::test]
async fn a_page_of_somebody_else_cannot_log_a_user_out() {
    let service = service(json!({}));
    let mut browser = logged_in(&service).await;
    for path in ["/auth/logout", "/auth/logout-all"] {
        let answer = browser.submit("https://evil.example", path, "").await;
        assert_eq!(answer.status, 403, "{path}");
        assert_eq!(browser.get("/").await.status, 200, "{path}");
    }
    let value = browser.csrf();
    let answer = browser.post("/auth/logout-all", Some(&value)).await;
    assert_eq!(answer.status, 204);
    assert!(browser.cookies.is_empty());
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
async fn a_page_of_somebody_else_cannot_put_a_browser_into_another_session() {
    let service = service(json!({}));
    let theirs = logged_in(&service).await.cookies[REFRESH].clone();
    let mut browser = Browser::at("site.example.com", &service.app);
    let fields = format!("refresh_token={theirs}");
    let answer = browser
        .submit("https://evil.example", "/auth/refresh", &fields)
        .await;
    assert_eq!(answer.status, 403, "{}", answer.body);
    assert!(browser.cookies.is_empty());
    let answer = browser
        .submit("https://evil.example", "/auth/logout", &fields)
        .await;
    assert_eq!(answer.status, 403);
    assert!(answer.headers.get(SET_COOKIE).is_none());
}

#[tokio::test]
async fn a_page_of_somebody_else_cannot_put_a_browser_into_another_session_by_authenticating_again()
{
    for (place, delivery) in [("query", "cookie"), ("form", "both")] {
        let service = service(json!({
            "token_from": ["header", "cookie", place],
            "token_delivery": delivery,
            "csrf": "origin",
        }));
        let mut browser = logged_in(&service).await;
        let mine = browser.cookies.clone();
        let theirs = logged_in(&service).await.cookies[ACCESS].clone();
        let credentials = "username=ada&password=secret";
        let (path, fields) = match place {
            "query" => (
                format!("/auth/reauthenticate?access_token={theirs}"),
                credentials.into(),
            ),
            _ => (
                "/auth/reauthenticate".into(),
                format!("{credentials}&access_token={theirs}"),
            ),
        };
        for origin in ["https://evil.example", "null"] {
            let answer = browser.submit(origin, &path, &fields).await;
            assert_eq!(answer.status, 403, "{place} {origin}: {}", answer.body);
            assert!(answer.headers.get(SET_COOKIE).is_none());
            assert_eq!(browser.cookies, mine);
        }
        // A page of the service may.
        let origin = browser.origin();
        let answer = browser.submit(&origin, &path, &fields).await;
        assert_eq!(answer.status, 303, "{place}: {}", answer.body);
        assert_ne!(browser.cookies[ACCESS], mine[ACCESS]);
    }
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

#[tokio::test]
async fn a_form_can_authenticate_again() {
    let service = service(json!({}));
    let mut browser = logged_in(&service).await;
    let origin = browser.origin();
    let fields = format!(
        "username=ada&password=secret&next=%2Fpay&csrf_token={}",
        browser.csrf()
    );
    let answer = browser
        .submit(&origin, "/auth/reauthenticate", &fields)
        .await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert_eq!(answer.header(LOCATION), Some("/pay"));
    // The value of the session lives as long as the refresh token does.
    assert_eq!(cookie(&answer, "__Host-csrf_token"), "");
    let stranger = "username=ada&password=secret&csrf_token=x";
    let answer = browser
        .submit(&origin, "/auth/reauthenticate", stranger)
        .await;
    assert_eq!(answer.status, 403);
}

#[tokio::test]
async fn a_form_with_files_refreshes_and_logs_out_with_the_value_in_its_first_field() {
    let service = service(json!({}));
    let mut browser = logged_in(&service).await;
    let form = |value: &str| {
        let head = "Content-Disposition: form-data; name=\"csrf_token\"";
        format!("--x\r\n{head}\r\n\r\n{value}\r\n--x--\r\n")
    };
    let right = form(&browser.csrf());
    for (path, body, status) in [
        ("/auth/refresh", form("x"), 403),
        ("/auth/refresh", "--x--\r\n".into(), 403),
        ("/auth/refresh", right.clone(), 303),
        ("/auth/logout", form("x"), 403),
        ("/auth/logout", right, 303),
    ] {
        let request = browser
            .request(Method::POST, path)
            .header(ORIGIN, browser.origin())
            .header(CONTENT_TYPE, "multipart/form-data; boundary=x");
        let answer = browser.send(request, &body).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
    }
    assert!(browser.cookies.is_empty());
}
