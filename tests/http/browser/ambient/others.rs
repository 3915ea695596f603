//! Dead cookies beside tokens in other locations, and in responses of handlers that set headers of their own.

use axum::http::header::{CACHE_CONTROL, SET_COOKIE, VARY};
use jwt_guard::prelude::*;
use serde_json::{Value, json};

use super::site::{ACCESS, LOGIN, Sent, Service, cleared, outcome, settings_of_domain};
use crate::fixtures::app::Answer;

#[protected(optional)]
async fn cached(claims: Option<Claims>) -> ([(&'static str, &'static str); 1], &'static str) {
    let answer = if claims.is_some() {
        "known"
    } else {
        "stranger"
    };
    ([("cache-control", "public, max-age=60")], answer)
}

#[protected(optional)]
async fn sets_its_own() -> [(&'static str, &'static str); 1] {
    [("set-cookie", "access_token=x; Path=/; Domain=example.com")]
}

#[protected(cookie_access_name = "report_token")]
async fn report() {}

fn service(more: Value) -> Service {
    let mut settings = settings_of_domain();
    let more = more.as_object().unwrap().clone();
    settings.as_object_mut().unwrap().extend(more);
    Service::with_routes(settings, |router| {
        router
            .route("/cached", get(cached))
            .route("/sets-its-own", get(sets_its_own))
            .route("/report", get(report))
    })
}

fn doubled(sent: Sent) -> Sent {
    sent.cookie("access_token=a.b.c; access_token=d.e.f")
}

#[tokio::test]
async fn a_token_in_any_other_place_wins_over_a_dead_cookie() {
    let service = service(json!({
        "token_from": ["cookie", "header", "query", "json", "form", "websocket"],
    }));
    let token = service.logged_in().await.remove(ACCESS).unwrap();
    let body = json!({"access_token": token});
    for sent in [
        Sent::get("/").bearer(&token),
        Sent::get(&format!("/?access_token={token}")),
        Sent::get("/").header("sec-websocket-protocol", &format!("access_token, {token}")),
        Sent::post("/").json(&body),
        Sent::post("/").form(&format!("access_token={token}")),
    ] {
        let answer = service.send(&doubled(sent.clone())).await;
        assert_eq!(outcome(&answer), "200");
        assert_eq!(answer.body, "1");
        let two_lines = sent.cookie("access_token=a.b.c").cookie("access_token=\"");
        assert_eq!(outcome(&service.send(&two_lines).await), "200");
    }
    // One that is wrong is refused, and the cookie no matter.
    let wrong = service.send(&doubled(Sent::get("/").bearer("a.b.c"))).await;
    assert_eq!(outcome(&wrong), "401 invalid_token");
}

#[tokio::test]
async fn a_dead_cookie_is_absent_for_a_strict_place_too() {
    let service = service(json!({"token_from": ["cookie strict", "header"]}));
    let token = service.logged_in().await.remove(ACCESS).unwrap();
    let answer = service.send(&doubled(Sent::get("/").bearer(&token))).await;
    assert_eq!(outcome(&answer), "401 missing_token; clears access_token");
}

#[tokio::test]
async fn a_response_that_clears_a_cookie_is_kept_out_of_caches() {
    let service = service(json!({}));
    let answer = service.send(&doubled(Sent::get("/cached"))).await;
    assert_eq!(outcome(&answer), "200; clears access_token");
    assert_eq!(answer.header(CACHE_CONTROL), Some("no-store"));
    let vary: Vec<_> = answer.headers.get_all(VARY).iter().collect();
    assert!(vary.contains(&&"cookie".parse().unwrap()), "{vary:?}");
    let answer = service.send(&Sent::get("/cached")).await;
    assert_eq!(answer.header(CACHE_CONTROL), Some("public, max-age=60"));
}

#[tokio::test]
async fn a_cookie_that_the_handler_sets_is_not_cleared_behind_it() {
    let answer = service(json!({}))
        .send(&doubled(Sent::get("/sets-its-own")))
        .await;
    let cookies: Vec<_> = answer.headers.get_all(SET_COOKIE).iter().collect();
    assert_eq!(cookies, ["access_token=x; Path=/; Domain=example.com"]);
}

#[tokio::test]
async fn a_dead_cookie_of_one_handler_takes_no_other_with_it() {
    let sent = Sent::get("/report").cookie("report_token=a; report_token=b; access_token=c");
    let answer: Answer = service(json!({})).send(&sent).await;
    assert_eq!(outcome(&answer), "401 missing_token; clears report_token");
}

#[tokio::test]
async fn values_that_look_odd_are_read_as_browsers_write_them() {
    let service = service(json!({}));
    let token = service.logged_in().await.remove(ACCESS).unwrap();
    for (line, expected) in [
        (format!("access_token=\"{token}\""), "200"),
        (format!(" access_token = {token} ; x"), "200"),
        ("access_token=".into(), "401 missing_token"),
        ("access_token=\"\"".into(), "401 missing_token"),
        ("access_token".into(), "401 missing_token"),
        (format!("ACCESS_TOKEN={token}"), "401 missing_token"),
        (
            format!("access_token=Bearer%20{token}"),
            "401 missing_token; clears access_token",
        ),
        (
            format!("access_token=Bearer {token}"),
            "401 missing_token; clears access_token",
        ),
        (
            format!("access_token={token},{token}"),
            "401 missing_token; clears access_token",
        ),
        (
            format!("access_token=\u{e9}{token}"),
            "401 missing_token; clears access_token",
        ),
    ] {
        let answer = service.send(&Sent::get("/").cookie(&line)).await;
        assert_eq!(outcome(&answer), expected, "{line}");
    }
}

#[tokio::test]
async fn a_dead_cookie_of_a_login_form_is_replaced_when_the_form_is_shown_again() {
    let service = service(json!({}));
    let credentials = "username=ada&password=secret&csrf_token=x";
    for line in [
        format!("{LOGIN}=a; {LOGIN}=b"),
        format!("{LOGIN}=\"a"),
        format!("{LOGIN}=a b"),
    ] {
        let form = Sent::post("/auth").form(credentials).cookie(&line);
        let answer = service.send(&form).await;
        assert_eq!(outcome(&answer), "403 csrf_failed; clears csrf_token_login");
        let page = service.send(&Sent::get("/login").cookie(&line)).await;
        assert_eq!(outcome(&page), "200; sets csrf_token_login");
        let both: Vec<_> = page.headers.get_all(SET_COOKIE).iter().collect();
        assert_eq!(both.len(), 2, "that of the host is cleared: {both:?}");
        assert!(cleared(&page).is_empty());
    }
}
