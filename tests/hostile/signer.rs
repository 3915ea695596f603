//! Signatures of any text, with any of the algorithms.

use aws_lc_rs::digest::{self, Digest};
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    self, EcdsaKeyPair, EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair, RsaEncoding, RsaKeyPair,
};
use base64_simd::URL_SAFE_NO_PAD;
use jwt_guard::Algorithm;
use jwt_guard::Algorithm::*;

use crate::key;

/// A key that signs.
pub(crate) struct Signer {
    algorithm: Algorithm,
    key: Key,
}

enum Key {
    Hmac(Vec<u8>),
    Rsa(Box<RsaKeyPair>),
    Ecdsa(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

impl Signer {
    /// The service's own key.
    pub(crate) fn own(algorithm: Algorithm) -> Self {
        Self::named(algorithm, key::name_of(algorithm))
    }

    /// A key of the same kind that the service does not know.
    pub(crate) fn other_signer(algorithm: Algorithm) -> Self {
        let key = match key::name_of(algorithm) {
            "rsa" => return Self::named(algorithm, "rsa_other"),
            "ed25519" => Key::Ed25519(Ed25519KeyPair::generate().unwrap()),
            "p256" | "p384" | "p521" => {
                Key::Ecdsa(EcdsaKeyPair::generate(ecdsa(algorithm)).unwrap())
            }
            _ => Key::Hmac(
                b"a secret of somebody else, long enough for any of the hashes there are".into(),
            ),
        };
        Self { algorithm, key }
    }

    /// An HMAC with any secret, however unfit.
    pub(crate) fn hmac(algorithm: Algorithm, secret: &[u8]) -> Self {
        Self {
            algorithm,
            key: Key::Hmac(secret.to_vec()),
        }
    }

    fn named(algorithm: Algorithm, name: &str) -> Self {
        if let Some(secret) = key::text(name, "secret") {
            return Self::hmac(algorithm, secret.as_bytes());
        }
        let der = key::private_der(name);
        let key = match name {
            "ed25519" => Key::Ed25519(Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der).unwrap()),
            "rsa" | "rsa_other" => Key::Rsa(Box::new(RsaKeyPair::from_pkcs8(&der).unwrap())),
            _ => Key::Ecdsa(EcdsaKeyPair::from_private_key_der(ecdsa(algorithm), &der).unwrap()),
        };
        Self { algorithm, key }
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.sign_as(self.algorithm, message)
            .expect("a key can do its own algorithm")
    }

    /// A signature by this key as another algorithm makes it; `None` if its kind cannot.
    pub(crate) fn sign_as(&self, algorithm: Algorithm, message: &[u8]) -> Option<Vec<u8>> {
        let random = SystemRandom::new();
        match &self.key {
            Key::Hmac(secret) => {
                let key = hmac::Key::new(hash_of_hmac(algorithm)?, secret);
                Some(hmac::sign(&key, message).as_ref().to_vec())
            }
            Key::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(rsa(algorithm)?, &random, message, &mut signature)
                    .unwrap();
                Some(signature)
            }
            Key::Ecdsa(pair) if algorithm == self.algorithm => {
                Some(pair.sign(&random, message).unwrap().as_ref().to_vec())
            }
            Key::Ecdsa(pair) => {
                ecdsa_name(algorithm)?;
                // The digest as a number: cut to the size of the own hash, or filled up (FIPS 186-5 §6.4.1).
                let other = digest::digest(hash_of(algorithm), message);
                let own = hash_of(self.algorithm);
                let bytes = own.output_len();
                let cut = &other.as_ref()[..other.as_ref().len().min(bytes)];
                let filled = [&vec![0; bytes - cut.len()][..], cut].concat();
                let digest = Digest::import_less_safe(&filled, own).unwrap();
                Some(pair.sign_digest(&digest).unwrap().as_ref().to_vec())
            }
            Key::Ed25519(pair) => {
                matches!(algorithm, EdDSA | Ed25519).then(|| pair.sign(message).as_ref().to_vec())
            }
        }
    }

    /// The public key as an attacker would put it into a header.
    pub(crate) fn public_jwk(&self) -> String {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode_to_string(bytes);
        match &self.key {
            Key::Hmac(secret) => format!(r#"{{"kty":"oct","k":"{}"}}"#, text(secret)),
            Key::Rsa(_) => key::jwk("rsa_other"),
            Key::Ecdsa(pair) => {
                let point = &pair.public_key().as_ref()[1..];
                let (x, y) = point.split_at(point.len() / 2);
                let crv = ecdsa_name(self.algorithm).expect("the key is on a curve");
                format!(
                    r#"{{"kty":"EC","crv":"{crv}","x":"{}","y":"{}"}}"#,
                    text(x),
                    text(y)
                )
            }
            Key::Ed25519(pair) => format!(
                r#"{{"kty":"OKP","crv":"Ed25519","x":"{}"}}"#,
                text(pair.public_key().as_ref())
            ),
        }
    }
}

fn hash_of_hmac(algorithm: Algorithm) -> Option<hmac::Algorithm> {
    match algorithm {
        HS256 => Some(hmac::HMAC_SHA256),
        HS384 => Some(hmac::HMAC_SHA384),
        HS512 => Some(hmac::HMAC_SHA512),
        _ => None,
    }
}

/// The hash in the algorithm's name.
pub(crate) fn hash_of(algorithm: Algorithm) -> &'static digest::Algorithm {
    match algorithm {
        HS256 | RS256 | PS256 | ES256 => &digest::SHA256,
        HS384 | RS384 | PS384 | ES384 => &digest::SHA384,
        HS512 | RS512 | PS512 | ES512 | EdDSA | Ed25519 => &digest::SHA512,
        other => panic!("{other} has no hash in its name"),
    }
}

fn rsa(algorithm: Algorithm) -> Option<&'static dyn RsaEncoding> {
    Some(match algorithm {
        RS256 => &signature::RSA_PKCS1_SHA256,
        RS384 => &signature::RSA_PKCS1_SHA384,
        RS512 => &signature::RSA_PKCS1_SHA512,
        PS256 => &signature::RSA_PSS_SHA256,
        PS384 => &signature::RSA_PSS_SHA384,
        PS512 => &signature::RSA_PSS_SHA512,
        _ => return None,
    })
}

fn ecdsa(algorithm: Algorithm) -> &'static EcdsaSigningAlgorithm {
    match algorithm {
        ES256 => &signature::ECDSA_P256_SHA256_FIXED_SIGNING,
        ES384 => &signature::ECDSA_P384_SHA384_FIXED_SIGNING,
        ES512 => &signature::ECDSA_P521_SHA512_FIXED_SIGNING,
        other => panic!("{other} is not ECDSA"),
    }
}

/// The curve of an ECDSA algorithm.
fn ecdsa_name(algorithm: Algorithm) -> Option<&'static str> {
    match algorithm {
        ES256 => Some("P-256"),
        ES384 => Some("P-384"),
        ES512 => Some("P-521"),
        _ => None,
    }
}
