//! `GuardedRouter`.

use std::convert::Infallible;
use std::fmt;

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::Route as AxumRoute;
use tower_layer::Layer;
use tower_service::Service;

use super::check::RouterError;
use super::check::cookie_owner::CookieOwner;
use super::check::session_owner::SessionKeeper;
use super::handler::{Guarded, HandlerFn};
use super::install::{Install, InstallFallback};
use super::installation::Installation;
use super::manifest::{RouteEntry, RouteManifest};
use super::method::{GuardedMethod, any};
use super::nesting::{nested_path, with_slash};
use super::routes::{GuardedRoutes, Routes, sealed};
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::guard::Policy;

/// An axum router that denies by default: it accepts a handler only if an attribute defines who may call it.
///
/// A handler without `#[public]`, `#[protected]` or `#[scoped(..)]` does not compile here, nor does one whose `Auth`, claims or
/// user are not in the router's state. Everything else works as in [`axum::Router`]. Services and plain routers cannot be
/// checked; add them with the methods named for it: [`public_service`](Self::public_service),
/// [`merge_unguarded`](Self::merge_unguarded) and similar ones. [`manifest`](Self::manifest) lists who can call what.
///
/// ```
/// use jwt_guard::prelude::*;
///
/// # #[derive(AuthConfig)]
/// # struct Api { secret: Secret }
/// #[public]
/// async fn health() -> &'static str {
///     "ok"
/// }
///
/// #[scoped("report:read")]
/// async fn reports() -> &'static str {
///     "all is well"
/// }
///
/// fn app(auth: Auth<Api>) -> GuardedRouter {
///     GuardedRouter::new()
///         .route("/health", get(health))
///         .route("/reports", get(reports))
///         .with_state(auth)
/// }
/// ```
///
/// A handler without an attribute does not compile:
///
/// ```compile_fail
/// # use jwt_guard::prelude::*;
/// async fn forgotten() {}
///
/// let router = GuardedRouter::<()>::new().route("/", get(forgotten));
/// ```
///
/// Call [`finish`](Self::finish) to serve it, which checks all routes. Overlapping routes and malformed paths panic when they
/// are added, as in axum.
///
/// Layers work as in axum: each is around every response of the routes added before it, including rejections and 405. A
/// preflight (`OPTIONS` with `Access-Control-Request-Method`) runs no protected handler. Without a CORS layer that responds to
/// it, it gets a 204, which permits nothing.
#[must_use]
pub struct GuardedRouter<S = ()> {
    routes: Routes<S>,
}

/// How an endpoint is served.
#[derive(Clone, Copy)]
pub(crate) struct EndpointServing {
    /// Whether it is served at exactly its path, and not with a trailing slash too.
    pub(crate) is_strict: bool,
    /// Whether `OPTIONS` gets 204.
    pub(crate) exempts_options: bool,
}

impl<S: Clone + 'static> GuardedRouter<S> {
    /// Adds annotated handlers on a path: `get(list).post(create)` of [`jwt_guard::routing`](super::get).
    #[track_caller]
    pub fn route<M, T>(mut self, path: &str, handlers: M) -> Self
    where
        M: Install<S, T>,
    {
        let mut installation = Installation::new();
        handlers.install(&mut installation);
        M::add(&mut self.routes, path, installation);
        self
    }
}

impl<S> GuardedRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// Creates a router without routes, which responds with 404 to everything.
    pub fn new() -> Self {
        Self {
            routes: Routes::new(),
        }
    }

    /// Adds the handlers of an endpoint. Adds none without a path.
    #[track_caller]
    pub(crate) fn endpoint<M, T>(
        mut self,
        path: Option<&str>,
        serving: EndpointServing,
        handlers: M,
    ) -> Self
    where
        M: Install<S, T>,
    {
        let Some(path) = path else {
            return self;
        };
        let mut installation = Installation::new();
        handlers.install(&mut installation);
        if serving.exempts_options {
            let nothing = || async { StatusCode::NO_CONTENT };
            installation.router = installation.router.options(nothing);
        }
        if let Some(path) = with_slash(path).filter(|_| !serving.is_strict) {
            self.routes.inner = self.routes.inner.route(&path, installation.router.clone());
        }
        self.routes.add(path, installation);
        if serving.is_strict {
            self.routes.root = None;
        }
        self
    }

    /// Records that the login of this `Auth` is among the routes.
    pub(crate) fn with_login_of<C: AuthConfig>(mut self, auth: &Auth<C>) -> Self {
        self.routes.cookie_owners.extend(CookieOwner::of(auth));
        self.routes.session_keepers.extend(SessionKeeper::of(auth));
        self
    }

    /// Adds the routes of another guarded router under a prefix. Its route `/` is served at the prefix with and without a
    /// trailing slash.
    #[track_caller]
    pub fn nest(mut self, prefix: &str, router: impl GuardedRoutes<S>) -> Self {
        self.routes = self.routes.nest(prefix, router.into_routes());
        self
    }

    /// Adds the routes of another guarded router.
    #[track_caller]
    pub fn merge(mut self, router: impl GuardedRoutes<S>) -> Self {
        self.routes = self.routes.merge(router.into_routes());
        self
    }

    /// Handles requests that no route matches with an annotated handler, instead of responding with 404.
    #[track_caller]
    pub fn fallback<H, A, T>(mut self, handler: H) -> Self
    where
        A: Guarded,
        H: HandlerFn<A>,
        GuardedMethod<H, A::Parameters>: InstallFallback<S, T>,
    {
        self.routes
            .note_fallback("*", RouteEntry::Handler(&<A::Policy as Policy>::SPEC));
        let handler = any(handler).erase();
        self.routes.note_handler_check(handler.handler_check());
        self.routes.inner = self.routes.inner.fallback(handler);
        self
    }

    /// Handles methods that the matching route does not have with an annotated handler, instead of responding with 405.
    ///
    /// Applies to the routes added so far, as in axum.
    #[track_caller]
    pub fn method_not_allowed_fallback<H, A, T>(mut self, handler: H) -> Self
    where
        A: Guarded,
        H: HandlerFn<A>,
        GuardedMethod<H, A::Parameters>: InstallFallback<S, T>,
    {
        self.routes
            .note_fallback("405", RouteEntry::Handler(&<A::Policy as Policy>::SPEC));
        let handler = any(handler).erase();
        self.routes.note_handler_check(handler.handler_check());
        self.routes.root = self
            .routes
            .root
            .map(|root| root.method_not_allowed_fallback(handler.clone()));
        self.routes.inner = self.routes.inner.method_not_allowed_fallback(handler);
        self
    }

    /// Adds a tower layer around everything added so far. It runs before the guards.
    pub fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<AxumRoute> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.routes.root = self.routes.root.map(|root| root.layer(layer.clone()));
        self.routes.inner = self.routes.inner.layer(layer);
        self
    }

    /// Adds a tower layer around the routes added so far, but not around the response 404.
    #[track_caller]
    pub fn route_layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<AxumRoute> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.routes.root = self.routes.root.map(|root| root.route_layer(layer.clone()));
        self.routes.inner = self.routes.inner.route_layer(layer);
        self
    }

    /// Serves a path with a public service, such as a static file.
    #[track_caller]
    pub fn public_service<T>(mut self, path: &str, service: T) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse,
        T::Future: Send + 'static,
    {
        self.routes
            .manifest
            .push("*", path, RouteEntry::PublicService);
        self.routes.inner = self.routes.inner.route_service(path, service);
        self
    }

    /// Serves everything under a prefix with a public service, such as a directory of files.
    #[track_caller]
    pub fn nest_public_service<T>(mut self, prefix: &str, service: T) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse,
        T::Future: Send + 'static,
    {
        self.routes
            .manifest
            .push("*", nested_path(prefix, "*"), RouteEntry::PublicService);
        self.routes.inner = self.routes.inner.nest_service(prefix, service);
        self
    }

    /// Handles requests that no route matches with a public service, such as a single-page application.
    #[track_caller]
    pub fn public_fallback_service<T>(mut self, service: T) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse,
        T::Future: Send + 'static,
    {
        self.routes.note_fallback("*", RouteEntry::PublicService);
        self.routes.inner = self.routes.inner.fallback_service(service);
        self
    }

    /// Merges an axum router, whose routes are not checked. The manifest lists the router but not its routes, which axum does
    /// not reveal. The router itself responds to preflights of its paths.
    #[track_caller]
    pub fn merge_unguarded(mut self, router: Router<S>) -> Self {
        self.routes
            .manifest
            .push("*", "*", RouteEntry::UnguardedRouter);
        self.routes.inner = self.routes.inner.merge(router);
        self
    }

    /// Nests an axum router under a prefix; its routes are not checked.
    #[track_caller]
    pub fn nest_unguarded(mut self, prefix: &str, router: Router<S>) -> Self {
        self.routes
            .manifest
            .push("*", nested_path(prefix, "*"), RouteEntry::UnguardedRouter);
        self.routes.inner = self.routes.inner.nest(prefix, router);
        self
    }

    /// Sets the state of the router, in which guards find their `Auth`.
    pub fn with_state<S2>(self, state: S) -> GuardedRouter<S2> {
        GuardedRouter {
            routes: self.routes.with_state(state),
        }
    }

    /// Lists who can call what.
    #[must_use]
    pub fn manifest(&self) -> &RouteManifest {
        &self.routes.manifest
    }
}

impl GuardedRouter {
    /// Checks all routes and returns the axum router that can be served.
    ///
    /// Where axum expects a router, one that is not finished does not compile. Read [`manifest`](Self::manifest) before, as an
    /// axum router does not have it.
    ///
    /// ```no_run
    /// # use jwt_guard::prelude::*;
    /// # #[derive(AuthConfig)]
    /// # struct Api { secret: Secret }
    /// # #[protected]
    /// # async fn hello() {}
    /// # async fn serve(auth: Auth<Api>, listener: tokio::net::TcpListener) -> std::io::Result<()> {
    /// let app = GuardedRouter::new().route("/", get(hello)).with_state(auth);
    /// println!("{}", app.manifest());
    /// axum::serve(listener, app.finish()).await
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// If any route has a problem; the message lists all problems, one a line. [`try_finish`](Self::try_finish) returns them
    /// instead, and documents what is checked. Overlapping routes and malformed paths panic earlier, when they are added, as in
    /// axum.
    #[expect(clippy::panic, reason = "as axum does for a router that cannot work")]
    #[track_caller]
    pub fn finish(self) -> Router {
        match self.try_finish() {
            Ok(router) => router,
            Err(error) => panic!("{error}"),
        }
    }

    /// Checks all routes and returns the axum router, as [`finish`](Self::finish) does.
    ///
    /// # Errors
    ///
    /// If any route has a problem; the error has all of them: scopes that name a path parameter which the route does not have,
    /// one cookie name used by two logins, and handlers with requirements that their `Auth` cannot satisfy, such as `revocation
    /// = "all"` without a store.
    pub fn try_finish(self) -> Result<Router, RouterError> {
        self.routes.checked()
    }
}

impl<S> Default for GuardedRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    fn default() -> Self {
        Self::new()
    }
}

impl<S> Clone for GuardedRouter<S> {
    fn clone(&self) -> Self {
        Self {
            routes: self.routes.clone(),
        }
    }
}

impl<S> fmt::Debug for GuardedRouter<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GuardedRouter")
            .field("manifest", &self.routes.manifest)
            .finish_non_exhaustive()
    }
}

impl<S> sealed::Sealed for GuardedRouter<S> {}

#[diagnostic::do_not_recommend]
impl<S> GuardedRoutes<S> for GuardedRouter<S> {
    fn into_routes(self) -> Routes<S> {
        self.routes
    }
}
