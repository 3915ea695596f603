//! Correctly signed tokens with any content.

use base64_simd::URL_SAFE_NO_PAD;
use jwt_guard::Algorithm;

use crate::app::NOW;
use crate::object::{Object, string};
use crate::service::{AUDIENCE, ISSUER, KEY_ID, SCOPE, SUBJECT};
use crate::signer::Signer;

/// Makes the tokens for a service of one algorithm.
pub(crate) struct Forge {
    pub(crate) algorithm: Algorithm,
    /// The service's key.
    pub(crate) own: Signer,
    /// The attacker's key.
    pub(crate) other_signer: Signer,
    usual: Parts,
}

/// The three segments of a token, encoded.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) header: String,
    pub(crate) payload: String,
    pub(crate) signature: String,
}

impl Parts {
    pub(crate) fn token(&self) -> String {
        format!("{}.{}.{}", self.header, self.payload, self.signature)
    }

    /// What was signed.
    pub(crate) fn input(&self) -> String {
        format!("{}.{}", self.header, self.payload)
    }
}

impl Forge {
    pub(crate) fn of(algorithm: Algorithm) -> Self {
        let own = Signer::own(algorithm);
        let (header, payload) = (
            encode(usual_header(algorithm).text()),
            encode(usual_claims().text()),
        );
        let signature = encode(own.sign(format!("{header}.{payload}").as_bytes()));
        Self {
            algorithm,
            own,
            other_signer: Signer::other_signer(algorithm),
            usual: Parts {
                header,
                payload,
                signature,
            },
        }
    }

    /// The segments of a token with nothing unusual about it.
    pub(crate) fn usual(&self) -> &Parts {
        &self.usual
    }

    /// The header of such a token.
    pub(crate) fn header(&self) -> Object {
        usual_header(self.algorithm)
    }

    /// A correctly signed token of any two texts.
    pub(crate) fn token(&self, header: impl AsRef<[u8]>, payload: impl AsRef<[u8]>) -> String {
        self.of_segments(&encode(header), &encode(payload))
    }

    /// A token of these claims, with the usual header.
    pub(crate) fn of_claims(&self, claims: &Object) -> String {
        self.of_payload(claims.text())
    }

    /// A token of this payload, with the usual header.
    pub(crate) fn of_payload(&self, payload: impl AsRef<[u8]>) -> String {
        self.of_segments(&self.usual.header, &encode(payload))
    }

    /// A token with this header and the usual claims.
    pub(crate) fn of_header(&self, header: impl AsRef<[u8]>) -> String {
        self.of_segments(&encode(header), &self.usual.payload)
    }

    /// Signs two segments as they are, whether they are base64 or not.
    pub(crate) fn of_segments(&self, header: &str, payload: &str) -> String {
        signed_by(&self.own, header, payload)
    }

    /// The usual header and claims with another signature.
    pub(crate) fn with_signature(&self, signature: impl AsRef<[u8]>) -> String {
        format!("{}.{}", self.usual.input(), encode(signature))
    }

    /// A correctly signed token of exactly `length` bytes.
    pub(crate) fn of_length(&self, length: usize) -> String {
        let signature = self.usual.signature.len();
        for blanks in 0..4 {
            let header = encode(self.header().text() + &" ".repeat(blanks));
            let payload_length = length - header.len() - signature - 2;
            let claims = usual_claims();
            let least = claims.clone().with("x", "\"\"").text().len();
            // No base64 has 4 * n + 1 characters, so that one of the headers fits.
            let bytes = payload_length * 3 / 4;
            let filled = claims.with("x", string(&"x".repeat(bytes - least))).text();
            let token = self.of_segments(&header, &encode(filled));
            if token.len() == length {
                return token;
            }
        }
        panic!("no token of {length} bytes");
    }
}

/// A token of two segments, signed by any key.
pub(crate) fn signed_by(signer: &Signer, header: &str, payload: &str) -> String {
    let input = format!("{header}.{payload}");
    let signature = encode(signer.sign(input.as_bytes()));
    format!("{input}.{signature}")
}

pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode_to_string(bytes)
}

pub(crate) fn decode(segment: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode_to_vec(segment).unwrap()
}

/// The header that the service itself writes.
fn usual_header(algorithm: Algorithm) -> Object {
    Object::of([
        ("typ", string("at+jwt")),
        ("alg", string(algorithm.name())),
        ("kid", string(KEY_ID)),
    ])
}

/// Claims with nothing unusual about them (RFC 9068 §2.2).
pub(crate) fn usual_claims() -> Object {
    Object::of([
        ("iss", string(ISSUER)),
        ("sub", string(SUBJECT)),
        ("aud", string(AUDIENCE)),
        ("exp", (NOW + 300).to_string()),
        ("nbf", NOW.to_string()),
        ("iat", NOW.to_string()),
        ("jti", string("token-1")),
        ("client_id", string("client-1")),
        ("scope", string(SCOPE)),
    ])
}
