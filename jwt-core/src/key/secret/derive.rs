//! Derives keys for the library's own purposes from a secret of the service.

use aws_lc_rs::{hkdf, hmac};

/// The HMAC key for one purpose (HKDF, RFC 5869). The label separates it from every other use of the secret.
#[must_use]
pub fn derive_key(secret: &[u8], label: &[u8]) -> Option<hmac::Key> {
    let secret = hkdf::Salt::none(hkdf::HKDF_SHA256).extract(secret);
    let info = [label];
    let key = secret.expand(&info, hmac::HMAC_SHA256).ok()?;
    Some(hmac::Key::from(key))
}
