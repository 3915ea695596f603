//! The JOSE header (RFC 7515 §4): compared, never obeyed.

use std::marker::PhantomData;

use serde::de::{IgnoredAny, MapAccess};

use super::TokenError;
use crate::json::{Members, Text, read_object};

/// The media type of access tokens (RFC 9068 §2.1), without its optional `application/`.
pub(crate) const ACCESS_TOKEN: &str = "at+jwt";

/// What a header says. Members that could point to a key (`jwk`, `jku`, `x5u`, `x5c`) are not read at all.
#[derive(Default)]
pub(crate) struct Header<'de> {
    pub(crate) algorithm: Option<Text<'de>>,
    pub(crate) key_id: Option<Text<'de>>,
    media_type: Option<Text<'de>>,
    /// Whether it has `crit` or `b64`: we understand no extension, and RFC 7797 §7 forbids `b64` in a JWT.
    extended: bool,
}

impl<'de> Header<'de> {
    pub(crate) fn parse(json: &'de str) -> Result<Self, TokenError> {
        let mut header = Self::default();
        let IgnoredAny =
            read_object(json, &mut header, PhantomData).map_err(|_| TokenError::Malformed)?;
        if header.extended {
            return Err(TokenError::Extension);
        }
        Ok(header)
    }

    /// Whether the token says that it is an access token: `typ` is a media type, so case does not matter.
    pub(crate) fn is_access_token(&self) -> bool {
        self.media_type.as_deref().is_some_and(|media_type| {
            let subtype = match media_type.split_once('/') {
                Some((main, subtype)) if main.eq_ignore_ascii_case("application") => subtype,
                _ => media_type,
            };
            subtype.eq_ignore_ascii_case(ACCESS_TOKEN)
        })
    }
}

impl<'de> Members<'de> for Header<'de> {
    fn take<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        match name {
            "alg" => self.algorithm = Some(map.next_value()?),
            "kid" => self.key_id = Some(map.next_value()?),
            "typ" => self.media_type = Some(map.next_value()?),
            "crit" | "b64" => {
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
        ] {
            assert_eq!(refusal(json), Some(TokenError::Extension), "{json}");
        }
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

    #[test]
    fn only_the_media_type_of_access_tokens_is_one() {
        let typed = |typ: &'static str| Header {
            media_type: Some(Text(typ.into())),
            ..Header::default()
        };
        for typ in ["at+jwt", "AT+JWT", "application/at+jwt"] {
            assert!(typed(typ).is_access_token(), "{typ}");
        }
        for typ in [
            "JWT",
            "",
            "at+jwt ",
            "x/at+jwt",
            "application/application/at+jwt",
            "rt+jwt",
        ] {
            assert!(!typed(typ).is_access_token(), "{typ}");
        }
        assert!(!Header::default().is_access_token());
    }
}
