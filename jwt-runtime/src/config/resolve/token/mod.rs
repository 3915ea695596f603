//! Resolving the settings of tokens.

mod headers;
mod issuers;
pub(in crate::config) mod lifetime;
mod profile;
