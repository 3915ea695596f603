//! Keys: what signs and verifies, the secrets that keys are made of, and rings of keys.
//!
//! A key carries exactly one algorithm ([RFC 8725 §3.1]); nothing in a token chooses another.
//!
//! [RFC 8725 §3.1]: https://www.rfc-editor.org/rfc/rfc8725#section-3.1

mod error;
mod key_id;
mod public;
mod secret;

mod private;

mod jwk;
mod text;

mod bound;

mod ring;
mod set;

#[cfg(feature = "jsonwebtoken")]
pub mod conversion;

pub use bound::Key;
pub(crate) use bound::MAX_SIGNATURE_BYTES;
pub use error::KeyError;
#[cfg(any(test, feature = "testing"))]
#[doc(hidden)]
pub use jwk::Ed25519Jwk;
pub use ring::KeyRing;
pub(crate) use ring::MAX_CANDIDATES;
#[doc(hidden)]
pub use secret::{CsrfDigest, CsrfKey, derive_key, secret_bytes, short_secret_bytes};
pub use secret::{NoRandomness, Secret};
pub use set::JwkSet;
#[doc(hidden)]
pub use set::{PublicSet, SkippedKey, is_key_set};
#[doc(hidden)]
pub use text::{KeyText, key_text};
