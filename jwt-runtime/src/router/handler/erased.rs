//! `ErasedHandler`: a handler whose type is erased, so that axum's generic code is compiled once for each state, not for each
//! handler.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;

use crate::auth::AuthState;
use crate::guard::{InnerService, Policy, ResolvedSettings, call};
use crate::router::check::handler_check::HandlerCheck;

type ResponseFuture<'a> = Pin<Box<dyn Future<Output = Response> + Send + 'a>>;

/// Any handler for the state `S`. Calling it costs one indirect call.
pub struct ErasedHandler<S: 'static> {
    layer: Option<&'static Layer<S>>,
    handler: SharedHandler<AnyHandler<S>>,
}

type AnyHandler<S> =
    dyn for<'a> Fn(Request, S, ResolvedSettings<'a>) -> ResponseFuture<'a> + Send + Sync;

/// A shared handler. axum clones and moves a handler several times for each request, and a reference count would be contended
/// by all threads.
enum SharedHandler<T: ?Sized + 'static> {
    /// A handler without data, as functions are: leaking it keeps no memory.
    Free(&'static T),
    Counted(Arc<T>),
}

/// The layer of an `Auth` around a handler, for requests that need it.
pub(in crate::router) struct Layer<S: 'static> {
    inner: InnerService,
    is_needed: fn(&S) -> bool,
    handler_check: HandlerCheck<S>,
    respond: fn(ErasedHandler<S>, InnerService, Request, S) -> ResponseFuture<'static>,
}

impl<S: 'static> ErasedHandler<S> {
    pub(in crate::router) fn new<H>(layer: Option<&'static Layer<S>>, handler: H) -> Self
    where
        H: for<'a> Fn(Request, S, ResolvedSettings<'a>) -> ResponseFuture<'a>
            + Send
            + Sync
            + 'static,
    {
        let handler: SharedHandler<AnyHandler<S>> = if size_of::<H>() == 0 {
            SharedHandler::Free(Box::leak(Box::new(handler)))
        } else {
            SharedHandler::Counted(Arc::new(handler))
        };
        Self { layer, handler }
    }

    /// The checks of the handler; `None` if it is public.
    pub(in crate::router) fn handler_check(&self) -> Option<HandlerCheck<S>> {
        self.layer.map(|layer| layer.handler_check)
    }

    /// `resolved` is what the layer hands on, if it is directly around the handler.
    fn respond<'a>(
        &self,
        request: Request,
        state: S,
        resolved: ResolvedSettings<'a>,
    ) -> ResponseFuture<'a> {
        match &self.handler {
            SharedHandler::Free(handler) => handler(request, state, resolved),
            SharedHandler::Counted(handler) => handler(request, state, resolved),
        }
    }
}

impl<S: Send + Sync + 'static> Layer<S> {
    /// The layer directly around the guard of a handler with this policy; `None` if it is public.
    pub(in crate::router) fn of<P: Policy>() -> Option<&'static Self>
    where
        S: AuthState<P::Instance>,
    {
        let layer = const { &Self::around::<P>(InnerService::Guard(P::SPEC.of_layer())) };
        (!P::SPEC.is_public()).then_some(layer)
    }

    /// The layer around a handler that has layers of the application.
    pub(in crate::router) fn of_layered<P: Policy>() -> Option<&'static Self>
    where
        S: AuthState<P::Instance>,
    {
        let layer = const { &Self::around::<P>(InnerService::LayeredHandler(P::SPEC.of_layer())) };
        (!P::SPEC.is_public()).then_some(layer)
    }

    const fn around<P: Policy>(inner: InnerService) -> Self
    where
        S: AuthState<P::Instance>,
    {
        Self {
            inner,
            is_needed: match P::SPEC.of_layer().overrides() {
                Some(_) => |_| true,
                None => is_needed::<P::Instance, S>,
            },
            handler_check: HandlerCheck::of::<P::Instance>(&P::SPEC),
            respond: respond_in_layer::<P::Instance, S>,
        }
    }
}

// These are functions, as closures would be compiled once more for each policy.

fn is_needed<I, S: AuthState<I>>(state: &S) -> bool {
    !state.auth().is_plain()
}

fn respond_in_layer<I: 'static, S: AuthState<I> + 'static>(
    handler: ErasedHandler<S>,
    inner: InnerService,
    request: Request,
    state: S,
) -> ResponseFuture<'static> {
    let auth = state.auth().clone();
    Box::pin(async move {
        let respond = async move |request: Request, resolved: ResolvedSettings<'_>| {
            handler.respond(request, state, resolved).await
        };
        call(&auth, inner, request, respond).await
    })
}

impl<S: 'static> Clone for ErasedHandler<S> {
    fn clone(&self) -> Self {
        Self {
            layer: self.layer,
            handler: match &self.handler {
                SharedHandler::Free(handler) => SharedHandler::Free(*handler),
                SharedHandler::Counted(handler) => SharedHandler::Counted(Arc::clone(handler)),
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
    type Future = ResponseFuture<'static>;

    fn call(self, request: Request, state: S) -> Self::Future {
        match self.layer {
            Some(layer) if (layer.is_needed)(&state) => {
                (layer.respond)(self, layer.inner, request, state)
            }
            _ => self.respond(request, state, None),
        }
    }
}
