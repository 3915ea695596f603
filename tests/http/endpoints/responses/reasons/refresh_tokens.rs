//! Refresh tokens that are refused, tokens that cannot be revoked, and a store that fails.

use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::http::Request;
use axum::http::header::AUTHORIZATION;
use jwt_guard::config::RefreshFormat;
use jwt_guard::session::MemoryStore;
use serde_json::{Value, json};

use super::{logged_in, login, post_json, refresh, tells};
use crate::endpoints::responses::service::{Office, Staff, app, auth, auth_with, told};
use crate::fixtures::app::{NOW, get_with, send};
use crate::fixtures::remote::{Order, Remote};

#[tokio::test]
async fn refresh_tokens_that_are_refused() {
    let (auth, clock) = auth();
    let app = app(&auth);
    let (access, first) = logged_in(&app).await;
    tells(
        &app,
        [
            (
                "RefreshCookieAbsent",
                post_json("/auth/refresh", &json!({})),
            ),
            ("RefreshTokenUnknown", refresh("abcdefghijklmnopqrstuvwxyz")),
            ("AccessTokenInstead", refresh(&access)),
            (
                "AccessTokenInstead",
                Request::post("/auth/refresh")
                    .header(AUTHORIZATION, format!("Bearer {access}"))
                    .body(Body::empty())
                    .unwrap(),
            ),
            ("MissingCredential", post_json("/auth/revoke", &json!({}))),
            (
                "InvalidScope",
                post_json(
                    "/auth/refresh",
                    &json!({"refresh_token": first, "scope": "root"}),
                ),
            ),
        ],
    )
    .await;
    let next = |answer: Value| answer["refresh_token"].as_str().unwrap().to_owned();
    let second = next(send(&app, refresh(&first)).await.json());
    let third = next(send(&app, refresh(&second)).await.json());
    assert_eq!(told(&app, refresh(&first)).await, "RefreshTokenSuperseded");
    let fourth = next(send(&app, refresh(&third)).await.json());
    assert_eq!(told(&app, refresh(&fourth)).await, "RefreshedTooOften");
    clock.set(NOW + 11);
    assert_eq!(told(&app, refresh(&second)).await, "RefreshTokenReused");
    assert_eq!(told(&app, refresh(&fourth)).await, "RefreshTokenEnded");
    assert_eq!(told(&app, get_with("/open", &access)).await, "Revoked");
}

#[tokio::test]
async fn refresh_tokens_beside_which_something_is_missing() {
    let requiring = Office {
        refresh_requires_access: true,
        ..Office::usual()
    };
    let staff = Staff::default();
    let (auth, _) = auth_with(requiring, staff.clone(), MemoryStore::new());
    let app = app(&auth);
    let (_, first) = logged_in(&app).await;
    let (other, _) = logged_in(&app).await;
    let with_access = |access: &str| {
        let mut request = refresh(&first);
        let value = format!("Bearer {access}").parse().unwrap();
        request.headers_mut().insert(AUTHORIZATION, value);
        request
    };
    tells(
        &app,
        [
            ("AccessTokenAbsent", refresh(&first)),
            ("AccessTokenOfOtherSession", with_access(&other)),
        ],
    )
    .await;
    let signed = Office {
        refresh_format: RefreshFormat::Jwt,
        ..Office::usual()
    };
    let (auth, _) = auth_with(signed, staff.clone(), MemoryStore::new());
    let app = crate::endpoints::responses::service::app(&auth);
    tells(&app, [("RefreshTokenInvalid", refresh("a.b.c"))]).await;
    let bodies_only = Office {
        token_from: vec!["header".to_owned()],
        ..Office::usual()
    };
    let (auth, _) = auth_with(bodies_only, staff.clone(), MemoryStore::new());
    let app = crate::endpoints::responses::service::app(&auth);
    let absent = post_json("/auth/refresh", &json!({}));
    assert_eq!(told(&app, absent).await, "RefreshTokenAbsent");
    let of_bob = send(&app, login("bob", "secret")).await.json();
    staff.bob_has_left.store(true, Ordering::SeqCst);
    let of_bob = refresh(of_bob["refresh_token"].as_str().unwrap());
    assert_eq!(told(&app, of_bob).await, "RefreshTokenUser");
}

#[tokio::test]
async fn tokens_that_cannot_be_revoked_and_a_store_that_fails() {
    let unnamed = Office {
        jti: false,
        ..Office::usual()
    };
    let (auth, _) = auth_with(unnamed, Staff::default(), MemoryStore::new());
    let app = app(&auth);
    let token = auth.mint("ada").token().unwrap();
    let revoke = post_json("/auth/revoke", &json!({"token": token}));
    assert_eq!(told(&app, revoke).await, "UnsupportedTokenType");
    let remote = Remote::new();
    let (auth, _) = auth_with(Office::usual(), Staff::default(), remote.clone());
    let app = crate::endpoints::responses::service::app(&auth);
    let (_, first) = logged_in(&app).await;
    remote.is(Order::Down);
    assert_eq!(told(&app, refresh(&first)).await, "StoreUnavailable");
}
