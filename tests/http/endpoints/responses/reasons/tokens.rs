//! Requests without a token, and tokens that are refused.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{AUTHORIZATION, SEC_WEBSOCKET_PROTOCOL};
use serde_json::json;

use super::{HEADER, claims, logged_in, refresh, signed, tells, with_header};
use crate::endpoints::responses::service::{app, auth, told};
use crate::fixtures::app::{NOW, OTHER_SECRET, SECRET, get_request, get_with, send};

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
            ("UnknownSubject", get_with("/user", &minted("absent"))),
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
