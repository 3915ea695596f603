//! What happens to sessions.

use super::Session;

/// Something happened to a session; see [`UserBackend::on_session_event`](crate::user::UserBackend::on_session_event).
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum SessionEvent<'a> {
    /// A user logged in.
    Began(&'a Session),
    /// A refresh token was exchanged.
    Refreshed(&'a Session),
    /// A refresh token was used that had been exchanged long before: somebody has a copy of it. The session has been
    /// ended; whoever is not the thief should hear of it.
    Reused(&'a Session),
    /// It was ended: by a logout, by the application, since its user may not have it any more, or since it was refreshed
    /// as often as one can be. Who ends several at once may hear of one that somebody else ends in the same moment.
    Ended(&'a Session),
}
