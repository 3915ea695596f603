//! The LIMIT: as fast as verification and issuing get with the same primitives, for one kind of token and one issuer.
//!
//! Everything is prepared, nothing is read twice, and no check is made that a token of this service could not fail:
//! the header is compared with the one that the service writes, the payload is decoded on the stack and read once into
//! a struct that owns its strings, duplicate names and depth are not checked.

use std::time::{SystemTime, UNIX_EPOCH};

use aws_lc_rs::rand;
use base64_simd::{Out, URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

use crate::primitive::{MAX_SIGNATURE, SigningKey, VerifyingKey};
use crate::service::{ACCESS_TTL, AUDIENCE, ISSUER, Key, LEEWAY, SUBJECT};

/// More than any token of the benchmark has.
const MAX_PAYLOAD: usize = 1_024;

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

/// A verifier that knows one header.
pub(crate) struct Verifier {
    header: Box<[u8]>,
    key: VerifyingKey,
}

impl Verifier {
    /// A verifier of tokens like this one.
    pub(crate) fn new(key: &Key, token: &str) -> Self {
        let (header, _) = token.split_once('.').expect("a token has three segments");
        Self {
            header: header.as_bytes().into(),
            key: VerifyingKey::new(key),
        }
    }

    pub(crate) fn verify(&self, token: &str) -> Option<Claims> {
        let token = token.as_bytes();
        let header_end = memchr::memchr(b'.', token)?;
        let signature_dot = memchr::memrchr(b'.', token)?;
        if token.get(..header_end)? != &*self.header {
            return None;
        }
        let payload = token.get(header_end + 1..signature_dot)?;
        let signed = token.get(..signature_dot)?;
        self.key.verify(signed, token.get(signature_dot + 1..)?)?;
        let mut buffer = [0; MAX_PAYLOAD];
        let json = URL_SAFE_NO_PAD
            .decode(payload, Out::from_slice(&mut buffer))
            .ok()?;
        let claims: Claims = serde_json::from_slice(json).ok()?;
        let now = now();
        let holds = claims.iss == ISSUER
            && claims.aud == AUDIENCE
            && now < claims.exp + LEEWAY
            && now >= claims.nbf - LEEWAY;
        holds.then_some(claims)
    }
}

/// Issues tokens of one kind, with a key that is prepared: one string, and a buffer for the JSON.
pub(crate) struct Issuer {
    header: String,
    key: SigningKey,
}

/// The claims of a token to come; the same to all candidates.
#[derive(Serialize)]
pub(crate) struct NewClaims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    exp: i64,
    nbf: i64,
    iat: i64,
    jti: &'a str,
    scope: &'a str,
}

impl<'a> NewClaims<'a> {
    pub(crate) fn new(jti: &'a str, scope: &'a str) -> Self {
        let now = now();
        Self {
            iss: ISSUER,
            sub: SUBJECT,
            aud: AUDIENCE,
            exp: now + ACCESS_TTL,
            nbf: now,
            iat: now,
            jti,
            scope,
        }
    }
}

impl Issuer {
    /// An issuer of tokens like this one.
    pub(crate) fn new(key: &Key, token: &str) -> Self {
        let (header, _) = token.split_once('.').expect("a token has three segments");
        Self {
            header: header.to_owned(),
            key: SigningKey::new(key),
        }
    }

    /// A token of a subject with three scopes.
    pub(crate) fn issue(&self, scope: &str) -> Option<String> {
        let mut id = [0; 16];
        rand::fill(&mut id).ok()?;
        let mut jti = [0; 22];
        let jti = URL_SAFE_NO_PAD.encode_as_str(&id, Out::from_slice(&mut jti));
        let mut json = Vec::with_capacity(MAX_PAYLOAD);
        serde_json::to_writer(&mut json, &NewClaims::new(jti, scope)).ok()?;
        let mut token = String::with_capacity(1_024);
        token.push_str(&self.header);
        token.push('.');
        URL_SAFE_NO_PAD.encode_append(json, &mut token);
        let mut buffer = [0; MAX_SIGNATURE];
        let signature = self.key.sign(token.as_bytes(), &mut buffer)?;
        token.push('.');
        URL_SAFE_NO_PAD.encode_append(signature, &mut token);
        Some(token)
    }
}

fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |elapsed| elapsed.as_secs() as i64)
}
