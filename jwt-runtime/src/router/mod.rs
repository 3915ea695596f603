//! `GuardedRouter`: a router that accepts a handler only if its attribute defines who may call it.
//!
//! [`get`] and similar functions infer the parameters of a handler without the router's state, so that a missing policy gets an
//! error message of this crate. [`GuardedRouter::route`] then checks that the state holds what the policy needs, and only after
//! that whether axum can extract the other parameters.

mod chain;
mod check;
mod guarded;
mod handler;
mod install;
mod installation;
mod manifest;
mod method;
mod nesting;
mod routes;
mod unfinished;

// The traits are public so that the compiler names them briefly in its errors.
pub use chain::{Chain, LayeredRoutes};
pub use check::RouterError;
pub(crate) use guarded::EndpointServing;
pub use guarded::GuardedRouter;
pub use handler::{Guarded, HandlerCall, HandlerFn, LastParameter, Parameter};
pub use install::{Install, InstallFallback, Serves};
pub use manifest::{Route, RouteManifest};
pub use method::{
    GuardedMethod, any, connect, delete, get, head, on, options, patch, post, put, trace,
};
pub use routes::GuardedRoutes;
pub use unfinished::CallFinishFirst;
