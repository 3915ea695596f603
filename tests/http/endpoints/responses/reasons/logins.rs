//! Logins that are refused, and sessions that do not begin.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use serde_json::json;

use super::{login, post_json, tells};
use crate::endpoints::responses::service::{app, auth, told};
use crate::fixtures::app::{get_request, send};

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
            ("Application", login("locked", "secret")),
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
    assert_eq!(answer.challenge(), None);
}

#[tokio::test]
async fn sessions_that_do_not_begin() {
    let (auth, _) = auth();
    let app = app(&auth);
    let begin = Request::post("/begin").body(Body::empty()).unwrap();
    let redeem = Request::post("/redeem").body(Body::from("x")).unwrap();
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
            ("SingleUseToken", redeem),
            ("TokenTooLarge", by_cookie("rich")),
            ("Misconfigured", login("odd", "secret")),
            ("CsrfRefused", get_request("/refused")),
        ],
    )
    .await;
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
