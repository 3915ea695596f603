//! The JOSE header (RFC 7515 §4): compared, never obeyed.

use std::marker::PhantomData;

use jwt_syntax::setting::MAX_KEY_ID_BYTES;
use serde::de::{IgnoredAny, MapAccess};

use crate::json::{Bounds, KnownMembers, Text, once, read_object};
use crate::key::Key;
use crate::token::TokenError;

/// The members of a header that are compared. Those that could point to a key (`jwk`, `jku`, `x5u`, `x5c`) are never read.
#[derive(Default)]
pub(crate) struct Header<'de> {
    algorithm: Option<Text<'de>>,
    key_id: Option<Text<'de>>,
    pub(crate) token_type: Option<Text<'de>>,
    /// Whether it has `crit`, `b64` or `enc`: no extension is supported, RFC 7797 §7 forbids `b64` in a JWT, and `enc`
    /// belongs to encrypted tokens (RFC 7516 §4.1.2).
    extended: bool,
}

impl<'de> Header<'de> {
    pub(crate) fn parse(json: &'de str) -> Result<Self, TokenError> {
        let mut header = Self::default();
        let IgnoredAny = read_object(json, Bounds::HEADER, &mut header, PhantomData)
            .map_err(|_| TokenError::Malformed)?;
        if header.extended {
            return Err(TokenError::Extension);
        }
        // No key has an identifier of more than 256 bytes.
        if header
            .key_id
            .as_deref()
            .is_some_and(|id| id.len() > MAX_KEY_ID_BYTES)
        {
            return Err(TokenError::UnknownKey);
        }
        Ok(header)
    }

    /// Whether the header names the algorithm of the key.
    pub(crate) fn is_for(&self, key: &Key) -> bool {
        self.algorithm.as_deref() == Some(key.algorithm().name())
    }

    /// The identifier of the key, `kid`, if it names one.
    pub(crate) fn key_id(&self) -> Option<&str> {
        self.key_id.as_deref()
    }
}

impl<'de> KnownMembers<'de> for Header<'de> {
    fn take<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        match name {
            "alg" => once(&mut self.algorithm, map)?,
            "kid" => once(&mut self.key_id, map)?,
            "typ" => once(&mut self.token_type, map)?,
            // Refused in any case, so that a repetition does not matter.
            "crit" | "b64" | "enc" => {
                let IgnoredAny = map.next_value()?;
                self.extended = true;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(json: &str) -> Option<TokenError> {
        Header::parse(json).err()
    }

    #[test]
    fn extensions_are_refused() {
        for json in [
            r#"{"alg":"HS256","crit":["exp"]}"#,
            r#"{"alg":"HS256","crit":[]}"#,
            r#"{"alg":"HS256","crit":null}"#,
            r#"{"alg":"HS256","b64":true}"#,
            r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#,
            r#"{"alg":"HS256","enc":"A256GCM"}"#,
            r#"{"alg":"HS256","enc":null}"#,
        ] {
            assert_eq!(refusal(json), Some(TokenError::Extension), "{json}");
        }
    }

    #[test]
    fn a_header_is_small() {
        let with = |more: &str| format!(r#"{{"alg":"HS256"{more}}}"#);
        let many = |count: usize| -> String { (0..count).map(|n| format!(",\"{n}\":1")).collect() };
        assert_eq!(refusal(&with(&many(15))), None);
        assert_eq!(refusal(&with(&many(16))), Some(TokenError::Malformed));
        let deep = |lists: usize| format!(r#","x":{}{}"#, "[".repeat(lists), "]".repeat(lists));
        assert_eq!(refusal(&with(&deep(7))), None);
        assert_eq!(refusal(&with(&deep(8))), Some(TokenError::Malformed));
    }

    #[test]
    fn a_key_identifier_has_an_end() {
        let with = |bytes: usize| format!(r#"{{"alg":"HS256","kid":"{}"}}"#, "a".repeat(bytes));
        assert_eq!(refusal(&with(256)), None);
        assert_eq!(refusal(&with(257)), Some(TokenError::UnknownKey));
    }

    #[test]
    fn members_of_another_type_are_refused() {
        for json in [
            r#"{"alg":null}"#,
            r#"{"alg":["HS256"]}"#,
            r#"{"alg":"HS256","kid":1}"#,
            r#"{"alg":"HS256","typ":{}}"#,
            r#"{"alg":"HS256","alg":"HS256"}"#,
        ] {
            assert_eq!(refusal(json), Some(TokenError::Malformed), "{json}");
        }
    }
}
