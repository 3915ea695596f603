//! The attributes do not need `GuardedRouter`.

use axum::Router;
use axum::routing::get as axum_get;
use jwt_guard::prelude::*;
use tower::ServiceExt;

use crate::fixtures::app::*;

#[scoped("user:read")]
async fn scoped_route(claims: Claims<Membership>) -> String {
    claims.plan.clone()
}

#[inject_user]
async fn user_route(user: User) -> String {
    user.name
}

#[tokio::test]
async fn attributes_work_on_a_plain_axum_router() {
    let app = Router::new()
        .route("/scoped", axum_get(scoped_route))
        .route("/user", axum_get(user_route))
        .with_state(auth());
    for (path, token, status) in [
        ("/scoped", None, 401),
        ("/scoped", Some(token(&[])), 403),
        ("/scoped", Some(token(&["user"])), 200),
        ("/user", None, 401),
        ("/user", Some(token(&[])), 200),
    ] {
        let request = token
            .as_ref()
            .map_or_else(|| get_request(path), |token| get_with(path, token));
        let response = app.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), status, "{path}");
    }
}
