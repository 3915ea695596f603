//! A renderer for a service, for a handler, and as a value; what the library adds to its responses.

use axum::Json;
use axum::body::Body;
use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, VARY, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use jwt_guard::error::{ErrorKind, Reason};
use jwt_guard::prelude::*;
use jwt_guard::response::{Endpoint, OAuth, Refusal, Responses};
use jwt_guard::token::TokenError;
use serde_json::json;

use crate::fixtures::app::{SECRET, get_request, get_with, send};

/// An envelope around every refusal, with its own statuses, members and headers.
#[derive(Default)]
struct Envelope;

impl Responses for Envelope {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        let (status, message) = match refusal.reason() {
            Reason::InvalidToken(TokenError::Malformed) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "not enough segments".into(),
            ),
            _ => (refusal.status(), refusal.description()),
        };
        let body = json!({
            "ok": false,
            "code": refusal.code(),
            "message": message,
            "method": refusal.method().as_str(),
            "path": refusal.path(),
            "verify": refusal.endpoint() == Some(Endpoint::Verify),
            "language": refusal.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()),
        });
        (
            status,
            [("x-refused", "yes"), ("cache-control", "public")],
            Json(body),
        )
            .into_response()
    }
}

/// One word, for one handler.
struct OneWord;

impl Responses for OneWord {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        match refusal.kind() {
            ErrorKind::MissingToken => {
                let challenge = [(WWW_AUTHENTICATE, "Negotiate")];
                (StatusCode::UNAUTHORIZED, challenge, "who?").into_response()
            }
            _ => OAuth.refusal(refusal),
        }
    }
}

#[derive(AuthConfig)]
#[auth(responses = Envelope, users = Empty)]
struct Api {
    secret: Secret,
}

/// No users at all.
struct Empty;

impl UserBackend for Empty {
    type Credentials = Credentials;
    type User = ();

    async fn authenticate(&self, _: Credentials) -> Result<Option<()>, BackendError> {
        Ok(None)
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<()>, BackendError> {
        Ok(None)
    }

    fn subject(&self, (): &()) -> String {
        String::new()
    }
}

#[protected]
async fn note() {}

#[protected(responses = OneWord)]
async fn short() {}

#[protected(responses = OneWord)]
mod block {
    use super::*;

    pub(super) async fn inner() {}

    #[scoped("note:write", responses = Envelope)]
    pub(super) async fn outer() {}
}

fn auth() -> Auth<Api> {
    Auth::builder(Api {
        secret: SECRET.into(),
    })
    .users(Empty)
    .build()
    .unwrap()
}

fn app(auth: &Auth<Api>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/note", get(note))
        .route("/short", get(short))
        .route("/block/inner", get(block::inner))
        .route("/block/outer", get(block::outer))
        .nest("/auth", auth.endpoints())
        .with_state(auth.clone())
}

#[tokio::test]
async fn a_service_has_a_renderer_of_its_own() {
    let app = app(&auth());
    let answer = send(&app, get_with("/note", "abc")).await;
    assert_eq!(answer.status, 422);
    assert_eq!(
        answer.json(),
        json!({
            "ok": false, "code": "invalid_token", "message": "not enough segments",
            "method": "GET", "path": "/note", "verify": false, "language": null,
        })
    );
    assert_eq!(answer.header("x-refused"), Some("yes"));
}

#[tokio::test]
async fn the_library_adds_what_a_client_and_a_cache_need() {
    let app = app(&auth());
    let answer = send(&app, get_with("/note", "abc")).await;
    assert_eq!(
        answer.challenge(),
        Some(r#"Bearer realm="api", error="invalid_token""#)
    );
    assert_eq!(
        answer.header(CACHE_CONTROL),
        Some("no-store"),
        "whatever the renderer says"
    );
    assert_eq!(answer.header(VARY), Some("authorization"));
}

#[tokio::test]
async fn a_renderer_knows_the_endpoint_and_the_language() {
    let app = app(&auth());
    let request = Request::get("/auth/verify")
        .header(ACCEPT_LANGUAGE, HeaderValue::from_static("de"))
        .body(Body::empty())
        .unwrap();
    let body = send(&app, request).await.json();
    assert_eq!(body["verify"], true);
    assert_eq!(body["language"], "de");
    assert_eq!(body["path"], "/auth/verify", "the whole path");
}

#[tokio::test]
async fn a_handler_has_a_renderer_of_its_own() {
    let app = app(&auth());
    for path in ["/short", "/block/inner"] {
        let answer = send(&app, get_request(path)).await;
        assert_eq!(answer.body, "who?", "{path}");
        assert_eq!(
            answer.challenge(),
            Some("Negotiate"),
            "a challenge of the renderer stays"
        );
        let answer = send(&app, get_with(path, "abc")).await;
        assert_eq!(answer.json()["error"], "invalid_token", "{path}");
    }
    let answer = send(&app, get_request("/block/outer")).await;
    assert_eq!(answer.json()["ok"], false, "the nearest attribute decides");
}

#[tokio::test]
async fn a_value_on_the_builder_replaces_the_type_of_the_configuration() {
    let auth = Auth::builder(Api {
        secret: SECRET.into(),
    })
    .users(Empty)
    .responses(OneWord)
    .build()
    .unwrap();
    let app = app(&auth);
    assert_eq!(send(&app, get_request("/note")).await.body, "who?");
}
