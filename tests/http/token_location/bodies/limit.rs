//! How much of a body is read: `max_body_bytes`.

use axum::body::{Body, Bytes};
use axum::http::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use futures_util::stream;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;

use crate::fixtures::app::*;

#[derive(AuthConfig)]
#[auth(claims = Membership, users = Users, issuer = "https://api.example.com", token_from(header, json, form))]
pub(super) struct Bounded {
    secret: Secret,
    max_body_bytes: Option<usize>,
    body_timeout: Option<String>,
}

#[protected]
async fn length(body: String) -> String {
    body.len().to_string()
}

fn auth(max_body_bytes: Option<usize>) -> Result<Auth<Bounded>, ConfigError> {
    auth_with(max_body_bytes, None)
}

pub(super) fn auth_with(
    max_body_bytes: Option<usize>,
    body_timeout: Option<&str>,
) -> Result<Auth<Bounded>, ConfigError> {
    let config = Bounded {
        secret: SECRET.into(),
        max_body_bytes,
        body_timeout: body_timeout.map(str::to_owned),
    };
    let auth = Auth::builder(config).users(Users).store(MemoryStore::new());
    auth.clock(FrozenClock::at(NOW)).build()
}

pub(super) fn app(auth: &Auth<Bounded>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/", post(length))
        .nest("/auth", auth.endpoints())
        .with_state(auth.clone())
}

pub(super) const JSON: &str = "application/json";
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

pub(super) fn request(path: &str, content_type: &str, body: Body) -> Request<Body> {
    let request = Request::post(path).header(CONTENT_TYPE, content_type);
    request.body(body).unwrap()
}

/// A JSON body of this length, with more members.
fn json(length: usize, members: &str) -> String {
    let empty = format!(r#"{{"x":"",{members}}}"#).len();
    let filling = "x".repeat(length.saturating_sub(empty));
    format!(r#"{{"x":"{filling}",{members}}}"#)
}

/// A form of this length, with more fields.
fn form(length: usize, fields: &str) -> String {
    let filling = "x".repeat(length.saturating_sub(fields.len() + "&x=".len()));
    format!("{fields}&x={filling}")
}

#[tokio::test]
async fn a_body_with_a_token_is_read_up_to_the_limit_and_no_further() {
    for limit in [None, Some(4096), Some(100_000)] {
        let auth = auth(limit).unwrap();
        let token = auth
            .mint("1")
            .claims(Membership {
                plan: "pro".into(),
                team: None,
            })
            .token()
            .unwrap();
        let app = app(&auth);
        let limit = limit.unwrap_or(16_384);
        let json = |length| json(length, &format!(r#""access_token":"{token}""#));
        let form = |length| form(length, &format!("access_token={token}"));
        for (content_type, fits, is_longer) in [
            (JSON, json(limit), json(limit + 1)),
            (FORM, form(limit), form(limit + 1)),
        ] {
            assert_eq!((fits.len(), is_longer.len()), (limit, limit + 1));
            let answer = send(&app, request("/", content_type, fits.into())).await;
            assert_eq!(
                (answer.status.as_u16(), answer.body),
                (200, limit.to_string())
            );
            let pieces = is_longer
                .as_bytes()
                .chunks(100)
                .map(|piece| Ok::<_, std::io::Error>(Bytes::copy_from_slice(piece)));
            let pieces: Vec<_> = pieces.collect();
            for body in [
                Body::from(is_longer),
                Body::from_stream(stream::iter(pieces)),
            ] {
                let answer = send(&app, request("/", content_type, body)).await;
                assert_eq!(answer.status, 413);
                let answer = answer.json();
                assert_eq!(answer["error"], "invalid_request");
                let said = answer["error_description"].as_str().unwrap();
                assert!(
                    said.ends_with(&format!("the limit is {limit} bytes")),
                    "{said}"
                );
            }
        }
    }
}

#[tokio::test]
async fn every_endpoint_keeps_to_the_limit_and_says_it() {
    for limit in [512, 40_000] {
        let app = app(&auth(Some(limit)).unwrap());
        let credentials = r#""username":"ada","password":"secret""#;
        for (path, json_members, form_fields) in [
            ("/auth", credentials, None),
            (
                "/auth/refresh",
                r#""refresh_token":"a""#,
                Some("refresh_token=a"),
            ),
            ("/auth/revoke", r#""token":"a""#, Some("token=a")),
            (
                "/auth/logout",
                r#""refresh_token":"a""#,
                Some("refresh_token=a"),
            ),
        ] {
            let bodies = |length| {
                let form = form_fields.map(|fields| (FORM, form(length, fields)));
                [(JSON, json(length, json_members))].into_iter().chain(form)
            };
            for (content_type, body) in bodies(limit) {
                let answer = send(&app, request(path, content_type, body.into())).await;
                assert_ne!(answer.status, 413, "{path} {content_type}");
            }
            for (content_type, body) in bodies(limit + 1) {
                let answer = send(&app, request(path, content_type, body.into())).await;
                assert_eq!(answer.status, 413, "{path} {content_type}");
                let said = answer.json()["error_description"].to_string();
                assert!(
                    said.contains(&format!("the limit is {limit} bytes")),
                    "{said}"
                );
            }
        }
        // A body that declares its length need not be sent.
        let mut declared = request("/auth", JSON, Body::empty());
        let length = (limit + 1).to_string();
        declared
            .headers_mut()
            .insert(CONTENT_LENGTH, length.parse().unwrap());
        assert_eq!(send(&app, declared).await.status, 413);
    }
}

#[test]
fn a_limit_that_no_service_can_mean_is_refused_at_the_start() {
    for limit in [0, 255, 2 * 1024 * 1024 + 1, usize::MAX] {
        let error = auth(Some(limit)).unwrap_err().to_string();
        assert!(error.contains("`max_body_bytes`"), "{error}");
        assert!(error.contains("a number from 256 to 2097152"), "{error}");
    }
    assert!(auth(Some(256)).is_ok() && auth(Some(2 * 1024 * 1024)).is_ok());
}
