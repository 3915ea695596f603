//! Requests that a user may not have wanted.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, COOKIE, ORIGIN};

use super::tells;
use crate::endpoints::responses::service::{app, auth};
use crate::fixtures::app::send;

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
