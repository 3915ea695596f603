//! Tokens that are not valid at the moment, and can be revoked nevertheless.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;

use crate::fixtures::app::{SECRET, get_as, send};
use crate::sessions::service::{Service, Staff, Tokens};

static OPEN: AtomicBool = AtomicBool::new(true);

fn is_open(_: &Claims) -> bool {
    OPEN.load(Ordering::SeqCst)
}

#[derive(AuthConfig)]
#[auth(users = Staff, extra_verifications(is_open), session_owner = "shop")]
struct Shop {
    secret: Secret,
}

#[protected]
async fn counter() {}

#[tokio::test]
async fn a_token_can_be_ended_while_nothing_is_open_to_it() {
    let service = Service::new(serde_json::json!({}));
    let shop = Shop {
        secret: SECRET.into(),
    };
    let shop = Auth::builder(shop)
        .users(service.staff.clone())
        .clock(service.clock.clone())
        .store(MemoryStore::new());
    let shop = shop.build().unwrap();
    let app = GuardedRouter::new()
        .route("/counter", get(counter))
        .nest("/auth", shop.endpoints())
        .with_state(shop);
    let post = |path: &str| Request::post(format!("/auth{path}"));
    for path in ["/revoke", "/logout"] {
        OPEN.store(true, Ordering::SeqCst);
        let login = post("").header(CONTENT_TYPE, "application/json");
        let login = login.body(r#"{"username":"ada","password":"secret"}"#.into());
        let Tokens { access, .. } = Tokens::of(&send(&app, login.unwrap()).await.json());
        assert_eq!(get_as(&app, "/counter", Some(&access)).await.0, 200);

        OPEN.store(false, Ordering::SeqCst);
        assert_eq!(get_as(&app, "/counter", Some(&access)).await.0, 401);
        let end = match path {
            "/revoke" => post(path)
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(format!("token={access}").into()),
            _ => post(path)
                .header(AUTHORIZATION, format!("Bearer {access}"))
                .body(axum::body::Body::empty()),
        };
        let ended = send(&app, end.unwrap()).await;
        assert!(ended.status.is_success(), "{}", ended.body);

        OPEN.store(true, Ordering::SeqCst);
        assert_eq!(
            get_as(&app, "/counter", Some(&access)).await.0,
            401,
            "{path}"
        );
    }
}
