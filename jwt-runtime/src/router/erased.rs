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
pub struct Erased<S>(pub(super) Arc<dyn Fn(Request, S) -> Answer + Send + Sync>);

impl<S: Send + Sync + 'static> Erased<S> {
    /// The same handler behind the layer of its `Auth`, for requests that need it.
    pub(super) fn behind_layer<I: 'static>(self, spec: &'static PolicySpec) -> Self
    where
        S: AuthState<I>,
    {
        Self(Arc::new(move |request: Request, state: S| {
            if !state.auth().needs_layer(spec) {
                return (self.0)(request, state);
            }
            let auth = state.auth().clone();
            let handler = self.clone();
            Box::pin(async move {
                let answer = |request| (handler.0)(request, state);
                auth.around(Some(spec), request, answer).await
            })
        }))
    }
}

impl<S> Clone for Erased<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
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
        (self.0)(request, state)
    }
}
