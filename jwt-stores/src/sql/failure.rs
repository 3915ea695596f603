//! Turns errors of a database into errors of a store.

use jwt_core::session::StoreError;
use sqlx::Error;

/// The error of a store for one of a database; `is_out_of_reach` tells by its code whether the database may recover.
///
/// Only the message is kept, since the details of a violated constraint contain its values.
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
