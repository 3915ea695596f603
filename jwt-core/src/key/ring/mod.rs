//! `KeyRing`: the keys of one issuer, which can change while requests are served.

mod key_ring;
mod ring_keys;

pub use key_ring::KeyRing;
pub(crate) use ring_keys::MAX_CANDIDATES;
