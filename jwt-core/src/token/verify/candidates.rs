//! Which keys may have signed a token: those that match the `alg` and `kid` of its header, and nothing else in it.

use std::sync::Arc;

use super::shared_key::add_issuer_key;
use crate::key::{Key, KeyRing, MAX_CANDIDATES};
use crate::token::TokenError;
use crate::token::cached::{CandidateKey, IssuerKey};
use crate::token::issuer::Issuer;
use crate::token::jws::Header;

/// The keys that may have signed a token with this header, at most three of each issuer.
pub(super) fn candidates(
    header: &Header<'_>,
    issuers: &[Issuer],
    now: i64,
) -> Result<Vec<CandidateKey>, TokenError> {
    let mut signers = Vec::new();
    let (mut has_other_ids, mut has_algorithm) = (false, false);
    for (position, issuer) in issuers.iter().enumerate() {
        let says_access = issuer.is_access_header(header.token_type.as_deref());
        let of_ring = of_ring(header, &issuer.keys, now);
        has_other_ids |= of_ring.has_other_ids;
        has_algorithm |= of_ring.has_algorithm;
        for key in of_ring.keys {
            let holder = IssuerKey {
                issuer: position,
                key,
                says_access,
            };
            add_issuer_key(&mut signers, holder);
        }
    }
    match (has_other_ids, has_algorithm) {
        _ if !signers.is_empty() => Ok(signers),
        (true, _) => Err(TokenError::UnknownKeyId),
        (false, true) => Err(TokenError::UnknownKey),
        (false, false) => Err(TokenError::Algorithm),
    }
}

/// The keys of a ring that match a header.
struct RingCandidates {
    keys: Vec<Arc<Key>>,
    /// Whether the ring has keys of the header's algorithm with another identifier than its `kid`.
    has_other_ids: bool,
    /// Whether the ring has a key of the header's algorithm, retired or not.
    has_algorithm: bool,
}

/// The keys of the header's algorithm with its `kid` or, if there are none, those without an identifier. For a header
/// without `kid`, all keys of the algorithm, those without an identifier first.
fn of_ring(header: &Header<'_>, ring: &KeyRing, now: i64) -> RingCandidates {
    let (mut named, mut unnamed) = (Vec::new(), Vec::new());
    let (mut has_other_ids, mut has_algorithm) = (false, false);
    ring.for_each(|key| {
        if !header.is_for(key) {
            return;
        }
        has_algorithm = true;
        if key.is_live(now) {
            match (key.id(), header.key_id()) {
                (None, _) => unnamed.push(Arc::clone(key)),
                (Some(id), Some(wanted)) if id != wanted => has_other_ids = true,
                (Some(_), _) => named.push(Arc::clone(key)),
            }
        }
    });
    let mut keys = match header.key_id() {
        None => {
            unnamed.append(&mut named);
            unnamed
        }
        Some(_) if named.is_empty() => unnamed,
        Some(_) => named,
    };
    keys.truncate(MAX_CANDIDATES);
    RingCandidates {
        keys,
        has_other_ids,
        has_algorithm,
    }
}
