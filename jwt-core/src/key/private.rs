//! `PrivateKey`: a private key, prepared to sign with one algorithm.

use std::fmt;

use aws_lc_rs::encoding::{AsBigEndian, EcPublicKeyUncompressedBin};
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPairComponents, PublicKeyComponents};
use aws_lc_rs::signature::{
    self, EcdsaKeyPair, EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair, RsaEncoding, RsaKeyPair,
};
use jwt_syntax::algorithm::{Algorithm, Family};
use zeroize::Zeroizing;

use super::error::KeyError;
use super::public::{Curve, PublicKey, expectation};
use super::secret::HmacKey;

/// A key that signs with one algorithm.
pub(crate) enum PrivateKey {
    Hmac(Box<HmacKey>),
    Rsa {
        pair: Box<RsaKeyPair>,
        encoding: &'static dyn RsaEncoding,
    },
    Ecdsa(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

/// The DER of a private key, in one of the formats that PEM has labels for.
#[derive(Clone, Copy)]
pub(crate) enum PrivateDer<'a> {
    /// `BEGIN PRIVATE KEY` (RFC 5958).
    Pkcs8(&'a [u8]),
    /// `BEGIN RSA PRIVATE KEY` (RFC 8017 §A.1.2).
    Pkcs1(&'a [u8]),
    /// `BEGIN EC PRIVATE KEY` (RFC 5915).
    Sec1(&'a [u8]),
}

/// The private members of a JWK.
pub(crate) enum PrivateJwk {
    Rsa {
        d: Zeroizing<Vec<u8>>,
        p: Zeroizing<Vec<u8>>,
        q: Zeroizing<Vec<u8>>,
        dp: Zeroizing<Vec<u8>>,
        dq: Zeroizing<Vec<u8>>,
        qi: Zeroizing<Vec<u8>>,
    },
    /// `d` of a key on a curve.
    Scalar(Zeroizing<Vec<u8>>),
}

impl PrivateKey {
    /// Prepares the private key of a JWK for an algorithm; `public` are its public members.
    pub(crate) fn prepare_jwk(
        private: &PrivateJwk,
        public: &PublicKey,
        algorithm: Algorithm,
    ) -> Result<Self, KeyError> {
        public.prepare(algorithm)?;
        let invalid = || {
            KeyError::new(
                "a JSON Web Key whose private and public members are not of one key",
                expectation(algorithm),
            )
        };
        match (private, public) {
            (
                PrivateJwk::Rsa {
                    d,
                    p,
                    q,
                    dp,
                    dq,
                    qi,
                },
                PublicKey::Rsa { n, e },
            ) => {
                let pair = RsaKeyPair::from_components(&KeyPairComponents {
                    public_key: PublicKeyComponents { n, e },
                    d,
                    p,
                    q,
                    dP: dp,
                    dQ: dq,
                    qInv: qi,
                });
                let pair = Box::new(pair.map_err(|_| invalid())?);
                let encoding = rsa_encoding(algorithm).ok_or_else(invalid)?;
                Ok(Self::Rsa { pair, encoding })
            }
            (PrivateJwk::Scalar(d), PublicKey::Ec { point, .. }) => {
                let (_, signing) = ec_signing(algorithm).ok_or_else(invalid)?;
                EcdsaKeyPair::from_private_key_and_public_key(signing, d, point)
                    .map(Self::Ecdsa)
                    .map_err(|_| invalid())
            }
            (PrivateJwk::Scalar(d), PublicKey::Ed25519 { x }) => {
                Ed25519KeyPair::from_seed_and_public_key(d, x)
                    .map(Self::Ed25519)
                    .map_err(|_| invalid())
            }
            _ => Err(invalid()),
        }
    }

    /// Prepares a private key for an algorithm, and returns its public part.
    pub(crate) fn prepare(
        der: PrivateDer<'_>,
        algorithm: Algorithm,
    ) -> Result<(Self, PublicKey), KeyError> {
        let misfit = || {
            KeyError::new(
                "a private key of another kind, or one that is not valid",
                expectation(algorithm),
            )
        };
        let (private, public) = match algorithm.family() {
            Family::Rsa | Family::RsaPss => {
                let pair = match der {
                    PrivateDer::Pkcs8(der) => RsaKeyPair::from_pkcs8(der),
                    PrivateDer::Pkcs1(der) => RsaKeyPair::from_der(der),
                    PrivateDer::Sec1(_) => return Err(misfit()),
                };
                let pair = Box::new(pair.map_err(|_| misfit())?);
                let public = PublicKey::from_pkcs1(pair.public_key().as_ref())?;
                let encoding = rsa_encoding(algorithm).ok_or_else(misfit)?;
                (Self::Rsa { pair, encoding }, public)
            }
            Family::Ecdsa => {
                let (curve, signing) = ec_signing(algorithm).ok_or_else(misfit)?;
                let (PrivateDer::Pkcs8(der) | PrivateDer::Sec1(der)) = der else {
                    return Err(misfit());
                };
                let pair =
                    EcdsaKeyPair::from_private_key_der(signing, der).map_err(|_| misfit())?;
                let point: EcPublicKeyUncompressedBin<'_> =
                    pair.public_key().as_be_bytes().map_err(|_| misfit())?;
                let point = point.as_ref().to_vec();
                (Self::Ecdsa(pair), PublicKey::Ec { curve, point })
            }
            Family::EdDsa => {
                let PrivateDer::Pkcs8(der) = der else {
                    return Err(misfit());
                };
                // Version 1 of PKCS#8, as OpenSSL writes it, has no public part to compare with.
                let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der).map_err(|_| misfit())?;
                let x = pair.public_key().as_ref().to_vec();
                (Self::Ed25519(pair), PublicKey::Ed25519 { x })
            }
            Family::Hmac => return Err(misfit()),
        };
        // The requirements for public keys apply too: size and exponent.
        public.prepare(algorithm)?;
        Ok((private, public))
    }

    /// Signs `message`; `None` if the system gives no random bytes.
    pub(crate) fn sign(&self, message: &[u8]) -> Option<Signature> {
        let random = SystemRandom::new();
        match self {
            Self::Hmac(key) => Some(Signature::Tag(key.sign(message))),
            Self::Rsa { pair, encoding } => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(*encoding, &random, message, &mut signature)
                    .ok()?;
                Some(Signature::Bytes(signature))
            }
            Self::Ecdsa(pair) => pair.sign(&random, message).ok().map(Signature::copied),
            Self::Ed25519(pair) => pair.try_sign(message).ok().map(Signature::copied),
        }
    }
}

/// A signature: of HMAC, or of any other algorithm.
pub(crate) enum Signature {
    Tag(hmac::Tag),
    Bytes(Vec<u8>),
}

impl Signature {
    /// Copied, since the type of aws-lc holds a few thousand bytes for a signature of 64.
    fn copied(signature: signature::Signature) -> Self {
        Self::Bytes(signature.as_ref().to_vec())
    }
}

impl AsRef<[u8]> for Signature {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Tag(tag) => tag.as_ref(),
            Self::Bytes(signature) => signature,
        }
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

fn rsa_encoding(algorithm: Algorithm) -> Option<&'static dyn RsaEncoding> {
    Some(match algorithm {
        Algorithm::RS256 => &signature::RSA_PKCS1_SHA256,
        Algorithm::RS384 => &signature::RSA_PKCS1_SHA384,
        Algorithm::RS512 => &signature::RSA_PKCS1_SHA512,
        Algorithm::PS256 => &signature::RSA_PSS_SHA256,
        Algorithm::PS384 => &signature::RSA_PSS_SHA384,
        Algorithm::PS512 => &signature::RSA_PSS_SHA512,
        _ => return None,
    })
}

fn ec_signing(algorithm: Algorithm) -> Option<(Curve, &'static EcdsaSigningAlgorithm)> {
    Some(match algorithm {
        Algorithm::ES256 => (Curve::P256, &signature::ECDSA_P256_SHA256_FIXED_SIGNING),
        Algorithm::ES384 => (Curve::P384, &signature::ECDSA_P384_SHA384_FIXED_SIGNING),
        Algorithm::ES512 => (Curve::P521, &signature::ECDSA_P521_SHA512_FIXED_SIGNING),
        _ => return None,
    })
}
