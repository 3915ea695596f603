//! The primitives alone, of aws-lc-rs with keys that were prepared: what no library can be faster than.

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    self, EcdsaKeyPair, Ed25519KeyPair, KeyPair, ParsedPublicKey, RsaEncoding, RsaKeyPair,
    VerificationAlgorithm,
};
use base64_simd::{Out, URL_SAFE_NO_PAD};
use jwt_guard::Algorithm;

use crate::service::Key;

/// The longest signature of the benchmark: RSA with 2048 bits.
pub(crate) const MAX_SIGNATURE: usize = 256;

/// A key that is prepared to verify.
pub(crate) struct VerifyingKey {
    key: Prepared,
    signature_bytes: usize,
}

enum Prepared {
    Hmac(Box<hmac::Key>),
    Public(ParsedPublicKey),
}

impl VerifyingKey {
    pub(crate) fn new(key: &Key) -> Self {
        let public = |algorithm: &'static dyn VerificationAlgorithm, bytes: &[u8]| {
            let key = ParsedPublicKey::new(algorithm, bytes).expect("the key fits");
            Prepared::Public(key)
        };
        let (key, signature_bytes) = match (SigningKey::new(key), key.algorithm) {
            (SigningKey::Hmac(key), _) => (Prepared::Hmac(key), 32),
            (SigningKey::Rsa(pair, _), Algorithm::PS256) => (
                public(
                    &signature::RSA_PSS_2048_8192_SHA256,
                    pair.public_key().as_ref(),
                ),
                256,
            ),
            (SigningKey::Rsa(pair, _), _) => (
                public(
                    &signature::RSA_PKCS1_2048_8192_SHA256,
                    pair.public_key().as_ref(),
                ),
                256,
            ),
            (SigningKey::Ecdsa(pair), Algorithm::ES512) => (
                public(
                    &signature::ECDSA_P521_SHA512_FIXED,
                    pair.public_key().as_ref(),
                ),
                132,
            ),
            (SigningKey::Ecdsa(pair), _) => (
                public(
                    &signature::ECDSA_P256_SHA256_FIXED,
                    pair.public_key().as_ref(),
                ),
                64,
            ),
            (SigningKey::Ed25519(pair), _) => {
                (public(&signature::ED25519, pair.public_key().as_ref()), 64)
            }
        };
        Self {
            key,
            signature_bytes,
        }
    }

    /// Decodes the signature on the stack, and compares.
    pub(crate) fn verify(&self, signed: &[u8], signature: &[u8]) -> Option<()> {
        let mut buffer = [0; MAX_SIGNATURE];
        let buffer = buffer.get_mut(..self.signature_bytes)?;
        if signature.len() != URL_SAFE_NO_PAD.encoded_length(buffer.len()) {
            return None;
        }
        let signature = URL_SAFE_NO_PAD
            .decode(signature, Out::from_slice(buffer))
            .ok()?;
        match &self.key {
            Prepared::Hmac(key) => hmac::verify(key, signed, signature).ok(),
            Prepared::Public(key) => key.verify_sig(signed, signature).ok(),
        }
    }
}

/// A key that is prepared to sign.
pub(crate) enum SigningKey {
    Hmac(Box<hmac::Key>),
    Rsa(Box<RsaKeyPair>, &'static dyn RsaEncoding),
    Ecdsa(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

impl SigningKey {
    pub(crate) fn new(key: &Key) -> Self {
        if let Some(secret) = key.secret() {
            let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
            return Self::Hmac(Box::new(key));
        }
        let pkcs8 = key.pkcs8().expect("the key is a pair");
        let rsa = |encoding| {
            let pair = RsaKeyPair::from_pkcs8(&pkcs8).expect("the key is RSA");
            Self::Rsa(Box::new(pair), encoding)
        };
        let ecdsa = |algorithm| {
            let pair = EcdsaKeyPair::from_private_key_der(algorithm, &pkcs8);
            Self::Ecdsa(pair.expect("the key is on the curve"))
        };
        match key.algorithm {
            Algorithm::RS256 => rsa(&signature::RSA_PKCS1_SHA256),
            Algorithm::PS256 => rsa(&signature::RSA_PSS_SHA256),
            Algorithm::ES256 => ecdsa(&signature::ECDSA_P256_SHA256_FIXED_SIGNING),
            Algorithm::ES512 => ecdsa(&signature::ECDSA_P521_SHA512_FIXED_SIGNING),
            _ => {
                let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(&pkcs8);
                Self::Ed25519(pair.expect("the key is Ed25519"))
            }
        }
    }

    /// Signs into the buffer.
    pub(crate) fn sign<'b>(
        &self,
        message: &[u8],
        buffer: &'b mut [u8; MAX_SIGNATURE],
    ) -> Option<&'b [u8]> {
        let random = SystemRandom::new();
        let copied = |signature: &[u8], buffer: &'b mut [u8]| {
            let filled = buffer.get_mut(..signature.len())?;
            filled.copy_from_slice(signature);
            Some(&*filled)
        };
        match self {
            Self::Hmac(key) => copied(hmac::sign(key, message).as_ref(), buffer),
            Self::Rsa(pair, encoding) => {
                let filled = buffer.get_mut(..pair.public_modulus_len())?;
                pair.sign(*encoding, &random, message, filled).ok()?;
                Some(filled)
            }
            Self::Ecdsa(pair) => copied(pair.sign(&random, message).ok()?.as_ref(), buffer),
            Self::Ed25519(pair) => copied(pair.try_sign(message).ok()?.as_ref(), buffer),
        }
    }
}
