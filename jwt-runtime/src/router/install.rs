//! Installing the handlers of one path in a router, if its state can serve them.

use std::convert::Infallible;

use axum::routing::MethodRouter;

use super::chain::Chain;
use super::check::handler_check::HandlerCheck;
use super::guarded::GuardedRouter;
use super::handler::erased::ErasedHandler;
use super::handler::{Guarded, HandlerCall};
use super::manifest::route_auth::RouteAuth;
use super::method::{GuardedMethod, Target};
use super::preflight;
use crate::guard::{Policy, PolicySpec};

/// Handlers that the state `S` can serve: it holds their `Auth` with the claims and users that they take, and axum can extract
/// their other parameters. `T` is how the last parameter is extracted; the compiler infers it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not made of handlers with access policies",
    label = "a `GuardedRouter` cannot tell who may call this",
    note = "use `get`, `post`, .. of `jwt_guard::routing`, not those of axum; services and routers of others enter by `.public_service(..)` and `.merge_unguarded(..)`"
)]
pub trait Install<S, T>: Sized {
    /// Adds the handlers to an installation.
    fn install(self, to: &mut Installation<S>);

    /// Adds the installation of a path to a router. An implementation knows that the state is `Send` and `Sync`; with a bound
    /// on [`GuardedRouter::route`], the compiler would check the whole state for each route.
    #[doc(hidden)]
    #[track_caller]
    fn add(router: &mut GuardedRouter<S>, path: &str, installation: Installation<S>);
}

/// A single handler that the state `S` can serve as a fallback; the same condition as that of [`Install`].
pub trait InstallFallback<S, T> {
    /// The handler with its type erased.
    #[doc(hidden)]
    fn erase(self) -> ErasedHandler<S>;
}

/// A state that can serve the handler `H` with the parameters `A`.
///
/// The state implements this, so that no bound on the handler is checked while the state is unknown: the compiler would
/// otherwise infer from a parameter `State<Db>` that the state of the router is `Db`.
pub trait Serves<H, A, T>: Clone + Send + Sync + 'static {
    /// The handler with its type erased.
    #[doc(hidden)]
    fn erase(handler: H) -> ErasedHandler<Self>;
}

impl<S, H, A, T> Serves<H, A, T> for S
where
    A: HandlerCall<H, S, T>,
    S: Clone + Send + Sync + 'static,
{
    fn erase(handler: H) -> ErasedHandler<S> {
        A::erase(handler)
    }
}

impl<H, A, S, T> Install<S, T> for GuardedMethod<H, A>
where
    A: Guarded,
    S: Serves<H, A, T>,
{
    fn install(self, to: &mut Installation<S>) {
        let spec = &<A::Policy as Policy>::SPEC;
        to.add(self.target, spec, S::erase(self.handler));
    }

    fn add(router: &mut GuardedRouter<S>, path: &str, installation: Installation<S>) {
        router.add(path, installation);
    }
}

impl<H, A, S, T> InstallFallback<S, T> for GuardedMethod<H, A>
where
    A: Guarded,
    S: Serves<H, A, T>,
{
    fn erase(self) -> ErasedHandler<S> {
        S::erase(self.handler)
    }
}

impl<X: Install<S, T>, Y: Install<S, U>, S, T, U> Install<S, (T, U)> for Chain<X, Y> {
    fn install(self, to: &mut Installation<S>) {
        self.0.install(to);
        self.1.install(to);
    }

    fn add(router: &mut GuardedRouter<S>, path: &str, installation: Installation<S>) {
        X::add(router, path, installation);
    }
}

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
            router: preflight::method_router(),
            has_catch_all: false,
            policies: Vec::new(),
            handler_checks: Vec::new(),
        }
    }

    /// Compiled once for each state, not for each handler.
    fn add(&mut self, target: Target, spec: &'static PolicySpec, handler: ErasedHandler<S>)
    where
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
