//! The half of a key that verifies, prepared once.

use aws_lc_rs::signature::ParsedPublicKey;
use jwt_syntax::algorithm::Algorithm;

use super::public::PublicKey;
use super::{HmacKey, KeyError};

/// The length of the longest signature: RSA with 8192 bits.
pub(crate) const MAX_SIGNATURE_BYTES: usize = 1024;

/// Verifies signatures of one algorithm.
pub(crate) struct VerifyingKey {
    signature_bytes: usize,
    key: Prepared,
}

enum Prepared {
    Hmac(Box<HmacKey>),
    Public(ParsedPublicKey),
}

impl VerifyingKey {
    pub(crate) fn hmac(key: HmacKey) -> Self {
        Self {
            signature_bytes: key.signature_bytes(),
            key: Prepared::Hmac(Box::new(key)),
        }
    }

    pub(crate) fn public(key: &PublicKey, algorithm: Algorithm) -> Result<Self, KeyError> {
        Ok(Self {
            signature_bytes: key.signature_bytes(),
            key: Prepared::Public(key.prepare(algorithm)?),
        })
    }

    /// The length of every signature in bytes.
    pub(crate) fn signature_bytes(&self) -> usize {
        self.signature_bytes
    }

    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.key {
            Prepared::Hmac(key) => key.verifies(message, signature),
            Prepared::Public(key) => key.verify_sig(message, signature).is_ok(),
        }
    }
}
