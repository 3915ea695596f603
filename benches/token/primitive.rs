//! The primitives alone, of aws-lc-rs with prepared keys: the lower bound for every library.

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
        let (prepared, signature_bytes) = match SigningKey::new(key) {
            SigningKey::Hmac(secret) => {
                let bytes = secret.algorithm().digest_algorithm().output_len();
                (Prepared::Hmac(secret), bytes)
            }
            SigningKey::Rsa(pair, _) => {
                let bytes = pair.public_modulus_len();
                (public(key.algorithm, pair.public_key().as_ref()), bytes)
            }
            SigningKey::Ecdsa(pair) => {
                // A byte says that two coordinates follow, which are as long as the two numbers of a signature.
                let point = pair.public_key().as_ref();
                (public(key.algorithm, point), point.len() - 1)
            }
            SigningKey::Ed25519(pair) => (public(key.algorithm, pair.public_key().as_ref()), 64),
        };
        Self {
            key: prepared,
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

fn public(algorithm: Algorithm, bytes: &[u8]) -> Prepared {
    let algorithm: &'static dyn VerificationAlgorithm = match algorithm {
        Algorithm::RS256 => &signature::RSA_PKCS1_2048_8192_SHA256,
        Algorithm::RS384 => &signature::RSA_PKCS1_2048_8192_SHA384,
        Algorithm::RS512 => &signature::RSA_PKCS1_2048_8192_SHA512,
        Algorithm::PS256 => &signature::RSA_PSS_2048_8192_SHA256,
        Algorithm::PS384 => &signature::RSA_PSS_2048_8192_SHA384,
        Algorithm::PS512 => &signature::RSA_PSS_2048_8192_SHA512,
        Algorithm::ES256 => &signature::ECDSA_P256_SHA256_FIXED,
        Algorithm::ES384 => &signature::ECDSA_P384_SHA384_FIXED,
        Algorithm::ES512 => &signature::ECDSA_P521_SHA512_FIXED,
        _ => &signature::ED25519,
    };
    Prepared::Public(ParsedPublicKey::new(algorithm, bytes).expect("the key fits"))
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
            let hash = match key.algorithm {
                Algorithm::HS384 => hmac::HMAC_SHA384,
                Algorithm::HS512 => hmac::HMAC_SHA512,
                _ => hmac::HMAC_SHA256,
            };
            let key = hmac::Key::new(hash, secret.as_bytes());
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
            Algorithm::RS384 => rsa(&signature::RSA_PKCS1_SHA384),
            Algorithm::RS512 => rsa(&signature::RSA_PKCS1_SHA512),
            Algorithm::PS256 => rsa(&signature::RSA_PSS_SHA256),
            Algorithm::PS384 => rsa(&signature::RSA_PSS_SHA384),
            Algorithm::PS512 => rsa(&signature::RSA_PSS_SHA512),
            Algorithm::ES256 => ecdsa(&signature::ECDSA_P256_SHA256_FIXED_SIGNING),
            Algorithm::ES384 => ecdsa(&signature::ECDSA_P384_SHA384_FIXED_SIGNING),
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
