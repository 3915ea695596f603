//! Which verifier verified a token, and by whose rules its scopes are compared.

use std::sync::atomic::{AtomicU64, Ordering};

/// The number of a verifier. Clones have the same number; two verifiers built from one configuration do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct VerifierId(u64);

impl VerifierId {
    /// A number that no other verifier of this process has.
    pub(crate) fn next() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self(LAST.fetch_add(1, Ordering::Relaxed))
    }
}

/// Where verified claims come from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Provenance {
    /// The verifier that verified them.
    pub(crate) verifier: VerifierId,
    /// Whether another issuer signed them.
    pub(crate) is_foreign: bool,
    /// Whether scopes are compared as whole texts, without a hierarchy.
    pub(crate) exact_scopes: bool,
}
