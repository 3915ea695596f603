//! An `AuthError` that a handler returns: the renderer of the configuration, or of the handler, renders it.

use axum::extract::Path;
use axum::handler::Handler;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jwt_guard::error::Reason;
use jwt_guard::prelude::*;
use jwt_guard::response::{Refusal, Responses};
use jwt_guard::user::ApplicationRefusal;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::fixtures::app::{SECRET, get_request, get_with, send};

#[derive(Default)]
struct Code;

impl Responses for Code {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        (refusal.status(), refusal.code()).into_response()
    }
}

struct Shout;

impl Responses for Shout {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        (refusal.status(), refusal.code().to_uppercase()).into_response()
    }
}

#[derive(AuthConfig)]
#[auth(responses = Code)]
struct Api {
    secret: Secret,
}

fn revoke(claims: &Claims) -> Result<(), AuthError> {
    match claims.subject() {
        "1" => Err(Reason::StoreUnavailable.into()),
        _ => Ok(()),
    }
}

#[protected(realm = "notes")]
async fn plain(claims: Claims) -> Result<(), AuthError> {
    revoke(&claims)?;
    Ok(())
}

#[protected(responses = Shout)]
async fn shouting(claims: Claims) -> Result<&'static str, AuthError> {
    revoke(&claims)?;
    Ok("quiet")
}

#[public]
async fn public() -> Result<(), AuthError> {
    Err(Reason::MissingToken(Box::default()).into())
}

#[public]
async fn with_a_status() -> Response {
    let error = AuthError::from(Reason::StoreUnavailable);
    (StatusCode::BAD_GATEWAY, [("x-more", "kept")], error).into_response()
}

#[public]
async fn refusing(Path(status): Path<u16>) -> Result<(), AuthError> {
    Err(ApplicationRefusal::new(status, "there is no such note")
        .with_code("no_note")
        .into())
}

fn app() -> (GuardedRouter, Auth<Api>) {
    let auth = Auth::builder(Api {
        secret: SECRET.into(),
    })
    .build()
    .unwrap();
    let layer = SetResponseHeaderLayer::overriding(
        HeaderName::from_static("x-layer"),
        HeaderValue::from_static("ran"),
    );
    let app = GuardedRouter::new()
        .route("/plain", get(plain))
        .route("/shouting", get(shouting))
        .route("/public", get(public))
        .route("/refusing/{status}", get(refusing))
        .route("/status", get(with_a_status))
        .route("/layered", get(plain).layer(layer))
        .with_state(auth.clone());
    (app, auth)
}

#[tokio::test]
async fn it_is_rendered_as_a_refusal_of_the_guard_is() {
    let (app, auth) = app();
    let token = auth.mint("1").token().unwrap();
    for (path, body) in [
        ("/plain", "temporarily_unavailable"),
        ("/shouting", "TEMPORARILY_UNAVAILABLE"),
        ("/layered", "temporarily_unavailable"),
    ] {
        let answer = send(&app, get_with(path, &token)).await;
        assert_eq!(
            (answer.status.as_u16(), &*answer.body),
            (503, body),
            "{path}"
        );
        assert_eq!(answer.header("retry-after"), Some("1"), "{path}");
        assert_eq!(
            answer.header("content-type"),
            Some("text/plain; charset=utf-8"),
            "{path}"
        );
    }
    let other = auth.mint("2").token().unwrap();
    assert_eq!(
        send(&app, get_with("/shouting", &other)).await.body,
        "quiet"
    );
}

/// Shows what it is told of the request.
#[derive(Default)]
struct Route;

impl Responses for Route {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        let language = refusal.headers().get("accept-language");
        let text = format!("{} {} {language:?}", refusal.method(), refusal.path());
        (refusal.status(), text).into_response()
    }
}

#[protected(responses = Route)]
async fn whose_route(claims: Claims) -> Result<(), AuthError> {
    revoke(&claims)
}

#[protected(responses = Route)]
async fn whose_body(claims: Claims, body: String) -> Result<String, AuthError> {
    revoke(&claims).map(|()| body)
}

#[tokio::test]
async fn the_renderer_is_told_of_the_request() {
    let (_, auth) = app();
    let layer = || {
        SetResponseHeaderLayer::overriding(
            HeaderName::from_static("x-layer"),
            HeaderValue::from_static("ran"),
        )
    };
    let inner = GuardedRouter::new()
        .route("/route", get(whose_route))
        .route("/body", get(whose_body))
        .route("/layered", get(whose_body.layer(layer())))
        .with_state(auth.clone());
    let app = GuardedRouter::new().nest("/v1", inner);
    let token = auth.mint("1").token().unwrap();
    for path in ["/v1/route", "/v1/body", "/v1/layered"] {
        let mut request = get_with(path, &token);
        let german = HeaderValue::from_static("de");
        request.headers_mut().insert("accept-language", german);
        let answer = send(&app, request).await;
        assert_eq!(answer.body, format!("GET {path} Some(\"de\")"));
    }
}

#[tokio::test]
async fn so_it_is_in_a_public_handler() {
    let (app, _) = app();
    let answer = send(&app, get_request("/public")).await;
    assert_eq!(answer.body, "missing_token");
    assert_eq!(answer.challenge(), Some(r#"Bearer realm="api""#));
}

#[tokio::test]
async fn an_application_refuses_with_its_own_status_and_code() {
    let (app, _) = app();
    for (status, sent) in [
        (404, 404),
        (409, 409),
        (400, 400),
        (499, 499),
        (200, 403),
        (500, 403),
    ] {
        let answer = send(&app, get_request(&format!("/refusing/{status}"))).await;
        assert_eq!(
            (answer.status.as_u16(), &*answer.body),
            (sent, "no_note"),
            "{status}"
        );
        assert_eq!(answer.challenge(), None, "{status}");
    }
    let answer = send(&app, get_request("/refusing/401")).await;
    assert_eq!(answer.challenge(), Some(r#"Bearer realm="api""#));
}

#[tokio::test]
async fn what_the_handler_adds_stays() {
    let (app, _) = app();
    let answer = send(&app, get_request("/status")).await;
    assert_eq!(
        (answer.status.as_u16(), &*answer.body),
        (502, "temporarily_unavailable")
    );
    assert_eq!(answer.header("x-more"), Some("kept"));
}
