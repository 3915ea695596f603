//! Handlers of the application that take a refresh token: `#[protected(refresh)]` with `RefreshedSession`.

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{AUTHORIZATION, ORIGIN, SET_COOKIE};
use axum::http::{Method, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use jwt_guard::claim::ExtraClaims;
use jwt_guard::prelude::*;
use jwt_guard::response::{LoginGrant, Refusal, Responses};
use jwt_guard::session::{MemoryStore, RefreshedSession};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::fixtures::app::{Answer, NOW};
use crate::fixtures::browser::Browser;
use crate::sessions::service::{Office, Service, Tokens};

const REFRESH: &str = "__Host-refresh_token";

#[protected(refresh)]
async fn renew(session: RefreshedSession<Office>) -> Result<LoginGrant, AuthError> {
    session.grant().await
}

#[protected(refresh)]
async fn renew_access(session: RefreshedSession<Office>) -> Result<LoginGrant, AuthError> {
    session.access_only().grant().await
}

#[protected(refresh)]
async fn renew_ended(
    State(auth): State<Auth<Office>>,
    session: RefreshedSession<Office>,
) -> Result<LoginGrant, AuthError> {
    auth.sessions().end_all(session.user()).await?;
    session.grant().await
}

#[protected(refresh)]
async fn renew_for(
    Path(scope): Path<String>,
    session: RefreshedSession<Office>,
) -> Result<LoginGrant, AuthError> {
    session.scopes([scope]).grant().await
}

#[protected(refresh)]
async fn renew_with_color(session: RefreshedSession<Office>) -> Result<LoginGrant, AuthError> {
    let color = ExtraClaims::from_iter([("color".to_owned(), "green".into())]);
    session.extend(color).grant().await
}

#[protected(refresh)]
async fn whose(
    State(auth): State<Auth<Office>>,
    session: RefreshedSession<Office>,
) -> Result<String, AuthError> {
    let count = auth.sessions().of_user(session.user()).await?.len();
    let (subject, user) = (session.subject(), session.user().0);
    let began = session.session().created_at;
    Ok(format!("{subject} {user} {began} {count}"))
}

#[derive(Default)]
struct Short;

impl Responses for Short {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        let text = format!("{} {:?}", refusal.code(), refusal.endpoint());
        (StatusCode::IM_A_TEAPOT, text).into_response()
    }
}

#[protected(refresh, responses = Short)]
async fn renew_in_short(session: RefreshedSession<Office>) -> Result<LoginGrant, AuthError> {
    session.grant().await
}

static RUNS: AtomicUsize = AtomicUsize::new(0);

#[protected(refresh)]
async fn counted(_session: RefreshedSession<Office>) {
    RUNS.fetch_add(1, Ordering::SeqCst);
}

/// A service with the handlers above.
fn service(settings: Value) -> Service {
    let mut service = Service::new(settings);
    service.app = GuardedRouter::new()
        .route("/renew", post(renew).get(renew))
        .route("/renew-ended", post(renew_ended))
        .route("/renew-access", post(renew_access))
        .route("/renew-for/{scope}", post(renew_for))
        .route("/renew-with-color", post(renew_with_color))
        .route("/renew-in-short", post(renew_in_short))
        .route("/whose", post(whose))
        .with_state(service.auth.clone())
        .merge(service.app.clone());
    service
}

async fn present(service: &Service, path: &str, token: &str) -> Answer {
    let body = json!({"refresh_token": token});
    service.post(path, None, &body).await
}

async fn granted(service: &Service, path: &str, token: &str) -> Tokens {
    let answer = present(service, path, token).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    Tokens::of(&answer.json())
}

#[tokio::test]
async fn a_handler_gives_what_the_endpoint_gives() {
    for settings in [
        json!({}),
        json!({"refresh_format": "jwt"}),
        json!({"refresh_rotation": "off"}),
    ] {
        let service = service(settings.clone());
        let tokens = service.log_in().await;
        service.events();
        let stock = present(&service, "/auth/refresh", &tokens.refresh).await;
        assert_eq!(service.events(), ["refreshed 1"]);
        let other = service.log_in().await;
        service.events();
        let own = present(&service, "/renew", &other.refresh).await;
        assert_eq!(service.events(), ["refreshed 1"]);
        assert_eq!(own.status, 200, "{settings}: {}", own.body);
        let shape = |answer: &Answer| {
            let body = answer.json();
            let members: Vec<_> = body.as_object().unwrap().keys().cloned().collect();
            let headers: Vec<_> = answer.headers.keys().cloned().collect();
            (answer.status, members, headers)
        };
        assert_eq!(shape(&own), shape(&stock), "{settings}");
        let claims = |answer: &Answer| {
            let mut claims = Tokens::of(&answer.json()).claims();
            for differing in ["jti", "sid"] {
                claims.as_object_mut().unwrap().remove(differing);
            }
            claims
        };
        assert_eq!(claims(&own), claims(&stock), "{settings}");
        let second = Tokens::of(&own.json());
        assert_eq!(second.claims()["sid"], other.claims()["sid"]);
        assert_eq!(service.status(&second).await, 200);
    }
}

#[tokio::test]
async fn the_token_of_a_session_that_keeps_it_is_used_again() {
    let service = service(json!({"refresh_idle_ttl": "1h"}));
    let tokens = service.log_in().await;
    // Longer than the session would last if these requests did not count as its use.
    for seconds in [30 * 60, 80 * 60, 130 * 60] {
        service.at(seconds);
        let answer = present(&service, "/renew-access", &tokens.refresh).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(answer.json().get("refresh_token"), None);
        assert_eq!(service.status(&Tokens::of(&answer.json())).await, 200);
    }
    let next = service.refreshed(&tokens.refresh).await;
    assert_ne!(next.refresh, tokens.refresh);
}

#[tokio::test]
async fn a_token_that_was_exchanged_ends_its_session_at_every_handler() {
    for path in ["/renew", "/renew-access", "/whose"] {
        let service = service(json!({}));
        let first = service.log_in().await;
        let second = service.refreshed(&first.refresh).await;
        service.at(10);
        service.events();
        let answer = present(&service, path, &first.refresh).await;
        assert_eq!(answer.status, 401, "{path}: {}", answer.body);
        assert_eq!(answer.json()["error"], "invalid_grant");
        assert_eq!(service.events(), ["reused 1"], "{path}");
        assert_eq!(service.status(&second).await, 401, "{path}");
        assert_eq!(service.refresh(&second.refresh).await.status, 401);
    }
}

#[tokio::test]
async fn a_handler_that_grants_nothing_leaves_the_token_as_it_is() {
    let service = service(json!({}));
    let tokens = service.log_in().await;
    let began = NOW;
    service.at(60);
    for _ in 0..2 {
        let answer = present(&service, "/whose", &tokens.refresh).await;
        assert_eq!(answer.body, format!("1 1 {began} 1"));
    }
    service.refreshed(&tokens.refresh).await;
}

#[tokio::test]
async fn without_a_refresh_token_that_works_no_handler_runs() {
    let mut service = Service::new(json!({}));
    service.app = GuardedRouter::new()
        .route("/counted", post(counted))
        .with_state(service.auth.clone())
        .merge(service.app.clone());
    let tokens = service.log_in().await;
    let ended = service.log_in().await;
    service
        .post(
            "/auth/logout",
            None,
            &json!({"refresh_token": ended.refresh}),
        )
        .await;
    let answer = service.post("/counted", None, &Value::Null).await;
    assert_eq!(answer.status, 400, "{}", answer.body);
    assert!(answer.body.contains("`refresh_token`"), "{}", answer.body);
    // An access token does not stand for it, wherever it is.
    for token in [&tokens.access, &ended.refresh, "x"] {
        assert_eq!(present(&service, "/counted", token).await.status, 401);
        let bearer = service.post("/counted", Some(token), &Value::Null).await;
        assert_eq!(bearer.status, 401, "{}", bearer.body);
    }
    let nowhere = service
        .post(
            "/counted",
            Some(&tokens.access),
            &json!({"refresh_token": "x"}),
        )
        .await;
    assert_eq!(nowhere.status, 401);
    // Its user is gone, and so its session ends.
    let of_bob = service.log_in_as("bob").await;
    service.staff.known.lock().unwrap().exists = false;
    assert_eq!(
        present(&service, "/counted", &of_bob.refresh).await.status,
        401
    );
    service.staff.known.lock().unwrap().exists = true;
    assert_eq!(
        present(&service, "/counted", &of_bob.refresh).await.status,
        401
    );
    assert_eq!(RUNS.load(Ordering::SeqCst), 0);
    assert_eq!(
        present(&service, "/counted", &tokens.refresh).await.status,
        200
    );
    assert_eq!(RUNS.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn the_token_stands_where_the_endpoint_takes_it() {
    let service = service(json!({"token_from": ["header", "cookie", "query", "json", "form"]}));
    for location in ["header", "query", "json", "form"] {
        let tokens = service.log_in().await;
        let refresh = &tokens.refresh;
        let answer = match location {
            "header" => service.post("/renew", Some(refresh), &Value::Null).await,
            "query" => {
                let path = format!("/renew?refresh_token={refresh}");
                service.post(&path, None, &Value::Null).await
            }
            "json" => present(&service, "/renew", refresh).await,
            _ => {
                let fields = format!("refresh_token={refresh}");
                service.form("/renew", &fields).await
            }
        };
        assert_eq!(answer.status, 200, "{location}: {}", answer.body);
        let stale = service.refresh(refresh).await;
        let again = Tokens::of(&stale.json()).refresh;
        assert_eq!(again, Tokens::of(&answer.json()).refresh, "{location}");
    }
    let tokens = service.log_in().await;
    let twice = format!("/renew?refresh_token={0}&refresh_token={0}", tokens.refresh);
    let answer = service.post(&twice, None, &Value::Null).await;
    assert_eq!(answer.status, 400, "{}", answer.body);
}

#[tokio::test]
async fn a_cookie_needs_the_csrf_value_and_is_renewed_as_a_cookie() {
    let service = service(json!({"token_from": ["cookie"]}));
    let mut browser = Browser::at("site.example.com", &service.app);
    browser.log_in().await;
    let before = browser.cookies[REFRESH].clone();
    for value in [None, Some("x"), Some("")] {
        let answer = browser.post("/renew", value).await;
        assert_eq!(answer.status, 403, "{value:?}: {}", answer.body);
    }
    let value = browser.csrf();
    let of_another_page = browser
        .request(Method::POST, "/renew")
        .header(ORIGIN, "https://evil.example")
        .header("x-csrf-token", &value);
    assert_eq!(browser.send(of_another_page, "").await.status, 403);
    assert_eq!(browser.cookies[REFRESH], before);
    let answer = browser.post("/renew", Some(&value)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json().get("access_token"), None);
    assert_ne!(browser.cookies[REFRESH], before);
    // A handler that keeps the token sets the other cookie alone.
    let (value, kept) = (browser.csrf(), browser.cookies[REFRESH].clone());
    let answer = browser.post("/renew-access", Some(&value)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let names: Vec<_> = answer.headers.get_all(SET_COOKIE).iter().collect();
    let is_refresh =
        |cookie: &&&axum::http::HeaderValue| cookie.to_str().unwrap().starts_with(REFRESH);
    assert_eq!(names.iter().filter(is_refresh).count(), 0, "{names:?}");
    assert_eq!(browser.cookies[REFRESH], kept);
    assert_eq!(browser.get("/").await.status, 200);
}

/// A link of another site makes a browser send its cookies with a `GET`.
#[tokio::test]
async fn a_link_refreshes_nothing() {
    let service = service(json!({"token_from": ["cookie"]}));
    let mut browser = Browser::at("site.example.com", &service.app);
    browser.log_in().await;
    let before = browser.cookies[REFRESH].clone();
    for method in [Method::GET, Method::HEAD] {
        let answer = browser.send(browser.request(method, "/renew"), "").await;
        assert_eq!(answer.status, 403, "{}", answer.body);
    }
    assert_eq!(browser.cookies[REFRESH], before);
    let of_a_script = browser
        .request(Method::GET, "/renew")
        .header("x-csrf-token", browser.csrf());
    assert_eq!(browser.send(of_a_script, "").await.status, 200);
}

#[tokio::test]
async fn a_cookie_of_an_ended_session_is_cleared() {
    let service = service(json!({"token_from": ["cookie"]}));
    let mut browser = Browser::at("site.example.com", &service.app);
    browser.log_in().await;
    let value = browser.csrf();
    service.staff.known.lock().unwrap().exists = false;
    let answer = browser.post("/renew", Some(&value)).await;
    assert_eq!(answer.status, 401, "{}", answer.body);
    assert!(!browser.cookies.contains_key(REFRESH));
}

/// The token is judged before the handler, and the session ends while the handler runs.
#[tokio::test]
async fn the_cookies_of_a_session_that_ends_in_the_handler_are_cleared() {
    let service = service(json!({"token_from": ["cookie"]}));
    let mut browser = Browser::at("site.example.com", &service.app);
    browser.log_in().await;
    let value = browser.csrf();
    let answer = browser.post("/renew-ended", Some(&value)).await;
    assert_eq!(answer.status, 401, "{}", answer.body);
    assert_eq!(answer.json()["error"], "invalid_grant");
    assert!(!browser.cookies.contains_key(REFRESH));
}

#[tokio::test]
async fn the_access_token_of_the_session_comes_along_where_it_must() {
    let service = service(json!({"refresh_requires_access": "on"}));
    let (mine, other) = (service.log_in().await, service.log_in().await);
    let body = json!({"refresh_token": mine.refresh});
    service.at(3600);
    for (access, status) in [
        (None, 401),
        (Some(&other.access), 401),
        (Some(&mine.refresh), 401),
        // Expired, as it may be.
        (Some(&mine.access), 200),
    ] {
        for path in ["/whose", "/renew"] {
            let answer = service.post(path, access.map(String::as_str), &body).await;
            assert_eq!(answer.status, status, "{path}: {}", answer.body);
        }
    }
}

#[tokio::test]
async fn a_handler_narrows_the_scopes_and_never_widens_them() {
    let service = service(json!({}));
    let tokens = service.log_in().await;
    let narrowed = granted(&service, "/renew-for/report", &tokens.refresh).await;
    assert_eq!(narrowed.claims()["scope"], "report");
    assert_eq!(service.get("/report", &narrowed.access).await.status, 200);
    let none = granted(&service, "/renew-for/admin", &narrowed.refresh).await;
    assert!(!none.claims()["scope"].to_string().contains("admin"));
    assert_eq!(service.get("/report", &none.access).await.status, 403);
    // The session has all of its scopes at the next refresh.
    let all = granted(&service, "/renew", &none.refresh).await;
    assert_eq!(all.claims()["scope"], tokens.claims()["scope"]);
    // What the client asks for holds too.
    let body = json!({"refresh_token": all.refresh, "scope": "user:read"});
    let answer = service.post("/renew-for/report", None, &body).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let both = Tokens::of(&answer.json());
    assert_eq!(service.get("/report", &both.access).await.status, 403);
}

#[tokio::test]
async fn a_handler_adds_members_to_the_payload_of_one_token() {
    let service = service(json!({}));
    service.staff.known.lock().unwrap().payload = Some(("team", "blue"));
    let tokens = service.log_in().await;
    let colored = granted(&service, "/renew-with-color", &tokens.refresh).await;
    assert_eq!(colored.claims()["color"], "green");
    assert_eq!(colored.claims()["team"], "blue");
    let plain = granted(&service, "/renew", &colored.refresh).await;
    assert_eq!(plain.claims().get("color"), None);
}

#[tokio::test]
async fn a_refusal_is_rendered_by_the_renderer_of_the_handler() {
    let service = service(json!({}));
    let answer = present(&service, "/renew-in-short", "x").await;
    assert_eq!(answer.status, 418);
    assert_eq!(answer.body, "invalid_grant Some(Refresh)");
    let answer = present(&service, "/renew", "x").await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn too_many_refreshes_of_a_session_are_refused_by_all_handlers_together() {
    let service = service(json!({"refreshes_per_minute": 3}));
    let tokens = service.log_in().await;
    for path in ["/renew-access", "/renew-access", "/renew-access"] {
        assert_eq!(present(&service, path, &tokens.refresh).await.status, 200);
    }
    for path in ["/renew-access", "/renew", "/auth/refresh"] {
        let answer = present(&service, path, &tokens.refresh).await;
        assert_eq!(answer.status, 429, "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_plain_router_takes_such_a_handler_too() {
    let service = service(json!({}));
    let app: Router = Router::new()
        .route("/renew", axum::routing::post(renew))
        .with_state(service.auth.clone());
    let tokens = service.log_in().await;
    let request = |token: &str| {
        Request::post("/renew")
            .header(AUTHORIZATION, format!("Bearer {token}"))
            .body(Body::empty())
            .unwrap()
    };
    for (token, status) in [(&tokens.refresh, 200), (&tokens.access, 401)] {
        let response = app.clone().oneshot(request(token)).await.unwrap();
        assert_eq!(response.status(), status);
    }
}

#[tokio::test]
async fn the_manifest_says_that_a_route_takes_a_refresh_token() {
    let service = service(json!({}));
    let manifest = service.app.manifest();
    let access = |path: &str| {
        let route = manifest.routes().iter().find(|route| route.path() == path);
        route.map(|route| route.access())
    };
    assert_eq!(access("/renew"), Some("refresh"));
    assert_eq!(access("/auth/refresh"), Some("refresh"));
    assert_eq!(access("/"), Some("protected"));
}

#[test]
fn a_router_with_such_a_handler_needs_refresh_tokens() {
    let problem = |service: Service| {
        let app = GuardedRouter::new()
            .route("/renew", post(renew))
            .with_state(service.auth);
        app.try_finish().err().map(|error| error.to_string())
    };
    let without = problem(Service::without_store(json!({}))).unwrap();
    assert!(without.contains("found no store"), "{without}");
    let off = Service::try_new(json!({"refresh": "off"}), Some(MemoryStore::new()));
    let off = problem(off.ok().unwrap()).unwrap();
    assert!(off.contains("found `refresh` off"), "{off}");
    assert_eq!(problem(Service::new(json!({}))), None);
}
