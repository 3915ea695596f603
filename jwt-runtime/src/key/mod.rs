//! Keys: what signs, what verifies, and the secrets they are made from.
//!
//! A key carries exactly one algorithm ([RFC 8725 §3.1]); nothing in a token chooses another.
//!
//! [RFC 8725 §3.1]: https://www.rfc-editor.org/rfc/rfc8725#section-3.1

mod hmac;
mod secret;

pub(crate) use hmac::{HmacKey, MAX_MAC_BYTES};
pub(crate) use secret::resolve;
pub use secret::{NoRandomness, Secret};
