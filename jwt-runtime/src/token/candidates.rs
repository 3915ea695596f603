//! Which keys may have signed a token, by its header: chosen by (`alg`, `kid`), and by nothing else in it.

use std::sync::Arc;

use super::TokenError;
use super::accepted_headers::{Holder, Signer};
use super::header::Header;
use super::issuer::Issuer;
use super::shared_key::add_holder;
use crate::key::{Key, KeyRing, MAX_CANDIDATES};

/// The keys that may have signed a token with this header, a few of each issuer.
pub(super) fn candidates(
    header: &Header<'_>,
    issuers: &[Issuer],
    now: i64,
) -> Result<Vec<Signer>, TokenError> {
    let mut signers = Vec::new();
    for (position, issuer) in issuers.iter().enumerate() {
        let says_access = issuer.says_access(header.token_type.as_deref());
        for key in of_ring(header, &issuer.keys, now) {
            let holder = Holder {
                issuer: position,
                key,
                says_access,
            };
            add_holder(&mut signers, holder);
        }
    }
    match signers.is_empty() {
        true => Err(absent(header, issuers, now)),
        false => Ok(signers),
    }
}

/// The keys of the header's algorithm that have its `kid` or, if there are none, those without an identifier. A header
/// without `kid` may mean any of them, and most likely one without an identifier.
fn of_ring(header: &Header<'_>, ring: &KeyRing, now: i64) -> Vec<Arc<Key>> {
    let (mut named, mut unnamed, mut others) = (Vec::new(), Vec::new(), Vec::new());
    ring.for_each(|key| {
        if header.is_for(key) && key.is_live(now) {
            let group = match (key.id(), header.key_id()) {
                (None, _) => &mut unnamed,
                (Some(id), Some(wanted)) if id == wanted => &mut named,
                _ => &mut others,
            };
            group.push(Arc::clone(key));
        }
    });
    let mut keys = match header.key_id() {
        None => {
            unnamed.append(&mut others);
            unnamed
        }
        Some(_) if named.is_empty() => unnamed,
        Some(_) => named,
    };
    keys.truncate(MAX_CANDIDATES);
    keys
}

/// Why there are none.
#[cold]
fn absent(header: &Header<'_>, issuers: &[Issuer], now: i64) -> TokenError {
    let mut is_there = false;
    for issuer in issuers {
        issuer
            .keys
            .for_each(|key| is_there |= header.is_for(key) && key.is_live(now));
    }
    match is_there {
        // Each of them has another identifier.
        true => TokenError::UnknownKeyId,
        false => TokenError::UnknownKey,
    }
}
