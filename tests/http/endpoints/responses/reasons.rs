//! Each reason is provoked by a request, and told apart from all others. A renderer that tells all that it was given tells
//! nothing secret.

use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, ORIGIN, SEC_WEBSOCKET_PROTOCOL};
use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;
use serde_json::{Value, json};

use super::service::{Office, Staff, app, auth, auth_with, told};
use crate::fixtures::app::{NOW, OTHER_SECRET, SECRET, get_request, get_with, send};
use crate::fixtures::remote::{Order, Remote};
use crate::fixtures::token::signed_with;

fn with_header(path: &str, value: &str) -> Request<Body> {
    Request::get(path)
        .header(AUTHORIZATION, value)
        .body(Body::empty())
        .unwrap()
}

fn post_json(path: &str, body: &Value) -> Request<Body> {
    Request::post(path)
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap()
}

fn login(name: &str, password: &str) -> Request<Body> {
    post_json("/auth", &json!({"username": name, "password": password}))
}

async fn logged_in(app: &GuardedRouter) -> (String, String) {
    let answer = send(app, login("ada", "secret")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let body = answer.json();
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    (text("access_token"), text("refresh_token"))
}

fn refresh(token: &str) -> Request<Body> {
    post_json("/auth/refresh", &json!({"refresh_token": token}))
}

/// A token about `ada` with these claims besides the necessary ones.
fn claims(more: Value) -> Vec<u8> {
    let mut claims = json!({"sub": "ada", "exp": NOW + 60});
    claims
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    claims.to_string().into_bytes()
}

fn signed(header: &str, payload: &[u8], secret: &str) -> String {
    signed_with(header, payload, aws_lc_rs::hmac::HMAC_SHA256, secret)
}

const HEADER: &str = r#"{"typ":"at+jwt","alg":"HS256"}"#;

async fn tells(app: &GuardedRouter, rows: impl IntoIterator<Item = (&str, Request<Body>)>) {
    for (expected, request) in rows {
        let shown = format!("{:?} {:?}", request.uri(), request.headers());
        assert_eq!(told(app, request).await, expected, "{shown}");
    }
}

#[tokio::test]
async fn absent_tokens_and_headers() {
    let (auth, _) = auth();
    let app = app(&auth);
    tells(
        &app,
        [
            ("MissingToken", get_request("/open")),
            ("OtherScheme", with_header("/open", "Basic YTpi")),
            ("SchemeWithoutToken", with_header("/open", "Bearer")),
            ("SchemeWithoutToken", with_header("/open", "Bearer ")),
            ("MalformedHeader", with_header("/open", "Bearer=abc")),
            ("TokenWithSpaces", with_header("/open", "Bearer a.b.c d")),
            (
                "SeveralTokens",
                Request::get("/open?access_token=a.b.c")
                    .header(AUTHORIZATION, "Bearer a.b.c")
                    .body(Body::empty())
                    .unwrap(),
            ),
            ("MalformedRequest", get_request("/open?access_token=a%20b")),
            (
                "MalformedHeader",
                Request::get("/open")
                    .header(SEC_WEBSOCKET_PROTOCOL, "access_token, a b")
                    .body(Body::empty())
                    .unwrap(),
            ),
        ],
    )
    .await;
    let preflight = Request::options("/open")
        .header("access-control-request-method", "GET")
        .body(Body::empty())
        .unwrap();
    assert_eq!(send(&app, preflight).await.status, 204, "a preflight");
    let answer = send(&app, get_request("/open")).await;
    assert!(
        answer
            .body
            .contains("MissingToken([Header, Cookie, Query, Json, Form, WebSocket])"),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn tokens_that_are_not_valid() {
    let (auth, clock) = auth();
    let app = app(&auth);
    let minted = |subject: &str| auth.mint(subject).token().unwrap();
    let good = minted("ada");
    let of_other_secret = signed(HEADER, &claims(json!({})), OTHER_SECRET);
    let cases = [
        ("Malformed", "abc".into()),
        ("Signature", of_other_secret),
        (
            "Algorithm",
            signed(
                r#"{"typ":"at+jwt","alg":"RS256"}"#,
                &claims(json!({})),
                SECRET,
            ),
        ),
        (
            "Extension",
            signed(
                r#"{"typ":"at+jwt","alg":"HS256","crit":["x"]}"#,
                &claims(json!({})),
                SECRET,
            ),
        ),
        (
            "Type",
            signed(
                r#"{"typ":"rt+jwt","alg":"HS256"}"#,
                &claims(json!({})),
                SECRET,
            ),
        ),
        (
            "NotYetValid",
            signed(HEADER, &claims(json!({"nbf": NOW + 30})), SECRET),
        ),
        (
            "IssuedInFuture",
            signed(HEADER, &claims(json!({"iat": NOW + 30})), SECRET),
        ),
        (
            "Audience",
            signed(HEADER, &claims(json!({"aud": "others"})), SECRET),
        ),
        (
            "SenderConstrained",
            signed(HEADER, &claims(json!({"cnf": {"jkt": "x"}})), SECRET),
        ),
        (
            "Lifetime",
            signed(
                HEADER,
                &claims(json!({"exp": NOW + 90_000, "iat": NOW})),
                SECRET,
            ),
        ),
        (
            "UnreadableClaim",
            signed(HEADER, &claims(json!({"nbf": "soon"})), SECRET),
        ),
        (
            "Subject",
            signed(
                HEADER,
                json!({"exp": NOW + 60}).to_string().as_bytes(),
                SECRET,
            ),
        ),
        ("TooLong", "a".repeat(9000)),
    ];
    for (expected, token) in &cases {
        assert_eq!(
            told(&app, get_with("/open", token)).await,
            *expected,
            "{token}"
        );
    }
    tells(
        &app,
        [
            ("UnknownSubject", get_with("/user", &minted("nobody"))),
            ("InactiveSubject", get_with("/user", &minted("gone"))),
            ("BackendUnavailable", get_with("/user", &minted("flaky"))),
            ("InsufficientScope", get_with("/write", &good)),
        ],
    )
    .await;
    clock.set(NOW + 60 * 60);
    assert_eq!(told(&app, get_with("/open", &good)).await, "Expired");
}

#[tokio::test]
async fn authentications_that_are_not_enough() {
    let (auth, clock) = auth();
    let app = app(&auth);
    let (access, refresh_token) = logged_in(&app).await;
    assert_eq!(
        told(&app, get_with("/strong", &access)).await,
        "WeakAuthentication"
    );
    clock.set(NOW + 10 * 60);
    assert_eq!(
        told(&app, get_with("/recent", &access)).await,
        "AuthenticationTooOld"
    );
    let refreshed = send(&app, refresh(&refresh_token)).await.json();
    let refreshed = refreshed["access_token"].as_str().unwrap();
    assert_eq!(told(&app, get_with("/fresh", refreshed)).await, "NotFresh");
}

#[tokio::test]
async fn requests_that_a_user_may_not_have_wanted() {
    let (auth, _) = auth();
    let app = app(&auth);
    let login = Request::post("/auth?token_delivery=cookie")
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from(r#"{"username":"ada","password":"secret"}"#))
        .unwrap();
    let answer = send(&app, login).await;
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    let cookies: Vec<_> = cookies
        .iter()
        .filter_map(|cookie| cookie.to_str().unwrap().split(';').next())
        .collect();
    let cookies = cookies.join("; ");
    let change = |name: &str, value: &str| {
        Request::post("/open")
            .header(COOKIE, &cookies)
            .header(name, value)
            .body(Body::empty())
            .unwrap()
    };
    let form = |origin: &str| {
        Request::post("/auth")
            .header("host", "office.example.com")
            .header(ORIGIN, origin)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("username=ada&password=secret&csrf_token=x"))
            .unwrap()
    };
    tells(
        &app,
        [
            ("CsrfValueAbsent", change("x-other", "x")),
            ("CsrfValueWrong", change("x-csrf-token", "x")),
            ("HiddenOrigin", change("origin", "null")),
            ("CrossOrigin", change("origin", "https://evil.example")),
            ("LoginFormValue", form("https://office.example.com")),
            ("CrossOrigin", form("https://evil.example")),
        ],
    )
    .await;
}

#[tokio::test]
async fn logins_that_fail() {
    let (auth, _) = auth();
    let app = app(&auth);
    let plain = Request::post("/auth").body(Body::from("ada")).unwrap();
    tells(
        &app,
        [
            ("UnsupportedMediaType", plain),
            (
                "MissingCredential",
                post_json("/auth", &json!({"username": "ada"})),
            ),
            (
                "MalformedCredentials",
                post_json("/auth", &json!({"username": 1, "password": "x"})),
            ),
            ("WrongCredentials", login("ada", "wrong")),
            ("InactiveUser", login("gone", "secret")),
            ("LoginRefused", login("locked", "secret")),
            ("BackendUnavailable", login("flaky", "secret")),
            ("WrongCredentials", login("ada", "wrong")),
            ("WrongCredentials", login("ada", "wrong")),
            ("Throttled", login("ada", "secret")),
            ("PayloadTooLarge", login("bob", &"x".repeat(20_000))),
        ],
    )
    .await;
    let answer = send(&app, login("locked", "secret")).await;
    assert_eq!(answer.status, 423, "the status of the application");
}

#[tokio::test]
async fn refresh_tokens_that_are_refused() {
    let (auth, clock) = auth();
    let app = app(&auth);
    let (access, first) = logged_in(&app).await;
    tells(
        &app,
        [
            (
                "RefreshCookieAbsent",
                post_json("/auth/refresh", &json!({})),
            ),
            ("RefreshTokenUnknown", refresh("abcdefghijklmnopqrstuvwxyz")),
            ("AccessTokenInstead", refresh(&access)),
            (
                "AccessTokenInstead",
                Request::post("/auth/refresh")
                    .header(AUTHORIZATION, format!("Bearer {access}"))
                    .body(Body::empty())
                    .unwrap(),
            ),
            ("MissingCredential", post_json("/auth/revoke", &json!({}))),
            (
                "InvalidScope",
                post_json(
                    "/auth/refresh",
                    &json!({"refresh_token": first, "scope": "root"}),
                ),
            ),
        ],
    )
    .await;
    let next = |answer: Value| answer["refresh_token"].as_str().unwrap().to_owned();
    let second = next(send(&app, refresh(&first)).await.json());
    let third = next(send(&app, refresh(&second)).await.json());
    assert_eq!(told(&app, refresh(&first)).await, "RefreshTokenSuperseded");
    let fourth = next(send(&app, refresh(&third)).await.json());
    assert_eq!(told(&app, refresh(&fourth)).await, "RefreshedTooOften");
    clock.set(NOW + 11);
    assert_eq!(told(&app, refresh(&second)).await, "RefreshTokenReused");
    assert_eq!(told(&app, refresh(&fourth)).await, "RefreshTokenEnded");
    assert_eq!(told(&app, get_with("/open", &access)).await, "Revoked");
}

#[tokio::test]
async fn refresh_tokens_beside_which_something_is_missing() {
    let requiring = Office {
        refresh_requires_access: true,
        ..Office::usual()
    };
    let staff = Staff::default();
    let (auth, _) = auth_with(requiring, staff.clone(), MemoryStore::new());
    let app = app(&auth);
    let (_, first) = logged_in(&app).await;
    let (other, _) = logged_in(&app).await;
    let with_access = |access: &str| {
        let mut request = refresh(&first);
        let value = format!("Bearer {access}").parse().unwrap();
        request.headers_mut().insert(AUTHORIZATION, value);
        request
    };
    tells(
        &app,
        [
            ("AccessTokenAbsent", refresh(&first)),
            ("AccessTokenOfOtherSession", with_access(&other)),
        ],
    )
    .await;
    let bodies_only = Office {
        token_from: vec!["header".to_owned()],
        ..Office::usual()
    };
    let (auth, _) = auth_with(bodies_only, staff.clone(), MemoryStore::new());
    let app = super::service::app(&auth);
    let absent = post_json("/auth/refresh", &json!({}));
    assert_eq!(told(&app, absent).await, "RefreshTokenAbsent");
    let of_bob = send(&app, login("bob", "secret")).await.json();
    staff.bob_has_left.store(true, Ordering::SeqCst);
    let of_bob = refresh(of_bob["refresh_token"].as_str().unwrap());
    assert_eq!(told(&app, of_bob).await, "RefreshTokenUser");
}

#[tokio::test]
async fn sessions_that_do_not_begin() {
    let (auth, _) = auth();
    let app = app(&auth);
    let begin = Request::post("/begin").body(Body::empty()).unwrap();
    let by_cookie = |name: &str| {
        let mut request = login(name, "secret");
        *request.uri_mut() = "/auth?token_delivery=cookie".parse().unwrap();
        request
    };
    tells(
        &app,
        [
            ("LoginState", get_request("/begin")),
            ("SessionsEnded", begin),
            ("TokenTooLarge", by_cookie("rich")),
            ("Misconfigured", login("odd", "secret")),
            ("CsrfRefused", get_request("/refused")),
        ],
    )
    .await;
}

#[tokio::test]
async fn tokens_that_cannot_be_revoked_and_a_store_that_fails() {
    let unnamed = Office {
        jti: false,
        ..Office::usual()
    };
    let (auth, _) = auth_with(unnamed, Staff::default(), MemoryStore::new());
    let app = app(&auth);
    let token = auth.mint("ada").token().unwrap();
    let revoke = post_json("/auth/revoke", &json!({"token": token}));
    assert_eq!(told(&app, revoke).await, "UnsupportedTokenType");
    let remote = Remote::new();
    let (auth, _) = auth_with(Office::usual(), Staff::default(), remote.clone());
    let app = super::service::app(&auth);
    let (_, first) = logged_in(&app).await;
    remote.is(Order::Down);
    assert_eq!(told(&app, refresh(&first)).await, "StoreUnavailable");
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_arrive() {
    let (auth, _) = auth();
    let app = app(&auth);
    let never = futures_util::stream::pending::<Result<String, std::convert::Infallible>>();
    let request = Request::post("/auth")
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from_stream(never))
        .unwrap();
    assert_eq!(told(&app, request).await, "BodyTimeout");
}

/// Reasons that no request to this service can provoke: the response of a preflight has no body, the reasons of tokens have
/// names of their own, and the operating system always has random numbers here.
const NOT_PROVOKED: [&str; 3] = ["Preflight", "InvalidToken", "NoRandomness"];

#[test]
fn every_reason_is_provoked_here() {
    let source = include_str!("../../../../jwt-runtime/src/error/reason.rs");
    let variants = source.split_once("pub enum Reason {").unwrap().1;
    let variants = variants.split_once("\n}\n").unwrap().0;
    let names = variants.lines().filter_map(|line| {
        let name = line.strip_prefix("    ")?;
        let end = name.find(|c: char| !c.is_alphanumeric())?;
        Some(&name[..end]).filter(|name| name.starts_with(|c: char| c.is_uppercase()))
    });
    let here = include_str!("reasons.rs");
    let mut count = 0;
    for name in names {
        count += 1;
        let is_here = here.contains(&format!("\"{name}\""));
        assert!(is_here, "no request here is refused because of `{name}`");
    }
    assert!(count > NOT_PROVOKED.len(), "the source has the reasons");
}

/// Neither a token, nor the secret, nor a password is in what a renderer is given.
#[tokio::test]
async fn a_renderer_is_given_nothing_secret() {
    let (auth, _) = auth();
    let app = app(&auth);
    let (access, refresh_token) = logged_in(&app).await;
    let wrong = format!("{access}x");
    let query = format!("/open?access_token={wrong}");
    let requests = [
        get_with("/open", &wrong),
        get_request(&query),
        with_header("/open", &format!("Basic {wrong}")),
        with_header("/open", &format!("Bearer {wrong} {refresh_token}")),
        get_with("/write", &access),
        login("ada", "my-pass-word"),
        post_json(
            "/auth",
            &json!({"username": "ada", "passwort": "my-pass-word"}),
        ),
        post_json(
            "/auth",
            &json!({"username": ["my-pass-word"], "password": "my-pass-word"}),
        ),
        refresh(&format!("{refresh_token}x")),
        post_json(
            "/auth/refresh",
            &json!({"refresh_token": refresh_token, "scope": "my-pass-word"}),
        ),
        Request::get("/open")
            .header(COOKIE, format!("__Host-access_token={wrong}"))
            .body(Body::empty())
            .unwrap(),
    ];
    for request in requests {
        let shown = format!("{request:?}");
        let answer = send(&app, request).await;
        assert!(answer.status.is_client_error(), "{shown}: {}", answer.body);
        assert!(answer.body.starts_with("Refusal"), "{}", answer.body);
        for secret in [&*access, &*refresh_token, "my-pass-word", SECRET] {
            assert!(!answer.body.contains(secret), "{shown}: {}", answer.body);
        }
    }
}
