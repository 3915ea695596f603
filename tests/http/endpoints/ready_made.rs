//! The ready-made endpoints.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, PRAGMA};
use jwt_guard::prelude::*;
use serde_json::json;

use crate::fixtures::app::*;

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .nest("/auth", auth().endpoints())
        .with_state(auth())
}

async fn login(body: impl Into<Body>) -> Answer {
    login_at("/auth", "application/json", body).await
}

async fn login_at(path: &str, content_type: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path).header(CONTENT_TYPE, content_type);
    send(&app(), request.body(body.into()).unwrap()).await
}

const ADA: &str = r#"{"username":"ada","password":"secret"}"#;

#[tokio::test]
async fn login_answers_with_a_token_that_verifies() {
    let answer = login(ADA).await;
    assert_eq!(answer.status, 200);
    let body = answer.json();
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(body["expires_in"], 900);
    assert_eq!(body.as_object().unwrap().len(), 3, "{body}");
    let verified = auth()
        .verify(body["access_token"].as_str().unwrap())
        .unwrap();
    assert_eq!(verified.subject(), "1");
    assert!(verified.scopes().iter().eq(["user:read"]));
    assert_eq!(verified.expires_at(), NOW + 900);
    assert_eq!(verified.custom().team.as_deref(), Some("team of ada"));
}

#[tokio::test]
async fn verify_says_that_a_token_is_valid() {
    assert_eq!(
        get_as(&app(), "/auth/verify", Some(&token(&[]))).await,
        (200, r#"{"valid":true}"#.into())
    );
    assert_eq!(get_as(&app(), "/auth/verify", None).await.0, 401);
    assert_eq!(get_as(&app(), "/auth/verify", Some("a.b.c")).await.0, 401);
}

#[tokio::test]
async fn me_answers_with_the_user_of_the_backend() {
    let answer = send(&app(), get_with("/auth/me", &token(&[]))).await;
    assert_eq!(answer.json(), json!({"me": {"id": 1, "name": "ada"}}));
    assert_eq!(get_as(&app(), "/auth/me", None).await.0, 401);
    assert_eq!(
        get_as(&app(), "/auth/me", Some(&token_about("4", &[])))
            .await
            .0,
        401
    );
}

#[tokio::test]
async fn every_endpoint_answers_with_and_without_a_trailing_slash_under_any_prefix() {
    assert_eq!(
        login_at("/auth/", "application/json", ADA).await.status,
        200
    );
    for path in ["/auth/verify/", "/auth/me/"] {
        assert_eq!(
            get_as(&app(), path, Some(&token(&[]))).await.0,
            200,
            "{path}"
        );
        assert_eq!(get_as(&app(), path, None).await.0, 401, "{path}");
    }
    let deep: GuardedRouter = GuardedRouter::new()
        .nest(
            "/api",
            GuardedRouter::new().nest("/v1/login", auth().endpoints()),
        )
        .with_state(auth());
    for path in ["/api/v1/login", "/api/v1/login/"] {
        let request = Request::post(path).header(CONTENT_TYPE, "application/json");
        assert_eq!(
            send(&deep, request.body(ADA.into()).unwrap()).await.status,
            200,
            "{path}"
        );
    }
    let at_the_root: GuardedRouter = auth().endpoints::<()>();
    assert_eq!(
        get_as(&at_the_root, "/verify", Some(&token(&[]))).await.0,
        200
    );
}

#[tokio::test]
async fn no_answer_may_be_stored_by_a_cache() {
    let token = token(&[]);
    for answer in [
        login(ADA).await,
        login("{}").await,
        send(&app(), get_with("/auth/verify", &token)).await,
        send(&app(), get_with("/auth/me", &token)).await,
        send(&app(), get_request("/auth/me")).await,
    ] {
        assert_eq!(answer.header(CACHE_CONTROL), Some("no-store"), "{answer:?}");
    }
    assert_eq!(login(ADA).await.header(PRAGMA), Some("no-cache"));
}

#[tokio::test]
async fn wrong_credentials_an_unknown_user_and_an_inactive_one_get_the_same_answer() {
    let wrong = login(r#"{"username":"ada","password":"wrong"}"#).await;
    assert_eq!(wrong.status, 401);
    assert_eq!(wrong.json()["error"], "invalid_grant");
    assert_eq!(wrong.challenge(), Some(r#"Bearer realm="api""#));
    for body in [
        r#"{"username":"nobody","password":"secret"}"#,
        r#"{"username":"gone","password":"secret"}"#,
    ] {
        let answer = login(body).await;
        assert_eq!(
            (answer.status, answer.body, answer.headers),
            (wrong.status, wrong.body.clone(), wrong.headers.clone())
        );
    }
}

#[tokio::test]
async fn a_backend_that_fails_is_503_and_tells_nothing() {
    let answer = login(r#"{"username":"flaky","password":"secret"}"#).await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.header("retry-after"), Some("1"));
    assert!(!answer.body.contains("postgres"), "{}", answer.body);
}

#[tokio::test]
async fn bodies_that_are_no_credentials_get_a_clear_400() {
    for (body, description) in [
        ("", "the body is not JSON: see line 1, column 0"),
        ("{", "the body is not JSON: see line 1, column 1"),
        (
            r#"{"username":"ada","password":"hunter2"} x"#,
            "the body is not JSON: see line 1, column 41",
        ),
        ("{}", "the credentials have no member `username`"),
        (
            r#"{"username":"ada"}"#,
            "the credentials have no member `password`",
        ),
        (
            r#"{"username":"ada","password":12345}"#,
            "a member of the credentials is unknown or has a value of the wrong type",
        ),
        (
            r#"{"username":null,"password":"hunter2"}"#,
            "a member of the credentials is unknown or has a value of the wrong type",
        ),
        (
            r#"["ada"]"#,
            "a member of the credentials is unknown or has a value of the wrong type",
        ),
        (
            "null",
            "a member of the credentials is unknown or has a value of the wrong type",
        ),
        (
            r#"{"username":"ada","username":"x","password":"hunter2"}"#,
            "a member of the credentials is unknown or has a value of the wrong type",
        ),
    ] {
        let answer = login(body).await;
        assert_eq!(answer.status, 400, "{body}");
        assert_eq!(answer.challenge(), None, "{body}");
        assert_eq!(
            answer.json(),
            json!({"error": "invalid_request", "error_description": description}),
            "{body}"
        );
        assert!(
            !answer.body.contains("hunter2") && !answer.body.contains("12345"),
            "{body}"
        );
    }
    let latin1 = login(&b"{\"username\":\"\xe9\",\"password\":\"x\"}"[..]).await;
    assert_eq!(latin1.status, 400);
}

#[tokio::test]
async fn a_body_of_another_type_is_415() {
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "",
        "json",
        "application/jsonp",
    ] {
        assert_eq!(
            login_at("/auth", content_type, ADA).await.status,
            415,
            "{content_type}"
        );
    }
    let untyped = Request::post("/auth").body(ADA.into()).unwrap();
    assert_eq!(send(&app(), untyped).await.status, 415);
    for content_type in [
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
        "application/vnd.login+json",
    ] {
        assert_eq!(
            login_at("/auth", content_type, ADA).await.status,
            200,
            "{content_type}"
        );
    }
}

#[tokio::test]
async fn an_oversized_body_is_413_whether_it_says_so_or_not() {
    let body = format!(
        r#"{{"username":"ada","password":"{}"}}"#,
        "x".repeat(16 * 1024)
    );
    assert_eq!(login(body.clone()).await.status, 413);
    let honest = Request::post("/auth")
        .header(CONTENT_TYPE, "application/json")
        .header("content-length", body.len())
        .body(body.into())
        .unwrap();
    assert_eq!(send(&app(), honest).await.status, 413);
}

#[tokio::test]
async fn other_methods_are_405_and_name_the_right_one() {
    let answer = send(&app(), get_request("/auth")).await;
    assert_eq!(answer.status, 405);
    assert_eq!(answer.header(ALLOW), Some("POST"));
}

#[derive(AuthConfig)]
#[auth(claims = Membership, users = Users, strict_slashes = "on")]
struct Strict {
    secret: Secret,
}

#[tokio::test]
async fn with_strict_slashes_no_endpoint_is_served_with_a_slash_at_its_end() {
    let secret = SECRET.into();
    let auth = Auth::builder(Strict { secret }).users(Users);
    let auth = auth.build().unwrap();
    let app: GuardedRouter = GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    for (path, status) in [("/auth", 200), ("/auth/", 404)] {
        let request = Request::post(path).header(CONTENT_TYPE, "application/json");
        let answer = send(&app, request.body(ADA.into()).unwrap()).await;
        assert_eq!(answer.status, status, "{path}");
    }
    for (path, status) in [("/auth/keys", 200), ("/auth/keys/", 404)] {
        assert_eq!(send(&app, get_request(path)).await.status, status, "{path}");
    }
}
