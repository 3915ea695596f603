//! `Installation`: the handlers of one path, before they are added to a router.

use std::convert::Infallible;

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;

use super::check::handler_check::HandlerCheck;
use super::handler::erased::ErasedHandler;
use super::manifest::route_auth::RouteAuth;
use super::method::Target;
use crate::guard::{PolicySpec, is_preflight};

/// The handlers of one path as axum's method router, with their policies for the manifest.
#[derive(Debug)]
pub struct Installation<S> {
    pub(super) router: MethodRouter<S, Infallible>,
    /// Whether a handler takes all methods that no other handler of the path takes. A second such handler would replace it, and
    /// the manifest would list a policy that is never enforced.
    pub(super) has_catch_all: bool,
    pub(super) policies: Vec<(String, &'static PolicySpec, RouteAuth)>,
    pub(super) handler_checks: Vec<HandlerCheck<S>>,
}

impl<S: Clone + 'static> Installation<S> {
    pub(super) fn new() -> Self {
        Self {
            router: without_handlers(),
            has_catch_all: false,
            policies: Vec::new(),
            handler_checks: Vec::new(),
        }
    }

    /// Compiled once for each state, not for each handler.
    pub(super) fn add(
        &mut self,
        target: Target,
        spec: &'static PolicySpec,
        handler: ErasedHandler<S>,
    ) where
        S: Send + Sync + 'static,
    {
        let handler_check = handler.handler_check();
        let auth =
            handler_check.map_or_else(RouteAuth::default, |handler_check| handler_check.auth());
        self.policies.push((target.to_string(), spec, auth));
        self.handler_checks.extend(handler_check);
        if !matches!(target, Target::Methods(_)) {
            self.set_catch_all();
        }
        self.change(|router| match target {
            Target::Methods(filter) => router.on(filter, handler),
            Target::Any => axum::routing::any(handler).merge(router),
            Target::Others => router.fallback(handler),
        });
    }

    pub(super) fn set_catch_all(&mut self) {
        assert!(
            !self.has_catch_all,
            "two handlers of one path take all other methods: `any(..)` and `.fallback(..)` exclude each other"
        );
        self.has_catch_all = true;
    }

    pub(super) fn change(
        &mut self,
        change: impl FnOnce(MethodRouter<S, Infallible>) -> MethodRouter<S, Infallible>,
    ) {
        self.router = change(std::mem::take(&mut self.router));
    }
}

/// A path without handlers, which responds with 405 to every method, but with 204 to preflights.
///
/// This is a layer around axum's default response, not a fallback that replaces it. So the path still counts as having the
/// default: a fallback of the path or of the router replaces it, two such paths can be merged, and every later layer is around
/// it.
fn without_handlers<S: Clone + 'static>() -> MethodRouter<S> {
    MethodRouter::new().layer(from_fn(respond))
}

/// The 204 permits nothing: only a CORS layer names the origins that may send requests.
async fn respond(request: Request, next: Next) -> Response {
    if is_preflight(request.method(), request.headers()) {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    }
}
