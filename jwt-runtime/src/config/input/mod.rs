//! Where the values of settings come from: fields, files and environment variables.

mod file;
mod variables;

pub use file::FromText;
pub use variables::{FromVariable, Unread, Variables, process_environment};
