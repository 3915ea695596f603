//! `Session`: one login, as a store keeps it.

use std::ops::Range;

use crate::token::RevocationKey;

/// A session: one login, and the refresh tokens that came from it.
///
/// All times are in seconds since the Unix epoch, by the clock of the store if it has one.
///
/// A store makes one of what it kept, and sets the fields that have defaults:
///
/// ```
/// use jwt_guard::session::{RevocationKey, Session, SessionOwner};
///
/// let owner = SessionOwner::named("https://api.example.com");
/// let key = RevocationKey::of_session(&owner, None, "4f1c");
/// let subject_key = RevocationKey::of_subject(&owner, None, "ada");
/// let (created_at, expires_at) = (1_800_000_000, 1_802_592_000);
/// let mut session = Session::new((key, "4f1c"), (subject_key, "ada"), created_at..expires_at);
/// session.idle_expires_at = Some(1_800_604_800);
/// session.remembered_for = 900;
/// assert_eq!(session.ends_at(), 1_800_604_800);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
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

    /// A session of a subject that lasts for `created_at..expires_at`, in seconds since the Unix epoch.
    ///
    /// The session is its key in a store and its `id`, the claim `sid`; the subject is the key of the subject in a store and
    /// the claim `sub`. What belongs together is one argument, so that no two values can be swapped alone.
    ///
    /// The other fields have defaults, and can be set afterwards: `last_used_at` is when the session began,
    /// `idle_expires_at` and `client` are `None`, `remembered_for` is 0 seconds, and `details` is empty.
    #[must_use]
    pub fn new(
        (key, id): (RevocationKey, impl Into<String>),
        (subject_key, subject): (RevocationKey, impl Into<String>),
        times: Range<i64>,
    ) -> Self {
        Self {
            key,
            subject_key,
            id: id.into(),
            subject: subject.into(),
            created_at: times.start,
            last_used_at: times.start,
            expires_at: times.end,
            idle_expires_at: None,
            remembered_for: 0,
            client: None,
            details: String::new(),
        }
    }

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
#[non_exhaustive]
pub struct SessionLimit {
    /// How many sessions are alive after a new one began, including it. At least 1.
    pub most: u32,
    /// Until when the revocation of the others must be remembered, in seconds since the Unix epoch: until their last access
    /// token has expired.
    pub revoked_until: i64,
}

impl SessionLimit {
    /// The most sessions that one login ends, so that a login takes no longer where a subject has many more than allowed:
    /// then each login ends a few.
    pub const ENDED_AT_ONCE: usize = 4;

    /// The limit of so many sessions, at least 1, and until when the revocation of the others must be remembered, in seconds
    /// since the Unix epoch.
    #[must_use]
    pub const fn new(most: u32, revoked_until: i64) -> Self {
        Self {
            most,
            revoked_until,
        }
    }
}

/// The result of storing a new session.
// Exhaustive: the library must handle every outcome that a store returns.
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
