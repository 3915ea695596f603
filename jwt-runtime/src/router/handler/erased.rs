//! A handler without its type: what axum compiles for each type of handler is compiled once for a state.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;

use crate::auth::AuthState;
use crate::guard::{Inner, Policy, call};
use crate::router::check::handler_check::HandlerCheck;

type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

/// Any handler for the state `S`. To call it costs one indirect call more than to call the handler.
pub struct ErasedHandler<S: 'static> {
    layer: Option<&'static Layer<S>>,
    handler: Shared<AnyHandler<S>>,
}

type AnyHandler<S> = dyn Fn(Request, S) -> Answer + Send + Sync;

/// axum clones and moves a handler more than once for each request, and a counter would be shared by all threads.
enum Shared<T: ?Sized + 'static> {
    /// Without data, as functions are, so that nothing is kept for as long as the program runs.
    Free(&'static T),
    Counted(Arc<T>),
}

/// What is around a handler: the layer of its `Auth`, for requests that need it.
pub(in crate::router) struct Layer<S: 'static> {
    inner: Inner,
    is_needed: fn(&S) -> bool,
    handler_check: HandlerCheck<S>,
    answer: fn(ErasedHandler<S>, Inner, Request, S) -> Answer,
}

impl<S: 'static> ErasedHandler<S> {
    pub(in crate::router) fn new<H>(layer: Option<&'static Layer<S>>, handler: H) -> Self
    where
        H: Fn(Request, S) -> Answer + Send + Sync + 'static,
    {
        let handler: Shared<AnyHandler<S>> = if size_of::<H>() == 0 {
            Shared::Free(Box::leak(Box::new(handler)))
        } else {
            Shared::Counted(Arc::new(handler))
        };
        Self { layer, handler }
    }

    /// What the handler asks of its `Auth`; nothing if it is public.
    pub(in crate::router) fn handler_check(&self) -> Option<HandlerCheck<S>> {
        self.layer.map(|layer| layer.handler_check)
    }

    fn answer(&self, request: Request, state: S) -> Answer {
        match &self.handler {
            Shared::Free(handler) => handler(request, state),
            Shared::Counted(handler) => handler(request, state),
        }
    }
}

impl<S: Send + Sync + 'static> Layer<S> {
    /// The layer directly around the guard of a handler with this policy; none if no request can need one.
    pub(in crate::router) fn of<P: Policy>() -> Option<&'static Self>
    where
        S: AuthState<P::Instance>,
    {
        let layer = const { &Self::around::<P>(Inner::Guard(&P::SPEC)) };
        (!P::SPEC.is_public()).then_some(layer)
    }

    /// The same around a handler that has layers of the application.
    pub(in crate::router) fn of_layered<P: Policy>() -> Option<&'static Self>
    where
        S: AuthState<P::Instance>,
    {
        let layer = const { &Self::around::<P>(Inner::LayeredHandler(&P::SPEC)) };
        (!P::SPEC.is_public()).then_some(layer)
    }

    const fn around<P: Policy>(inner: Inner) -> Self
    where
        S: AuthState<P::Instance>,
    {
        Self {
            inner,
            is_needed: match P::SPEC.overrides() {
                Some(_) => |_| true,
                None => is_needed::<P::Instance, S>,
            },
            handler_check: HandlerCheck::of::<P::Instance>(&P::SPEC),
            answer: answer_in_layer::<P::Instance, S>,
        }
    }
}

// Functions and no closures, which would be compiled once more for each policy.

fn is_needed<I, S: AuthState<I>>(state: &S) -> bool {
    !state.auth().is_plain()
}

fn answer_in_layer<I: 'static, S: AuthState<I> + 'static>(
    handler: ErasedHandler<S>,
    inner: Inner,
    request: Request,
    state: S,
) -> Answer {
    let auth = state.auth().clone();
    Box::pin(async move {
        let answer = |request| handler.answer(request, state);
        call(&auth, inner, request, answer).await
    })
}

impl<S: 'static> Clone for ErasedHandler<S> {
    fn clone(&self) -> Self {
        Self {
            layer: self.layer,
            handler: match &self.handler {
                Shared::Free(handler) => Shared::Free(*handler),
                Shared::Counted(handler) => Shared::Counted(Arc::clone(handler)),
            },
        }
    }
}

impl<S: 'static> fmt::Debug for Layer<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Layer")
    }
}

impl<S: 'static> fmt::Debug for ErasedHandler<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Erased")
    }
}

impl<S: Send + Sync + 'static> Handler<(), S> for ErasedHandler<S> {
    type Future = Answer;

    fn call(self, request: Request, state: S) -> Answer {
        match self.layer {
            Some(layer) if (layer.is_needed)(&state) => {
                (layer.answer)(self, layer.inner, request, state)
            }
            _ => self.answer(request, state),
        }
    }
}
