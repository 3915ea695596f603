//! What tells verifiers of one process apart.

use std::sync::atomic::{AtomicU64, Ordering};

/// The number of a verifier. Clones are the same verifier; two that were built of one configuration are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct VerifierId(u64);

impl VerifierId {
    /// A new one.
    pub(super) fn next() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self(LAST.fetch_add(1, Ordering::Relaxed))
    }
}
