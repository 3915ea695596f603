//! The tokens that are replaced: those of this service, in the cookie that a login sets.

use aws_lc_rs::hmac::HMAC_SHA256;
use axum::Router;
use axum::body::Body;
use axum::http::header::{AUTHORIZATION, HOST};
use axum::http::{Request, StatusCode};
use axum::middleware::{Next, from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing;
use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::TrustedIssuer;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::super::service::{Office, Service, Staff};
use super::visitor::{ACCESS, SIGNATURE, Visitor, WINDOW, cookies, is_replaced, pages, settings};
use crate::fixtures::app::{NOW, OTHER_SECRET, SECRET, send};
use crate::fixtures::browser::Browser;
use crate::fixtures::token::signed_with;

#[tokio::test]
async fn a_token_in_a_header_is_not_replaced_even_beside_a_cookie() {
    let mut visitor = Visitor::new(json!({"token_delivery": "both"})).await;
    visitor.service.at(WINDOW);
    let token = visitor.token();
    let request = visitor.browser.request(axum::http::Method::GET, "/");
    let request = request.header(AUTHORIZATION, format!("Bearer {token}"));
    let answer = visitor.browser.send(request, "").await;
    assert_eq!(answer.status, 200);
    assert!(!is_replaced(&answer));
    assert!(is_replaced(&visitor.get("/").await));
}

#[tokio::test]
async fn a_second_guard_that_looks_into_a_header_replaces_nothing() {
    #[protected(token_from(cookie))]
    async fn by_cookie(request: axum::extract::Request, next: Next) -> Response {
        next.run(request).await
    }

    #[protected(token_from(header))]
    async fn page() {}

    let cookie = Visitor::new(json!({})).await;
    let auth = cookie.service.auth.clone();
    // The browser's token is young, the one in the header is not.
    let header = cookie.token();
    cookie.service.at(WINDOW - 1);
    let mut young = Browser::at("site.example.com", &pages(&auth));
    young.log_in().await;
    cookie.service.at(WINDOW);
    let app = Router::new()
        .route("/", routing::get(page))
        .layer(from_fn_with_state(auth.clone(), by_cookie))
        .layer(auth.layer())
        .with_state(auth);
    let request = |token: &str, cookie: &str| {
        Request::get("/")
            .header(AUTHORIZATION, format!("Bearer {token}"))
            .header("cookie", format!("{ACCESS}={cookie}"))
            .body(Body::empty())
            .unwrap()
    };
    let answer = app.oneshot(request(&header, &young.cookies[ACCESS])).await;
    let answer = answer.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(!answer.headers().contains_key("set-cookie"));
}

#[tokio::test]
async fn a_split_token_is_replaced_in_both_its_cookies() {
    for has_store in [true, false] {
        let split = json!({"cookie_split": "on"});
        let mut visitor = match has_store {
            true => Visitor::new(split).await,
            false => Visitor::without_store(split).await,
        };
        let before = visitor.token();
        visitor.service.at(WINDOW);
        let answer = visitor.get("/").await;
        let (claims, signature) = (cookies(&answer, ACCESS), cookies(&answer, SIGNATURE));
        assert_eq!((claims.len(), signature.len()), (1, 1));
        assert!(!claims[0].contains("HttpOnly"), "{claims:?}");
        assert!(signature[0].contains("HttpOnly"), "{signature:?}");
        assert_ne!(visitor.token(), before);
        visitor.service.at(WINDOW + 600);
        assert_eq!(visitor.get("/").await.status, 200);
    }
}

#[tokio::test]
async fn only_the_cookie_that_a_login_sets_is_replaced() {
    let visitor = Visitor::new(json!({})).await;
    visitor.service.at(WINDOW);
    let token = visitor.token();
    let answer = visitor.get_with("/other-cookie", "other", &token).await;
    assert_eq!(answer.status, 200);
    assert!(!is_replaced(&answer));
}

#[tokio::test]
async fn a_token_that_has_expired_is_dead_for_good() {
    let mut visitor = Visitor::without_store(json!({})).await;
    assert!(!visitor.is_replaced_at(900, "/ageless").await);
    assert!(!visitor.is_replaced_at(3600, "/ageless").await);
    assert!(visitor.is_replaced_at(899, "/ageless").await);
}

/// What another program with the same key would sign: the claims of a login, changed.
fn forged(visitor: &Visitor, change: Value) -> String {
    let mut claims = visitor.claims();
    for (name, value) in change.as_object().unwrap() {
        claims[name] = value.clone();
        if value.is_null() {
            claims.as_object_mut().unwrap().remove(name);
        }
    }
    let header = r#"{"typ":"at+jwt","alg":"HS256"}"#;
    signed_with(header, claims.to_string().as_bytes(), HMAC_SHA256, SECRET)
}

#[tokio::test]
async fn a_token_that_does_not_say_when_its_user_logged_in_is_not_replaced() {
    for has_store in [true, false] {
        let visitor = match has_store {
            true => Visitor::new(json!({})).await,
            false => Visitor::without_store(json!({})).await,
        };
        visitor.service.at(WINDOW);
        for (change, expected) in [
            (json!({}), true),
            (json!({"auth_time": null}), false),
            (json!({"sid": null}), false),
            // Its pages would need another value.
            (json!({"csrf": null}), false),
        ] {
            let token = forged(&visitor, change.clone());
            let answer = visitor.get_with("/", ACCESS, &token).await;
            assert_eq!(answer.status, 200, "{change}");
            assert_eq!(is_replaced(&answer), expected, "{change} {has_store}");
        }
    }
}

#[tokio::test]
async fn no_token_continues_the_session_of_another_user() {
    let visitor = Visitor::new(json!({})).await;
    visitor.service.at(WINDOW);
    let token = forged(&visitor, json!({"sub": "2"}));
    let answer = visitor.get_with("/", ACCESS, &token).await;
    assert_eq!(answer.status, 200);
    assert!(!is_replaced(&answer));
}

#[tokio::test]
async fn a_token_for_fewer_services_does_not_become_one_for_more() {
    let visitor = Visitor::without_store(json!({"audience": ["a", "b"]})).await;
    visitor.service.at(WINDOW);
    for (audience, expected) in [
        (json!(["b", "a"]), true),
        (json!(["a", "b", "c"]), true),
        (json!(["a"]), false),
        (json!("b"), false),
    ] {
        let token = forged(&visitor, json!({"aud": audience}));
        let answer = visitor.get_with("/", ACCESS, &token).await;
        assert_eq!(answer.status, 200, "{audience}");
        assert_eq!(is_replaced(&answer), expected, "{audience}");
    }
}

#[tokio::test]
async fn a_token_of_one_client_does_not_become_that_of_another() {
    let visitor = Visitor::without_store(json!({"client_id": ["web", "app"]})).await;
    visitor.service.at(WINDOW);
    for (client, expected) in [("web", true), ("app", false)] {
        let token = forged(&visitor, json!({"client_id": client}));
        let answer = visitor.get_with("/", ACCESS, &token).await;
        assert_eq!(answer.status, 200, "{client}");
        assert_eq!(is_replaced(&answer), expected, "{client}");
    }
}

#[tokio::test]
async fn a_token_in_another_name_does_not_become_one_in_ours() {
    let visitor = Visitor::without_store(json!({"issuer": "https://api.example.com"})).await;
    visitor.service.at(WINDOW);
    let token = forged(&visitor, json!({"iss": "https://other.example.com"}));
    let answer = visitor.get_with("/other-issuer", ACCESS, &token).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(!is_replaced(&answer));
}

#[tokio::test]
async fn a_token_of_another_issuer_is_not_replaced() {
    let issuer = "https://login.example.com";
    let key = Key::secret(Algorithm::HS256, &OTHER_SECRET.into()).unwrap();
    let theirs = TrustedIssuer::with_keys(issuer, KeyRing::new(key)).audience(["api"]);
    let ours = json!({"issuer": "https://api.example.com", "csrf": "off"});
    let mut office: Office = serde_json::from_value(settings(ours)).unwrap();
    office.trusted_issuers = vec![theirs];
    let service = Service::with_office(office, None::<MemoryStore>).unwrap();
    let visitor = Visitor::of(service).await;
    visitor.service.at(WINDOW);
    let mut claims = visitor.claims();
    claims["iss"] = issuer.into();
    claims["aud"] = "api".into();
    let header = r#"{"typ":"at+jwt","alg":"HS256"}"#;
    let token = signed_with(
        header,
        claims.to_string().as_bytes(),
        HMAC_SHA256,
        OTHER_SECRET,
    );
    let answer = visitor.get_with("/", ACCESS, &token).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(!is_replaced(&answer));
    assert!(is_replaced(
        &visitor.get_with("/", ACCESS, &visitor.token()).await
    ));
}

#[tokio::test]
async fn a_plain_router_replaces_tokens_behind_the_layer_and_once_behind_two() {
    #[protected]
    async fn page() {}

    let visitor = Visitor::new(json!({})).await;
    let auth = visitor.service.auth.clone();
    visitor.service.at(WINDOW);
    let plain = Router::new()
        .route("/", routing::get(page))
        .layer(auth.layer())
        .with_state(auth.clone());
    let twice = Router::new()
        .fallback_service(pages(&auth).finish())
        .layer(auth.layer());
    for app in [plain, twice] {
        let request = Request::get("/").header("cookie", format!("{ACCESS}={}", visitor.token()));
        let answer = app.oneshot(request.body(Body::empty()).unwrap()).await;
        let set = answer
            .unwrap()
            .headers()
            .get_all("set-cookie")
            .iter()
            .count();
        assert_eq!(set, 1);
    }
}

#[tokio::test]
async fn what_stands_between_two_layers_has_its_say() {
    async fn fail(mut answer: Response) -> Response {
        *answer.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        answer
    }

    let visitor = Visitor::new(json!({})).await;
    visitor.service.at(WINDOW);
    let auth = &visitor.service.auth;
    let app = Router::new()
        .fallback_service(pages(auth).finish())
        .layer(map_response(fail))
        .layer(auth.layer());
    let request = Request::get("/").header("cookie", format!("{ACCESS}={}", visitor.token()));
    let answer = app.oneshot(request.body(Body::empty()).unwrap()).await;
    let answer = answer.unwrap();
    assert_eq!(answer.status(), 500);
    assert!(!answer.headers().contains_key("set-cookie"));
}

#[tokio::test]
async fn on_this_machine_the_cookie_has_the_name_that_it_has_there() {
    #[derive(AuthConfig)]
    #[auth(users = Staff, token_from(cookie), implicit_refresh = "5m", dev_http = "dangerously-on")]
    struct Local {
        secret: Secret,
    }

    #[protected]
    async fn page() {}

    let staff = Service::new(settings(json!({}))).staff;
    let clock = FrozenClock::at(NOW);
    let secret = SECRET.into();
    let auth = Auth::builder(Local { secret })
        .users(staff)
        .clock(clock.clone())
        .build()
        .unwrap();
    let app: GuardedRouter = GuardedRouter::new()
        .route("/", get(page))
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    let mut browser = Browser::at("localhost:3000", &app);
    browser.log_in().await;
    clock.set(NOW + WINDOW);
    let answer = browser.get("/").await;
    let set = cookies(&answer, "access_token");
    assert_eq!(set.len(), 1, "{:?}", answer.headers);
    assert!(!set[0].contains("Secure"));
}

#[tokio::test]
async fn two_configurations_replace_each_its_own() {
    let one = Visitor::new(json!({})).await;
    let other = Visitor::new(json!({})).await;
    for visitor in [&one, &other] {
        visitor.service.at(WINDOW);
    }
    // The layer of one is around the routes of the other.
    let app = Router::new()
        .fallback_service(pages(&one.service.auth).finish())
        .layer(other.service.auth.layer());
    let request = Request::get("/")
        .header(HOST, "site.example.com")
        .header("cookie", format!("{ACCESS}={}", one.token()));
    let answer = app.oneshot(request.body(Body::empty()).unwrap()).await;
    let answer = answer.unwrap();
    assert_eq!(answer.headers().get_all("set-cookie").iter().count(), 1);
}

#[tokio::test]
async fn a_key_of_a_user_signs_the_new_token_too() {
    let mut visitor = Visitor::without_store(json!({"key_per_user": "on"})).await;
    assert!(visitor.is_replaced_at(WINDOW, "/").await);
    visitor.service.at(WINDOW + 600);
    assert_eq!(visitor.get("/").await.status, 200);
    visitor.service.staff.known.lock().unwrap().secret = "another";
    assert_eq!(visitor.get("/").await.status, 401);
}

#[tokio::test]
async fn a_page_that_needs_no_token_replaces_none() {
    let mut visitor = Visitor::new(json!({})).await;
    assert!(!visitor.is_replaced_at(WINDOW, "/open").await);
    assert!(visitor.is_replaced_at(WINDOW, "/maybe").await);
    let preflight = Request::options("/")
        .header("cookie", format!("{ACCESS}={}", visitor.token()))
        .header("access-control-request-method", "POST");
    let app = pages(&visitor.service.auth);
    let answer = send(&app, preflight.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 204);
    assert!(!is_replaced(&answer));
}
