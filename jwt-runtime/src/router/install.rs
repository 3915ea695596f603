//! The two questions that a router asks, in this order: can the state serve the handler, can axum call it?

use std::convert::Infallible;

use axum::Router;
use axum::handler::Handler;
use axum::routing::MethodRouter;

use super::chain::{Chain, LayeredRoutes};
use super::erased::Erased;
use super::handler::Guarded;
use super::method::{Method, Target};
use crate::guard::{AuthState, Fits, Policy, PolicySpec};

/// Handlers that the state `S` can serve: it holds their `Auth`, which has the claims and users that they ask for.
///
/// Asked before [`Install`], or axum's message for any mismatch would hide ours.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not made of handlers with access policies",
    label = "a `GuardedRouter` cannot tell who may call this",
    note = "use `get`, `post`, .. of `jwt_guard::routing`, not those of axum; services and routers of others enter by `.public_service(..)` and `.merge_unguarded(..)`"
)]
pub trait ServedBy<S> {}

impl<H, A, S> ServedBy<S> for Method<H, A>
where
    A: Guarded,
    S: AuthState<<A::Policy as Policy>::Instance>,
    A::Policy: Fits<<S as AuthState<<A::Policy as Policy>::Instance>>::Config>,
{
}

impl<X: ServedBy<S>, Y: ServedBy<S>, S> ServedBy<S> for Chain<X, Y> {}

impl<M: ServedBy<S>, L, S> ServedBy<S> for LayeredRoutes<M, L> {}

/// Handlers that axum can call with the state `S`; `T` is what axum infers of them.
#[diagnostic::on_unimplemented(
    message = "an extractor of this handler does not work with the router state `{S}`",
    label = "one of the handler's parameters is not an extractor for this state, or its return type is not a response",
    note = "put `#[axum::debug_handler(state = ..)]` below the access attribute to see which"
)]
pub trait Install<S, T>: Sized {
    /// Adds the handlers to what is installed on a path.
    fn install(self, to: &mut Installation<S>);
}

#[diagnostic::do_not_recommend]
impl<M: InstallLater<Patience, S, T>, S, T> Install<S, T> for M {
    fn install(self, to: &mut Installation<S>) {
        InstallLater::install(self, to);
    }
}

/// [`InstallNow`], asked after as many steps as `N` has brackets.
///
/// The compiler reports a failure the sooner the fewer steps it takes to find it. That a configuration does not mint
/// the claims of a handler takes it some (`ServedBy`, `Fits`, `MintsClaims`), that axum cannot call the handler takes
/// one; and the second message says nothing that helps if the first is true.
#[doc(hidden)]
pub trait InstallLater<N, S, T> {
    fn install(self, to: &mut Installation<S>);
}

type Patience = (((((),),),),);

#[diagnostic::do_not_recommend]
impl<M: InstallLater<N, S, T>, N, S, T> InstallLater<(N,), S, T> for M {
    fn install(self, to: &mut Installation<S>) {
        InstallLater::<N, S, T>::install(self, to);
    }
}

#[diagnostic::do_not_recommend]
impl<M: InstallNow<S, T>, S, T> InstallLater<(), S, T> for M {
    fn install(self, to: &mut Installation<S>) {
        self.install_now(to);
    }
}

/// What [`Install`] means: one impl for each way in which handlers are put together.
#[doc(hidden)]
pub trait InstallNow<S, T> {
    fn install_now(self, to: &mut Installation<S>);
}

/// A handler that axum can call for what no route answers; the same question as [`Install`].
#[diagnostic::on_unimplemented(
    message = "an extractor of this handler does not work with the router state `{S}`",
    label = "one of the handler's parameters is not an extractor for this state, or its return type is not a response",
    note = "put `#[axum::debug_handler(state = ..)]` below the access attribute to see which"
)]
pub trait InstallFallback<S, T>: Sized {
    /// Answers what no route of `router` matches.
    fn install_fallback(self, router: Router<S>) -> Router<S>;

    /// Answers the methods that the matching route of `router` does not have; the same for its twin, if there is one.
    fn install_method_not_allowed(
        self,
        router: Router<S>,
        twin: Option<Router<S>>,
    ) -> (Router<S>, Option<Router<S>>);
}

#[diagnostic::do_not_recommend]
impl<H, A, S, T> InstallFallback<S, T> for Method<H, A>
where
    H: Handler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    fn install_fallback(self, router: Router<S>) -> Router<S> {
        router.fallback(self.handler)
    }

    fn install_method_not_allowed(
        self,
        router: Router<S>,
        twin: Option<Router<S>>,
    ) -> (Router<S>, Option<Router<S>>) {
        let twin = twin.map(|twin| twin.method_not_allowed_fallback(self.handler.clone()));
        (router.method_not_allowed_fallback(self.handler), twin)
    }
}

/// What is installed on one path: axum's method router, and the policies for the manifest.
#[derive(Debug)]
pub struct Installation<S> {
    pub(super) router: MethodRouter<S, Infallible>,
    /// Whether a handler answers the methods that no other does. A second one would take its place, and the manifest
    /// would list a policy that nobody meets.
    pub(super) answers_others: bool,
    pub(super) policies: Vec<(String, &'static PolicySpec)>,
}

impl<S: Clone> Installation<S> {
    pub(super) fn new() -> Self {
        Self {
            router: MethodRouter::new(),
            answers_others: false,
            policies: Vec::new(),
        }
    }

    /// Compiled once for a state, however many handlers there are.
    fn add(&mut self, target: Target, spec: &'static PolicySpec, handler: Erased<S>)
    where
        S: Send + Sync + 'static,
    {
        self.policies.push((target.to_string(), spec));
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

#[diagnostic::do_not_recommend]
impl<H, A, S, T> InstallNow<S, T> for Method<H, A>
where
    A: Guarded,
    H: Handler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    fn install_now(self, to: &mut Installation<S>) {
        to.add(
            self.target,
            &<A::Policy as Policy>::SPEC,
            Erased::new(self.handler),
        );
    }
}

#[diagnostic::do_not_recommend]
impl<X: InstallNow<S, T>, Y: InstallNow<S, U>, S, T, U> InstallNow<S, (T, U)> for Chain<X, Y> {
    fn install_now(self, to: &mut Installation<S>) {
        self.0.install_now(to);
        self.1.install_now(to);
    }
}
