//! Attributes above and below those of axum and tracing.

use super::*;

#[protected]
#[axum::debug_handler(state = Auth<Api>)]
async fn above_debug_handler(claims: Claims<Membership>, body: String) -> String {
    claims.plan.clone() + &body
}

#[protected]
#[tracing::instrument]
async fn above_instrument(claims: Claims<Membership>) -> String {
    claims.plan.clone()
}

#[tracing::instrument]
#[protected]
async fn below_instrument(claims: Claims<Membership>) -> String {
    claims.plan.clone()
}

#[tracing::instrument(skip_all)]
#[inject_user]
#[axum::debug_handler(state = Auth<Api>)]
async fn between(user: User) -> String {
    user.name
}

#[tokio::test]
async fn attributes_work_above_debug_handler_and_around_instrument() {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/a", get(above_debug_handler))
        .route("/b", get(above_instrument))
        .route("/c", get(below_instrument))
        .route("/d", get(between))
        .with_state(auth());
    for (path, body) in [("/a", "pro"), ("/b", "pro"), ("/c", "pro"), ("/d", "ada")] {
        assert_eq!(get_as(&app, path, None).await.0, 401, "{path}");
        assert_eq!(
            get_as(&app, path, Some(&token(&[]))).await,
            (200, body.into()),
            "{path}"
        );
    }
}
