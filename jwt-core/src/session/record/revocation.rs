//! Revocations: what is to be revoked, and what a store remembers.

use std::ops::Range;

use crate::token::{RevocationKey, SessionOwner, Verified};

/// A revocation that a store is to carry out.
///
/// ```
/// use jwt_guard::session::{Revocation, RevocationKey, RevocationTarget};
///
/// let target = RevocationTarget::Key(RevocationKey::from_bytes([7; 16]));
/// let (at, until) = (1_800_000_000, 1_800_000_900);
/// let revocation = Revocation::new(target, at..until);
/// assert_eq!((revocation.at, revocation.until), (at, until));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Revocation {
    /// What.
    pub target: RevocationTarget,
    /// The time, in seconds since the Unix epoch.
    pub at: i64,
    /// Until when it must be remembered, in seconds since the Unix epoch: until the last access token that it affects has
    /// expired.
    pub until: i64,
}

impl Revocation {
    /// The revocation of a target: `at..until`, in seconds since the Unix epoch.
    ///
    /// The times are a range, so that they cannot be swapped unnoticed: a revocation that ends when it should begin would be
    /// forgotten at once.
    #[must_use]
    pub const fn new(target: RevocationTarget, times: Range<i64>) -> Self {
        let Range {
            start: at,
            end: until,
        } = times;
        Self { target, at, until }
    }
}

/// What is revoked.
// Exhaustive: a store must handle every target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevocationTarget {
    /// One access token, or a session of another issuer: only the key is stored.
    Key(RevocationKey),
    /// One session of this service, with its refresh tokens.
    Session(RevocationKey),
    /// All sessions of a subject, with an optional exception, and its tokens that belong to no session.
    Subject {
        /// The subject.
        subject: RevocationKey,
        /// The session that is not ended.
        except: Option<RevocationKey>,
    },
}

impl RevocationTarget {
    /// The key that is remembered as revoked.
    #[must_use]
    pub const fn key(&self) -> RevocationKey {
        match *self {
            Self::Key(key) | Self::Session(key) | Self::Subject { subject: key, .. } => key,
        }
    }

    /// What to revoke to log out the holder of this access token: its session, or else the token. `None` if it has neither
    /// `sid` nor `jti`.
    #[doc(hidden)]
    pub fn of<T: ?Sized>(verified: &Verified<T>, owner: &SessionOwner) -> Option<Self> {
        Self::session(verified, owner).or_else(|| Self::token(verified, owner))
    }

    /// What to revoke to revoke this access token: the token or, if it has no `jti`, its session.
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
#[non_exhaustive]
pub struct RevocationRecord {
    /// What is revoked.
    pub key: RevocationKey,
    /// When it was revoked, in seconds since the Unix epoch.
    pub at: i64,
    /// Until when it is remembered, in seconds since the Unix epoch.
    pub until: i64,
}

impl RevocationRecord {
    /// The record of a key that was revoked: `at..until`, in seconds since the Unix epoch, as in [`Revocation::new`].
    #[must_use]
    pub const fn new(key: RevocationKey, times: Range<i64>) -> Self {
        let Range {
            start: at,
            end: until,
        } = times;
        Self { key, at, until }
    }
}

/// A position in the order in which a store has stored revocations: how far they were read, or where a login began. It does
/// not depend on clocks.
///
/// The default is the position before all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position(pub u128);

/// Some of the revocations of a store, in the order in which they were stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct RevocationPage {
    /// The revocations.
    pub revoked: Vec<RevocationRecord>,
    /// Where to read on.
    pub position: Position,
    /// Whether there is more to read.
    pub has_more: bool,
}

impl RevocationPage {
    /// The page of these revocations, the position after which the next page begins, and whether there is a next page.
    #[must_use]
    pub const fn new(revoked: Vec<RevocationRecord>, position: Position, has_more: bool) -> Self {
        Self {
            revoked,
            position,
            has_more,
        }
    }
}
