//! Turns errors of Redis into errors of a store.
//!
//! Messages of the server are not passed on: some servers quote the command.

use jwt_core::session::StoreError;
use redis::{ErrorKind, RedisError, ServerErrorKind};

/// The error of a store for one of Redis.
pub(super) fn store_error(error: &RedisError) -> StoreError {
    let makes_no_sense = match error.kind() {
        ErrorKind::Parse | ErrorKind::UnexpectedReturnType => true,
        ErrorKind::Server(ServerErrorKind::ResponseError) => true,
        _ => error.code() == Some("WRONGTYPE"),
    };
    let told = describe(error);
    if makes_no_sense {
        StoreError::unexpected(told)
    } else {
        StoreError::unreachable(told)
    }
}

/// The error of a call that took too long.
pub(super) fn timed_out() -> StoreError {
    StoreError::unreachable("Redis did not respond in time")
}

/// Whether a new connection may succeed: this one is broken, or its server is no longer the primary, or has lost the
/// authentication.
pub(super) fn is_of_connection(error: &RedisError) -> bool {
    let kind = error.kind();
    error.is_unrecoverable_error()
        || matches!(
            kind,
            ErrorKind::Server(ServerErrorKind::ReadOnly | ServerErrorKind::MasterDown)
        )
        || error.code() == Some("NOAUTH")
}

fn describe(error: &RedisError) -> String {
    match error.code() {
        Some(code) => format!("Redis responded with {code}"),
        None if error.kind() == ErrorKind::Io => format!("no connection to Redis: {error}"),
        None => format!("Redis: {}", error.category()),
    }
}
