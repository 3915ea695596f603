//! What a renderer is given, and what the default one tells a client.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::COOKIE;
use jwt_guard::response::OAuth;
use jwt_guard::session::MemoryStore;
use serde_json::json;

use super::{HEADER, claims, logged_in, login, post_json, refresh, signed, with_header};
use crate::endpoints::responses::service::{Office, Staff, app, auth, auth_by};
use crate::fixtures::app::{NOW, OTHER_SECRET, SECRET, get_request, get_with, send};

/// Neither a token, nor the secret, nor a password is in what a renderer is given.
#[tokio::test]
async fn a_renderer_is_given_nothing_secret() {
    let (auth, _) = auth();
    let app = app(&auth);
    let (access, refresh_token) = logged_in(&app).await;
    let wrong = format!("{access}x");
    let query = format!("/open?access_token={wrong}");
    let requests = [
        get_with("/open", &wrong),
        get_request(&query),
        with_header("/open", &format!("Basic {wrong}")),
        with_header("/open", &format!("Bearer {wrong} {refresh_token}")),
        get_with("/write", &access),
        login("ada", "my-pass-word"),
        post_json(
            "/auth",
            &json!({"username": "ada", "passwort": "my-pass-word"}),
        ),
        post_json(
            "/auth",
            &json!({"username": ["my-pass-word"], "password": "my-pass-word"}),
        ),
        refresh(&format!("{refresh_token}x")),
        post_json(
            "/auth/refresh",
            &json!({"refresh_token": refresh_token, "scope": "my-pass-word"}),
        ),
        Request::get("/open")
            .header(COOKIE, format!("__Host-access_token={wrong}"))
            .body(Body::empty())
            .unwrap(),
    ];
    for request in requests {
        let shown = format!("{request:?}");
        let answer = send(&app, request).await;
        assert!(answer.status.is_client_error(), "{shown}: {}", answer.body);
        assert!(answer.body.starts_with("Refusal"), "{}", answer.body);
        for secret in [&*access, &*refresh_token, "my-pass-word", SECRET] {
            assert!(!answer.body.contains(secret), "{shown}: {}", answer.body);
        }
    }
}

/// Reasons of one kind have one response, byte for byte.
#[tokio::test]
async fn the_default_renderer_tells_the_kind_and_no_reason() {
    let (office, staff) = (Office::usual(), Staff::default());
    let (auth, clock) = auth_by(office, staff, MemoryStore::new(), OAuth);
    let app = app(&auth);
    let (access, refresh_token) = logged_in(&app).await;
    let tokens = [
        "abc".to_owned(),
        signed(HEADER, &claims(json!({})), OTHER_SECRET),
        signed(HEADER, &claims(json!({"exp": NOW - 60})), SECRET),
        signed(HEADER, &claims(json!({"aud": "others"})), SECRET),
        auth.mint("absent").token().unwrap(),
        auth.mint("gone").token().unwrap(),
    ];
    let kinds = [
        tokens
            .iter()
            .map(|token| get_with("/user", token))
            .collect(),
        vec![
            login("ada", "wrong"),
            login("bob", "wrong"),
            login("gone", "secret"),
        ],
        vec![
            refresh("abcdefghijklmnopqrstuvwxyz"),
            refresh(&access),
            refresh(&format!("{refresh_token}x")),
        ],
    ];
    clock.set(NOW + 1);
    for requests in kinds {
        let mut responses = Vec::new();
        for request in requests {
            let answer = send(&app, request).await;
            assert!(answer.status.is_client_error(), "{}", answer.body);
            responses.push((answer.status, answer.headers, answer.body));
        }
        let [first, others @ ..] = &*responses else {
            panic!("no requests");
        };
        for other in others {
            assert_eq!(first, other);
        }
    }
}
