//! Where the values of settings come from: fields, files and environment variables.

mod field_type;
mod file;
mod variables;

pub use file::FromText;
pub use variables::{FieldDefault, FromVariable, Variables, process_environment};
