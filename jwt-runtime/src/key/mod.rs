//! Keys: what signs, what verifies, and the secrets they are made from.
//!
//! A key carries exactly one algorithm ([RFC 8725 §3.1]); nothing in a token chooses another.
//!
//! [RFC 8725 §3.1]: https://www.rfc-editor.org/rfc/rfc8725#section-3.1

mod hmac;
mod jwk;
mod pem;
mod private;
mod problem;
mod public;
mod secret;
mod text;
mod verifying;

pub(crate) use hmac::HmacKey;
pub(crate) use private::{MAX_SIGNATURE_BYTES, PrivateKey};
pub(crate) use problem::KeyProblem;
pub(crate) use secret::resolve;
pub use secret::{NoRandomness, Secret};
pub(crate) use text::KeyText;
pub(crate) use verifying::VerifyingKey;
