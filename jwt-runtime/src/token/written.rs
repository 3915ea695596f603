//! Header and payload as they are written.

use base64_simd::URL_SAFE_NO_PAD;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::MintError;
use super::header::Header;
use super::token_type::TokenType;
use crate::claim::ClaimSet;
use crate::key::Key;

/// Members of a header that the library sets itself, or that mean something which it does not do (RFC 7515 §4.1,
/// RFC 7516 §4.1, RFC 7797).
const REFUSED: [&str; 17] = [
    "alg", "apu", "apv", "b64", "crit", "cty", "enc", "epk", "jku", "jwk", "kid", "p2c", "p2s",
    "typ", "x5c", "x5u", "zip",
];

/// The encoded header of the tokens of one type that a key signs.
pub(super) fn header(
    key: &Key,
    token_type: &TokenType,
    more: &Map<String, Value>,
) -> Result<Box<str>, MintError> {
    #[derive(Serialize)]
    struct Written<'a> {
        typ: &'a str,
        alg: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        kid: Option<&'a str>,
        #[serde(flatten)]
        more: &'a Map<String, Value>,
    }
    if let Some(refused) = more.keys().find(|name| REFUSED.contains(&name.as_str())) {
        return Err(MintError::Header(refused.as_str().into()));
    }
    let json = serde_json::to_string(&Written {
        typ: token_type.as_str(),
        alg: key.algorithm().name(),
        kid: key.id(),
        more,
    })
    .map_err(|_| MintError::UnverifiableHeader)?;
    Header::parse(&json).map_err(|_| MintError::UnverifiableHeader)?;
    Ok(URL_SAFE_NO_PAD.encode_to_string(json).into())
}

/// The claims of a token, in the order in which they are written.
#[derive(Serialize)]
#[serde(bound = "")]
pub(super) struct Payload<'a, T: ClaimSet> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) iss: Option<&'a str>,
    pub(super) sub: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty", serialize_with = "audience")]
    pub(super) aud: &'a [Box<str>],
    pub(super) exp: i64,
    pub(super) nbf: i64,
    pub(super) iat: i64,
    pub(super) jti: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) scope: &'a str,
    #[serde(flatten)]
    pub(super) custom: Custom<'a, T>,
}

/// One name is written as a string, several as a list.
fn audience<S: Serializer>(names: &[Box<str>], serializer: S) -> Result<S::Ok, S::Error> {
    match names {
        [name] => name.serialize(serializer),
        names => names.serialize(serializer),
    }
}

pub(super) struct Custom<'a, T>(pub(super) &'a T);

impl<T: ClaimSet> Serialize for Custom<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_claims(serializer)
    }
}

/// The value of `scope`, separated by spaces (RFC 8693 §4.2), or the first that is no scope.
pub(super) fn scope<S: AsRef<str>>(
    scopes: impl IntoIterator<Item = S>,
) -> Result<String, Box<str>> {
    let mut text = String::new();
    for scope in scopes {
        let scope = scope.as_ref();
        if scope.is_empty() || scope.contains(char::is_whitespace) {
            return Err(scope.into());
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(scope);
    }
    Ok(text)
}
