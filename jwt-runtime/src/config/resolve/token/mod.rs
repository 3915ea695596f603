//! From settings to how tokens are written and read.

mod headers;
mod issuers;
pub(in crate::config) mod lifetime;
mod profile;
