//! `SessionEvent`: what happens to sessions.

use super::record::Session;

/// Something happened to a session; see [`UserBackend::on_session_event`](crate::user::UserBackend::on_session_event).
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum SessionEvent<'a> {
    /// A user logged in.
    Began(&'a Session),
    /// A refresh token was exchanged.
    Refreshed(&'a Session),
    /// A refresh token was used again after the grace, and is treated as stolen. The session has been revoked; its user
    /// should be notified.
    Reused(&'a Session),
    /// The session was ended: by a logout, by the application, because its user is no longer active, or because its user has
    /// too many sessions. If two calls end a session at the same time, both may report it.
    Ended(&'a Session),
    /// All sessions of a user were ended, with an optional exception: by `POST /logout-all`, or by the application. There is
    /// no event for each of them.
    #[non_exhaustive]
    AllEnded {
        /// The subject of the user.
        subject: &'a str,
        /// The session that was not ended: the claim `sid`.
        except: Option<&'a str>,
    },
}

impl<'a> SessionEvent<'a> {
    #[doc(hidden)]
    #[must_use]
    pub const fn all_ended(subject: &'a str, except: Option<&'a str>) -> Self {
        Self::AllEnded { subject, except }
    }
}
