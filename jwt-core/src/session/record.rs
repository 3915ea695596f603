//! What a store keeps, and what it is asked.

use super::{RefreshRate, RevocationKey, SessionOwner, TokenDigest};
use crate::token::Verified;

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

/// What a store knows of a refresh token, without having changed anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It is the current token of this session, which is alive.
    Current(Session),
    /// It was exchanged, and its session is alive.
    Exchanged {
        /// The session.
        session: Session,
        /// When it was exchanged.
        at: i64,
        /// Whether its successor can no longer be given again: it was exchanged too, or what was sealed of it was wiped.
        is_superseded: bool,
    },
    /// It is of a session that was revoked, or is over.
    Ended,
    /// There is no such token, or it is so old that nothing of it is left.
    Unknown,
}

/// The exchange of a refresh token.
#[derive(Debug, Clone)]
pub struct Rotation {
    /// The token that was presented.
    pub presented: TokenDigest,
    /// What it is exchanged for; `None` if the session keeps its token, which is then only marked as used.
    pub successor: Option<Successor>,
    /// The time.
    pub now: i64,
    /// For how many seconds an exchanged token gets the same successor again.
    pub grace: i64,
    /// When the session ends, from now on, unless another exchange follows.
    pub idle_expires_at: Option<i64>,
    /// Until when it must be remembered if this revokes the session: until the last access token of it has expired.
    pub revoked_until: i64,
    /// What the library knows of the session from now on.
    pub details: String,
    /// How often the session may be refreshed; `None` if as often as its client likes.
    pub rate: Option<RefreshRate>,
    /// How many tokens of the session that were exchanged a store remembers, so that one that comes again is recognized. At
    /// least 1. The oldest is forgotten first, and is [`Unknown`](Rotated::Unknown) from then on.
    pub remembered: u32,
}

/// The next refresh token of a session.
#[derive(Debug, Clone)]
pub struct Successor {
    /// What is kept of it.
    pub digest: TokenDigest,
    /// The token itself, sealed in a way that only who has the presented token can open. Kept with that token, and
    /// wiped when the successor is itself exchanged, or by the first purge after the grace.
    pub sealed: Vec<u8>,
}

/// What became of an exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rotated {
    /// The successor is now the token of the session, or the token was marked as used.
    Done,
    /// The token was exchanged a moment ago: this successor of then, sealed, is still the token of the session.
    Again(Vec<u8>),
    /// The token was exchanged a moment ago, and so was its successor. Nothing was changed.
    Superseded,
    /// The token was exchanged before the grace: somebody copied it. Its session has been revoked by this exchange.
    Reused,
    /// The session was refreshed too often. Nothing was changed.
    Limited {
        /// In how many seconds it can be refreshed again. At least 1.
        retry_after: i64,
    },
    /// The session was revoked before, or is over.
    Ended,
    /// There is no such token.
    Unknown,
}

/// What is to be revoked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    /// What.
    pub target: Target,
    /// The time.
    pub at: i64,
    /// Until when it must be remembered: until the last access token that it concerns has expired.
    pub until: i64,
}

/// Whose tokens are revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// One access token, or a session of another issuer: only the key is remembered.
    Key(RevocationKey),
    /// One session of this service, with its refresh tokens.
    Session(RevocationKey),
    /// All sessions of a subject but, perhaps, one; and its tokens that are of no session.
    Subject {
        /// The subject.
        subject: RevocationKey,
        /// The session that goes on.
        except: Option<RevocationKey>,
    },
}

impl Target {
    /// What is to be remembered, whatever else ends.
    #[must_use]
    pub const fn key(&self) -> RevocationKey {
        match *self {
            Self::Key(key) | Self::Session(key) | Self::Subject { subject: key, .. } => key,
        }
    }

    /// What to revoke so that whoever has this access token is logged out; none of a token that nothing names.
    #[doc(hidden)]
    pub fn of<T: ?Sized>(verified: &Verified<T>, owner: &SessionOwner) -> Option<Self> {
        Self::session(verified, owner).or_else(|| Self::token(verified, owner))
    }

    /// This one access token or, if it cannot be told from others, its session.
    #[doc(hidden)]
    pub fn of_token<T: ?Sized>(verified: &Verified<T>, owner: &SessionOwner) -> Option<Self> {
        Self::token(verified, owner).or_else(|| Self::session(verified, owner))
    }

    fn token<T: ?Sized>(verified: &Verified<T>, owner: &SessionOwner) -> Option<Self> {
        verified.revocation_keys(owner).token.map(Self::Key)
    }

    fn session<T: ?Sized>(verified: &Verified<T>, owner: &SessionOwner) -> Option<Self> {
        let key = verified.revocation_keys(owner).session?;
        Some(match verified.own_session() {
            Some(_) => Self::Session(key),
            None => Self::Key(key),
        })
    }
}

/// A revocation that a store remembers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revoked {
    /// What it is about.
    pub key: RevocationKey,
    /// When it was revoked.
    pub at: i64,
    /// Until when it is remembered.
    pub until: i64,
}

/// A place in the order in which a store has stored revocations: how far they were read, or what was stored before a login
/// began. Clocks have no part in it.
///
/// The default is the place before all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position(pub u128);

/// Some of the revocations of a store, in the order in which they were stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Revocations {
    /// The revocations.
    pub revoked: Vec<Revoked>,
    /// Where to read on.
    pub position: Position,
    /// Whether there was more to read.
    pub has_more: bool,
}
