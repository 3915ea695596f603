//! Cookies without `Max-Age` (`cookie_max_age = "session"`), and without `SameSite` (`"dangerously-unset"`).

use axum::body::Body;
use axum::http::Request;
use jwt_guard::config::{CookieMaxAge, SameSite};
use jwt_guard::session::MemoryStore;

use super::*;

fn of_session() -> Site {
    Site {
        cookie_max_age: Some("session".into()),
        ..Site::new()
    }
}

#[tokio::test]
async fn session_cookies_have_no_max_age_and_are_cleared_at_a_logout() {
    let mut browser = Browser::at("site.example.com", &site(of_session(), NOW));
    let answer = browser.log_in().await;
    let cookies = set_cookies(&answer);
    assert_eq!(cookies.len(), 2);
    for cookie in cookies {
        assert!(
            !cookie.contains("Max-Age") && !cookie.contains("Expires"),
            "{cookie}"
        );
        assert!(cookie.contains("SameSite=Lax; Secure; Path=/"), "{cookie}");
    }
    let csrf = browser.csrf();
    let logout = browser
        .request(Method::POST, "/auth/logout")
        .header("x-csrf-token", csrf);
    let answer = browser.send(logout, "").await;
    assert_eq!(answer.status, 204);
    assert!(set_cookies(&answer).len() >= 2);
    for cookie in set_cookies(&answer) {
        assert!(
            cookie.contains("=; ") && cookie.contains("Max-Age=0"),
            "{cookie}"
        );
    }
    assert!(browser.cookies.is_empty());
}

#[tokio::test]
async fn refresh_tokens_are_in_session_cookies_too() {
    #[derive(AuthConfig)]
    #[auth(
        claims = Membership,
        users = Users,
        session_owner = "site",
        token_from(cookie),
        cookie_max_age = "session"
    )]
    struct Kept {
        secret: Secret,
    }
    let auth = Auth::builder(Kept {
        secret: SECRET.into(),
    })
    .users(Users)
    .store(MemoryStore::new())
    .build()
    .unwrap();
    let app = GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    let answer = Browser::at("site.example.com", &app).log_in().await;
    let cookies = set_cookies(&answer);
    assert!(
        cookies
            .iter()
            .any(|cookie| cookie.starts_with("__Host-refresh_token="))
    );
    assert!(
        cookies.iter().all(|cookie| !cookie.contains("Max-Age")),
        "{cookies:?}"
    );
}

/// A browser drops a cookie with `Max-Age` by itself. One without would otherwise keep an expired token until it is closed, and
/// the user from routes that are open to all.
#[tokio::test]
async fn an_expired_token_in_a_session_cookie_is_cleared() {
    let token = of_session()
        .auth(NOW - 3600)
        .mint("1")
        .claims(member())
        .token()
        .unwrap();
    for (config, clears) in [(of_session(), true), (Site::new(), false)] {
        let app = site(config, NOW);
        let request =
            Request::get("/greeting").header(COOKIE, format!("__Host-access_token={token}"));
        let answer = send(&app, request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 401);
        let cleared = set_cookies(&answer);
        let cleared = cleared
            .iter()
            .any(|cookie| cookie.starts_with("__Host-access_token=;"));
        assert_eq!(cleared, clears);
    }
}

fn member() -> Membership {
    Membership {
        plan: "pro".into(),
        team: None,
    }
}

#[derive(AuthConfig)]
#[auth(
    claims = Membership,
    users = Users,
    token_from(cookie),
    cookie_same_site = "dangerously-unset"
)]
struct Unset {
    secret: Secret,
}

#[tokio::test]
async fn cookies_without_same_site_are_protected_by_the_csrf_value_and_the_origin() {
    let auth = Auth::builder(Unset {
        secret: SECRET.into(),
    })
    .users(Users)
    .clock(FrozenClock::at(NOW))
    .build()
    .unwrap();
    let app = GuardedRouter::new()
        .route("/", get(whoami).post(change))
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    let mut browser = Browser::at("site.example.com", &app);
    let answer = browser.log_in().await;
    let token = browser.cookies["__Host-access_token"].clone();
    assert_eq!(
        set_cookies(&answer)[0],
        format!("__Host-access_token={token}; HttpOnly; Secure; Path=/; Max-Age=900")
    );
    let post = |csrf: bool, origin: &str| {
        let request = browser.request(Method::POST, "/").header("origin", origin);
        let request = match csrf {
            true => request.header("x-csrf-token", browser.csrf()),
            false => request,
        };
        request.body(Body::from("text")).unwrap()
    };
    let own = "https://site.example.com";
    for (request, status) in [
        (post(true, own), 200),
        (post(false, own), 403),
        (post(true, "https://evil.example"), 403),
    ] {
        assert_eq!(send(&app, request).await.status, status);
    }
}

#[derive(AuthConfig)]
#[auth(claims = Membership, users = Users, token_from(cookie))]
struct ByField {
    secret: Secret,
    cookie_same_site: Option<SameSite>,
    cookie_max_age: Option<CookieMaxAge>,
}

#[test]
fn only_a_literal_leaves_same_site_out() {
    let field = ByField {
        secret: SECRET.into(),
        cookie_same_site: Some(SameSite::Unset),
        cookie_max_age: None,
    };
    let error = Auth::builder(field)
        .users(Users)
        .build()
        .unwrap_err()
        .to_string();
    let expected = "found `dangerously-unset`; expected this value as a literal in `#[auth(..)]`";
    assert!(error.contains(expected), "{error}");
}

#[test]
fn how_long_a_browser_keeps_cookies_can_be_a_duration_or_a_word() {
    let started = |cookie_max_age| {
        let field = ByField {
            secret: SECRET.into(),
            cookie_same_site: None,
            cookie_max_age: Some(cookie_max_age),
        };
        Auth::builder(field).users(Users).build().map(drop)
    };
    let seconds = std::time::Duration::from_secs;
    assert!(started(CookieMaxAge::Session).is_ok());
    assert!(started(CookieMaxAge::AtMost(seconds(600))).is_ok());
    let error = started(CookieMaxAge::AtMost(seconds(0)))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("from `1s` to `400d`, or `session`"),
        "{error}"
    );
}
