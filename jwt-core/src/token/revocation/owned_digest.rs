//! The digest that names something of an owner in a store.

use aws_lc_rs::digest::{SHA256, digest};

use super::session_owner::SessionOwner;

/// A digest of 128 bits of a name, its owner and its issuer. `kind` tells names of different kinds apart, and is different for
/// each of them.
pub(crate) fn owned_digest(
    kind: u8,
    owner: &SessionOwner,
    issuer: Option<&str>,
    name: &str,
) -> [u8; 16] {
    // The length separates the issuer from the name. `u64::MAX` is no length that an issuer has, so that no issuer
    // differs from an empty one.
    let length = issuer.map_or(u64::MAX, |issuer| issuer.len() as u64);
    let whole = [
        &[kind][..],
        owner.as_bytes(),
        &length.to_be_bytes(),
        issuer.unwrap_or_default().as_bytes(),
        name.as_bytes(),
    ]
    .concat();
    let mut bytes = [0; 16];
    for (byte, digested) in bytes.iter_mut().zip(digest(&SHA256, &whole).as_ref()) {
        *byte = *digested;
    }
    bytes
}
