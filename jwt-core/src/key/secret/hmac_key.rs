//! HMAC with SHA-2 (RFC 7518 §3.2).

use std::fmt;

use aws_lc_rs::{hkdf, hmac};
use jwt_syntax::algorithm::Algorithm;

/// A secret prepared for one algorithm: the two hash states of the key are computed once, at start-up.
#[derive(Clone)]
pub(crate) struct HmacKey(hmac::Key);

impl HmacKey {
    /// `None` if the algorithm is not an HMAC.
    pub(crate) fn new(algorithm: Algorithm, secret: &[u8]) -> Option<Self> {
        Some(Self(hmac::Key::new(hash(algorithm)?, secret)))
    }

    /// A key as long as the hash, expanded from another secret (RFC 5869 §2.3).
    pub(crate) fn expand(algorithm: Algorithm, secret: &hkdf::Prk, info: &[&[u8]]) -> Option<Self> {
        let expanded = secret.expand(info, hash(algorithm)?).ok()?;
        Some(Self(expanded.into()))
    }

    /// The length of a signature in bytes.
    pub(crate) fn signature_bytes(&self) -> usize {
        self.0.algorithm().digest_algorithm().output_len()
    }

    pub(crate) fn sign(&self, message: &[u8]) -> hmac::Tag {
        hmac::sign(&self.0, message)
    }

    /// Whether `signature` is that of `message`; takes the same time wherever they differ.
    #[inline]
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        hmac::verify(&self.0, message, signature).is_ok()
    }
}

fn hash(algorithm: Algorithm) -> Option<hmac::Algorithm> {
    match algorithm {
        Algorithm::HS256 => Some(hmac::HMAC_SHA256),
        Algorithm::HS384 => Some(hmac::HMAC_SHA384),
        Algorithm::HS512 => Some(hmac::HMAC_SHA512),
        _ => None,
    }
}

impl fmt::Debug for HmacKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
