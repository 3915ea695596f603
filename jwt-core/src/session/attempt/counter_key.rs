//! The counters of attempts: their keys, limits and kinds.

use std::fmt;

use super::limit::AttemptLimit;

/// The key of a counter: a keyed digest of what is counted, which the caller computes.
///
/// ```
/// use jwt_guard::session::CounterKey;
///
/// let key = CounterKey::from_bytes([7; 16]);
/// assert_eq!(key.as_bytes(), &[7; 16]);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CounterKey([u8; 16]);

impl CounterKey {
    /// A key of these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes that a store keeps.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Debug for CounterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[digest]")
    }
}

/// A counter of attempts, and its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct AttemptCounter {
    /// The key of the counter. Counters with different windows must have different keys.
    pub key: CounterKey,
    /// How many attempts it allows.
    pub limit: AttemptLimit,
}

impl AttemptCounter {
    /// The counter of this key, with this limit.
    #[must_use]
    pub const fn new(key: CounterKey, limit: AttemptLimit) -> Self {
        Self { key, limit }
    }
}

/// What a counter counts.
// Exhaustive: a store must handle every kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CounterKind {
    /// The attempts for one account from one address.
    AccountAndAddress,
    /// The attempts from one address.
    Address,
    /// The attempts for one account.
    Account,
}
