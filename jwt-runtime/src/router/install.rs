//! Several handlers on one path, and whether a state can serve them.

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

/// Handlers that the state `S` can serve: it holds their `Auth`, which has the claims and users that they ask for, and
/// axum can extract their other parameters. `T` says how the last of these is extracted, which the compiler infers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not made of handlers with access policies",
    label = "a `GuardedRouter` cannot tell who may call this",
    note = "use `get`, `post`, .. of `jwt_guard::routing`, not those of axum; services and routers of others enter by `.public_service(..)` and `.merge_unguarded(..)`"
)]
pub trait Install<S, T>: Sized {
    /// Adds the handlers to what is installed on a path.
    fn install(self, to: &mut Installation<S>);

    /// Adds what is installed on a path to a router. Whoever can install handlers knows that threads can share the
    /// state; a bound on [`GuardedRouter::route`] would have the compiler look through all of the state for each route.
    #[doc(hidden)]
    #[track_caller]
    fn add(router: &mut GuardedRouter<S>, path: &str, installation: Installation<S>);
}

/// One handler that the state `S` can serve, for what no route answers; the same condition as that of [`Install`].
pub trait InstallFallback<S, T> {
    /// The handler without its type.
    #[doc(hidden)]
    fn erase(self) -> ErasedHandler<S>;
}

/// A state that can serve the handler `H` with the parameters `A`.
///
/// It is the state that implements this, so that nothing is asked of a handler while the state is not known: a parameter
/// `State<Db>` would be taken for a proof that the state of the router is a `Db`.
pub trait Serves<H, A, T>: Clone + Send + Sync + 'static {
    /// The handler without its type.
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

/// What is installed on one path: axum's method router, and the policies for the manifest.
#[derive(Debug)]
pub struct Installation<S> {
    pub(super) router: MethodRouter<S, Infallible>,
    /// Whether a handler answers the methods that no other does. A second one would take its place, and the manifest
    /// would list a policy that nobody meets.
    pub(super) answers_others: bool,
    pub(super) policies: Vec<(String, &'static PolicySpec, RouteAuth)>,
    pub(super) questions: Vec<HandlerCheck<S>>,
}

impl<S: Clone + 'static> Installation<S> {
    pub(super) fn new() -> Self {
        Self {
            router: preflight::method_router(),
            answers_others: false,
            policies: Vec::new(),
            questions: Vec::new(),
        }
    }

    /// Compiled once for a state, however many handlers there are.
    fn add(&mut self, target: Target, spec: &'static PolicySpec, handler: ErasedHandler<S>)
    where
        S: Send + Sync + 'static,
    {
        let handler_check = handler.handler_check();
        let auth =
            handler_check.map_or_else(RouteAuth::default, |handler_check| handler_check.auth());
        self.policies.push((target.to_string(), spec, auth));
        self.questions.extend(handler_check);
        if !matches!(target, Target::Methods(_)) {
            self.answer_others();
        }
        self.change(|router| match target {
            Target::Methods(filter) => router.on(filter, handler),
            Target::Any => axum::routing::any(handler).merge(router),
            Target::Others => router.fallback(handler),
        });
    }

    pub(super) fn answer_others(&mut self) {
        assert!(
            !self.answers_others,
            "two handlers of one path answer all other methods: `any(..)` and `.fallback(..)` exclude each other"
        );
        self.answers_others = true;
    }

    pub(super) fn change(
        &mut self,
        change: impl FnOnce(MethodRouter<S, Infallible>) -> MethodRouter<S, Infallible>,
    ) {
        self.router = change(std::mem::take(&mut self.router));
    }
}
