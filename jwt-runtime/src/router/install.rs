//! Installing the handlers of one path in a router, if its state can serve them.

use super::handler::erased::ErasedHandler;
use super::handler::{Guarded, HandlerCall};
use super::installation::Installation;
use super::method::GuardedMethod;
use super::routes::Routes;
use crate::guard::Policy;

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
    fn add(routes: &mut Routes<S>, path: &str, installation: Installation<S>);
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

    fn add(routes: &mut Routes<S>, path: &str, installation: Installation<S>) {
        routes.add(path, installation);
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
