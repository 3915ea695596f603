//! What a failure of a database means.

use jwt_core::session::StoreError;
use sqlx::Error;

/// Says whether a database could do it later, by a rule for its error codes.
///
/// Only the text is kept: the details of a constraint hold the values that it is about.
pub(crate) fn failure(error: &Error, is_out_of_reach: fn(&str) -> bool) -> StoreError {
    let text = error.to_string();
    let is_out_of_reach = match error {
        Error::Database(error) => error.code().is_some_and(|code| is_out_of_reach(&code)),
        Error::Io(_)
        | Error::Tls(_)
        | Error::PoolTimedOut
        | Error::PoolClosed
        | Error::WorkerCrashed
        | Error::BeginFailed => true,
        _ => false,
    };
    if is_out_of_reach {
        StoreError::unreachable(text)
    } else {
        StoreError::unexpected(text)
    }
}
