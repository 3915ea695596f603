//! The candidates of this library.

use std::hint::black_box;

use axum::Router;
use jwt_guard::prelude::*;

use crate::tokens::{Api, CachingApi, Membership};

#[public]
async fn hello() -> &'static str {
    "ok"
}

#[protected]
async fn report() -> &'static str {
    "ok"
}

#[protected]
async fn whoami(claims: Claims<Membership>) -> &'static str {
    black_box((claims.subject(), &claims.plan));
    "ok"
}

#[scoped("report:read")]
async fn reports() -> &'static str {
    "ok"
}

pub(crate) fn public_router() -> Router {
    let router: GuardedRouter = GuardedRouter::new()
        .route("/", get(hello))
        .with_state(Api::auth());
    router.finish()
}

pub(crate) fn protected_router() -> Router {
    let router: GuardedRouter = GuardedRouter::new()
        .route("/", get(report))
        .with_state(Api::auth());
    router.finish()
}

pub(crate) fn claims_router() -> Router {
    let router: GuardedRouter = GuardedRouter::new()
        .route("/", get(whoami))
        .with_state(Api::auth());
    router.finish()
}

/// The same with a cached token.
pub(crate) fn caching_router() -> Router {
    let router: GuardedRouter = GuardedRouter::new()
        .route("/", get(whoami))
        .with_state(CachingApi::auth());
    router.finish()
}

pub(crate) fn scoped_router() -> Router {
    let router: GuardedRouter = GuardedRouter::new()
        .route("/", get(reports))
        .with_state(Api::auth());
    router.finish()
}
