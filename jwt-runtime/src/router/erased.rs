//! A handler without its type: what axum compiles for each type of handler is compiled once for a state.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;

type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

/// Any handler for the state `S`. To call it costs one indirect call more than to call the handler.
pub struct Erased<S>(pub(super) Arc<dyn Fn(Request, S) -> Answer + Send + Sync>);

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
