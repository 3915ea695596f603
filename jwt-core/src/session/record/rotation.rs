//! What a store is asked about refresh tokens, and what became of them.

use super::refresh_rate::RefreshRate;
use super::session::Session;
use super::token_digest::TokenDigest;

/// What a store knows of a refresh token, without having changed anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefreshTokenState {
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
    /// least 1. The oldest is forgotten first, and is [`Unknown`](RotationOutcome::Unknown) from then on.
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
pub enum RotationOutcome {
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
