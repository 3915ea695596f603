//! A handler without its type: what axum compiles for each type of handler is compiled once for a state.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;

use crate::guard::{AuthState, PolicySpec};

type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

/// Any handler for the state `S`. To call it costs one indirect call more than to call the handler.
///
/// axum clones it for each request, so it is one pointer.
pub struct Erased<S>(Arc<Inner<S, AnyHandler<S>>>);

type AnyHandler<S> = dyn Fn(Request, S) -> Answer + Send + Sync;

struct Inner<S, H: ?Sized> {
    layer: Option<Layer<S>>,
    answer: H,
}

/// What is around a handler: the layer of its `Auth`, for requests that need it.
pub struct Layer<S> {
    spec: &'static PolicySpec,
    is_needed: fn(&S) -> bool,
    answer: fn(Erased<S>, &'static PolicySpec, Request, S) -> Answer,
}

impl<S> Erased<S> {
    pub(super) fn new(
        layer: Option<Layer<S>>,
        answer: impl Fn(Request, S) -> Answer + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(Inner { layer, answer }))
    }
}

impl<S: Send + Sync + 'static> Layer<S> {
    /// The layer around a handler with this policy; none if no request can need one.
    pub(super) fn of<I: 'static>(spec: &'static PolicySpec) -> Option<Self>
    where
        S: AuthState<I>,
    {
        if spec.is_public() {
            return None;
        }
        Some(Self {
            spec,
            is_needed: match spec.overrides() {
                Some(_) => |_| true,
                None => |state| !state.auth().is_plain(),
            },
            answer: |handler, spec, request, state| {
                let auth = state.auth().clone();
                Box::pin(async move {
                    let answer = |request| (handler.0.answer)(request, state);
                    auth.around(Some(spec), request, answer).await
                })
            },
        })
    }
}

impl<S> Clone for Erased<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S> fmt::Debug for Layer<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Layer")
    }
}

impl<S> fmt::Debug for Erased<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Erased")
    }
}

impl<S: Send + Sync + 'static> Handler<(), S> for Erased<S> {
    type Future = Answer;

    fn call(self, request: Request, state: S) -> Answer {
        match self.0.layer {
            Some(Layer {
                spec,
                is_needed,
                answer,
            }) if is_needed(&state) => answer(self, spec, request, state),
            _ => (self.0.answer)(request, state),
        }
    }
}
