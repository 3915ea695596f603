//! `Chain`: several handlers on one path, as in `get(list).post(create)`, with their layers.

use std::convert::Infallible;

use axum::extract::Request;
use axum::response::IntoResponse;
use axum::routing::{MethodFilter, Route};
use tower_layer::Layer;
use tower_service::Service;

use super::handler::{Guarded, HandlerFn};
use super::install::Install;
use super::installation::Installation;
use super::method::{GuardedMethod, Target, any, for_each_method, on};
use super::routes::Routes;

/// Two handlers, or chains of handlers, on one path.
#[derive(Debug)]
pub struct Chain<X, Y>(pub(super) X, pub(super) Y);

/// Handlers on one path with a tower layer around them.
#[derive(Debug)]
pub struct LayeredRoutes<M, L> {
    inner: M,
    layer: L,
    /// Whether the layer is also around the default response 405.
    everything: bool,
}

macro_rules! chained {
    ($(($function:ident, $method:ident, $name:literal))*) => {
        $(
            #[doc = concat!("Handles `", $name, "` requests on the same path.")]
            pub fn $function<G, B>(self, handler: G) -> Chain<Self, GuardedMethod<G, B::Parameters>>
            where
                B: Guarded,
                G: HandlerFn<B>,
            {
                self.on(MethodFilter::$method, handler)
            }
        )*
    };
}

macro_rules! chainable {
    ($($type:ident<$($parameter:ident),*>)*) => {
        $(
            impl<$($parameter),*> $type<$($parameter),*> {
                for_each_method!(chained);

                /// Handles the methods of `filter` on the same path.
                pub fn on<G, B>(self, filter: MethodFilter, handler: G) -> Chain<Self, GuardedMethod<G, B::Parameters>>
                where
                    B: Guarded,
                    G: HandlerFn<B>,
                {
                    Chain(self, on(filter, handler))
                }

                /// Handles every method that has no handler of its own on the same path.
                pub fn any<G, B>(self, handler: G) -> Chain<Self, GuardedMethod<G, B::Parameters>>
                where
                    B: Guarded,
                    G: HandlerFn<B>,
                {
                    Chain(self, any(handler))
                }

                /// Handles the methods without a handler of their own on this path, instead of responding with 405.
                pub fn fallback<G, B>(self, handler: G) -> Chain<Self, GuardedMethod<G, B::Parameters>>
                where
                    B: Guarded,
                    G: HandlerFn<B>,
                {
                    Chain(self, GuardedMethod::new(Target::Others, handler))
                }

                /// Adds a layer around the handlers so far. It runs before their guards.
                pub fn layer<N>(self, layer: N) -> LayeredRoutes<Self, N> {
                    LayeredRoutes { inner: self, layer, everything: true }
                }

                /// Adds a layer around the handlers so far, but not around the default response 405.
                pub fn route_layer<N>(self, layer: N) -> LayeredRoutes<Self, N> {
                    LayeredRoutes { inner: self, layer, everything: false }
                }
            }
        )*
    };
}

chainable! { GuardedMethod<H, A> Chain<X, Y> LayeredRoutes<M, L> }

impl<X: Install<S, T>, Y: Install<S, U>, S, T, U> Install<S, (T, U)> for Chain<X, Y> {
    fn install(self, to: &mut Installation<S>) {
        self.0.install(to);
        self.1.install(to);
    }

    fn add(routes: &mut Routes<S>, path: &str, installation: Installation<S>) {
        X::add(routes, path, installation);
    }
}

impl<M, L, S, T> Install<S, T> for LayeredRoutes<M, L>
where
    M: Install<S, T>,
    L: Layer<Route> + Clone + Send + Sync + 'static,
    L::Service: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
    <L::Service as Service<Request>>::Response: IntoResponse + 'static,
    <L::Service as Service<Request>>::Future: Send + 'static,
    S: Clone + Send + Sync + 'static,
{
    fn install(self, to: &mut Installation<S>) {
        let mut layered = Installation::new();
        self.inner.install(&mut layered);
        let router = if self.everything {
            layered.router.layer(self.layer)
        } else {
            layered.router.route_layer(self.layer)
        };
        to.policies.append(&mut layered.policies);
        to.handler_checks.append(&mut layered.handler_checks);
        if layered.has_catch_all {
            to.set_catch_all();
        }
        to.change(|outer| outer.merge(router));
    }

    fn add(routes: &mut Routes<S>, path: &str, installation: Installation<S>) {
        M::add(routes, path, installation);
    }
}
