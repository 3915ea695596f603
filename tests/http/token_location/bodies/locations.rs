//! Two tokens in one request, of two users: which one counts.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, ORIGIN};
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;

use crate::fixtures::app::*;

#[derive(AuthConfig)]
struct Everywhere {
    secret: Secret,
    session_secret: Secret,
    token_from: String,
}

const ALL: &str = "header, cookie, query, json, form, websocket";

/// Who is meant, and how long the body is that the handler reads.
#[protected]
async fn whoami(claims: Claims, body: String) -> String {
    format!("{} {}", claims.subject(), body.len())
}

#[protected(optional)]
async fn greeting(claims: Option<Claims>, body: String) -> String {
    let subject = claims.map_or("nobody".into(), |claims| claims.subject().to_owned());
    format!("{subject} {}", body.len())
}

struct Service {
    auth: Auth<Everywhere>,
    app: GuardedRouter,
}

/// Everything that can be in a request.
#[derive(Default)]
struct Sent {
    header: Option<String>,
    cookie: Option<String>,
    query: Option<String>,
    websocket: Option<String>,
    body: Option<(&'static str, String)>,
    origin: Option<&'static str>,
}

impl Service {
    fn with(token_from: &str) -> Self {
        let auth = Auth::builder(Everywhere {
            secret: SECRET.into(),
            session_secret: OTHER_SECRET.into(),
            token_from: token_from.into(),
        });
        let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
        let app = GuardedRouter::new()
            .route("/", post(whoami))
            .route("/greeting", post(greeting))
            .with_state(auth.clone());
        Self { auth, app }
    }

    fn token_of(&self, subject: &str) -> String {
        self.auth.mint(subject).token().unwrap()
    }

    async fn send(&self, sent: Sent) -> Answer {
        self.send_to("/", sent).await
    }

    async fn send_to(&self, path: &str, sent: Sent) -> Answer {
        let query = sent.query.map(|token| format!("?access_token={token}"));
        let mut request = Request::post(format!("{path}{}", query.unwrap_or_default()))
            .header(HOST, "api.example.com");
        if let Some(token) = sent.header {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(token) = sent.cookie {
            request = request.header(COOKIE, format!("__Host-access_token={token}"));
        }
        if let Some(token) = sent.websocket {
            request = request.header("sec-websocket-protocol", format!("access_token, {token}"));
        }
        if let Some(origin) = sent.origin {
            request = request.header(ORIGIN, origin);
        }
        let mut body = String::new();
        if let Some((content_type, text)) = sent.body {
            request = request.header(CONTENT_TYPE, content_type);
            body = text;
        }
        send(&self.app, request.body(Body::from(body)).unwrap()).await
    }
}

fn json(token: &str) -> Option<(&'static str, String)> {
    Some((
        "application/json",
        format!(r#"{{"access_token":"{token}"}}"#),
    ))
}

fn form(token: &str) -> Option<(&'static str, String)> {
    let form = "application/x-www-form-urlencoded";
    Some((form, format!("access_token={token}")))
}

/// Puts a token into a location.
fn put(sent: &mut Sent, place: &str, token: &str) {
    match place {
        "header" => sent.header = Some(token.into()),
        "cookie" => sent.cookie = Some(token.into()),
        "query" => sent.query = Some(token.into()),
        "websocket" => sent.websocket = Some(token.into()),
        "json" => sent.body = json(token),
        "form" => sent.body = form(token),
        other => panic!("no place: {other}"),
    }
}

/// The response to a request with a token of user 1 in one location, and one of user 2 in another.
async fn answer_to(service: &Service, [first, second]: [&str; 2]) -> (u16, String) {
    let mut sent = Sent::default();
    put(&mut sent, first, &service.token_of("1"));
    put(&mut sent, second, &service.token_of("2"));
    let length = sent.body.as_ref().map_or(0, |(_, body)| body.len());
    let answer = service.send(sent).await;
    let body = answer.body.replace(&format!(" {length}"), "");
    (answer.status.as_u16(), body)
}

const HEAD: [&str; 3] = ["header", "query", "websocket"];
const BODY: [&str; 2] = ["json", "form"];

#[tokio::test]
async fn two_tokens_in_the_head_that_were_sent_on_purpose_are_refused() {
    let service = Service::with(ALL);
    for first in HEAD {
        for second in HEAD {
            if first != second {
                let (status, body) = answer_to(&service, [first, second]).await;
                assert_eq!(status, 400, "{first}, {second}: {body}");
                assert!(body.contains("invalid_request"), "{body}");
            }
        }
    }
}

#[tokio::test]
async fn a_token_in_the_head_counts_and_the_body_is_handed_on_unread() {
    let service = Service::with(ALL);
    for head in HEAD {
        for body in BODY {
            let answer = answer_to(&service, [head, body]).await;
            assert_eq!(answer, (200, "1".into()), "{head}, {body}");
        }
    }
    // A body that is too large, or of another type than it declares, is not read either.
    for body in [
        "x".repeat(100_000),
        r#"{"access_token":1}"#.into(),
        r#"{"access_token":"a","access_token":"b"}"#.into(),
    ] {
        let length = body.len();
        let sent = Sent {
            header: Some(service.token_of("1")),
            body: Some(("application/json", body)),
            ..Sent::default()
        };
        let answer = service.send(sent).await;
        assert_eq!(
            (answer.status.as_u16(), answer.body),
            (200, format!("1 {length}"))
        );
    }
}

#[tokio::test]
async fn a_token_that_was_sent_on_purpose_beats_a_cookie_wherever_it_is() {
    let everywhere = Service::with(ALL);
    let reversed = Service::with("websocket, form, json, query, cookie, header");
    for place in HEAD.into_iter().chain(BODY) {
        for service in [&everywhere, &reversed] {
            let answer = answer_to(service, ["cookie", place]).await;
            assert_eq!(answer, (200, "2".into()), "cookie, {place}");
        }
    }
}

#[tokio::test]
async fn the_token_that_counts_decides_whether_a_csrf_value_is_needed() {
    let service = Service::with(ALL);
    let evil = Some("https://evil.example");
    let cookie = || Some(service.token_of("1"));
    for origin in [None, evil] {
        for body in [json(&service.token_of("2")), form(&service.token_of("2"))] {
            let cookie = cookie();
            let sent = Sent {
                cookie,
                body,
                origin,
                ..Sent::default()
            };
            assert_eq!(service.send(sent).await.status, 200);
        }
        for body in [
            None,
            json(""),
            form(""),
            form("&csrf_token=x"),
            Some(("text/plain", "{}".into())),
        ] {
            let cookie = cookie();
            let sent = Sent {
                cookie,
                body,
                origin,
                ..Sent::default()
            };
            let answer = service.send(sent).await;
            assert_eq!(answer.status, 403, "{}", answer.body);
            assert_eq!(answer.json()["error"], "csrf_failed");
        }
    }
}

#[tokio::test]
async fn a_bad_token_in_the_body_is_not_made_up_for_by_a_cookie() {
    let service = Service::with(ALL);
    let form = |body: &str| Some(("application/x-www-form-urlencoded", body.to_owned()));
    let json = |body: &str| Some(("application/json", body.to_owned()));
    for (body, status) in [
        (json(r#"{"access_token":"a.b.c"}"#), 401),
        (form("access_token=a.b.c"), 401),
        (json(r#"{"access_token":1}"#), 400),
        (json(r#"{"access_token":"a","access_token":"b"}"#), 400),
        (json(r#"{"x":1,"x":2,"access_token":"a"}"#), 400),
        (form("access_token=a&access_token=b"), 400),
        (
            json(&format!(r#"{{"access_token":"{}"}}"#, "a".repeat(20_000))),
            413,
        ),
        (form(&"a".repeat(20_000)), 413),
    ] {
        for path in ["/", "/greeting"] {
            let sent = Sent {
                cookie: Some(service.token_of("1")),
                body: body.clone(),
                ..Sent::default()
            };
            let answer = service.send_to(path, sent).await;
            assert_eq!(answer.status, status, "{path} {body:?}");
        }
    }
}

#[tokio::test]
async fn nothing_behind_a_strict_place_counts() {
    // The two locations, in which of them a token stands, and whose token counts.
    for (token_from, places, expected) in [
        ("json strict, header", ["header", "websocket"], (401, None)),
        ("json strict, header", ["json", "header"], (200, Some("1"))),
        ("json strict, cookie", ["cookie", "websocket"], (401, None)),
        ("json strict, cookie", ["json", "cookie"], (200, Some("1"))),
        ("json strict, form", ["form", "websocket"], (401, None)),
        ("header strict, json", ["json", "websocket"], (401, None)),
        ("header strict, json", ["header", "json"], (200, Some("1"))),
        ("cookie strict, json", ["json", "websocket"], (401, None)),
        // A cookie needs a CSRF value.
        ("cookie strict, json", ["cookie", "json"], (403, None)),
        ("cookie strict, header", ["cookie", "header"], (403, None)),
        ("cookie, json", ["cookie", "json"], (200, Some("2"))),
        ("cookie, header", ["cookie", "header"], (200, Some("2"))),
        ("header strict, query", ["header", "query"], (400, None)),
    ] {
        let service = Service::with(token_from);
        let (status, body) = answer_to(&service, places).await;
        assert_eq!(status, expected.0, "{token_from}: {places:?}");
        if let Some(subject) = expected.1 {
            assert_eq!(body, subject, "{token_from}: {places:?}");
        }
    }
}
