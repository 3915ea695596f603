//! `Session`: one login, as a store keeps it.

use crate::token::RevocationKey;

/// A session: one login, and the family of refresh tokens that came from it.
///
/// All times are in seconds since the Unix epoch, by the clock of the store if it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// What names it in a store.
    pub key: RevocationKey,
    /// What names its subject in a store.
    pub subject_key: RevocationKey,
    /// What names it in access tokens: the claim `sid`.
    pub id: String,
    /// Whose it is: the claim `sub`.
    pub subject: String,
    /// When it began.
    pub created_at: i64,
    /// When a token of it was last exchanged; at first, when it began.
    pub last_used_at: i64,
    /// When it ends whatever happens.
    pub expires_at: i64,
    /// When it ends unless a token of it is exchanged before.
    pub idle_expires_at: Option<i64>,
    /// For how many seconds a store remembers it after it has ended by itself: until the last access token of it has
    /// expired, so that the end of all sessions of its subject reaches that token too.
    pub remembered_for: i64,
    /// What its client called itself, for a page that lists sessions.
    pub client: Option<String>,
    /// What else the library knows of it: text that a store keeps as it is.
    pub details: String,
}

impl Session {
    /// How many sessions of a subject a store lists.
    pub const LISTED: usize = 100;

    /// Whether it has ended by itself at the time `now`.
    #[must_use]
    pub fn is_over(&self, now: i64) -> bool {
        self.ends_at() <= now
    }

    /// When it ends by itself, unless it is used before.
    #[must_use]
    pub fn ends_at(&self) -> i64 {
        let idle = self.idle_expires_at;
        idle.map_or(self.expires_at, |idle| idle.min(self.expires_at))
    }

    /// When a store can forget it, unless it is used before, or revoked.
    #[must_use]
    pub fn forgotten_at(&self) -> i64 {
        self.ends_at().saturating_add(self.remembered_for)
    }
}

/// How many sessions a subject may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionLimit {
    /// How many are alive after another one began, which is one of them. At least 1.
    pub most: u32,
    /// Until when it must be remembered that the others were revoked: until the last access token of them has expired.
    pub revoked_until: i64,
}

impl SessionLimit {
    /// How many sessions end at most when another one begins, so that a login takes no longer where a subject has many more
    /// than it may have: then each login ends a few.
    pub const ENDED_AT_ONCE: usize = 4;
}

/// What became of a session that was to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BeginOutcome {
    /// It is kept, and its token.
    Begun {
        /// The sessions that were revoked because their subject had too many.
        ended: Vec<Session>,
    },
    /// All sessions of its subject were ended after its login had begun. Nothing was kept.
    Refused,
}
