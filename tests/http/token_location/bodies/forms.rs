//! CSRF values in forms that are larger than the part that is read.

use axum::http::Method;
use axum::http::header::{CONTENT_TYPE, ORIGIN};

use crate::browser::cookies::browser;
use crate::fixtures::app::*;
use crate::fixtures::browser::Browser;

const OURS: &str = "https://site.example.com";
const LIMIT: usize = 16 * 1024;

async fn user() -> Browser {
    let mut browser = browser();
    browser.log_in().await;
    browser
}

#[tokio::test]
async fn a_form_of_20_kb_with_the_value_first_streams_on_to_the_handler() {
    let mut user = user().await;
    for filling in [20_000, 1024 * 1024] {
        let fields = format!("csrf_token={}&a={}", user.csrf(), "a".repeat(filling));
        let answer = user.submit(OURS, "/", &fields).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(answer.body, fields);
    }
}

#[tokio::test]
async fn the_value_stands_whole_within_what_is_read() {
    let mut user = user().await;
    let csrf = user.csrf();
    let value = format!("csrf_token={csrf}");
    // With these bytes and a `&` before it.
    let filled = |before: usize| format!("{}&{value}", "a".repeat(before));
    let fits = LIMIT - value.len() - 1;
    for (fields, status) in [
        (filled(fits), 200),
        (filled(fits) + "&b=1", 403),
        (filled(fits - 1) + "&b=1", 200),
        (filled(fits + 1), 403),
        (filled(100) + "&b=1", 200),
        (format!("a={}&{value}", "a".repeat(20_000)), 403),
    ] {
        let answer = user.submit(OURS, "/", &fields).await;
        assert_eq!(answer.status, status, "{} bytes", fields.len());
        if status == 403 {
            let answer = answer.json();
            assert_eq!(answer["error"], "csrf_failed");
            let said = answer["error_description"].as_str().unwrap();
            assert!(
                said.contains("`csrf_token`, which stands first in the form"),
                "{said}"
            );
        }
    }
}

#[tokio::test]
async fn of_two_values_neither_counts_in_what_is_read_and_what_follows_is_not_looked_at() {
    let mut user = user().await;
    let csrf = user.csrf();
    for (filling, status) in [(1, 400), (20_000, 200)] {
        let fields = format!("csrf_token={csrf}&a={}&csrf_token=x", "a".repeat(filling));
        assert_eq!(user.submit(OURS, "/", &fields).await.status, status);
    }
    let wrong_first = format!("csrf_token=x&a={}&csrf_token={csrf}", "a".repeat(20_000));
    assert_eq!(user.submit(OURS, "/", &wrong_first).await.status, 403);
}

#[tokio::test]
async fn with_the_value_in_the_header_a_form_is_not_read() {
    let mut user = user().await;
    let request = user
        .request(Method::POST, "/")
        .header(ORIGIN, OURS)
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("x-csrf-token", user.csrf());
    let answer = user.send(request, &"a".repeat(100_000)).await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn a_request_without_a_form_is_told_where_the_value_stands() {
    let mut user = user().await;
    let answer: Answer = user.post("/", None).await;
    let said = answer.json()["error_description"].to_string();
    assert!(
        said.contains("`csrf_token`, which stands first in the form"),
        "{said}"
    );
}
