//! `jsonwebtoken`, as an experienced user writes it: keys and validation are made once, and everything is checked
//! that it can check.

use aws_lc_rs::rand;
use aws_lc_rs::signature::KeyPair;
use base64_simd::URL_SAFE_NO_PAD;
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode,
};
use serde::Deserialize;

use crate::limit::NewClaims;
use crate::primitive::SigningKey;
use crate::service::{AUDIENCE, ISSUER, Key, LEEWAY};

/// Where the RSA key begins in a PKCS #8 document of an RSA key with 2048 bits.
const RSA_IN_PKCS8: usize = 26;

pub(crate) struct Peer {
    decoding: DecodingKey,
    encoding: EncodingKey,
    validation: Validation,
    header: Header,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "read by serde, for those who need them")]
pub(crate) struct Claims {
    iss: String,
    sub: String,
    aud: String,
    exp: i64,
    nbf: i64,
    iat: i64,
    jti: String,
    scope: String,
}

impl Peer {
    /// For tokens like this one; `None` for an algorithm that it does not have.
    pub(crate) fn new(key: &Key, token: &str) -> Option<Self> {
        let algorithm: Algorithm = key.algorithm.name().parse().ok()?;
        let (decoding, encoding) = match (SigningKey::new(key), key.pkcs8()) {
            (SigningKey::Rsa(pair, _), Some(pkcs8)) => (
                DecodingKey::from_rsa_der(pair.public_key().as_ref()),
                EncodingKey::from_rsa_der(&pkcs8[RSA_IN_PKCS8..]),
            ),
            (SigningKey::Ecdsa(pair), Some(pkcs8)) => (
                DecodingKey::from_ec_der(pair.public_key().as_ref()),
                EncodingKey::from_ec_der(&pkcs8),
            ),
            (SigningKey::Ed25519(pair), Some(pkcs8)) => (
                DecodingKey::from_ed_der(pair.public_key().as_ref()),
                EncodingKey::from_ed_der(&pkcs8),
            ),
            _ => {
                let secret = key.secret()?.as_bytes();
                (
                    DecodingKey::from_secret(secret).ok()?,
                    EncodingKey::from_secret(secret).ok()?,
                )
            }
        };
        let mut validation = Validation::new(algorithm);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
        validation.validate_nbf = true;
        validation.leeway = LEEWAY.unsigned_abs();
        Some(Self {
            decoding,
            encoding,
            validation,
            header: decode_header(token).ok()?,
        })
    }

    pub(crate) fn verify(&self, token: &str) -> Option<Claims> {
        decode(token, &self.decoding, &self.validation)
            .ok()
            .map(|data| data.claims)
    }

    pub(crate) fn issue(&self, scope: &str) -> Option<String> {
        let mut id = [0; 16];
        rand::fill(&mut id).ok()?;
        let jti = URL_SAFE_NO_PAD.encode_to_string(id);
        let claims = NewClaims::new(&jti, scope);
        encode(&self.header, &claims, &self.encoding).ok()
    }
}
