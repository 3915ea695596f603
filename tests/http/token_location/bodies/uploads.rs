//! Uploads from pages without scripts: CSRF values in forms with files.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Multipart;
use axum::http::header::{CONTENT_TYPE, ORIGIN};
use axum::http::{Method, Request};
use futures_util::stream;
use jwt_guard::prelude::*;
use tokio::sync::mpsc;
use tower::ServiceExt;

use crate::browser::cookies::Site;
use crate::fixtures::app::*;
use crate::fixtures::browser::Browser;

const OURS: &str = "https://site.example.com";

/// The fields of an upload, and how long each is.
#[protected]
async fn upload(mut form: Multipart) -> Result<String, axum::extract::multipart::MultipartError> {
    let mut fields = Vec::new();
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        fields.push(format!("{name}={}", field.bytes().await?.len()));
    }
    Ok(fields.join(" "))
}

#[protected]
async fn raw(body: Bytes) -> Bytes {
    body
}

/// Answers as soon as the first bytes of the body are there.
#[protected]
async fn beginning(body: Body) -> String {
    let mut body = body.into_data_stream();
    let first = futures_util::StreamExt::next(&mut body).await;
    first.map_or(0, |bytes| bytes.unwrap().len()).to_string()
}

fn app(config: Site) -> GuardedRouter {
    let auth = config.auth(NOW);
    GuardedRouter::new()
        .route("/upload", post(upload))
        .route("/raw", post(raw))
        .route("/beginning", post(beginning))
        .nest("/auth", auth.endpoints())
        .with_state(auth)
}

async fn user() -> Browser {
    let mut browser = Browser::at("site.example.com", &app(Site::new()));
    browser.log_in().await;
    browser
}

const FORM: &str = "multipart/form-data; boundary=----WebKitFormBoundaryAaB03x";
const BOUNDARY: &str = "------WebKitFormBoundaryAaB03x";

fn field(name: &str, value: &str) -> String {
    part(&format!("form-data; name=\"{name}\""), value)
}

fn file(name: &str, content: &str) -> String {
    part(
        &format!("form-data; name=\"{name}\"; filename=\"a.txt\"\r\nContent-Type: text/plain"),
        content,
    )
}

fn part(head: &str, content: &str) -> String {
    format!("{BOUNDARY}\r\nContent-Disposition: {head}\r\n\r\n{content}\r\n")
}

fn form(parts: &[String]) -> String {
    format!("{}{BOUNDARY}--\r\n", parts.concat())
}

async fn submit(user: &mut Browser, path: &str, content_type: &str, body: &str) -> Answer {
    let request = user
        .request(Method::POST, path)
        .header(ORIGIN, OURS)
        .header(CONTENT_TYPE, content_type);
    user.send(request, body).await
}

/// The response to a body that arrives in these pieces.
async fn submit_in_pieces(user: &Browser, path: &str, pieces: Vec<Bytes>) -> Answer {
    let pieces = pieces.into_iter().map(Ok::<_, Infallible>);
    let request = user
        .request(Method::POST, path)
        .header(ORIGIN, OURS)
        .header(CONTENT_TYPE, FORM)
        .body(Body::from_stream(stream::iter(pieces)));
    send(&app(Site::new()), request.unwrap()).await
}

fn bytes(text: &str) -> Bytes {
    Bytes::copy_from_slice(text.as_bytes())
}

#[tokio::test]
async fn a_page_without_a_script_uploads_a_file_with_the_value_in_the_first_field() {
    let mut user = user().await;
    for length in [1, 20_000, 1_000_000] {
        let content = "x".repeat(length);
        let csrf = user.csrf();
        let body = form(&[
            field("csrf_token", &csrf),
            field("note", "hi"),
            file("file", &content),
        ]);
        let answer = submit(&mut user, "/upload", FORM, &body).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(answer.body, format!("csrf_token=43 note=2 file={length}"));
        // Byte for byte.
        let answer = submit(&mut user, "/raw", FORM, &body).await;
        assert!(
            answer.body == body,
            "another body of {} bytes",
            answer.body.len()
        );
    }
}

#[tokio::test]
async fn a_field_that_is_not_first_or_has_the_wrong_value_is_refused() {
    let mut user = user().await;
    let csrf = user.csrf();
    let token = || field("csrf_token", &csrf);
    for parts in [
        vec![field("note", "hi"), token()],
        vec![file("file", "x"), token()],
        vec![file("file", &"x".repeat(100_000)), token()],
        vec![file("csrf_token", &csrf)],
        vec![field("csrf_token", "x"), token()],
        vec![field("csrf_token", ""), token()],
        vec![field("csrf_token", &format!("{csrf} "))],
        vec![field("csrf_token", &csrf.repeat(1000))],
        vec![field("csrf_toke", &csrf)],
        vec![],
    ] {
        let answer = submit(&mut user, "/upload", FORM, &form(&parts)).await;
        assert_eq!(answer.status, 403, "{parts:?}");
        assert_eq!(answer.json()["error"], "csrf_failed");
        if !parts
            .first()
            .is_some_and(|first| first.contains("\"csrf_token\""))
        {
            let said = answer.json()["error_description"].to_string();
            assert!(said.contains("which stands first in the form"), "{said}");
        }
    }
}

#[tokio::test]
async fn what_is_no_form_of_a_browser_is_refused_and_breaks_nothing() {
    let mut user = user().await;
    let csrf = user.csrf();
    let good = form(&[field("csrf_token", &csrf)]);
    let disposed = |head: &str| form(&[part(head, &csrf)]);
    let body_with = |from: &str, to: &str| good.replace(from, to);
    for body in [
        String::new(),
        "\r\n".into(),
        "x".repeat(100_000),
        format!("\r\n{good}"),
        format!("a preamble\r\n{good}"),
        body_with("\r\n", "\n"),
        body_with(BOUNDARY, "--another"),
        body_with("\r\n\r\n", "\r\n"),
        good.replacen(BOUNDARY, &format!("{BOUNDARY}x"), 1),
        good.trim_end_matches("--\r\n").to_owned(),
        good.get(..good.len() / 2).unwrap().to_owned(),
        disposed("form-data; name=\"csrf_token\"; filename=\"\""),
        disposed("form-data; filename*=UTF-8''a; name=\"csrf_token\""),
        disposed("form-data; name=\"a\\\"; name=\\\"csrf_token\""),
        disposed("form-data; name=\"a\"; name=\"csrf_token\""),
        disposed("form-data; name=\"\"csrf_token\"\""),
        disposed("form-data; name*=UTF-8''csrf_token"),
        disposed("attachment; name=\"csrf_token\""),
        disposed("form-data; name=\"csrf_token\0\""),
        format!("{BOUNDARY}\r\nX: {}\r\n\r\n", "x".repeat(100_000)),
        format!("{BOUNDARY}\r\n\r\n{csrf}\r\n{BOUNDARY}--\r\n"),
    ] {
        let answer = submit(&mut user, "/raw", FORM, &body).await;
        assert_eq!(answer.status, 403, "{body:.200}");
        assert_eq!(answer.json()["error"], "csrf_failed");
    }
    for content_type in [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=another",
        "multipart/mixed; boundary=----WebKitFormBoundaryAaB03x",
        "multipart/form-data; boundary=----WebKitFormBoundaryAaB03x; boundary=x",
        "multipart/form-data; boundary=x; boundary=----WebKitFormBoundaryAaB03x",
        "multipart/form-data; boundary=\"----WebKitFormBoundaryAaB03x",
        &format!("multipart/form-data; boundary={}", "x".repeat(10_000)),
    ] {
        let answer = submit(&mut user, "/raw", content_type, &good).await;
        assert_eq!(answer.status, 403, "{content_type:.100}");
    }
    // Quoted, it is the same boundary.
    let quoted = "Multipart/Form-Data; charset=utf-8; boundary=\"----WebKitFormBoundaryAaB03x\"";
    assert_eq!(submit(&mut user, "/raw", quoted, &good).await.status, 200);
}

#[tokio::test]
async fn the_form_may_arrive_in_pieces_of_any_size() {
    let user = user().await;
    let body = form(&[field("csrf_token", &user.csrf()), file("file", "content")]);
    for length in [1, 2, 7, 64, 1000] {
        let pieces = body.as_bytes().chunks(length).map(Bytes::copy_from_slice);
        let answer = submit_in_pieces(&user, "/raw", pieces.collect()).await;
        assert_eq!(
            (answer.status.as_u16(), answer.body),
            (200, body.clone()),
            "{length}"
        );
    }
    // Nor does it wait for a body that is no form.
    let nothing = vec![bytes("x"); 100_000];
    assert_eq!(submit_in_pieces(&user, "/raw", nothing).await.status, 403);
}

/// An upload whose pieces are sent by and by.
fn in_the_making(user: &Browser, path: &str) -> (mpsc::UnboundedSender<Bytes>, Request<Body>) {
    let (pieces, arrived) = mpsc::unbounded_channel();
    let body = stream::unfold(arrived, |mut arrived| async move {
        let piece: Bytes = arrived.recv().await?;
        Some((Ok::<_, Infallible>(piece), arrived))
    });
    let request = user
        .request(Method::POST, path)
        .header(ORIGIN, OURS)
        .header(CONTENT_TYPE, FORM)
        .body(Body::from_stream(body));
    (pieces, request.unwrap())
}

#[tokio::test(start_paused = true)]
async fn an_upload_may_take_any_time_after_its_first_field_and_not_before() {
    let user = user().await;
    let value = field("csrf_token", &user.csrf());
    let file = file("file", &"x".repeat(50_000));
    let rest = |of: &str| of.replacen(&format!("{BOUNDARY}\r\n"), "", 1);
    let begun = format!("{BOUNDARY}\r\n");
    for (seconds, pieces, status) in [
        (60, [format!("{value}{begun}"), rest(&file)], 200),
        (9, [begun.clone(), rest(&format!("{value}{file}"))], 200),
        (11, [begun.clone(), rest(&format!("{value}{file}"))], 408),
    ] {
        let (sender, request) = in_the_making(&user, "/upload");
        let response = tokio::spawn(app(Site::new()).finish().oneshot(request));
        for piece in pieces {
            // The receiver of a refused upload is gone.
            let _ = sender.send(bytes(&piece));
            tokio::time::sleep(Duration::from_secs(seconds)).await;
        }
        let _ = sender.send(bytes(&format!("{BOUNDARY}--\r\n")));
        drop(sender);
        let response = response.await.unwrap().unwrap();
        assert_eq!(response.status(), status, "{seconds} s");
    }
}

#[tokio::test]
async fn the_handler_begins_while_the_upload_goes_on() {
    let user = user().await;
    let (pieces, request) = in_the_making(&user, "/beginning");
    let beginning = format!("{}{BOUNDARY}\r\n", field("csrf_token", &user.csrf()));
    pieces.send(bytes(&beginning)).unwrap();
    let answer = app(Site::new()).finish().oneshot(request);
    let answer = tokio::time::timeout(Duration::from_secs(10), answer).await;
    let answer = answer.expect("the handler waits for no more").unwrap();
    let read = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    assert_eq!(read, beginning.len().to_string());
    drop(pieces);
}

#[tokio::test]
async fn a_form_of_another_origin_uploads_nothing() {
    let mut user = user().await;
    let body = form(&[field("csrf_token", &user.csrf())]);
    let request = user
        .request(Method::POST, "/raw")
        .header(ORIGIN, "https://evil.example")
        .header(CONTENT_TYPE, FORM);
    assert_eq!(user.send(request, &body).await.status, 403);
}
