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
pub struct Erased<S> {
    answer: Arc<dyn Fn(Request, S) -> Answer + Send + Sync>,
    layer: Option<Layer<S>>,
}

/// What is around a handler: the layer of its `Auth`.
struct Layer<S> {
    spec: &'static PolicySpec,
    is_needed: fn(&S, &'static PolicySpec) -> bool,
    answer: fn(Erased<S>, &'static PolicySpec, Request, S) -> Answer,
}

impl<S> Erased<S> {
    pub(super) fn new(answer: impl Fn(Request, S) -> Answer + Send + Sync + 'static) -> Self {
        Self {
            answer: Arc::new(answer),
            layer: None,
        }
    }
}

impl<S: Send + Sync + 'static> Erased<S> {
    /// The same handler behind the layer of its `Auth`, for requests that need it.
    pub(super) fn behind_layer<I: 'static>(mut self, spec: &'static PolicySpec) -> Self
    where
        S: AuthState<I>,
    {
        self.layer = Some(Layer {
            spec,
            is_needed: |state, spec| state.auth().needs_layer(spec),
            answer: |handler, spec, request, state| {
                let auth = state.auth().clone();
                Box::pin(async move {
                    let answer = |request| (handler.answer)(request, state);
                    auth.around(Some(spec), request, answer).await
                })
            },
        });
        self
    }
}

impl<S> Clone for Layer<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Layer<S> {}

impl<S> Clone for Erased<S> {
    fn clone(&self) -> Self {
        Self {
            answer: Arc::clone(&self.answer),
            layer: self.layer,
        }
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
        match self.layer {
            Some(layer) if (layer.is_needed)(&state, layer.spec) => {
                (layer.answer)(self, layer.spec, request, state)
            }
            _ => (self.answer)(request, state),
        }
    }
}
