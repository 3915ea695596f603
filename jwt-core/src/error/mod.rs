//! Errors that several modules have in common, and messages of errors that the compiler reports.

mod backend;
mod config;
mod message;

pub use backend::BackendError;
pub use config::{ConfigError, Origin, Problem};
pub(crate) use message::ConstMessage;
