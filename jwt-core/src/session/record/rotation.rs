//! The state of refresh tokens, and their exchange.

use std::ops::Range;

use super::refresh_rate::RefreshRate;
use super::session::Session;
use super::token_digest::TokenDigest;

/// The state of a refresh token in a store.
// Exhaustive: the library must handle every state that a store returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefreshTokenState {
    /// The current token of a live session.
    Current(Session),
    /// A token of a live session that was exchanged.
    Exchanged {
        /// The session.
        session: Session,
        /// When it was exchanged, in seconds since the Unix epoch.
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
///
/// ```
/// use jwt_guard::session::{RefreshRate, Rotation, Successor, TokenDigest};
///
/// let [presented, next] = [[1; 32], [2; 32]].map(TokenDigest::from_bytes);
/// let successor = Successor::new(next, b"the encrypted token".to_vec());
/// let (now, revoked_until) = (1_800_000_000, 1_800_000_900);
/// let mut rotation = Rotation::new(presented, Some(successor), now..revoked_until, "{}");
/// rotation.grace = 10;
/// rotation.rate = Some(RefreshRate::new(60, 60));
/// assert_eq!(rotation.remembered, 1000);
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Rotation {
    /// The token that was presented.
    pub presented: TokenDigest,
    /// The new token; `None` if the session keeps its token, which is then only marked as used.
    pub successor: Option<Successor>,
    /// The time, in seconds since the Unix epoch.
    pub now: i64,
    /// For how many seconds a repeated exchange returns the same successor.
    pub grace: i64,
    /// When the session ends unless it is refreshed again, in seconds since the Unix epoch; `None` for no such limit.
    pub idle_expires_at: Option<i64>,
    /// If this revokes the session, until when the revocation must be remembered, in seconds since the Unix epoch: until its
    /// last access token has expired.
    pub revoked_until: i64,
    /// The new `details` of the session.
    pub details: String,
    /// How often the session may be refreshed; `None` for no limit.
    pub rate: Option<RefreshRate>,
    /// How many exchanged tokens of the session a store remembers, so that their reuse is detected. At least 1. The oldest
    /// is forgotten first, and is [`Unknown`](RotationOutcome::Unknown) from then on.
    pub remembered: u32,
}

impl Rotation {
    /// How many exchanged tokens of a session are remembered, so that their reuse is detected: as many as a session of 30
    /// days has that is refreshed every 45 minutes. The limit keeps a client from filling the store.
    const REMEMBERED: u32 = 1000;

    /// The exchange of the presented token for its successor; without one, the session keeps its token.
    ///
    /// The times are `now..revoked_until`, in seconds since the Unix epoch: a range, so that they cannot be swapped
    /// unnoticed. `details` replaces the [details](Session::details) of the session, which therefore have no default.
    ///
    /// The other fields have defaults, and can be set afterwards: `grace` is 0 seconds, so that each repeated exchange
    /// revokes the session; `idle_expires_at` and `rate` are `None`; and 1000 exchanged tokens are remembered.
    #[must_use]
    pub fn new(
        presented: TokenDigest,
        successor: Option<Successor>,
        times: Range<i64>,
        details: impl Into<String>,
    ) -> Self {
        Self {
            presented,
            successor,
            now: times.start,
            grace: 0,
            idle_expires_at: None,
            revoked_until: times.end,
            details: details.into(),
            rate: None,
            remembered: Self::REMEMBERED,
        }
    }
}

/// The next refresh token of a session.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Successor {
    /// Its digest.
    pub digest: TokenDigest,
    /// The token itself, encrypted with a key that is derived from the presented token. Stored with that token, and wiped
    /// when the successor is itself exchanged, or by the first purge after the grace.
    pub sealed: Vec<u8>,
}

impl Successor {
    /// The next refresh token: its digest, and the token itself, encrypted with a key that is derived from the presented
    /// token.
    #[must_use]
    pub const fn new(digest: TokenDigest, sealed: Vec<u8>) -> Self {
        Self { digest, sealed }
    }
}

/// The result of an exchange.
// Exhaustive: the library must handle every outcome that a store returns.
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
