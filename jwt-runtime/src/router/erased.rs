//! A handler without its type: what axum compiles for each type of handler is compiled once for a state.

use std::any::Any;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;

type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

/// Any handler for the state `S`. To call it costs one indirect call more than to call the handler.
pub(super) struct Erased<S>(Arc<dyn Fn(Request, S) -> Answer + Send + Sync>);

impl<S: 'static> Erased<S> {
    pub(super) fn new<H: Handler<T, S>, T>(handler: H) -> Self {
        Self(Arc::new(move |request, state| {
            boxed(handler.clone().call(request, state))
        }))
    }
}

/// Puts a future into a box, unless it is in one: that of a function is.
fn boxed<F: Future<Output = Response> + Send + 'static>(future: F) -> Answer {
    let mut future = Some(future);
    let any: &mut dyn Any = &mut future;
    if let Some(answer) = any.downcast_mut::<Option<Answer>>().and_then(Option::take) {
        return answer;
    }
    match future {
        Some(future) => Box::pin(future),
        // It was an `Answer` after all, and has been returned above.
        None => Box::pin(std::future::pending()),
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
