//! A handler without its type: what axum compiles for each type of handler is compiled once for a state.

use std::fmt;
use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;

use crate::guard::{AuthState, PolicySpec};

type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

/// Any handler for the state `S`. To call it costs one indirect call more than to call the handler.
pub struct Erased<S: 'static>(Shared<Layered<S>>);

/// A handler, and what is around it.
struct Layered<S: 'static> {
    layer: Option<Layer<S>>,
    handler: Box<AnyHandler<S>>,
}

type AnyHandler<S> = dyn Fn(Request, S) -> Answer + Send + Sync;

/// axum clones and moves a handler more than once for each request, and a counter would be shared by all threads.
enum Shared<T: 'static> {
    /// Of a handler without data, as functions are: a few words are kept for as long as the program runs.
    Free(&'static T),
    Counted(Arc<T>),
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Free(shared) => shared,
            Self::Counted(shared) => shared,
        }
    }
}

/// What is around a handler: the layer of its `Auth`, for requests that need it.
pub struct Layer<S: 'static> {
    spec: &'static PolicySpec,
    is_needed: fn(&S) -> bool,
    answer: fn(Erased<S>, &'static PolicySpec, Request, S) -> Answer,
}

impl<S: 'static> Erased<S> {
    pub(super) fn new<H>(layer: Option<Layer<S>>, handler: H) -> Self
    where
        H: Fn(Request, S) -> Answer + Send + Sync + 'static,
    {
        let is_free = size_of::<H>() == 0;
        let layered = Layered {
            layer,
            handler: Box::new(handler),
        };
        Self(match is_free {
            true => Shared::Free(Box::leak(Box::new(layered))),
            false => Shared::Counted(Arc::new(layered)),
        })
    }

    fn answer(&self, request: Request, state: S) -> Answer {
        (self.0.handler)(request, state)
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
                    let answer = |request| handler.answer(request, state);
                    auth.around(Some(spec), request, answer).await
                })
            },
        })
    }
}

impl<S: 'static> Clone for Erased<S> {
    fn clone(&self) -> Self {
        Self(match &self.0 {
            Shared::Free(shared) => Shared::Free(shared),
            Shared::Counted(shared) => Shared::Counted(Arc::clone(shared)),
        })
    }
}

impl<S: 'static> Clone for Layer<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S: 'static> Copy for Layer<S> {}

impl<S: 'static> fmt::Debug for Layer<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Layer")
    }
}

impl<S: 'static> fmt::Debug for Erased<S> {
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
            _ => self.answer(request, state),
        }
    }
}
