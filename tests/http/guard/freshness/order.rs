//! The order of the checks, and settings that do not lift them.

use super::*;

#[tokio::test]
async fn it_is_asked_after_the_token_and_before_the_scopes() {
    let app = app(&auth());
    let code = async |claims: Value| {
        let answer = send(&app, get_with("/admin", &signed(claims))).await;
        (answer.status.as_u16(), answer.json()["error"].clone())
    };
    let refused = |status: u16, error: &str| (status, json!(error));
    assert_eq!(
        code(json!({"exp": NOW - 60})).await,
        refused(401, "invalid_token")
    );
    assert_eq!(
        code(json!({})).await,
        refused(401, "insufficient_user_authentication")
    );
    assert_eq!(
        code(json!({"auth_time": NOW})).await,
        refused(403, "insufficient_scope")
    );
    let token = signed(json!({"auth_time": NOW, "scope": "admin"}));
    assert_eq!(status(&app, "/admin", &token).await, 200);
    assert_eq!(status(&app, "/computed", &token).await, 200);
}

#[tokio::test]
async fn no_user_is_looked_up_for_a_token_that_is_not_fresh() {
    let app = app(&auth());
    let (fresh, stale) = (signed(json!({"fresh": true})), signed(json!({})));
    assert_eq!(
        get_as(&app, "/me", Some(&fresh)).await,
        (200, "1".to_owned())
    );
    let (status, body) = get_as(&app, "/me", Some(&stale)).await;
    assert_eq!(status, 401);
    assert!(body.contains("insufficient_user_authentication"), "{body}");
}

#[tokio::test]
async fn optional_forgives_an_absent_token_alone() {
    let app = app(&auth());
    assert_eq!(
        get_as(&app, "/perhaps", None).await,
        (200, "nobody".to_owned())
    );
    assert_eq!(status(&app, "/perhaps", &signed(json!({}))).await, 401);
    let fresh = signed(json!({"fresh": true}));
    assert_eq!(
        get_as(&app, "/perhaps", Some(&fresh)).await,
        (200, "1".to_owned())
    );
}

#[derive(AuthConfig)]
#[auth(enforce = "dangerously-off")]
struct Open {
    secret: Secret,
}

#[tokio::test]
async fn without_enforcement_it_is_still_asked() {
    let open = Open {
        secret: SECRET.into(),
    };
    let auth = Auth::builder(open).clock(FrozenClock::at(NOW)).build();
    let auth = auth.unwrap();
    let app: GuardedRouter = GuardedRouter::new()
        .route("/any", get(any))
        .route("/fresh", get(fresh))
        .route("/recent", get(recent))
        .with_state(auth.clone());
    let stale = auth.mint("1").token().unwrap();
    let right = signed(json!({"fresh": true, "auth_time": NOW}));
    for token in [None, Some("a.b.c"), Some(&*stale)] {
        assert_eq!(get_as(&app, "/any", token).await.0, 200, "{token:?}");
        for path in ["/fresh", "/recent"] {
            assert_eq!(get_as(&app, path, token).await.0, 401, "{path} {token:?}");
        }
    }
    for path in ["/fresh", "/recent"] {
        assert_eq!(get_as(&app, path, Some(&right)).await.0, 200, "{path}");
    }
}

#[tokio::test]
async fn it_is_asked_on_a_router_of_axum_too() {
    let auth = auth();
    let token = minted(&auth);
    let router: axum::Router = axum::Router::new()
        .route("/fresh", axum::routing::get(fresh))
        .with_state(auth);
    let app = GuardedRouter::new().merge_unguarded(router);
    assert_eq!(status(&app, "/fresh", &token).await, 401);
    let fresh = signed(json!({"fresh": true}));
    assert_eq!(status(&app, "/fresh", &fresh).await, 200);
}
