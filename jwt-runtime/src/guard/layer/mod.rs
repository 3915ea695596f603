//! The layer around a handler and its guard: it reads the body where a token may stand there, and completes the response.

mod around;
mod response;
mod service;

pub(crate) use around::{InnerService, call};
pub use service::{AuthLayer, AuthLayers, AuthService};
