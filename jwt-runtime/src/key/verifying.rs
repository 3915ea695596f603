//! Keys that verify.

use std::fmt;

use aws_lc_rs::signature::ParsedPublicKey;
use jwt_syntax::algorithm::Algorithm;

use super::public::PublicKey;
use super::{HmacKey, KeyProblem};

/// A key that verifies signatures of one algorithm, prepared once.
pub(crate) struct VerifyingKey {
    algorithm: Algorithm,
    id: Option<Box<str>>,
    signature_bytes: usize,
    key: Prepared,
}

enum Prepared {
    Hmac(Box<HmacKey>),
    Public(ParsedPublicKey),
}

impl VerifyingKey {
    pub(crate) fn hmac(key: HmacKey, id: Option<Box<str>>) -> Self {
        Self {
            algorithm: key.algorithm(),
            id,
            signature_bytes: key.signature_bytes(),
            key: Prepared::Hmac(Box::new(key)),
        }
    }

    pub(crate) fn public(
        key: &PublicKey,
        algorithm: Algorithm,
        id: Option<Box<str>>,
    ) -> Result<Self, KeyProblem> {
        Ok(Self {
            algorithm,
            id,
            signature_bytes: key.signature_bytes(),
            key: Prepared::Public(key.prepare(algorithm)?),
        })
    }

    pub(crate) fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    pub(crate) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Whether a header with this algorithm and key id names the key. Without an id, the algorithm is enough.
    pub(crate) fn is_named_by(&self, algorithm: Option<&str>, id: Option<&str>) -> bool {
        algorithm == Some(self.algorithm.name()) && (id.is_none() || id == self.id.as_deref())
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

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifyingKey")
            .field("algorithm", &self.algorithm)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
