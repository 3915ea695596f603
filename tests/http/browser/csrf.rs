//! CSRF: requests that a page of another origin makes a browser send.

use axum::http::Method;
use axum::http::header::{CONTENT_TYPE, ORIGIN};
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;

use crate::browser::cookies::{Site, browser, site};
use crate::fixtures::app::*;
use crate::fixtures::browser::Browser;
use crate::keys::algorithms::pem;

const OURS: &str = "https://site.example.com";

#[tokio::test]
async fn a_request_that_changes_something_needs_the_value_of_its_session() {
    let mut browser = browser();
    browser.log_in().await;
    let answer = browser.post("/", None).await;
    assert_eq!(answer.status, 403);
    assert_eq!(answer.challenge(), None);
    let body = answer.json();
    assert_eq!(body["error"], "csrf_failed");
    let description = body["error_description"].as_str().unwrap();
    for named in ["x-csrf-token", "__Host-csrf_token", "csrf_token"] {
        assert!(description.contains(named), "{description}");
    }
    let csrf = browser.csrf();
    assert_eq!(browser.post("/", Some(&csrf)).await.status, 200);
    assert_eq!(browser.post("/", Some("")).await.status, 403);
    assert_eq!(
        browser.post("/", Some(&format!("{csrf}x"))).await.status,
        403
    );
    assert!(!browser.post("/", Some("x")).await.body.contains(&csrf));
}

#[tokio::test]
async fn methods_that_change_nothing_need_no_value_and_headers_make_no_other_of_them() {
    let mut browser = browser();
    browser.log_in().await;
    for (method, status) in [
        (Method::GET, 200),
        (Method::HEAD, 200),
        (Method::OPTIONS, 200),
        (Method::POST, 403),
        (Method::PUT, 403),
        (Method::PATCH, 403),
        (Method::DELETE, 403),
    ] {
        let request = browser.request(method.clone(), "/");
        assert_eq!(browser.send(request, "").await.status, status, "{method}");
    }
    let disguised = browser
        .request(Method::POST, "/")
        .header("x-http-method-override", "GET");
    assert_eq!(browser.send(disguised, "").await.status, 403);
}

#[tokio::test]
async fn methods_that_are_listed_need_the_value_and_no_others() {
    let config = Site {
        csrf_methods: Some(vec!["GET".into(), "PATCH".into()]),
        ..Site::new()
    };
    let mut browser = Browser::at("site.example.com", &site(config, NOW));
    browser.log_in().await;
    let csrf = browser.csrf();
    for (method, status) in [
        (Method::GET, 403),
        (Method::PATCH, 403),
        // It runs the handler of GET.
        (Method::HEAD, 403),
        (Method::OPTIONS, 200),
        (Method::POST, 200),
        (Method::PUT, 200),
        (Method::DELETE, 200),
    ] {
        let request = browser.request(method.clone(), "/");
        assert_eq!(browser.send(request, "").await.status, status, "{method}");
        let request = browser.request(method.clone(), "/");
        let request = request.header("x-csrf-token", &csrf);
        assert_eq!(browser.send(request, "").await.status, 200, "{method}");
    }
}

#[tokio::test]
async fn an_equal_pair_that_was_planted_is_refused() {
    let mut victim = browser();
    victim.log_in().await;
    let mut attacker = browser();
    attacker.log_in().await;
    for planted in ["x".to_owned(), attacker.csrf()] {
        victim
            .cookies
            .insert("__Host-csrf_token".into(), planted.clone());
        assert_eq!(victim.post("/", Some(&planted)).await.status, 403);
    }
}

#[tokio::test]
async fn a_form_carries_the_value_in_a_field_and_the_handler_reads_the_form_again() {
    let mut browser = browser();
    browser.log_in().await;
    let fields = format!("name=ada&csrf_token={}", browser.csrf());
    let answer = browser.submit(OURS, "/", &fields).await;
    assert_eq!((answer.status.as_u16(), answer.body), (200, fields));
    assert_eq!(browser.submit(OURS, "/", "name=ada").await.status, 403);
    assert_eq!(browser.submit(OURS, "/", "csrf_token=x").await.status, 403);
}

#[tokio::test]
async fn the_right_value_from_another_origin_is_refused() {
    let mut browser = browser();
    browser.log_in().await;
    let csrf = browser.csrf();
    for origin in [
        "https://evil.example",
        "null",
        "http://site.example.com",
        "https://site.example.com.evil.example",
    ] {
        let request = browser.request(Method::POST, "/").header(ORIGIN, origin);
        let answer = browser
            .send(request.header("x-csrf-token", &csrf), "")
            .await;
        assert_eq!(answer.status, 403, "{origin}");
        assert_eq!(answer.json()["error"], "csrf_failed");
        // The error tells the developer of the page what to write.
        let said = answer.json()["error_description"].to_string();
        assert_eq!(
            said.contains("`Referrer-Policy: same-origin`"),
            origin == "null",
            "{said}"
        );
    }
    for (site, status) in [
        ("same-origin", 200),
        ("none", 200),
        ("same-site", 403),
        ("cross-site", 403),
    ] {
        let request = browser
            .request(Method::POST, "/")
            .header("sec-fetch-site", site);
        let answer = browser
            .send(request.header("x-csrf-token", &csrf), "")
            .await;
        assert_eq!(answer.status, status, "{site}");
    }
}

#[tokio::test]
async fn pages_of_a_trusted_origin_may_send_requests() {
    let config = Site {
        trusted_origins: Some(vec!["https://app.example.com".into()]),
        ..Site::new()
    };
    let mut browser = Browser::at("site.example.com", &site(config, NOW));
    browser.log_in().await;
    let fields = format!("csrf_token={}", browser.csrf());
    assert_eq!(
        browser
            .submit("https://app.example.com", "/", &fields)
            .await
            .status,
        200
    );
    assert_eq!(
        browser
            .submit("https://other.example.com", "/", &fields)
            .await
            .status,
        403
    );
    assert_eq!(
        browser
            .submit("https://app.example.com", "/", "")
            .await
            .status,
        403
    );
}

#[tokio::test]
async fn protection_by_origin_needs_no_value_and_without_protection_nothing_is_needed() {
    for (csrf, ours, theirs) in [("origin", 200, 403), ("off", 200, 200)] {
        let config = Site {
            csrf: Some(csrf.into()),
            ..Site::new()
        };
        let mut browser = Browser::at("site.example.com", &site(config, NOW));
        browser.log_in().await;
        assert_eq!(browser.csrf(), "", "{csrf}");
        assert_eq!(browser.submit(OURS, "/", "").await.status, ours, "{csrf}");
        assert_eq!(
            browser.submit("https://evil.example", "/", "").await.status,
            theirs,
            "{csrf}"
        );
        assert_eq!(browser.post("/", None).await.status, 200, "{csrf}");
    }
}

#[tokio::test]
async fn a_websocket_is_opened_by_pages_of_the_service_alone() {
    let mut browser = browser();
    browser.log_in().await;
    for (origin, status) in [(OURS, 200), ("https://evil.example", 403), ("null", 403)] {
        let upgrade = browser
            .request(Method::GET, "/")
            .header(ORIGIN, origin)
            .header("connection", "keep-alive, Upgrade")
            .header("upgrade", "websocket");
        assert_eq!(browser.send(upgrade, "").await.status, status, "{origin}");
    }
}

#[tokio::test]
async fn a_login_is_accepted_from_pages_of_the_service_alone() {
    let mut browser = browser();
    let login = r#"{"username":"ada","password":"secret"}"#;
    for (origin, status) in [("https://evil.example", 403), ("null", 403), (OURS, 200)] {
        let request = browser
            .request(Method::POST, "/auth")
            .header(ORIGIN, origin);
        let request = request.header(CONTENT_TYPE, "application/json");
        assert_eq!(
            browser.send(request, login).await.status,
            status,
            "{origin}"
        );
    }
}

#[tokio::test]
async fn a_login_form_needs_the_value_that_came_with_it() {
    let mut browser = browser();
    let credentials = "username=ada&password=secret";
    assert_eq!(browser.submit(OURS, "/auth", credentials).await.status, 403);
    let older = browser.get("/login").await.body;
    assert_eq!(browser.login_value(), older);
    // Another tab shows a form of its own, and the first one can be sent no more.
    let value = browser.get("/login").await.body;
    assert_eq!(browser.login_value(), value);
    let with = |value: &str| format!("{credentials}&csrf_token={value}&next=/account");
    for other in ["x", &older] {
        let answer = browser.submit(OURS, "/auth", &with(other)).await;
        assert_eq!(answer.status, 403);
    }
    assert_eq!(
        browser
            .submit("https://evil.example", "/auth", &with(&value))
            .await
            .status,
        403
    );

    // A value of another form is rejected, though this service made it.
    let of_another = self::browser().get("/login").await.body;
    let answer = browser.submit(OURS, "/auth", &with(&of_another)).await;
    assert_eq!(answer.status, 403);

    let answer = browser.submit(OURS, "/auth", &with(&value)).await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("location"), Some("/account"));
    assert_ne!(browser.csrf(), value, "a session has a value of its own");
    let of_session = format!("{credentials}&csrf_token={}", browser.csrf());
    assert_eq!(browser.submit(OURS, "/auth", &of_session).await.status, 403);
    assert_eq!(browser.get("/").await.body, "1");

    // A value that was planted before the login is rejected, even if cookie and form have the same.
    let mut victim = self::browser();
    let planted = "QUJDREVGR0hJSktMTU5PUA.eA";
    victim
        .cookies
        .insert("__Host-csrf_token_login".into(), planted.into());
    assert_eq!(
        victim.submit(OURS, "/auth", &with(planted)).await.status,
        403
    );
    assert_ne!(victim.get("/login").await.body, planted);
}

#[tokio::test]
async fn a_login_form_opened_by_an_attackers_link_leaves_the_session_as_it_is() {
    let mut browser = browser();
    browser.log_in().await;
    let csrf = browser.csrf();
    let value = browser.get("/login").await.body;
    assert_eq!(browser.csrf(), csrf);
    assert_eq!(browser.post("/", Some(&csrf)).await.status, 200);
    assert_eq!(browser.post("/", Some(&value)).await.status, 403);
}

#[tokio::test]
async fn a_login_form_leads_to_no_other_host() {
    for next in [
        "//evil.example",
        "https://evil.example",
        "/%5Cevil.example",
        "evil",
    ] {
        let mut browser = browser();
        let value = browser.get("/login").await.body;
        let fields = format!("username=ada&password=secret&csrf_token={value}&next={next}");
        let answer = browser.submit(OURS, "/auth", &fields).await;
        assert_eq!(answer.status, 303, "{next}");
        assert_eq!(answer.header("location"), Some("/"), "{next}");
    }
}

#[tokio::test]
async fn two_origins_are_none() {
    let mut browser = browser();
    browser.log_in().await;
    let csrf = browser.csrf();
    let from = |origins: &[&str]| {
        let request = browser.request(Method::POST, "/");
        let request = request.header("x-csrf-token", &csrf);
        let with =
            |request: axum::http::request::Builder, origin: &&str| request.header(ORIGIN, *origin);
        origins.iter().fold(request, with)
    };
    let requests = [
        (from(&[OURS]), 200),
        (from(&[OURS, OURS]), 403),
        (from(&[OURS, "https://evil.example"]), 403),
    ];
    for (request, status) in requests {
        assert_eq!(browser.send(request, "").await.status, status);
    }
}

#[tokio::test]
async fn a_service_that_takes_tokens_in_headers_takes_no_forms() {
    let auth = auth();
    let app = GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    let mut browser = Browser::at("site.example.com", &app);
    let answer = browser
        .submit(OURS, "/auth", "username=ada&password=secret")
        .await;
    assert_eq!(answer.status, 415);
    assert_eq!(browser.post("/auth/logout", None).await.status, 404);
}

#[derive(AuthConfig)]
#[auth(algorithm = "EdDSA", claims = Membership, users = Users, token_from(cookie))]
struct Issuing {
    private_key: Secret,
    session_secret: Option<Secret>,
}

#[derive(AuthConfig)]
#[auth(algorithm = "EdDSA", token_from(cookie))]
struct Verifying {
    public_key: String,
}

#[protected]
async fn change() {}

#[tokio::test]
async fn a_service_with_the_public_key_alone_checks_the_value_too() {
    let issuing = |session_secret: Option<&str>| {
        let auth = Auth::builder(Issuing {
            private_key: pem("ed25519", "private_pem").into(),
            session_secret: session_secret.map(Into::into),
        });
        auth.users(Users).clock(FrozenClock::at(NOW)).build()
    };
    let error = issuing(None).unwrap_err().to_string();
    assert!(error.contains("`session_secret`"), "{error}");
    let auth = issuing(Some(SECRET)).unwrap();
    let login = GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    let mut browser = Browser::at("site.example.com", &login);
    browser.log_in().await;

    let auth = Auth::builder(Verifying {
        public_key: pem("ed25519", "public_pem"),
    });
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let app = GuardedRouter::new()
        .route("/", post(change))
        .with_state(auth);
    let mut there = Browser::at("site.example.com", &app);
    there.cookies = browser.cookies.clone();
    assert_eq!(there.post("/", None).await.status, 403);
    assert_eq!(there.post("/", Some(&browser.csrf())).await.status, 200);
}
