//! What is said of an error of Redis.
//!
//! Its own words are not passed on: some servers quote what they were asked.

use jwt_core::session::StoreError;
use redis::{ErrorKind, RedisError, ServerErrorKind};

/// The error for the library.
pub(super) fn store_error(error: &RedisError) -> StoreError {
    let makes_no_sense = match error.kind() {
        ErrorKind::Parse | ErrorKind::UnexpectedReturnType => true,
        ErrorKind::Server(ServerErrorKind::ResponseError) => true,
        _ => error.code() == Some("WRONGTYPE"),
    };
    let told = told(error);
    if makes_no_sense {
        StoreError::unexpected(told)
    } else {
        StoreError::unreachable(told)
    }
}

/// What was asked took too long.
pub(super) fn no_answer() -> StoreError {
    StoreError::unreachable("Redis did not answer in time")
}

/// Whether another connection may do better: this one is broken, or of a server that is not the primary any more, or
/// that has forgotten who we are.
pub(super) fn is_of_connection(error: &RedisError) -> bool {
    let kind = error.kind();
    error.is_unrecoverable_error()
        || matches!(
            kind,
            ErrorKind::Server(ServerErrorKind::ReadOnly | ServerErrorKind::MasterDown)
        )
        || error.code() == Some("NOAUTH")
}

fn told(error: &RedisError) -> String {
    match error.code() {
        Some(code) => format!("Redis answered {code}"),
        None if error.kind() == ErrorKind::Io => format!("no connection to Redis: {error}"),
        None => format!("Redis: {}", error.category()),
    }
}
