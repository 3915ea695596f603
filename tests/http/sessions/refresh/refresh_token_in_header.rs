//! A refresh token in the header of access tokens, for a refresh and for a logout.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{AUTHORIZATION, COOKIE, SET_COOKIE};
use serde_json::{Value, json};

use crate::fixtures::app::{Answer, send};
use crate::sessions::service::{Service, Tokens};

/// A request without a body, with this header.
async fn with_header(service: &Service, path: &str, name: &str, value: &str) -> Answer {
    let request = Request::post(path).header(name, value);
    send(&service.app, request.body(Body::empty()).unwrap()).await
}

async fn bearer(service: &Service, path: &str, token: &str) -> Answer {
    with_header(service, path, "authorization", &format!("Bearer {token}")).await
}

#[tokio::test]
async fn it_is_exchanged_and_its_second_use_ends_the_session() {
    for format in ["opaque", "jwt"] {
        let service = Service::new(json!({"refresh_format": format, "refresh_grace": "0s"}));
        let first = service.log_in().await;
        let answer = bearer(&service, "/auth/refresh", &first.refresh).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert!(answer.header(SET_COOKIE).is_none());
        let second = Tokens::of(&answer.json());
        assert_eq!(service.status(&second).await, 200);
        service.at(1);
        let answer = bearer(&service, "/auth/refresh", &first.refresh).await;
        assert_eq!(answer.status, 401, "{}", answer.body);
        assert_eq!(service.status(&second).await, 401, "{format}");
    }
}

#[tokio::test]
async fn a_logout_with_it_ends_the_session() {
    for settings in [
        json!({}),
        json!({"refresh_format": "jwt"}),
        json!({"refresh_requires_access": "on"}),
    ] {
        let service = Service::new(settings.clone());
        let (mine, other) = (service.log_in().await, service.log_in().await);
        let answer = bearer(&service, "/auth/logout", &mine.refresh).await;
        assert_eq!(answer.status, 204, "{settings}: {}", answer.body);
        assert_eq!(service.status(&mine).await, 401, "{settings}");
        assert_eq!(service.refresh(&mine.refresh).await.status, 401);
        assert_eq!(service.status(&other).await, 200);
    }
}

#[tokio::test]
async fn a_logout_with_a_used_one_ends_the_session() {
    let service = Service::new(json!({}));
    let first = service.log_in().await;
    let second = service.refreshed(&first.refresh).await;
    let answer = bearer(&service, "/auth/logout", &first.refresh).await;
    assert_eq!(answer.status, 204);
    assert_eq!(service.status(&second).await, 401);
}

#[tokio::test]
async fn the_header_has_the_configured_name_and_prefixes() {
    let settings = json!({"header_name": "X-Token", "header_prefixes": ["JWT", "Token"]});
    let service = Service::new(settings);
    for path in ["/auth/refresh", "/auth/logout"] {
        for (name, prefix, is_read) in [
            ("x-token", "Token ", true),
            ("x-token", "JWT ", true),
            ("x-token", "Bearer ", false),
            ("authorization", "JWT ", false),
        ] {
            let tokens = service.log_in().await;
            let value = format!("{prefix}{}", tokens.refresh);
            let answer = with_header(&service, path, name, &value).await;
            let expected = match (path, is_read) {
                ("/auth/logout", _) => 204,
                (_, true) => 200,
                (_, false) => 400,
            };
            assert_eq!(answer.status, expected, "{path} {name}: {prefix}");
            let lives = service.refresh(&tokens.refresh).await.status == 200;
            let is_ended = path == "/auth/logout" && is_read;
            assert_eq!(lives, !is_ended, "{path} {name}: {prefix}");
        }
    }
    let answer = bearer(&service, "/auth/refresh", "x").await;
    assert!(
        answer.body.contains("or as `x-token: JWT <token>`"),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn it_is_not_read_where_tokens_may_not_stand_in_the_header() {
    let service = Service::new(json!({"token_from": ["json"]}));
    let tokens = service.log_in().await;
    let answer = bearer(&service, "/auth/refresh", &tokens.refresh).await;
    assert_eq!(answer.status, 400);
    assert!(!answer.body.contains("Authorization"), "{}", answer.body);
    assert_eq!(
        bearer(&service, "/auth/logout", &tokens.refresh)
            .await
            .status,
        204
    );
    service.refreshed(&tokens.refresh).await;
}

#[tokio::test]
async fn every_other_location_goes_before_the_header() {
    let service = Service::new(json!({
        "token_from": ["header", "cookie", "query"], "token_delivery": "both"
    }));
    let header = |tokens: &Tokens| format!("Bearer {}", tokens.refresh);
    for location in ["body", "query"] {
        let (mine, other) = (service.log_in().await, service.log_in().await);
        let (path, body) = match location {
            "body" => (
                "/auth/refresh".into(),
                json!({"refresh_token": mine.refresh}),
            ),
            _ => (
                format!("/auth/refresh?refresh_token={}", mine.refresh),
                Value::Null,
            ),
        };
        let answer = service.post(&path, Some(&other.refresh), &body).await;
        assert_eq!(answer.status, 200, "{location}: {}", answer.body);
        let second = Tokens::of(&answer.json());
        assert_eq!(second.claims()["sid"], mine.claims()["sid"], "{location}");
        service.refreshed(&other.refresh).await;
    }
    // The cookie as well, with its CSRF protection, although the header would need none.
    let (mine, other) = (service.log_in().await, service.log_in().await);
    let request = Request::post("/auth/refresh")
        .header(AUTHORIZATION, header(&other))
        .header(COOKIE, format!("__Host-refresh_token={}", mine.refresh));
    let answer = send(&service.app, request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 403, "{}", answer.body);
    service.refreshed(&other.refresh).await;
}

#[tokio::test]
async fn the_tokens_of_a_header_come_back_as_those_of_a_body() {
    let locations = json!(["header", "cookie"]);
    for delivery in ["both", "cookie", "by_request"] {
        let service = Service::new(json!({"token_from": locations, "token_delivery": delivery}));
        let body = json!({"username": "ada", "password": "secret"});
        let login = service
            .post("/auth?token_delivery=cookie", None, &body)
            .await;
        let cookies: Vec<_> = login.headers.get_all(SET_COOKIE).iter().collect();
        let refresh = cookies.iter().find_map(|cookie| {
            let text = cookie.to_str().unwrap();
            let text = text.strip_prefix("__Host-refresh_token=")?;
            text.split(';').next()
        });
        let refresh = refresh.unwrap();
        let of_body = service.refresh(refresh).await;
        let of_header = bearer(&service, "/auth/refresh", refresh).await;
        assert_eq!(
            (of_body.status.as_u16(), of_header.status.as_u16()),
            (200, 200)
        );
        let shown = |answer: &Answer| {
            let cookies = answer.headers.get_all(SET_COOKIE).iter().count();
            (cookies, answer.json().get("refresh_token").is_some())
        };
        assert_eq!(shown(&of_body), shown(&of_header), "{delivery}");
    }
}

#[tokio::test]
async fn an_access_token_is_none_and_its_session_lives_on() {
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    let answer = bearer(&service, "/auth/refresh", &tokens.access).await;
    assert_eq!(answer.status, 401, "{}", answer.body);
    assert_eq!(answer.json()["error"], "invalid_grant");
    service.refreshed(&tokens.refresh).await;
}

#[tokio::test]
async fn a_refresh_that_needs_the_access_token_takes_no_refresh_token_from_the_header() {
    let service = Service::new(json!({"refresh_requires_access": "on"}));
    let tokens = service.log_in().await;
    let answer = bearer(&service, "/auth/refresh", &tokens.refresh).await;
    assert_eq!(answer.status, 400, "{}", answer.body);
    assert!(!answer.body.contains("Authorization"), "{}", answer.body);
    let body = json!({"refresh_token": tokens.refresh});
    let answer = service
        .post("/auth/refresh", Some(&tokens.access), &body)
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test]
async fn a_malformed_header_is_told_at_a_refresh_and_does_not_prevent_a_logout() {
    let service = Service::new(json!({}));
    for value in ["Bearer a b", "Bearer=abc"] {
        let answer = with_header(&service, "/auth/refresh", "authorization", value).await;
        assert_eq!(answer.status, 400, "{value}");
        assert!(answer.challenge().is_none(), "RFC 6749 §5.2");
        let answer = with_header(&service, "/auth/logout", "authorization", value).await;
        assert_eq!(answer.status, 204, "{value}");
    }
}

#[tokio::test]
async fn it_is_revoked_at_the_endpoint_of_revocations_by_its_body_alone() {
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    let answer = bearer(&service, "/auth/revoke", &tokens.refresh).await;
    assert_eq!(answer.status, 400, "{}", answer.body);
    service.refreshed(&tokens.refresh).await;
}
