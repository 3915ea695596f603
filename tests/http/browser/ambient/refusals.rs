//! Rejections that clear a cookie: those after which no handler would accept it, and no others.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::site::{
    ACCESS, CSRF, REFRESH, Sent, Service, log_in_as, outcome, set, settings_of_domain,
};
use crate::fixtures::app::{Membership, NOW, User};
use jwt_guard::prelude::*;

#[protected(fresh)]
async fn fresh() {}

#[protected(max_age = "1m")]
async fn recent() {}

#[protected(acr = "gold")]
async fn strong() {}

#[scoped("admin")]
async fn admin() {}

#[protected(audience = "reports")]
async fn for_others() {}

#[protected(issuer = "https://other.example.com")]
async fn from_others() {}

#[protected(required_claims = ["tenant"])]
async fn of_tenant() {}

#[protected(leeway = "0s")]
async fn punctual() {}

#[protected(revocation = "all")]
async fn careful() {}

#[protected(optional, audience = "reports")]
async fn for_another_user_or_none() {}

#[inject_user]
async fn profile(user: User) -> String {
    user.name
}

fn service(more: Value) -> Service {
    let mut settings = settings_of_domain();
    let more = more.as_object().unwrap().clone();
    settings.as_object_mut().unwrap().extend(more);
    Service::with_routes(settings, |router| {
        router
            .route("/fresh", get(fresh))
            .route("/recent", get(recent))
            .route("/strong", get(strong))
            .route("/admin", get(admin))
            .route("/for-others", get(for_others))
            .route("/from-others", get(from_others))
            .route("/of-tenant", get(of_tenant))
            .route("/punctual", get(punctual))
            .route("/careful", get(careful))
            .route("/for-another-user-or-none", get(for_another_user_or_none))
            .route("/profile", get(profile))
    })
}

fn of(token: &str) -> BTreeMap<String, String> {
    [(ACCESS.to_owned(), token.to_owned())].into()
}

#[tokio::test]
async fn a_refusal_by_the_demands_of_a_handler_clears_no_cookie() {
    let service = service(json!({}));
    let mut cookies = service.logged_in().await;
    service.clock.set(NOW + 120);
    // A token of a refresh is not fresh.
    let refresh = Sent::post("/auth/refresh")
        .header("x-csrf-token", &cookies[CSRF])
        .cookies(&cookies);
    cookies.extend(set(&service.send(&refresh).await));
    for (path, expected) in [
        ("/fresh", "401 insufficient_user_authentication"),
        ("/recent", "401 insufficient_user_authentication"),
        ("/strong", "401 insufficient_user_authentication"),
        ("/admin", "403 insufficient_scope"),
        ("/for-others", "401 invalid_token"),
        ("/for-another-user-or-none", "401 invalid_token"),
        ("/from-others", "401 invalid_token"),
        ("/of-tenant", "401 invalid_token"),
    ] {
        let answer = service.send(&Sent::get(path).cookies(&cookies)).await;
        assert_eq!(outcome(&answer), expected, "{path}");
        let page = service
            .send(&Sent::get(path).page().cookies(&cookies))
            .await;
        assert_eq!(page.headers.get("set-cookie"), None, "{path}");
        let elsewhere = service.send(&Sent::get("/").cookies(&cookies)).await;
        assert_eq!(elsewhere.status, 200, "{path}");
    }
}

#[tokio::test]
async fn a_leeway_of_a_handler_clears_no_cookie_that_others_accept() {
    let service = service(json!({}));
    let cookies = service.logged_in().await;
    service.clock.set(NOW + 905);
    let answer = service
        .send(&Sent::get("/punctual").cookies(&cookies))
        .await;
    assert_eq!(outcome(&answer), "401 invalid_token");
    let elsewhere = service.send(&Sent::get("/").cookies(&cookies)).await;
    assert_eq!(elsewhere.status, 200);
}

#[tokio::test]
async fn a_handler_that_alone_asks_for_revocations_clears_no_cookie() {
    let service = service(json!({"revocation": "refresh"}));
    let cookies = service.logged_in().await;
    let body = json!({"refresh_token": cookies[REFRESH]});
    let ended = service.send(&Sent::post("/auth/logout").json(&body)).await;
    assert_eq!(ended.status, 204);
    let answer = service.send(&Sent::get("/careful").cookies(&cookies)).await;
    assert_eq!(outcome(&answer), "401 invalid_token");
    let elsewhere = service.send(&Sent::get("/").cookies(&cookies)).await;
    assert_eq!(elsewhere.status, 200);
}

#[tokio::test]
async fn a_handler_that_asks_for_a_user_clears_no_cookie_that_others_accept() {
    let service = service(json!({}));
    let mint = service.auth.mint("3").claims(Membership {
        plan: "basic".into(),
        team: None,
    });
    let cookies = of(&mint.token().unwrap());
    for path in ["/profile", "/auth/me"] {
        let answer = service.send(&Sent::get(path).cookies(&cookies)).await;
        assert_eq!(outcome(&answer), "401 invalid_token", "{path}");
    }
    let elsewhere = service.send(&Sent::get("/").cookies(&cookies)).await;
    assert_eq!(elsewhere.status, 200);
}

#[tokio::test]
async fn a_token_that_no_handler_accepts_is_cleared_whatever_a_handler_asks_for() {
    let service = service(json!({}));
    let good = service.logged_in().await;
    let (start, _) = good[ACCESS].rsplit_once('.').unwrap();
    for token in ["a.b.c", &format!("{start}.{}", "A".repeat(43))] {
        for path in [
            "/fresh",
            "/for-others",
            "/of-tenant",
            "/punctual",
            "/profile",
        ] {
            let answer = service.send(&Sent::get(path).cookies(&of(token))).await;
            assert_eq!(
                outcome(&answer),
                "401 invalid_token; clears access_token",
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn an_expired_token_in_a_cookie_that_no_login_set_is_cleared() {
    let service = Service::new(json!({
        "token_from": ["header", "cookie"], "token_delivery": "body", "cookie_access_name": ACCESS,
    }));
    let body = service.send(&log_in_as("ada", "")).await.json();
    // The application has set it, perhaps without `Max-Age`: then the browser sends it for ever.
    let cookies = of(body["access_token"].as_str().unwrap());
    assert_eq!(
        service
            .send(&Sent::get("/greeting").cookies(&cookies))
            .await
            .body,
        "1"
    );
    service.clock.set(NOW + 1000);
    let answer = service
        .send(&Sent::get("/greeting").cookies(&cookies))
        .await;
    assert_eq!(answer.status, 401);
    let cleared = answer.header("set-cookie").unwrap();
    assert!(cleared.starts_with("access_token=; ") && cleared.contains("Max-Age=0"));
}

#[tokio::test]
async fn a_revoked_token_is_cleared() {
    let service = service(json!({}));
    let cookies = service.logged_in().await;
    let body = json!({"refresh_token": cookies[REFRESH]});
    service.send(&Sent::post("/auth/logout").json(&body)).await;
    let answer = service
        .send(&Sent::get("/greeting").cookies(&cookies))
        .await;
    assert_eq!(outcome(&answer), "401 invalid_token; clears access_token");
}

#[tokio::test]
async fn a_late_401_does_not_wipe_the_new_cookie() {
    let service = service(json!({"implicit_refresh": "5m", "refresh_ttl": "12h"}));
    let mut browser = service.logged_in().await;
    let late = Sent::get("/").cookies(&browser);
    service.clock.set(NOW + 895);
    let answer = service.send(&Sent::get("/").cookies(&browser)).await;
    assert_eq!(outcome(&answer), "200; sets access_token");
    browser.extend(set(&answer));
    service.clock.set(NOW + 911);
    // It was sent before the new cookie was set, and its response comes later.
    let answer = service.send(&late).await;
    assert_eq!(outcome(&answer), "401 invalid_token");
    let answer = service.send(&Sent::get("/").cookies(&browser)).await;
    assert_eq!(answer.status, 200);
}
