//! `Session`: one login, as a store keeps it.

use crate::token::RevocationKey;

/// A session: one login, and the refresh tokens that came from it.
///
/// All times are in seconds since the Unix epoch, by the clock of the store if it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its key in a store.
    pub key: RevocationKey,
    /// The key of its subject in a store.
    pub subject_key: RevocationKey,
    /// Its identifier in access tokens: the claim `sid`.
    pub id: String,
    /// Its subject: the claim `sub`.
    pub subject: String,
    /// When it began.
    pub created_at: i64,
    /// When it was last refreshed; initially, when it began.
    pub last_used_at: i64,
    /// When it ends in any case.
    pub expires_at: i64,
    /// When it ends unless it is refreshed before.
    pub idle_expires_at: Option<i64>,
    /// For how many seconds a store remembers it after it has expired: until its last access token has expired, so that a
    /// revocation of its subject still reaches that token.
    pub remembered_for: i64,
    /// The `User-Agent` of its client, for a page that lists sessions.
    pub client: Option<String>,
    /// More data of the library: text that a store keeps unchanged.
    pub details: String,
}

impl Session {
    /// How many sessions of a subject a store lists.
    pub const LISTED: usize = 100;

    /// Whether it has expired at the time `now`.
    #[must_use]
    pub fn is_over(&self, now: i64) -> bool {
        self.ends_at() <= now
    }

    /// When it expires unless it is refreshed before.
    #[must_use]
    pub fn ends_at(&self) -> i64 {
        let idle = self.idle_expires_at;
        idle.map_or(self.expires_at, |idle| idle.min(self.expires_at))
    }

    /// When a store can forget it, unless it is refreshed or revoked before.
    #[must_use]
    pub fn forgotten_at(&self) -> i64 {
        self.ends_at().saturating_add(self.remembered_for)
    }
}

/// How many sessions a subject may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionLimit {
    /// How many sessions are alive after a new one began, including it. At least 1.
    pub most: u32,
    /// Until when the revocation of the others must be remembered: until their last access token has expired.
    pub revoked_until: i64,
}

impl SessionLimit {
    /// The most sessions that one login ends, so that a login takes no longer where a subject has many more than allowed:
    /// then each login ends a few.
    pub const ENDED_AT_ONCE: usize = 4;
}

/// The result of storing a new session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BeginOutcome {
    /// The session and its token were stored.
    Begun {
        /// The sessions that were revoked because the subject had too many.
        ended: Vec<Session>,
    },
    /// All sessions of its subject were ended after its login began. Nothing was stored.
    Refused,
}
