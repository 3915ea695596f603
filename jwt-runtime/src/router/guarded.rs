//! The router itself.

use std::convert::Infallible;
use std::fmt;

use axum::Router;
use axum::extract::Request;
use axum::response::IntoResponse;
use axum::routing::Route as AxumRoute;
use tower_layer::Layer;
use tower_service::Service;

use super::check::cookie_owner::CookieOwner;
use super::check::handler_check::HandlerCheck;
use super::check::session_owner::SessionKeeper;
use super::check::{self, RouterError};
use super::guarded_routes::GuardedRoutes;
use super::handler::{Guarded, HandlerFn};
use super::install::{Install, InstallFallback, Installation};
use super::manifest::{RouteEntry, RouteManifest};
use super::method::{GuardedMethod, any};
use super::nesting::with_slash;
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::guard::Policy;

/// An axum router that denies by default: it takes a handler only if an attribute says who may call it.
///
/// A handler without `#[public]`, `#[protected]` or `#[scoped(..)]` does not compile here; neither does one whose
/// `Auth`, claims or user the router's state does not have. Everything else works as in [`axum::Router`]; what cannot
/// be checked enters by methods whose names say so: [`public_service`](Self::public_service),
/// [`merge_unguarded`](Self::merge_unguarded) and their like. [`manifest`](Self::manifest) lists who can reach what.
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
/// What an attribute is missing from does not compile:
///
/// ```compile_fail
/// # use jwt_guard::prelude::*;
/// async fn forgotten() {}
///
/// let router = GuardedRouter::<()>::new().route("/", get(forgotten));
/// ```
///
/// It is served after [`finish`](Self::finish), which checks all routes. Overlapping routes and malformed paths panic
/// earlier, when they are added, as in axum.
///
/// Layers see what they see on a router of axum: each is around every response of the routes before it, refusals and 405
/// included. A preflight (`OPTIONS` with `Access-Control-Request-Method`) runs no protected handler: unless a CORS layer
/// responds to it, it gets 204, which permits nothing.
#[must_use]
pub struct GuardedRouter<S = ()> {
    inner: Router<S>,
    /// The route `/` once more, for the prefix *with* a slash should this router be nested.
    root: Option<Router<S>>,
    manifest: RouteManifest,
    cookie_owners: Vec<CookieOwner>,
    session_keepers: Vec<SessionKeeper>,
    /// Of the handlers that have no state yet.
    questions: Vec<HandlerCheck<S>>,
    /// What handlers ask for that the `Auth` in their state cannot give.
    problems: Vec<String>,
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
        M::add(&mut self, path, installation);
        self
    }
}

impl<S> GuardedRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// A router without routes: it answers 404 to everything.
    pub fn new() -> Self {
        Self {
            inner: Router::new(),
            root: None,
            manifest: RouteManifest::default(),
            cookie_owners: Vec::new(),
            session_keepers: Vec::new(),
            questions: Vec::new(),
            problems: Vec::new(),
        }
    }

    #[track_caller]
    pub(super) fn add(&mut self, path: &str, installation: Installation<S>) {
        self.questions.extend(installation.questions);
        for (methods, spec, auth) in installation.policies {
            self.manifest.push_handler(methods, path, spec, auth);
        }
        self.inner = std::mem::take(&mut self.inner).route(path, installation.router.clone());
        if path == "/" {
            let root = self.root.take().unwrap_or_default();
            self.root = Some(root.route(path, installation.router));
        }
    }

    /// Adds an endpoint: on exactly this path if `is_strict`, else with and without a slash at its end.
    #[track_caller]
    pub(crate) fn endpoint<M, T>(mut self, path: &str, is_strict: bool, handlers: M) -> Self
    where
        M: Install<S, T>,
    {
        let mut installation = Installation::new();
        handlers.install(&mut installation);
        if let Some(path) = with_slash(path).filter(|_| !is_strict) {
            self.inner = self.inner.route(&path, installation.router.clone());
        }
        self.add(path, installation);
        if is_strict {
            self.root = None;
        }
        self
    }

    /// Notes that the login of this `Auth` is among the routes.
    pub(crate) fn with_login_of<C: AuthConfig>(mut self, auth: &Auth<C>) -> Self {
        self.cookie_owners.extend(CookieOwner::of(auth));
        self.session_keepers.extend(SessionKeeper::of(auth));
        self
    }

    /// Adds the routes of another guarded router under a prefix; its route `/` is served at the prefix with and
    /// without a slash at its end.
    #[track_caller]
    pub fn nest(mut self, prefix: &str, router: impl GuardedRoutes<S>) -> Self {
        let router = router.into_router();
        self.manifest.append(router.manifest.under(prefix));
        self.cookie_owners.extend(router.cookie_owners);
        self.session_keepers.extend(router.session_keepers);
        self.questions.extend(router.questions);
        self.problems.extend(router.problems);
        self.inner = self.inner.nest(prefix, router.inner);
        if let (Some(root), Some(prefix)) = (router.root, with_slash(prefix)) {
            self.inner = self.inner.nest(&prefix, root);
        }
        self
    }

    /// Adds the routes of another guarded router as they are.
    #[track_caller]
    pub fn merge(mut self, router: impl GuardedRoutes<S>) -> Self {
        let router = router.into_router();
        self.manifest.append(router.manifest);
        self.cookie_owners.extend(router.cookie_owners);
        self.session_keepers.extend(router.session_keepers);
        self.questions.extend(router.questions);
        self.problems.extend(router.problems);
        self.inner = self.inner.merge(router.inner);
        self.root = match (self.root, router.root) {
            (Some(ours), Some(theirs)) => Some(ours.merge(theirs)),
            (ours, theirs) => ours.or(theirs),
        };
        self
    }

    /// Handles what no route matches with an annotated handler, instead of 404.
    #[track_caller]
    pub fn fallback<H, A, T>(mut self, handler: H) -> Self
    where
        A: Guarded,
        H: HandlerFn<A>,
        GuardedMethod<H, A::Parameters>: InstallFallback<S, T>,
    {
        self.note_fallback("*", RouteEntry::Handler(&<A::Policy as Policy>::SPEC));
        let handler = any(handler).erase();
        self.note_question(handler.handler_check());
        self.inner = self.inner.fallback(handler);
        self
    }

    /// Handles a method that the matching route does not have with an annotated handler, instead of 405.
    ///
    /// As in axum, it is for the routes added so far.
    #[track_caller]
    pub fn method_not_allowed_fallback<H, A, T>(mut self, handler: H) -> Self
    where
        A: Guarded,
        H: HandlerFn<A>,
        GuardedMethod<H, A::Parameters>: InstallFallback<S, T>,
    {
        self.note_fallback("405", RouteEntry::Handler(&<A::Policy as Policy>::SPEC));
        let handler = any(handler).erase();
        self.note_question(handler.handler_check());
        self.root = self
            .root
            .map(|root| root.method_not_allowed_fallback(handler.clone()));
        self.inner = self.inner.method_not_allowed_fallback(handler);
        self
    }

    /// A second fallback would take the place of the first, and the manifest would list a policy that nobody meets.
    #[track_caller]
    fn note_fallback(&mut self, methods: &str, entry: RouteEntry) {
        assert!(
            !self.manifest.has_fallback(methods),
            "this router has a fallback already, and can have only one"
        );
        self.manifest.push(methods, "*", entry);
    }

    /// Notes what the fallback that was added last asks of its `Auth`.
    fn note_question(&mut self, handler_check: Option<HandlerCheck<S>>) {
        if let Some(handler_check) = handler_check {
            self.manifest.note_auth(handler_check.auth());
        }
        self.questions.extend(handler_check);
    }

    /// Puts a layer of tower around everything added so far; it runs before the guards.
    pub fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<AxumRoute> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.root = self.root.map(|root| root.layer(layer.clone()));
        self.inner = self.inner.layer(layer);
        self
    }

    /// Puts a layer of tower around the routes added so far, but not around the answer 404.
    #[track_caller]
    pub fn route_layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<AxumRoute> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.root = self.root.map(|root| root.route_layer(layer.clone()));
        self.inner = self.inner.route_layer(layer);
        self
    }

    /// Serves a path with a service that everybody may reach, such as a static file.
    #[track_caller]
    pub fn public_service<T>(mut self, path: &str, service: T) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse,
        T::Future: Send + 'static,
    {
        self.manifest.push("*", path, RouteEntry::PublicService);
        self.inner = self.inner.route_service(path, service);
        self
    }

    /// Serves everything under a prefix with a service that everybody may reach, such as a directory of files.
    #[track_caller]
    pub fn nest_public_service<T>(mut self, prefix: &str, service: T) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse,
        T::Future: Send + 'static,
    {
        self.manifest.push(
            "*",
            super::nesting::nested_path(prefix, "*"),
            RouteEntry::PublicService,
        );
        self.inner = self.inner.nest_service(prefix, service);
        self
    }

    /// Handles what no route matches with a service that everybody may reach, such as a single-page application.
    #[track_caller]
    pub fn public_fallback_service<T>(mut self, service: T) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse,
        T::Future: Send + 'static,
    {
        self.note_fallback("*", RouteEntry::PublicService);
        self.inner = self.inner.fallback_service(service);
        self
    }

    /// Takes in a router of axum with whatever checks it has itself. The manifest says that it is there, not what it
    /// serves: axum does not tell. Preflights of its paths get what it responds to them.
    #[track_caller]
    pub fn merge_unguarded(mut self, router: Router<S>) -> Self {
        self.manifest.push("*", "*", RouteEntry::UnguardedRouter);
        self.inner = self.inner.merge(router);
        self
    }

    /// Takes in a router of axum under a prefix, with whatever checks it has itself.
    #[track_caller]
    pub fn nest_unguarded(mut self, prefix: &str, router: Router<S>) -> Self {
        self.manifest.push(
            "*",
            super::nesting::nested_path(prefix, "*"),
            RouteEntry::UnguardedRouter,
        );
        self.inner = self.inner.nest(prefix, router);
        self
    }

    /// Gives the router its state, in which guards find their `Auth`.
    pub fn with_state<S2>(mut self, state: S) -> GuardedRouter<S2> {
        let problems = self
            .questions
            .iter()
            .flat_map(|handler_check| handler_check.problems(&state));
        self.problems.extend(problems);
        for handler_check in &self.questions {
            let auth = handler_check.auth_in_state(&state);
            self.manifest
                .resolve(handler_check.spec(), &handler_check.auth(), &auth);
        }
        let keepers = self
            .questions
            .iter()
            .filter_map(|handler_check| handler_check.session_service(&state));
        self.session_keepers.extend(keepers);
        GuardedRouter {
            root: self.root.map(|root| root.with_state(state.clone())),
            inner: self.inner.with_state(state),
            manifest: self.manifest,
            cookie_owners: self.cookie_owners,
            session_keepers: self.session_keepers,
            questions: Vec::new(),
            problems: self.problems,
        }
    }

    /// Who can reach what.
    #[must_use]
    pub fn manifest(&self) -> &RouteManifest {
        &self.manifest
    }
}

impl GuardedRouter {
    /// The finished router of axum, which can be served: all routes are checked here, when the program starts.
    ///
    /// A router that is not finished does not compile where axum takes one. Read [`manifest`](Self::manifest) before; axum's
    /// router does not have it.
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
    /// If anything is wrong with any route; the message lists all of it, one problem a line.
    /// [`try_finish`](Self::try_finish) returns it instead, and says what can be wrong. Overlapping routes and malformed
    /// paths panic earlier, when they are added, as in axum.
    #[expect(clippy::panic, reason = "as axum does for a router that cannot work")]
    #[track_caller]
    pub fn finish(self) -> Router {
        match self.try_finish() {
            Ok(router) => router,
            Err(error) => panic!("{error}"),
        }
    }

    /// The finished router of axum, as [`finish`](Self::finish) returns it.
    ///
    /// # Errors
    ///
    /// All problems of all routes: scopes that name a path parameter which the route does not have, cookies that two logins
    /// hand out under one name, and handlers that ask for what their `Auth` cannot give, such as `revocation = "all"`
    /// without a store.
    pub fn try_finish(self) -> Result<Router, RouterError> {
        check::check(
            &self.manifest,
            &self.cookie_owners,
            &self.session_keepers,
            &self.problems,
        )?;
        Ok(self.inner)
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
            inner: self.inner.clone(),
            root: self.root.clone(),
            manifest: self.manifest.clone(),
            cookie_owners: self.cookie_owners.clone(),
            session_keepers: self.session_keepers.clone(),
            questions: self.questions.clone(),
            problems: self.problems.clone(),
        }
    }
}

impl<S> fmt::Debug for GuardedRouter<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GuardedRouter")
            .field("manifest", &self.manifest)
            .finish_non_exhaustive()
    }
}
