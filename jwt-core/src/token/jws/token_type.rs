//! `TokenType`: what a token is for, which its header names (`typ`).

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};

use jwt_syntax::claim::token_type::{REFRESH, is_same};

/// What a token is for: the value of `typ` in its header, a media type without `application/`.
///
/// A token of one type is never accepted as one of another ([RFC 8725 §3.11]): a guard accepts only access tokens, and
/// `Auth::verify_as` only those of the given type.
///
/// ```
/// use jwt_guard::prelude::*;
/// use jwt_guard::token::TokenType;
///
/// # #[derive(AuthConfig)]
/// # struct Api { secret: Secret }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let auth = Auth::builder(Api { secret: Secret::random()? }).build()?;
/// let invitation = TokenType::new("invitation+jwt")?;
/// let token = auth.mint("ada@example.com").token_type(&invitation).token()?;
/// assert!(auth.verify(&token).is_err(), "an invitation is no access token");
/// assert_eq!(auth.verify_as(&invitation, &token)?.subject(), "ada@example.com");
/// # Ok(())
/// # }
/// ```
///
/// [RFC 8725 §3.11]: https://www.rfc-editor.org/rfc/rfc8725#section-3.11
#[derive(Debug, Clone)]
pub struct TokenType(Cow<'static, str>);

/// Case does not matter, in a media type as in the header of a token.
impl PartialEq for TokenType {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        // Fast path: each request compares the type of access tokens more than once.
        self.0 == other.0 || self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for TokenType {}

impl Hash for TokenType {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_ascii_lowercase().hash(state);
    }
}

/// The text is not a token type that an application may use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("found `{found}`; expected {expected}")]
pub struct TokenTypeError {
    found: String,
    expected: &'static str,
}

const ACCESS: &str = "at+jwt";
const SUFFIX: &str = "+jwt";

impl TokenType {
    /// Access tokens: `at+jwt` ([RFC 9068 §2.1]).
    ///
    /// [RFC 9068 §2.1]: https://www.rfc-editor.org/rfc/rfc9068#section-2.1
    pub const ACCESS: Self = Self(Cow::Borrowed(ACCESS));

    /// Refresh tokens that are JWTs.
    pub(crate) const REFRESH: Self = Self(Cow::Borrowed(REFRESH));

    /// A type of the application's own, such as `invitation+jwt`.
    ///
    /// # Errors
    ///
    /// If the text does not end in `+jwt`, has characters that a media type has not ([RFC 6838 §4.2]), or is a type
    /// that the library itself mints.
    ///
    /// [RFC 6838 §4.2]: https://www.rfc-editor.org/rfc/rfc6838#section-4.2
    pub fn new(media_type: impl Into<Cow<'static, str>>) -> Result<Self, TokenTypeError> {
        let text = media_type.into();
        let expected = match text.strip_suffix(SUFFIX) {
            None => "a name that ends in `+jwt`, such as `invitation+jwt`",
            Some(name)
                if name.is_empty() || text.len() > 127 || !text.bytes().all(is_restricted) =>
            {
                "letters, digits and `! # $ & - ^ _ . +` before `+jwt`, 127 at most"
            }
            Some(_)
                if [ACCESS, REFRESH]
                    .iter()
                    .any(|own| text.eq_ignore_ascii_case(own)) =>
            {
                "a type of your own: this one is the library's"
            }
            Some(_) => return Ok(Self(text)),
        };
        Err(TokenTypeError {
            found: text.into_owned(),
            expected,
        })
    }

    /// The value of `typ`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TokenType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether `typ` names a media type: `application/` may be left out, and case does not matter (RFC 7515 §4.1.9).
pub(crate) fn is_media_type(typ: &str, expected: &str) -> bool {
    // The usual spellings, without a call.
    if typ == ACCESS && expected == ACCESS || typ == expected {
        return true;
    }
    is_same(typ, expected)
}

/// The characters of a `restricted-name` (RFC 6838 §4.2).
fn is_restricted(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_media_type_itself_is_of_the_type() {
        for typ in [
            "at+jwt",
            "AT+JWT",
            "application/at+jwt",
            "Application/At+Jwt",
        ] {
            assert!(is_media_type(typ, ACCESS), "{typ}");
        }
        for typ in [
            "JWT",
            "",
            "at+jwt ",
            "x/at+jwt",
            "application/application/at+jwt",
            "rt+jwt",
        ] {
            assert!(!is_media_type(typ, ACCESS), "{typ}");
        }
    }

    #[test]
    fn types_that_differ_in_case_are_one() {
        let types: std::collections::HashSet<_> = ["a+jwt", "A+jwt", "b+jwt"]
            .map(|text| TokenType::new(text).unwrap())
            .into();
        assert_eq!(types.len(), 2);
        assert_eq!(TokenType::new("A+jwt"), TokenType::new("a+jwt"));
    }

    #[test]
    fn types_that_could_be_taken_for_another_are_refused() {
        assert!(TokenType::new("invitation+jwt").is_ok());
        for text in [
            "",
            "JWT",
            "+jwt",
            "at+jwt",
            "AT+jwt",
            "rt+jwt",
            "application/invitation+jwt",
            "an invitation+jwt",
            "invitation+JWT",
            "é+jwt",
        ] {
            assert!(TokenType::new(text).is_err(), "{text}");
        }
    }
}
