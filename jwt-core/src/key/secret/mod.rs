//! Secrets: how an application gives them, which are refused, and the keys that are made of them.

mod csrf;
mod derive;
mod hmac_key;
mod secret_text;
mod strength;

pub use csrf::{CsrfDigest, CsrfKey};
pub use derive::derive_key;
pub(crate) use hmac_key::HmacKey;
pub use secret_text::{NoRandomness, Secret};
pub use strength::{secret_bytes, short_secret_bytes};
