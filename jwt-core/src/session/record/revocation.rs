//! What a store is asked to revoke, and the revocations that it remembers.

use crate::token::{RevocationKey, SessionOwner, Verified};

/// What is to be revoked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    /// What.
    pub target: RevocationTarget,
    /// The time.
    pub at: i64,
    /// Until when it must be remembered: until the last access token that it concerns has expired.
    pub until: i64,
}

/// Whose tokens are revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevocationTarget {
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

impl RevocationTarget {
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
pub struct RevocationRecord {
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
pub struct RevocationPage {
    /// The revocations.
    pub revoked: Vec<RevocationRecord>,
    /// Where to read on.
    pub position: Position,
    /// Whether there was more to read.
    pub has_more: bool,
}
