//! Keys: what signs, what verifies, the secrets they are made from, and the rings that hold them.
//!
//! A key carries exactly one algorithm ([RFC 8725 §3.1]); nothing in a token chooses another.
//!
//! [RFC 8725 §3.1]: https://www.rfc-editor.org/rfc/rfc8725#section-3.1

mod bound;
mod csrf;
mod derived;
mod error;
mod hmac;
mod jwk;
mod pem;
mod private;
mod public;
mod ring;
mod roca;
mod secret;
mod set;
#[cfg(any(test, feature = "testing"))]
mod test_pair;
mod text;
mod verifying;

pub use bound::Key;
#[doc(hidden)]
pub use csrf::{CsrfDigest, CsrfKey};
#[doc(hidden)]
pub use derived::derived;
pub use error::KeyError;
pub(crate) use hmac::HmacKey;
pub(crate) use private::PrivateKey;
pub use ring::KeyRing;
pub(crate) use ring::MAX_CANDIDATES;
#[doc(hidden)]
pub use secret::resolve as secret_bytes;
pub use secret::{NoRandomness, Secret};
pub use set::JwkSet;
#[doc(hidden)]
pub use set::{LeftOut, PublicSet, is_set};
#[cfg(any(test, feature = "testing"))]
#[doc(hidden)]
pub use test_pair::Ed25519Jwk;
#[doc(hidden)]
pub use text::{KeyText, content as key_text};
pub(crate) use verifying::{MAX_SIGNATURE_BYTES, VerifyingKey};
