//! Pages and JSON from the same handlers: reading both kinds of requests, and writing both kinds of responses.

mod format;
mod input;
mod refusals;

pub(crate) use format::Format;
pub(crate) use input::Input;
pub(crate) use refusals::Refusals;
