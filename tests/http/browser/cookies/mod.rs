//! Tokens in cookies: how they are set, read, cleared, and kept apart.

mod attributes;
mod kept_by_the_browser;
mod login_page;
mod size;

use axum::http::Method;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, COOKIE, SET_COOKIE, VARY};
use jwt_guard::clock::FrozenClock;
use jwt_guard::guard::LoginForm;
use jwt_guard::prelude::*;

use crate::fixtures::app::*;
use crate::fixtures::browser::Browser;

#[derive(AuthConfig)]
#[auth(claims = Membership, users = Users, token_from(header, cookie))]
pub(crate) struct Site {
    pub(crate) secret: Secret,
    pub(crate) csrf: Option<String>,
    pub(crate) trusted_origins: Option<Vec<String>>,
    pub(crate) cookie_split: Option<bool>,
    pub(crate) csrf_methods: Option<Vec<String>>,
    pub(crate) cookie_max_age: Option<String>,
    pub(crate) cookie_same_site: Option<String>,
    pub(crate) login_redirect: Option<String>,
}

impl Site {
    pub(crate) fn new() -> Self {
        Self {
            secret: SECRET.into(),
            csrf: None,
            trusted_origins: None,
            cookie_split: None,
            csrf_methods: None,
            cookie_max_age: None,
            cookie_same_site: None,
            login_redirect: None,
        }
    }

    pub(crate) fn auth(self, now: i64) -> Auth<Self> {
        let auth = Auth::builder(self).users(Users).clock(FrozenClock::at(now));
        auth.build().expect("the configuration is right")
    }
}

#[protected]
async fn whoami(claims: Claims) -> String {
    claims.subject().to_owned()
}

#[protected(optional)]
async fn greeting(claims: Option<Claims>) -> String {
    claims.map_or("stranger".into(), |claims| claims.subject().to_owned())
}

#[protected]
async fn change(body: String) -> String {
    body
}

#[scoped("admin")]
async fn admin() {}

#[public]
async fn login_page(form: LoginForm) -> (LoginForm, String) {
    let value = form.csrf_token().to_owned();
    (form, value)
}

pub(crate) fn site(config: Site, now: i64) -> GuardedRouter {
    let auth = config.auth(now);
    GuardedRouter::new()
        .route(
            "/",
            get(whoami)
                .post(change)
                .put(change)
                .patch(change)
                .delete(change)
                .options(change),
        )
        .route("/greeting", get(greeting).post(greeting))
        .route("/admin", get(admin))
        .route("/login", get(login_page))
        .nest("/auth", auth.endpoints())
        .with_state(auth)
}

pub(crate) fn browser() -> Browser {
    Browser::at("site.example.com", &site(Site::new(), NOW))
}

fn set_cookies(answer: &Answer) -> Vec<&str> {
    let cookies = answer.headers.get_all(SET_COOKIE).iter();
    cookies.map(|cookie| cookie.to_str().unwrap()).collect()
}

#[tokio::test]
async fn login_sets_cookies_that_scripts_cannot_read_and_shows_no_token() {
    let mut browser = browser();
    let answer = browser.log_in().await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body, r#"{"token_type":"Bearer","expires_in":900}"#);
    assert_eq!(answer.header(CACHE_CONTROL), Some("no-store"));
    let cookies = set_cookies(&answer);
    let token = &browser.cookies["__Host-access_token"];
    let attributes = "SameSite=Lax; Secure; Path=/; Max-Age=900";
    assert_eq!(
        cookies,
        [
            format!("__Host-access_token={token}; HttpOnly; {attributes}"),
            format!("__Host-csrf_token={}; {attributes}", browser.csrf()),
        ]
    );
}

#[tokio::test]
async fn cookies_say_with_which_requests_of_other_sites_they_are_sent() {
    for (given, attribute) in [
        (None, "SameSite=Lax"),
        (Some("Lax"), "SameSite=Lax"),
        (Some("Strict"), "SameSite=Strict"),
        (Some("None"), "SameSite=None"),
    ] {
        let config = Site {
            cookie_same_site: given.map(str::to_owned),
            ..Site::new()
        };
        let answer = Browser::at("site.example.com", &site(config, NOW))
            .log_in()
            .await;
        let cookies = set_cookies(&answer);
        assert_eq!(cookies.len(), 2);
        for cookie in cookies {
            assert!(
                cookie.split("; ").any(|found| found == attribute),
                "{cookie}"
            );
        }
    }
}

#[tokio::test]
async fn a_cookie_authenticates_and_its_answers_are_kept_out_of_caches() {
    let mut browser = browser();
    browser.log_in().await;
    let answer = browser.get("/").await;
    assert_eq!((answer.status.as_u16(), &*answer.body), (200, "1"));
    assert_eq!(answer.header(CACHE_CONTROL), Some("no-store"));
    let vary: Vec<_> = answer.headers.get_all(VARY).iter().collect();
    assert_eq!(vary, ["authorization", "cookie"]);
    browser.cookies.clear();
    let answer = browser.get("/greeting").await;
    assert_eq!(answer.body, "stranger");
    assert_eq!(answer.headers.get_all(VARY).iter().count(), 2);
    assert_eq!(answer.header(CACHE_CONTROL), None);
}

#[tokio::test]
async fn without_the_scope_a_user_keeps_the_cookie_and_is_not_redirected() {
    let config = Site {
        login_redirect: Some("/login".into()),
        ..Site::new()
    };
    let mut browser = Browser::at("site.example.com", &site(config, NOW));
    browser.log_in().await;
    let page = browser.request(Method::GET, "/admin");
    let answer = browser.send(page.header("accept", "text/html"), "").await;
    assert_eq!(answer.status, 403);
    assert_eq!(set_cookies(&answer), [""; 0]);
    assert_eq!(answer.header("location"), None);
}

#[tokio::test]
async fn no_cookie_outlives_its_token() {
    for (max_age, expected) in [("10m", "Max-Age=600"), ("1h", "Max-Age=900")] {
        let config = Site {
            cookie_max_age: Some(max_age.into()),
            ..Site::new()
        };
        let answer = Browser::at("site.example.com", &site(config, NOW))
            .log_in()
            .await;
        for cookie in set_cookies(&answer) {
            assert!(cookie.contains(expected), "{max_age}: {cookie}");
        }
    }
}

#[tokio::test]
async fn a_header_beats_a_cookie() {
    let mut browser = browser();
    browser.log_in().await;
    let bearer = |token: &str| format!("Bearer {token}");
    let wrong = browser
        .request(Method::GET, "/")
        .header(AUTHORIZATION, bearer("a.b.c"));
    assert_eq!(browser.send(wrong, "").await.status, 401);

    // A token that the sender knows needs no other proof.
    let token = browser.cookies["__Host-access_token"].clone();
    browser
        .cookies
        .insert("__Host-access_token".into(), "a.b.c".into());
    let right = browser
        .request(Method::POST, "/")
        .header(AUTHORIZATION, bearer(&token));
    assert_eq!(browser.send(right, "").await.status, 200);
}

#[tokio::test]
async fn two_cookies_of_one_name_count_as_none_and_so_does_an_empty_one() {
    let mut browser = browser();
    browser.log_in().await;
    let token = browser.cookies["__Host-access_token"].clone();
    browser.cookies.clear();
    let name = "__Host-access_token";
    for (cookies, status) in [
        (format!("{name}={token}"), 200),
        (format!("{name}={token}; {name}={token}"), 401),
        (format!("{name}={token}; {name}=a.b.c"), 401),
        (format!("{name}="), 401),
        (format!("access_token={token}"), 401),
    ] {
        let request = browser.request(Method::GET, "/").header(COOKIE, &cookies);
        assert_eq!(browser.send(request, "").await.status, status, "{cookies}");
    }
}

#[tokio::test]
async fn a_dead_cookie_is_taken_back_so_that_optional_pages_work_again() {
    let mut browser = Browser::at("site.example.com", &site(Site::new(), NOW));
    browser.log_in().await;
    let name = "__Host-access_token";
    browser.cookies.insert(name.into(), "a.b.c".into());
    let answer = browser.get("/greeting").await;
    assert_eq!(answer.status, 401);
    for cookie in set_cookies(&answer) {
        assert!(
            cookie.contains("; SameSite=Lax; Secure; Path=/; Max-Age=0"),
            "{cookie}"
        );
    }
    assert!(browser.cookies.is_empty(), "{:?}", browser.cookies);
    assert_eq!(browser.get("/greeting").await.body, "stranger");
}

#[tokio::test]
async fn half_of_a_split_token_is_none() {
    let split = || Site {
        cookie_split: Some(true),
        ..Site::new()
    };
    let mut browser = Browser::at("site.example.com", &site(split(), NOW));
    let answer = browser.log_in().await;
    let cookies = set_cookies(&answer);
    assert!(cookies[0].starts_with("__Host-access_token=") && !cookies[0].contains("HttpOnly"));
    assert!(
        cookies[1].starts_with("__Host-access_token_signature=") && cookies[1].contains("HttpOnly")
    );
    assert_eq!(browser.get("/").await.status, 200);
    for half in ["__Host-access_token", "__Host-access_token_signature"] {
        let taken = browser.cookies.remove(half).unwrap();
        assert_eq!(browser.get("/").await.status, 401, "{half}");
        browser.cookies.insert(half.to_owned(), taken);
    }
}

#[tokio::test]
async fn logout_clears_the_cookies_but_not_for_a_page_of_another_origin() {
    let mut browser = browser();
    browser.log_in().await;
    let csrf = browser.csrf();
    assert_eq!(browser.post("/auth/logout", None).await.status, 403);
    let fields = format!("csrf_token={csrf}");
    let forged = browser
        .submit("https://evil.example", "/auth/logout", &fields)
        .await;
    assert_eq!(forged.status, 403);
    assert_eq!(browser.get("/").await.status, 200);

    let answer = browser.post("/auth/logout", Some(&csrf)).await;
    assert_eq!(answer.status, 204);
    assert!(browser.cookies.is_empty(), "{:?}", browser.cookies);
    assert_eq!(browser.get("/").await.status, 401);

    // Whoever has no session any more can still get rid of its cookies.
    browser
        .cookies
        .insert("__Host-access_token".into(), "a.b.c".into());
    assert_eq!(browser.post("/auth/logout", None).await.status, 204);
    assert!(browser.cookies.is_empty(), "{:?}", browser.cookies);
    let forged = browser
        .submit("https://evil.example", "/auth/logout", "")
        .await;
    assert_eq!(forged.status, 403);
}

#[derive(AuthConfig)]
#[auth(claims = Membership, users = Users, token_from(cookie), dev_http = "dangerously-on")]
struct Local {
    secret: Secret,
}

#[tokio::test]
async fn plain_http_works_on_this_machine_alone_and_only_if_asked_for() {
    let auth = Auth::builder(Local {
        secret: SECRET.into(),
    });
    let auth = auth
        .users(Users)
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
    let app = GuardedRouter::new()
        .route("/", get(whoami).post(change))
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    let mut local = Browser::at("localhost:3000", &app);
    let answer = local.log_in().await;
    let cookies = set_cookies(&answer);
    assert!(cookies[0].starts_with("access_token="), "{cookies:?}");
    assert!(!cookies[0].contains("Secure"), "{cookies:?}");
    assert_eq!(local.get("/").await.status, 200);
    let csrf = local.csrf();
    assert_eq!(local.post("/", Some(&csrf)).await.status, 200);

    let mut elsewhere = Browser::at("site.example.com", &app);
    let answer = elsewhere.log_in().await;
    assert!(set_cookies(&answer)[0].starts_with("__Host-access_token="));
    elsewhere.cookies = local.cookies.clone();
    assert_eq!(elsewhere.get("/").await.status, 401);
}
