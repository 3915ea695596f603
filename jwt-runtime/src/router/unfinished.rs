//! `CallFinishFirst`: the compile error for using a `GuardedRouter` that is not finished.

use std::convert::Infallible;
use std::future::{Pending, pending};
use std::task::{Context, Poll};

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::serve::{IncomingStream, Listener};
use tower_service::Service;

use super::GuardedRouter;

/// A router that can be served. Call `.finish()` on a [`GuardedRouter`] to get one.
///
/// No type implements this trait, so that the implementations below cannot be used: where axum or tower expects a service, a
/// router whose routes were not checked does not compile. `axum::serve` does not show the message of a trait behind its own
/// bound, but the compiler names the missing trait, whose name tells what to do.
///
/// ```compile_fail
/// use jwt_guard::prelude::*;
///
/// # async fn serve(listener: tokio::net::TcpListener) {
/// axum::serve(listener, GuardedRouter::<()>::new()).await.unwrap();
/// # }
/// ```
///
/// ```
/// use jwt_guard::prelude::*;
///
/// # async fn serve(listener: tokio::net::TcpListener) {
/// axum::serve(listener, GuardedRouter::<()>::new().finish()).await.unwrap();
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "this `GuardedRouter` is not finished",
    label = "call `.finish()` on it first",
    note = "`.finish()` checks all routes, and returns the router that axum serves, nests and merges"
)]
pub trait CallFinishFirst {}

impl<S> GuardedRouter<S>
where
    Self: CallFinishFirst,
{
    /// A method of the router that [`finish`](GuardedRouter::finish) returns.
    #[doc(hidden)]
    #[must_use]
    pub fn into_make_service(self) -> axum::routing::IntoMakeService<Router> {
        Router::new().into_make_service()
    }

    /// A method of the router that [`finish`](GuardedRouter::finish) returns.
    #[doc(hidden)]
    #[must_use]
    pub fn into_make_service_with_connect_info<C>(
        self,
    ) -> axum::extract::connect_info::IntoMakeServiceWithConnectInfo<Router, C> {
        Router::new().into_make_service_with_connect_info()
    }
}

/// For `axum::serve(listener, router)`.
impl<S, L: Listener> Service<IncomingStream<'_, L>> for GuardedRouter<S>
where
    Self: CallFinishFirst,
{
    type Response = Router;
    type Error = Infallible;
    type Future = Pending<Result<Router, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Pending
    }

    fn call(&mut self, _: IncomingStream<'_, L>) -> Self::Future {
        pending()
    }
}

/// For `router.oneshot(request)` and `nest_service("/", router)`.
impl<S> Service<Request> for GuardedRouter<S>
where
    Self: CallFinishFirst,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pending<Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Pending
    }

    fn call(&mut self, _: Request) -> Self::Future {
        pending()
    }
}

/// For `merge(router)` of axum.
impl<S> From<GuardedRouter<S>> for Router<S>
where
    S: Clone + Send + Sync + 'static,
    GuardedRouter<S>: CallFinishFirst,
{
    fn from(_: GuardedRouter<S>) -> Self {
        Self::new()
    }
}
