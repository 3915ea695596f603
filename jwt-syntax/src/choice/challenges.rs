//! Which refusals have a challenge, and of which scheme: `always`, `absent-token`, `off`, `JWT`, or `absent-token JWT`.

use crate::http::name;
use crate::suggestion::nearest;
use crate::value::{SettingKind, SettingType, WrongValue};

/// The setting `challenge`.
///
/// ```
/// use jwt_syntax::choice::Challenges;
/// use jwt_syntax::setting::{SettingText, key};
///
/// let read = |text| key::challenge.read(SettingText::Text(text));
/// assert_eq!(read("absent-token"), Ok(Challenges::AbsentToken));
/// assert_eq!(read("JWT"), Ok(Challenges::Scheme("JWT".into())));
/// assert_eq!(read("absent-token JWT"), Ok(Challenges::AbsentTokenScheme("JWT".into())));
/// assert!(read("JWT realm").is_err());
/// assert!(read("Off").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Challenges {
    /// Every refusal for which the RFCs have one has a challenge, of the scheme `Bearer`.
    #[default]
    Always,
    /// Only the refusal of a request without a token has one.
    AbsentToken,
    /// None has one.
    Off,
    /// Every refusal for which the RFCs have one has a challenge, of this scheme (RFC 9110 §11.1).
    Scheme(Box<str>),
    /// Only the refusal of a request without a token has one, of this scheme.
    AbsentTokenScheme(Box<str>),
}

const ABSENT_TOKEN: &str = "absent-token";

/// The texts that are not the name of a scheme.
const WORDS: [&str; 3] = ["always", ABSENT_TOKEN, "off"];
/// Texts that are meant as a choice and are none.
const NO_SCHEMES: [&str; 5] = ["on", "none", "never", "true", "false"];

impl SettingType for Challenges {
    const EXPECTED: &'static str =
        "`always`, `absent-token`, `off`, or another scheme such as `JWT` or `absent-token JWT`";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        let if_absent = || text.strip_prefix(ABSENT_TOKEN)?.strip_prefix(' ');
        Ok(match text {
            "always" => Self::Always,
            ABSENT_TOKEN => Self::AbsentToken,
            "off" => Self::Off,
            _ => match if_absent() {
                Some(scheme) => Self::AbsentTokenScheme(scheme.into()),
                None => Self::Scheme(text.into()),
            },
        })
    }

    fn check(&self, _: SettingKind) -> Result<(), WrongValue> {
        let (Self::Scheme(scheme) | Self::AbsentTokenScheme(scheme)) = self else {
            return Ok(());
        };
        let word = scheme.to_ascii_lowercase();
        if nearest(&word, WORDS).is_some() || NO_SCHEMES.contains(&&*word) {
            return Err(WrongValue::quoted(scheme, Self::EXPECTED));
        }
        name::scheme(scheme).map_err(|error| WrongValue::because(scheme, error, Self::EXPECTED))
    }
}

crate::value::deserialize_as_text!(Challenges);

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<(), WrongValue> {
        Challenges::from_text(text)?.check(SettingKind::Challenges)
    }

    #[test]
    fn registered_schemes_are_allowed() {
        for scheme in [
            "Basic",
            "Bearer",
            "Concealed",
            "Digest",
            "DPoP",
            "GNAP",
            "HOBA",
            "Mutual",
            "Negotiate",
            "OAuth",
            "PrivateToken",
            "SCRAM-SHA-256",
            "vapid",
            "JWT",
            "AWS4-HMAC-SHA256",
            "Token",
        ] {
            assert_eq!(check(scheme), Ok(()), "{scheme}");
        }
    }

    #[test]
    fn a_mistyped_word_is_no_scheme() {
        for text in [
            "Always",
            "absent_token",
            "absenttoken",
            "absent-token always",
            "absent-token  JWT",
            "absent-token ",
            "OFF",
            "of",
            "on",
            "never",
            "None",
        ] {
            assert!(check(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_scheme_cannot_begin_a_parameter_or_another_header() {
        for text in [
            "",
            " ",
            "JWT ",
            "JWT realm=\"a\"",
            "a,b",
            "a\r\nb",
            "é",
            "a=b",
        ] {
            assert!(check(text).is_err(), "{text:?}");
        }
    }
}
