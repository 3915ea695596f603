//! What happens to sessions.

use super::record::Session;

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
    /// It was ended: by a logout, by the application, since its user may not have it any more, or since its user has logged in
    /// so often that it is one of too many. Who ends several at once may hear of one that somebody else ends in the same
    /// moment.
    Ended(&'a Session),
    /// All sessions of a user were ended, perhaps but one: by `POST /logout-all`, or by the application. There is no event for
    /// each of them, of which there may be many.
    AllEnded {
        /// What the backend calls the user.
        subject: &'a str,
        /// The session that goes on, if it had not ended before: the claim `sid`.
        except: Option<&'a str>,
    },
}
