//! Which verifier verified a token, and whose token it is.

use std::sync::atomic::{AtomicU64, Ordering};

/// The number of a verifier. Clones are the same verifier; two that were built of one configuration are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct VerifierId(u64);

impl VerifierId {
    /// A new one.
    pub(crate) fn next() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self(LAST.fetch_add(1, Ordering::Relaxed))
    }
}

/// Where claims come from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Provenance {
    /// Who verified them.
    pub(crate) verifier: VerifierId,
    /// Whether another issuer signed them.
    pub(crate) is_foreign: bool,
    /// Whether the scopes are those of another issuer, whose words have no hierarchy here.
    pub(crate) exact_scopes: bool,
}
