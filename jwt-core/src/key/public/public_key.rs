//! `PublicKey`: the numbers or the point of a public key, not yet bound to an algorithm.

use aws_lc_rs::rsa::PublicKeyComponents;
use aws_lc_rs::signature::{self, ParsedPublicKey, RsaParameters, VerificationAlgorithm};
use jwt_syntax::algorithm::{Algorithm, Family};
use x509_cert::der::asn1::{BitStringRef, ObjectIdentifier, UintRef};
use x509_cert::der::{Decode, Reader, SliceReader};
use x509_cert::spki::SubjectPublicKeyInfoRef;

use super::curve::Curve;
use super::roca;
use crate::key::error::KeyError;

/// The fewest bits of an RSA key (RFC 7518 §3.3, §3.5).
const MIN_RSA_BITS: usize = 2048;
/// The fewest bits of an RSA exponent: those of 65537.
const MIN_EXPONENT_BITS: usize = 17;

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PublicKey {
    /// Modulus and exponent, big-endian, without leading zeros.
    Rsa { n: Vec<u8>, e: Vec<u8> },
    /// An uncompressed point.
    Ec { curve: Curve, point: Vec<u8> },
    /// The 32 bytes of RFC 8032.
    Ed25519 { x: Vec<u8> },
}

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
const CURVES: [(ObjectIdentifier, Curve); 3] = [
    (
        ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7"),
        Curve::P256,
    ),
    (ObjectIdentifier::new_unwrap("1.3.132.0.34"), Curve::P384),
    (ObjectIdentifier::new_unwrap("1.3.132.0.35"), Curve::P521),
];

impl PublicKey {
    /// Reads a `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7): what `BEGIN PUBLIC KEY` holds.
    pub(crate) fn from_spki(der: &[u8]) -> Result<Self, KeyError> {
        let spki = SubjectPublicKeyInfoRef::from_der(der)
            .map_err(|_| KeyError::unreadable("a public key in DER"))?;
        let bits = |key: BitStringRef<'_>| key.as_bytes().map(<[u8]>::to_vec);
        let key = bits(spki.subject_public_key)
            .ok_or_else(|| KeyError::unreadable("a public key of whole bytes"))?;
        let algorithm = spki.algorithm;
        if algorithm.oid == RSA {
            return Self::from_pkcs1(&key);
        }
        if algorithm.oid == ED25519 {
            return Ok(Self::Ed25519 { x: key });
        }
        let curve = algorithm
            .parameters
            .filter(|_| algorithm.oid == EC)
            .and_then(|parameters| parameters.decode_as::<ObjectIdentifier>().ok())
            .and_then(|oid| CURVES.iter().find(|(known, _)| *known == oid));
        match curve {
            Some(&(_, curve)) => Ok(Self::Ec { curve, point: key }),
            None => Err(KeyError::new(
                format!("a key of the kind {}", algorithm.oid),
                "RSA, Ed25519, or an elliptic curve P-256, P-384 or P-521",
            )),
        }
    }

    /// Reads an `RSAPublicKey` (RFC 8017 §A.1.1): what `BEGIN RSA PUBLIC KEY` holds.
    pub(crate) fn from_pkcs1(der: &[u8]) -> Result<Self, KeyError> {
        let numbers = SliceReader::new(der).and_then(|mut reader| {
            let numbers = reader.sequence(|reader| {
                let n = UintRef::decode(reader)?.as_bytes().to_vec();
                let e = UintRef::decode(reader)?.as_bytes().to_vec();
                Ok((n, e))
            })?;
            reader.finish(numbers)
        });
        let (n, e) = numbers.map_err(|_| KeyError::unreadable("an RSA public key in DER"))?;
        Ok(Self::Rsa { n, e })
    }

    /// The length of its signatures in bytes: the modulus, two coordinates, or the 64 bytes of RFC 8032.
    pub(crate) fn signature_bytes(&self) -> usize {
        match self {
            Self::Rsa { n, .. } => n.len(),
            Self::Ec { curve, .. } => curve.coordinate_bytes().saturating_mul(2),
            Self::Ed25519 { .. } => 64,
        }
    }

    /// A description of the key, for errors.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Rsa { n, .. } => format!("an RSA key of {} bits", bits(n)),
            Self::Ec { curve, .. } => format!("a key on the curve {}", curve.name()),
            Self::Ed25519 { .. } => "an Ed25519 key".to_owned(),
        }
    }

    /// Prepares the key for one algorithm, if it is of the right kind and strong enough.
    pub(crate) fn prepare(&self, algorithm: Algorithm) -> Result<ParsedPublicKey, KeyError> {
        let misfit = || KeyError::new(self.describe(), expectation(algorithm));
        let invalid = || {
            KeyError::new(
                format!("{} that is not valid", self.describe()),
                expectation(algorithm),
            )
        };
        let prepared = match (self, algorithm) {
            (Self::Rsa { n, e }, _) => {
                let parameters = rsa_parameters(algorithm).ok_or_else(misfit)?;
                if bits(n) < MIN_RSA_BITS || bits(e) < MIN_EXPONENT_BITS {
                    return Err(misfit());
                }
                if roca::is_marked(n) {
                    return Err(KeyError::new(
                        "an RSA key that can be factored (CVE-2017-15361)",
                        "a new key, made by other means",
                    ));
                }
                if is_even(n) || is_even(e) {
                    return Err(invalid());
                }
                PublicKeyComponents { n, e }.to_parsed_public_key(parameters)
            }
            (Self::Ec { curve, point }, _) => {
                let (fitting, verification) = ec_verification(algorithm).ok_or_else(misfit)?;
                if *curve != fitting || point.len().saturating_sub(1) != self.signature_bytes() {
                    return Err(misfit());
                }
                ParsedPublicKey::new(verification, point)
            }
            (Self::Ed25519 { x }, Algorithm::EdDSA | Algorithm::Ed25519) if x.len() == 32 => {
                ParsedPublicKey::new(&signature::ED25519, x)
            }
            (Self::Ed25519 { .. }, _) => return Err(misfit()),
        };
        prepared.map_err(|_| invalid())
    }
}

/// A description of the key that an algorithm needs, for errors.
pub(crate) fn expectation(algorithm: Algorithm) -> String {
    match (algorithm.family(), ec_verification(algorithm)) {
        (Family::Rsa | Family::RsaPss, _) => format!(
            "an RSA key of at least {MIN_RSA_BITS} bits, with an exponent of at least 65537, for {algorithm}"
        ),
        (_, Some((curve, _))) => format!("a key on the curve {} for {algorithm}", curve.name()),
        (Family::EdDsa, _) => format!("an Ed25519 key for {algorithm}"),
        _ => format!("a secret for {algorithm}"),
    }
}

/// The number of bits of a big-endian number without leading zeros.
fn bits(number: &[u8]) -> usize {
    let unused = number
        .first()
        .map_or(0, |byte| byte.leading_zeros() as usize);
    number.len().saturating_mul(8).saturating_sub(unused)
}

/// A valid modulus and a valid exponent are odd.
fn is_even(number: &[u8]) -> bool {
    number.last().is_none_or(|last| last % 2 == 0)
}

fn rsa_parameters(algorithm: Algorithm) -> Option<&'static RsaParameters> {
    Some(match algorithm {
        Algorithm::RS256 => &signature::RSA_PKCS1_2048_8192_SHA256,
        Algorithm::RS384 => &signature::RSA_PKCS1_2048_8192_SHA384,
        Algorithm::RS512 => &signature::RSA_PKCS1_2048_8192_SHA512,
        Algorithm::PS256 => &signature::RSA_PSS_2048_8192_SHA256,
        Algorithm::PS384 => &signature::RSA_PSS_2048_8192_SHA384,
        Algorithm::PS512 => &signature::RSA_PSS_2048_8192_SHA512,
        _ => return None,
    })
}

fn ec_verification(algorithm: Algorithm) -> Option<(Curve, &'static dyn VerificationAlgorithm)> {
    Some(match algorithm {
        Algorithm::ES256 => (Curve::P256, &signature::ECDSA_P256_SHA256_FIXED),
        Algorithm::ES384 => (Curve::P384, &signature::ECDSA_P384_SHA384_FIXED),
        Algorithm::ES512 => (Curve::P521, &signature::ECDSA_P521_SHA512_FIXED),
        _ => return None,
    })
}
