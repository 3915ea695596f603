//! Identifiers of tokens and sessions.

use aws_lc_rs::rand;
use base64_simd::{Out, URL_SAFE_NO_PAD};

/// The length of an identifier in base64, in bytes.
pub(super) const ID_LENGTH: usize = 22;

/// 128 random bits in base64: what nobody can guess, and nothing else has.
pub(super) fn fill_id(text: &mut [u8; ID_LENGTH]) -> Option<&str> {
    let mut id = [0; 16];
    rand::fill(&mut id).ok()?;
    Some(&*URL_SAFE_NO_PAD.encode_as_str(&id, Out::from_slice(text)))
}

/// A new identifier.
pub(crate) fn random_id() -> Option<String> {
    fill_id(&mut [0; ID_LENGTH]).map(str::to_owned)
}
