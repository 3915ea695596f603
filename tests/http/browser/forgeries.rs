//! Attacks of pages and clients that try to act in the name of a user, or to pass for another page.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use axum::http::{Method, Request};
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use tower::ServiceExt;

use crate::browser::cookies::{Site, browser, site};
use crate::fixtures::app::*;
use crate::fixtures::browser::Browser;

const OURS: &str = "https://site.example.com";
const FORM: &str = "application/x-www-form-urlencoded";

/// A browser with a session.
async fn user() -> Browser {
    let mut browser = browser();
    browser.log_in().await;
    browser
}

/// What a page of the service sends as a body of some type.
async fn sent(browser: &mut Browser, path: &str, media_type: Option<&str>, body: &str) -> Answer {
    let mut request = browser.request(Method::POST, path).header(ORIGIN, OURS);
    if let Some(media_type) = media_type {
        request = request.header(CONTENT_TYPE, media_type);
    }
    browser.send(request, body).await
}

#[tokio::test]
async fn a_body_that_only_looks_like_a_form_carries_no_value() {
    let mut user = user().await;
    let field = format!("csrf_token={}", user.csrf());
    let json = format!(r#"{{"csrf_token":"{}"}}"#, user.csrf());
    let part = format!(
        "--x\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\n{}\r\n--x--\r\n",
        user.csrf()
    );
    for (media_type, body, status) in [
        (Some(FORM), &field, 200),
        (
            Some("Application/X-WWW-Form-UrlEncoded; charset=UTF-8"),
            &field,
            200,
        ),
        (Some("text/plain"), &field, 403),
        (
            Some("text/plain; application/x-www-form-urlencoded"),
            &field,
            403,
        ),
        (Some("multipart/form-data; boundary=x"), &field, 403),
        (Some("multipart/form-data; boundary=x"), &part, 200),
        (Some("multipart/mixed; boundary=x"), &part, 403),
        (Some("application/json"), &field, 403),
        (Some("application/json"), &json, 403),
        (Some(""), &field, 403),
        (None, &field, 403),
    ] {
        let answer = sent(&mut user, "/", media_type, body).await;
        assert_eq!(answer.status, status, "{media_type:?}: {body}");
    }
}

#[tokio::test]
async fn the_query_carries_no_value() {
    let mut user = user().await;
    let path = format!("/?csrf_token={}&_method=GET", user.csrf());
    assert_eq!(sent(&mut user, &path, Some(FORM), "").await.status, 403);
}

#[tokio::test]
async fn of_two_values_neither_counts() {
    let mut user = user().await;
    let csrf = user.csrf();
    for (fields, status) in [
        (format!("csrf_token={csrf}&csrf_token={csrf}"), 400),
        (format!("csrf_token={csrf}&csrf_token=x"), 400),
        (format!("csrf_token=&csrf_token={csrf}"), 400),
        (format!("csrf_token[]={csrf}"), 403),
        (format!("CSRF_TOKEN={csrf}"), 403),
    ] {
        assert_eq!(
            user.submit(OURS, "/", &fields).await.status,
            status,
            "{fields}"
        );
    }
    for (one, other) in [(&*csrf, "x"), ("x", &*csrf), (&*csrf, &*csrf)] {
        let request = user
            .request(Method::POST, "/")
            .header("x-csrf-token", one)
            .header("x-csrf-token", other);
        assert_eq!(user.send(request, "").await.status, 403, "{one}, {other}");
    }
}

#[tokio::test]
async fn a_wrong_header_is_not_made_up_for_by_a_field() {
    let mut user = user().await;
    let csrf = user.csrf();
    for header in ["", "x", "é"] {
        let request = user
            .request(Method::POST, "/")
            .header(CONTENT_TYPE, FORM)
            .header("x-csrf-token", header);
        let answer = user.send(request, &format!("csrf_token={csrf}")).await;
        assert_eq!(answer.status, 403, "{header:?}");
    }
}

#[tokio::test]
async fn the_headers_of_a_websocket_excuse_no_other_method() {
    let mut user = user().await;
    for (method, status) in [
        (Method::GET, 200),
        (Method::POST, 403),
        (Method::DELETE, 403),
    ] {
        let request = user
            .request(method.clone(), "/")
            .header(ORIGIN, OURS)
            .header("connection", "upgrade")
            .header("upgrade", "websocket");
        assert_eq!(user.send(request, "").await.status, status, "{method}");
    }
}

#[tokio::test]
async fn an_optional_page_refuses_a_request_with_a_forged_origin() {
    let mut user = user().await;
    let forged = user.submit("https://evil.example", "/greeting", "").await;
    assert_eq!(forged.status, 403);
    assert_eq!(forged.json()["error"], "csrf_failed");
}

#[tokio::test]
async fn what_is_in_a_cookie_is_no_other_cookie() {
    let mut user = user().await;
    let token = user.cookies["__Host-access_token"].clone();
    user.cookies.clear();
    let name = "__Host-access_token";
    for cookies in [
        format!("a=1, {name}={token}"),
        format!("a=1,{name}={token}"),
        format!("$Version=1,{name}={token}"),
        format!("a=\"1; x\", {name}={token}"),
        format!("a={name}={token}"),
        format!("={name}={token}"),
        format!("\u{2000}{name}={token}"),
        format!("{name}\u{85}={token}"),
        format!("{name}%20={token}"),
        format!("__host-access_token={token}"),
        name.to_owned(),
        format!("{name} {token}"),
    ] {
        let request = user.request(Method::GET, "/").header(COOKIE, &cookies);
        assert_eq!(user.send(request, "").await.status, 401, "{cookies}");
    }
}

#[tokio::test]
async fn a_cookie_planted_beside_that_of_the_user_is_refused() {
    let mut user = user().await;
    let mut attacker = self::user().await;
    // A subdomain can plant a cookie for a path, and a browser sends that one first.
    let (planted, csrf) = (
        attacker.cookies["__Host-access_token"].clone(),
        attacker.csrf(),
    );
    let cookies = format!(
        "__Host-access_token={planted}; __Host-access_token={}",
        user.cookies["__Host-access_token"]
    );
    for field in [csrf, user.csrf()] {
        let request = Request::post("/")
            .header(HOST, "site.example.com")
            .header(COOKIE, &cookies)
            .header("x-csrf-token", field);
        assert_eq!(user.send(request, "").await.status, 401);
    }
    assert_eq!(attacker.get("/").await.status, 200);
}

#[tokio::test]
async fn the_host_that_counts_is_the_one_that_the_request_is_for() {
    let mut user = user().await;
    let (csrf, cookies) = (user.csrf(), user.request(Method::GET, "/"));
    let cookies = cookies.headers_ref().unwrap()[COOKIE].clone();
    for (uri, host, origin, status) in [
        // As HTTP/2 has it: without a `Host`, or with one that must not matter.
        ("https://site.example.com/", None, OURS, 200),
        ("https://site.example.com/", Some("evil.example"), OURS, 200),
        (
            "https://site.example.com/",
            Some("evil.example"),
            "https://evil.example",
            403,
        ),
        ("https://user@site.example.com/", None, OURS, 403),
        ("/", None, OURS, 403),
        ("/", Some(""), "https://", 403),
        ("/", Some("site.example.com, evil.example"), OURS, 403),
        (
            "/",
            Some("site.example.com"),
            "https://site.example.com, https://evil.example",
            403,
        ),
        (
            "/",
            Some("site.example.com"),
            "https://site.example.com:443",
            403,
        ),
        (
            "/",
            Some("site.example.com"),
            "https://site.example.com/",
            403,
        ),
        ("/", Some("site.example.com"), "//site.example.com", 403),
        ("/", Some("site.example.com"), "site.example.com", 403),
    ] {
        let mut request = Request::post(uri)
            .header(COOKIE, &cookies)
            .header(ORIGIN, origin)
            .header("x-csrf-token", &csrf);
        if let Some(host) = host {
            request = request.header(HOST, host);
        }
        let answer = user.send(request, "").await;
        assert_eq!(answer.status, status, "{uri} at {host:?} from {origin}");
    }
}

#[derive(AuthConfig)]
#[auth(claims = Membership, users = Users, token_from(cookie), dev_http = "dangerously-on")]
struct Local {
    secret: Secret,
}

#[tokio::test]
async fn only_a_host_that_browsers_take_for_this_machine_gets_cookies_for_plain_http() {
    let auth = Auth::builder(Local {
        secret: SECRET.into(),
    });
    let auth = auth
        .users(Users)
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
    let app = GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    for (hosts, is_local) in [
        (&["localhost:3000"][..], true),
        (&["site.localhost"], true),
        (&["localhost.evil.example"], false),
        (&["evil.example:localhost"], false),
        (&["localhost@evil.example"], false),
        (&["evil.example/localhost"], false),
        (&["127.0.0.1.evil.example"], false),
        (&["127.0.0.1@evil.example:80"], false),
        (&["[::1].evil.example"], false),
        (&["evil.example", "localhost"], false),
        (&["localhost", "evil.example"], false),
        (&["localhost", "localhost"], false),
        (&["0.0.0.0"], false),
        (&["\u{ff4c}ocalhost"], false),
        (&[""], false),
        (&[], false),
    ] {
        let mut request = Request::post("/auth").header(CONTENT_TYPE, "application/json");
        for host in hosts {
            request = request.header(HOST, *host);
        }
        let login = r#"{"username":"ada","password":"secret"}"#;
        let answer = send(&app, request.body(Body::from(login)).unwrap()).await;
        assert_eq!(answer.status, 200);
        for cookie in answer.headers.get_all(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let is_bound = cookie.starts_with("__Host-") && cookie.contains("; Secure");
            assert_eq!(is_bound, !is_local, "{hosts:?}: {cookie}");
        }
    }
}

#[tokio::test]
async fn a_login_comes_as_json_or_as_a_form_and_in_no_other_disguise() {
    let json = r#"{"username":"ada","password":"secret"}"#;
    for media_type in [
        None,
        Some("text/plain"),
        Some("text/plain; application/json"),
        Some("multipart/form-data; boundary=x"),
        Some("application/octet-stream"),
        Some("*/*"),
    ] {
        let mut browser = browser();
        let answer = sent(&mut browser, "/auth", media_type, json).await;
        assert_eq!(answer.status, 415, "{media_type:?}");
        assert!(browser.cookies.is_empty());
    }
}

/// On axum's own router, it is the layer that looks into forms.
#[tokio::test]
async fn a_plain_router_is_protected_too_and_without_the_layer_refuses_all() {
    #[protected]
    async fn change(body: String) -> String {
        body
    }

    let user = user().await;
    let fields = format!("csrf_token={}", user.csrf());
    let mut cookies = user.request(Method::GET, "/");
    let cookies = cookies.headers_mut().unwrap().remove(COOKIE).unwrap();
    let auth = Site::new().auth(NOW);
    let bare = axum::Router::new().route("/", axum::routing::post(change));
    let layered = bare.clone().layer(auth.layer()).with_state(auth.clone());
    let bare = bare.with_state(auth);
    for (app, origin, fields, status) in [
        (&layered, OURS, &*fields, 200),
        (&layered, OURS, "", 403),
        (&layered, "https://evil.example", &fields, 403),
        (&bare, OURS, &fields, 500),
        (&bare, "https://evil.example", &fields, 500),
    ] {
        let request = Request::post("/")
            .header(HOST, "site.example.com")
            .header(COOKIE, &cookies)
            .header(ORIGIN, origin)
            .header(CONTENT_TYPE, FORM)
            .body(Body::from(fields.to_owned()))
            .unwrap();
        let response = app.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), status, "{origin}: {fields}");
    }
}

#[tokio::test]
async fn nothing_that_stands_for_a_value_is_too_odd_to_be_refused() {
    let mut user = user().await;
    let mut stranger = browser();
    stranger.get("/login").await;
    let made = stranger.login_value();
    let (nonce, tag) = made.split_once('.').unwrap();
    let odd = [
        "A".repeat(43),
        "=".repeat(43),
        "%C3%A9".repeat(21) + "a",
        "%00".repeat(43),
        "%ff".repeat(43),
        "A".repeat(42) + "=",
        "A".repeat(12 * 1024),
        format!("{nonce}.{}", "A".repeat(43)),
        format!("{nonce}.{}", "%C3%A9".repeat(21) + "a"),
        format!("{nonce}.{tag}="),
        format!("{nonce}.{tag}.{tag}"),
        format!(".{tag}"),
        format!("{nonce}."),
        "%".into(),
        "%zz".into(),
        "+".into(),
    ];
    for value in &odd {
        let fields = format!("csrf_token={value}");
        let answer = user.submit(OURS, "/", &fields).await;
        assert_eq!(answer.status, 403, "{value}");
        let login = format!("username=ada&password=secret&{fields}");
        for cookie in [made.clone(), value.clone()] {
            stranger
                .cookies
                .insert("__Host-csrf_token_login".into(), cookie);
            let answer = stranger.submit(OURS, "/auth", &login).await;
            assert_eq!(answer.status, 403, "{value}");
            assert!(answer.header(SET_COOKIE).is_none());
        }
    }
}

#[tokio::test]
async fn a_page_of_another_origin_cannot_log_a_user_out() {
    for token in [None, Some("a.b.c"), Some(""), Some("a b")] {
        let mut user = user().await;
        if let Some(token) = token {
            user.cookies
                .insert("__Host-access_token".into(), token.into());
        }
        let fields = format!("csrf_token={}", user.csrf());
        for origin in ["https://evil.example", "null"] {
            let answer = user.submit(origin, "/auth/logout", &fields).await;
            assert_eq!(answer.status, 403, "{token:?} from {origin}");
            assert!(answer.header(SET_COOKIE).is_none());
        }
    }
    let mut user = user().await;
    let path = format!("/auth/logout?csrf_token={}", user.csrf());
    assert_eq!(user.submit(OURS, &path, "").await.status, 403);
    assert_eq!(user.get("/auth/logout").await.status, 405);
    assert_eq!(user.get("/").await.status, 200);
}

#[tokio::test]
async fn a_form_logs_out_and_leads_to_the_login_page() {
    let config = Site {
        login_redirect: Some("/login".into()),
        ..Site::new()
    };
    let mut browser = Browser::at("site.example.com", &site(config, NOW));
    browser.log_in().await;
    let fields = format!("csrf_token={}&next=https://evil.example", browser.csrf());
    let answer = browser.submit(OURS, "/auth/logout", &fields).await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header(LOCATION), Some("/login"));
    assert!(browser.cookies.is_empty(), "{:?}", browser.cookies);
}
