//! `Key`: a key as it is used, bound to one algorithm.

mod algorithm_key;
mod verifying_key;

pub use algorithm_key::Key;
pub(crate) use verifying_key::MAX_SIGNATURE_BYTES;
