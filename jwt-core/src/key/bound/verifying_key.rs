//! `VerifyingKey`: the verifying half of a key, prepared once.

use std::sync::OnceLock;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::hmac;
use aws_lc_rs::signature::ParsedPublicKey;
use jwt_syntax::algorithm::Algorithm;

use crate::key::error::KeyError;
use crate::key::public::PublicKey;
use crate::key::secret::HmacKey;

/// The length of the longest signature: RSA with 8192 bits.
pub(crate) const MAX_SIGNATURE_BYTES: usize = 1024;

/// Verifies signatures of one algorithm.
#[derive(Clone)]
pub(crate) struct VerifyingKey {
    signature_bytes: usize,
    key: Prepared,
    /// A digest that identifies the secret, made when it is first compared.
    fingerprint: OnceLock<Option<hmac::Tag>>,
}

/// The message whose HMAC identifies a secret. No token begins like this.
const FINGERPRINT_LABEL: &[u8] = b"jwt-guard same secret";

#[derive(Clone)]
enum Prepared {
    Hmac(Box<HmacKey>),
    Public(ParsedPublicKey),
}

impl VerifyingKey {
    pub(crate) fn hmac(key: HmacKey) -> Self {
        Self {
            signature_bytes: key.signature_bytes(),
            key: Prepared::Hmac(Box::new(key)),
            fingerprint: OnceLock::new(),
        }
    }

    pub(crate) fn public(key: &PublicKey, algorithm: Algorithm) -> Result<Self, KeyError> {
        Ok(Self {
            signature_bytes: key.signature_bytes(),
            key: Prepared::Public(key.prepare(algorithm)?),
            fingerprint: OnceLock::new(),
        })
    }

    /// The length of every signature in bytes.
    #[inline]
    pub(crate) fn signature_bytes(&self) -> usize {
        self.signature_bytes
    }

    /// Whether both are the same secret, for the same algorithm.
    pub(crate) fn is_same_secret(&self, other: &Self) -> bool {
        match (self.fingerprint(), other.fingerprint()) {
            (Some(one), Some(other)) => {
                verify_slices_are_equal(one.as_ref(), other.as_ref()).is_ok()
            }
            _ => false,
        }
    }

    fn fingerprint(&self) -> Option<&hmac::Tag> {
        let fingerprint = || match &self.key {
            Prepared::Hmac(key) => Some(key.sign(FINGERPRINT_LABEL)),
            Prepared::Public(_) => None,
        };
        self.fingerprint.get_or_init(fingerprint).as_ref()
    }

    #[inline]
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.key {
            Prepared::Hmac(key) => key.verifies(message, signature),
            Prepared::Public(key) => key.verify_sig(message, signature).is_ok(),
        }
    }
}
