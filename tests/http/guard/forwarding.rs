//! A handler that forwards its request to another router: the guards there decide on the request as it then is.

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::response::Response;
use jwt_guard::prelude::*;
use tower::ServiceExt;

#[derive(AuthConfig)]
#[auth(token_from(header, json))]
struct Gateway {
    secret: Secret,
}

#[derive(Clone, AuthState)]
struct App {
    auth: Auth<Gateway>,
    inner: Router,
}

#[protected]
async fn subject(claims: Claims) -> String {
    claims.subject().to_owned()
}

/// Forwards the request without its token, or with that of the header `x-as`.
#[protected]
async fn forward(State(app): State<App>, mut request: Request) -> Response {
    let headers = request.headers_mut();
    headers.remove(AUTHORIZATION);
    if let Some(other) = headers.remove("x-as") {
        headers.insert(AUTHORIZATION, other);
    }
    app.inner.oneshot(request).await.unwrap()
}

async fn answer(other: Option<&str>) -> (u16, String) {
    let secret = Secret::random().unwrap();
    let auth = Auth::builder(Gateway { secret }).build().unwrap();
    let inner: GuardedRouter = GuardedRouter::new()
        .route("/", post(subject))
        .with_state(auth.clone());
    let bearer = |subject: &str| format!("Bearer {}", auth.mint(subject).token().unwrap());
    let mut request = Request::post("/")
        .header(AUTHORIZATION, bearer("ada"))
        // A token may stand in this body, so that the layer has to search the head.
        .header(CONTENT_TYPE, "application/json");
    if let Some(other) = other {
        request = request.header("x-as", bearer(other));
    }
    let app = App {
        auth: auth.clone(),
        inner: inner.finish(),
    };
    let outer: GuardedRouter = GuardedRouter::new()
        .route("/", post(forward))
        .with_state(app);
    let request = request.body(Body::from("{}")).unwrap();
    let response = outer.finish().oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let body = axum::body::to_bytes(response.into_body(), 4096).await;
    (status, String::from_utf8(body.unwrap().to_vec()).unwrap())
}

#[tokio::test]
async fn a_removed_token_is_not_accepted() {
    assert_eq!(answer(None).await.0, 401);
}

#[tokio::test]
async fn a_replaced_token_is_the_one_that_counts() {
    assert_eq!(answer(Some("gateway")).await, (200, "gateway".to_owned()));
}
