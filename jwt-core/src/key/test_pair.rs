//! Key pairs for unit tests, made by the test that uses them: no package contains a private key.

use aws_lc_rs::encoding::{AsBigEndian, Curve25519SeedBin};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64_simd::URL_SAFE_NO_PAD;

/// Both halves of an Ed25519 key pair, each as a JSON Web Key (RFC 8037).
pub struct Ed25519Jwk {
    /// With the private part.
    pub private: String,
    /// Without it.
    pub public: String,
}

impl Ed25519Jwk {
    /// A new pair.
    ///
    /// # Panics
    ///
    /// If the system has no randomness.
    #[allow(clippy::unwrap_used, reason = "a part of the tests")]
    #[must_use]
    pub fn generate() -> Self {
        let pair = Ed25519KeyPair::generate().unwrap();
        let seed = pair.seed().unwrap();
        let seed: Curve25519SeedBin<'_> = seed.as_be_bytes().unwrap();
        let d = URL_SAFE_NO_PAD.encode_to_string(seed.as_ref());
        let x = URL_SAFE_NO_PAD.encode_to_string(pair.public_key().as_ref());
        Self {
            private: format!(r#"{{"kty":"OKP","crv":"Ed25519","d":"{d}","x":"{x}"}}"#),
            public: format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"}}"#),
        }
    }
}

impl std::fmt::Debug for Ed25519Jwk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ed25519Jwk").finish_non_exhaustive()
    }
}
