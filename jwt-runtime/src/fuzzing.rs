//! The entry points of the fuzz targets, compiled with `cfg(fuzzing)` only, which `cargo fuzz` sets.

use axum::http::HeaderMap;

use crate::error::AuthError;

/// The bearer token of a request's headers.
///
/// # Errors
///
/// If there is more or less than one token where one is announced.
pub fn bearer_token(headers: &HeaderMap) -> Result<Option<&str>, AuthError> {
    crate::token_location::bearer_token(headers)
}
