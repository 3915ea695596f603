//! `SessionError`: why a session does not begin or go on.

use super::store::StoreError;

/// Why a session does not begin, or does not go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SessionError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// All sessions of the user were ended after the credentials were presented.
    #[error("all sessions of the user were ended after the credentials were presented")]
    AllEnded,
    /// The configuration or the application is wrong.
    #[error("{0}")]
    Misconfigured(&'static str),
    /// It is not possible now; the log says why.
    #[error("no session can begin or go on now; the log says why")]
    Unavailable,
}
