//! Errors that several modules share: of a configuration, of a backend, and at compile time.

mod backend;
mod config;
mod message;

pub use backend::BackendError;
pub use config::{ConfigError, Origin, Problem};
pub(crate) use message::ConstMessage;
