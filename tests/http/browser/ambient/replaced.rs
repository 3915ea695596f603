//! A browser that logs in again: its previous session.

use std::collections::BTreeMap;

use jwt_guard::prelude::*;
use serde_json::json;

use super::site::{
    ACCESS, CSRF, LOGIN, REFRESH, Sent, Service, log_in_as, log_in_for_cookies, set,
    settings_of_domain,
};
use crate::fixtures::app::{Membership, NOW, OTHER_SECRET};
use crate::fixtures::remote::{Order, Remote};

/// Whether the tokens of a session are still valid: the access token, and the refresh token.
async fn lives(service: &Service, cookies: &BTreeMap<String, String>) -> [bool; 2] {
    let access = service.send(&Sent::get("/").bearer(&cookies[ACCESS])).await;
    let body = json!({"refresh_token": cookies[REFRESH]});
    let refresh = service.send(&Sent::post("/auth/refresh").json(&body)).await;
    [access.status == 200, refresh.status == 200]
}

async fn logged_in_as(service: &Service, sent: Sent) -> BTreeMap<String, String> {
    let answer = service.send(&sent).await;
    assert!(
        matches!(answer.status.as_u16(), 200 | 303),
        "{}",
        answer.body
    );
    set(&answer).into_iter().collect()
}

async fn form(service: &Service) -> Sent {
    let value = service.send(&Sent::get("/login")).await.body;
    let fields = format!("username=ada&password=secret&csrf_token={value}");
    Sent::post("/auth")
        .form(&fields)
        .cookie(format!("{LOGIN}={value}"))
}

#[tokio::test]
async fn a_login_with_the_cookies_of_a_session_ends_that_session() {
    let service = Service::of_domain();
    for sent in [
        log_in_for_cookies(),
        form(&service).await,
        // Another user, of the same browser.
        log_in_as("bob", ""),
    ] {
        let old = service.logged_in().await;
        let other = service.logged_in().await;
        let new = logged_in_as(&service, sent.cookies(&old)).await;
        assert_eq!(lives(&service, &old).await, [false, false]);
        assert_eq!(lives(&service, &new).await, [true, true]);
        assert_eq!(
            lives(&service, &other).await,
            [true, true],
            "of another browser"
        );
    }
}

#[tokio::test]
async fn either_cookie_of_a_session_is_enough() {
    let service = Service::of_domain();
    for (name, seconds) in [(REFRESH, 0), (ACCESS, 0), (ACCESS, 1000)] {
        service.clock.set(NOW);
        let old = service.logged_in().await;
        service.clock.set(NOW + seconds);
        let login = log_in_for_cookies().cookie(format!("{name}={}", old[name]));
        logged_in_as(&service, login).await;
        assert_eq!(lives(&service, &old).await, [false, false], "{name}");
    }
    // Of two sessions, both are replaced.
    service.clock.set(NOW);
    let (one, other) = (service.logged_in().await, service.logged_in().await);
    let login = log_in_for_cookies()
        .cookie(format!("{ACCESS}={}", one[ACCESS]))
        .cookie(format!("{REFRESH}={}", other[REFRESH]));
    logged_in_as(&service, login).await;
    assert_eq!(lives(&service, &one).await, [false, false]);
    assert_eq!(lives(&service, &other).await, [false, false]);
}

#[tokio::test]
async fn a_login_that_fails_ends_nothing() {
    let service = Service::of_domain();
    let old = service.logged_in().await;
    let wrong = json!({"username": "ada", "password": "wrong"});
    for (sent, status) in [
        (Sent::post("/auth").json(&wrong), 401),
        (log_in_as("gone", ""), 401),
        (log_in_as("nobody", ""), 401),
        (
            Sent::post("/auth").form("username=ada&password=secret"),
            403,
        ),
        (
            log_in_for_cookies().header("sec-fetch-site", "cross-site"),
            403,
        ),
        (log_in_as("ada", "?token_delivery=body"), 400),
    ] {
        let answer = service.send(&sent.cookies(&old)).await;
        assert_eq!(answer.status, status, "{}", answer.body);
        assert!(set(&answer).is_empty());
    }
    assert_eq!(lives(&service, &old).await, [true, true]);
}

#[tokio::test]
async fn a_login_without_the_cookies_ends_nothing() {
    let service = Service::new(json!({
        "token_from": ["header", "cookie", "query"],
        "cookie_access_name": ACCESS,
        "cookie_refresh_name": REFRESH,
        "csrf_cookie": CSRF,
    }));
    let old = service.logged_in().await;
    let with_token = json!({
        "username": "ada", "password": "secret", "refresh_token": old[REFRESH], "access_token": old[ACCESS],
    });
    let in_query = format!(
        "?token_delivery=cookie&access_token={}&refresh_token={}",
        old[ACCESS], old[REFRESH]
    );
    for sent in [
        // Tokens that were sent on purpose.
        log_in_for_cookies().bearer(&old[ACCESS]),
        Sent::post("/auth?token_delivery=cookie").json(&with_token),
        log_in_as("ada", &in_query),
        // One that replaces no cookies.
        log_in_as("ada", "").cookies(&old),
        // Cookies of which none can be chosen.
        log_in_for_cookies()
            .cookie(format!("{ACCESS}={}; {ACCESS}=x", old[ACCESS]))
            .cookie(format!("{REFRESH}={}; {REFRESH}=x", old[REFRESH])),
        // Half of one.
        log_in_for_cookies().cookie(format!("{ACCESS}={}", &old[ACCESS][..50])),
    ] {
        let answer = service.send(&sent).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
    assert_eq!(lives(&service, &old).await, [true, true]);
}

#[derive(AuthConfig)]
#[auth(claims = Membership, issuer = "https://site.example.com", token_from(cookie))]
struct Stranger {
    secret: Secret,
}

#[tokio::test]
async fn a_token_of_another_signer_ends_nothing() {
    let service = Service::of_domain();
    let old = service.logged_in().await;
    let stranger = Auth::builder(Stranger {
        secret: OTHER_SECRET.into(),
    });
    let stranger = stranger.build().unwrap();
    // The payload of the user's own token, under another signature.
    let token = stranger.mint("1").claims(Membership {
        plan: "basic".into(),
        team: None,
    });
    let token = token.token().unwrap();
    let (_, signature) = token.rsplit_once('.').unwrap();
    let (start, _) = old[ACCESS].rsplit_once('.').unwrap();
    let login = log_in_for_cookies().cookie(format!("{ACCESS}={start}.{signature}"));
    logged_in_as(&service, login).await;
    assert_eq!(lives(&service, &old).await, [true, true]);
}

#[tokio::test]
async fn a_login_succeeds_though_the_old_session_cannot_be_ended() {
    let remote = Remote::new();
    let service = Service::with_store(settings_of_domain(), remote.clone());
    let old = service.logged_in().await;
    remote.is(Order::Unrevoking);
    let new = logged_in_as(&service, log_in_for_cookies().cookies(&old)).await;
    assert_eq!(lives(&service, &new).await, [true, true]);
    assert_eq!(lives(&service, &old).await, [true, true]);
}
