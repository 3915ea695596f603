//! The delivery of tokens: in the body, in cookies, or as the request needs.

use std::collections::BTreeMap;

use axum::http::header::{LOCATION, SET_COOKIE};
use serde_json::{Value, json};

use super::site::{ACCESS, CSRF, LOGIN, REFRESH, Sent, Service, log_in_as, set};
use crate::fixtures::app::{Answer, NOW};

fn service(places: &[&str], delivery: Option<&str>) -> Service {
    let mut settings = json!({
        "token_from": places,
        "token_delivery": delivery,
        "cookie_access_name": ACCESS,
        "csrf_cookie": CSRF,
    });
    let has_cookies = places.contains(&"cookie") && delivery != Some("body");
    if has_cookies {
        settings["cookie_refresh_name"] = json!(REFRESH);
    }
    Service::new(settings)
}

/// Where the tokens of a response are.
fn carriers(answer: &Answer) -> &'static str {
    let cookies = set(answer).iter().any(|(name, _)| name == ACCESS);
    let body = serde_json::from_str::<Value>(&answer.body).unwrap_or_default();
    let shown: Vec<_> = ["access_token", "refresh_token"]
        .into_iter()
        .filter(|name| body.get(name).is_some())
        .collect();
    match (cookies, shown.is_empty()) {
        (true, true) => "cookies",
        (false, false) => "body",
        (true, false) => "both",
        (false, true) => "none",
    }
}

/// A login by a form of the login page.
async fn log_in_by_form(service: &Service, query: &str) -> Answer {
    let page = service.send(&Sent::get("/login")).await;
    let fields = format!("username=ada&password=secret&csrf_token={}", page.body);
    let form = Sent::post(&format!("/auth{query}")).form(&fields);
    let form = form.cookie(format!("{LOGIN}={}", page.body));
    service.send(&form).await
}

#[tokio::test]
async fn by_default_tokens_are_where_requests_bring_them_back() {
    const ASKS: &str = "?token_delivery=cookie";
    for (places, delivery, json, asking, form) in [
        (&["cookie"][..], None, "cookies", "cookies", "cookies"),
        (&["header", "cookie"], None, "body", "cookies", "cookies"),
        (&["cookie", "query"], None, "body", "cookies", "cookies"),
        (&["cookie", "json"], None, "body", "cookies", "cookies"),
        (
            &["cookie"],
            Some("by_request"),
            "body",
            "cookies",
            "cookies",
        ),
        (
            &["header", "cookie"],
            Some("cookie"),
            "cookies",
            "cookies",
            "cookies",
        ),
        (
            &["header", "cookie"],
            Some("both"),
            "both",
            "cookies",
            "cookies",
        ),
    ] {
        let service = service(places, delivery);
        let case = format!("{places:?} {delivery:?}");
        let answer = service.send(&log_in_as("ada", "")).await;
        assert_eq!(
            (carriers(&answer), answer.status.as_u16()),
            (json, 200),
            "{case}"
        );
        let answer = service.send(&log_in_as("ada", ASKS)).await;
        assert_eq!(
            (carriers(&answer), answer.status.as_u16()),
            (asking, 200),
            "{case}"
        );
        for query in ["", ASKS] {
            let answer = log_in_by_form(&service, query).await;
            assert_eq!(
                (carriers(&answer), answer.status.as_u16()),
                (form, 303),
                "{case}"
            );
        }
    }
    for places in [&["header"][..], &["header", "query"], &["json", "form"]] {
        let service = service(places, None);
        let answer = service.send(&log_in_as("ada", "")).await;
        assert_eq!(carriers(&answer), "body", "{places:?}");
        assert_eq!(service.send(&log_in_as("ada", ASKS)).await.status, 400);
    }
}

#[tokio::test]
async fn no_login_gets_more_than_the_settings_give() {
    for (places, delivery) in [
        (&["header", "cookie"][..], None),
        (&["cookie"], None),
        (&["header", "cookie"], Some("both")),
        (&["header", "cookie"], Some("body")),
    ] {
        let service = service(places, delivery);
        for asked in [
            "body",
            "both",
            "by_request",
            "Cookie",
            "cookie&token_delivery=cookie",
        ] {
            let query = format!("?token_delivery={asked}");
            let answer = service.send(&log_in_as("ada", &query)).await;
            assert_eq!(answer.status, 400, "{places:?} {asked}");
            assert_eq!(answer.json()["error"], "invalid_request");
            assert_eq!(answer.headers.get(SET_COOKIE), None);
        }
    }
}

async fn logged_in(service: &Service) -> BTreeMap<String, String> {
    let answer = service
        .send(&log_in_as("ada", "?token_delivery=cookie"))
        .await;
    set(&answer).into_iter().collect()
}

#[tokio::test]
async fn what_came_in_a_cookie_is_answered_in_cookies_alone_whatever_is_set() {
    for delivery in [None, Some("cookie"), Some("both"), Some("by_request")] {
        let service = service(&["header", "cookie"], delivery);
        let cookies = logged_in(&service).await;
        let credentials = json!({"username": "ada", "password": "secret"});
        let value = &cookies[CSRF];
        for sent in [
            Sent::post("/auth/reauthenticate").json(&credentials),
            Sent::post("/auth/refresh"),
            Sent::post("/auth/refresh").json(&json!({})),
            Sent::post("/auth/refresh?token_delivery=body"),
        ] {
            let sent = sent.header("x-csrf-token", value).cookies(&cookies);
            let answer = service.send(&sent).await;
            assert_eq!(answer.status, 200, "{}", answer.body);
            assert_eq!(carriers(&answer), "cookies", "{delivery:?}");
            assert_eq!(answer.body, r#"{"token_type":"Bearer","expires_in":900}"#);
        }
    }
}

#[tokio::test]
async fn what_was_sent_on_purpose_is_answered_as_the_settings_say() {
    for (delivery, expected) in [
        (None, "body"),
        (Some("by_request"), "body"),
        (Some("cookie"), "cookies"),
        (Some("both"), "both"),
        (Some("body"), "body"),
    ] {
        let service = service(&["header", "cookie"], None);
        let program = service.send(&log_in_as("ada", "")).await.json();
        let access = program["access_token"].as_str().unwrap();
        let body = json!({"refresh_token": program["refresh_token"]});
        let credentials = json!({"username": "ada", "password": "secret"});
        // The same tokens, in a service with other settings.
        let service = match delivery {
            None => service,
            Some("body") => continue,
            other => self::service(&["header", "cookie"], other),
        };
        let (access, body) = match delivery {
            None => (access.to_owned(), body),
            Some(_) => {
                let cookies = logged_in(&service).await;
                let body = json!({"refresh_token": cookies[REFRESH]});
                (cookies[ACCESS].clone(), body)
            }
        };
        let browser = logged_in(&service).await;
        let again = Sent::post("/auth/reauthenticate").json(&credentials);
        for sent in [
            again.bearer(&access),
            Sent::post("/auth/refresh").json(&body),
        ] {
            let answer = service.send(&sent.cookies(&browser)).await;
            assert_eq!(answer.status, 200, "{}", answer.body);
            assert_eq!(carriers(&answer), expected, "{delivery:?}");
        }
    }
}

#[tokio::test]
async fn a_form_whose_tokens_are_in_the_body_leads_nowhere() {
    let service = service(&["header", "cookie"], None);
    let program = service.send(&log_in_as("ada", "")).await.json();
    let again = Sent::post("/auth/reauthenticate")
        .form("username=ada&password=secret&next=/pay")
        .bearer(program["access_token"].as_str().unwrap());
    let answer = service.send(&again).await;
    assert_eq!((carriers(&answer), answer.status.as_u16()), ("body", 200));
    assert_eq!(answer.header(LOCATION), None);
}

#[tokio::test]
async fn a_configuration_of_headers_alone_sets_and_clears_no_cookie_anywhere() {
    let settings = || json!({"token_from": ["header"], "login_redirect": "/login"});
    let service = Service::new(settings());
    let cookies = [
        "__Host-access_token",
        "__Host-refresh_token",
        "__Host-csrf_token",
    ];
    let ambient = cookies
        .map(|name| format!("{name}=a.b.c; {name}=\""))
        .join("; ");
    let credentials = json!({"username": "ada", "password": "secret"});
    for _ in 0..2 {
        let program = service.send(&log_in_as("ada", "")).await.json();
        let access = program["access_token"].as_str().unwrap();
        let refresh = json!({"refresh_token": program["refresh_token"]});
        for sent in [
            log_in_as("ada", ""),
            log_in_as("ada", "?token_delivery=cookie"),
            log_in_as("gone", ""),
            Sent::post("/auth").form("username=ada&password=secret"),
            Sent::get("/"),
            Sent::get("/").page(),
            Sent::get("/").bearer("a.b.c"),
            Sent::get("/").bearer("a.b.c").page(),
            Sent::get("/greeting"),
            Sent::get("/").bearer(access),
            Sent::get("/login"),
            Sent::get("/auth/me").bearer(access),
            Sent::get("/auth/verify"),
            Sent::post("/auth/reauthenticate")
                .bearer(access)
                .json(&credentials),
            Sent::post("/auth/refresh").json(&refresh),
            Sent::post("/auth/refresh").json(&json!({"refresh_token": "x"})),
            Sent::post("/auth/refresh"),
            Sent::post("/auth/revoke").form("token=x"),
            Sent::post("/auth/logout"),
            Sent::post("/auth/logout").form("x=1"),
            Sent::post("/auth/logout").json(&refresh),
            Sent::post("/auth/logout").bearer(access),
            Sent::post("/auth/logout-all").bearer(access),
        ] {
            for sent in [sent.clone(), sent.cookie(&ambient)] {
                let answer = service.send(&sent).await;
                assert_eq!(answer.headers.get(SET_COOKIE), None, "{answer:?}");
            }
        }
        service.clock.set(NOW + 890);
    }
}
