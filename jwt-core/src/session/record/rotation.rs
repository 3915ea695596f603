//! The state of refresh tokens, and their exchange.

use super::refresh_rate::RefreshRate;
use super::session::Session;
use super::token_digest::TokenDigest;

/// The state of a refresh token in a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefreshTokenState {
    /// The current token of a live session.
    Current(Session),
    /// A token of a live session that was exchanged.
    Exchanged {
        /// The session.
        session: Session,
        /// When it was exchanged.
        at: i64,
        /// Whether its successor can no longer be returned again: it was exchanged too, or its sealed text was wiped.
        is_superseded: bool,
    },
    /// A token of a session that was revoked or has ended.
    Ended,
    /// There is no such token, or it was forgotten.
    Unknown,
}

/// The exchange of a refresh token.
#[derive(Debug, Clone)]
pub struct Rotation {
    /// The token that was presented.
    pub presented: TokenDigest,
    /// The new token; `None` if the session keeps its token, which is then only marked as used.
    pub successor: Option<Successor>,
    /// The time.
    pub now: i64,
    /// For how many seconds a repeated exchange returns the same successor.
    pub grace: i64,
    /// When the session ends unless it is refreshed again.
    pub idle_expires_at: Option<i64>,
    /// If this revokes the session, until when the revocation must be remembered: until its last access token has expired.
    pub revoked_until: i64,
    /// The new `details` of the session.
    pub details: String,
    /// How often the session may be refreshed; `None` for no limit.
    pub rate: Option<RefreshRate>,
    /// How many exchanged tokens of the session a store remembers, so that their reuse is detected. At least 1. The oldest
    /// is forgotten first, and is [`Unknown`](RotationOutcome::Unknown) from then on.
    pub remembered: u32,
}

/// The next refresh token of a session.
#[derive(Debug, Clone)]
pub struct Successor {
    /// Its digest.
    pub digest: TokenDigest,
    /// The token itself, encrypted with a key that is derived from the presented token. Stored with that token, and wiped
    /// when the successor is itself exchanged, or by the first purge after the grace.
    pub sealed: Vec<u8>,
}

/// The result of an exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RotationOutcome {
    /// The successor is now the token of the session, or the token was marked as used.
    Done,
    /// The token was exchanged within the grace, and this successor, sealed, is still the current token of the session.
    Again(Vec<u8>),
    /// The token was exchanged within the grace, and so was its successor. Nothing was changed.
    Superseded,
    /// The token was exchanged before, and the grace is over: it is treated as stolen. This exchange has revoked its
    /// session.
    Reused,
    /// The session was refreshed too often. Nothing was changed.
    Limited {
        /// In how many seconds it can be refreshed again. At least 1.
        retry_after: i64,
    },
    /// The session was revoked before, or has ended.
    Ended,
    /// There is no such token.
    Unknown,
}
