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
/// const INVITATION: TokenType = TokenType::from_static("invitation+jwt");
///
/// let token = auth.mint("ada@example.com").token_type(&INVITATION).token()?;
/// assert!(auth.verify(&token).is_err(), "an invitation is no access token");
/// assert_eq!(auth.verify_as(&INVITATION, &token)?.subject(), "ada@example.com");
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
const SUFFIX: &[u8; 4] = b"+jwt";
const MAX_BYTES: usize = 127;

impl TokenType {
    /// Access tokens: `at+jwt` ([RFC 9068 §2.1]).
    ///
    /// [RFC 9068 §2.1]: https://www.rfc-editor.org/rfc/rfc9068#section-2.1
    pub const ACCESS: Self = Self(Cow::Borrowed(ACCESS));

    /// Refresh tokens that are JWTs.
    pub(crate) const REFRESH: Self = Self(Cow::Borrowed(REFRESH));

    /// A type of the application's own, such as `invitation+jwt`, as a constant.
    ///
    /// ```
    /// use jwt_guard::token::TokenType;
    ///
    /// const INVITATION: TokenType = TokenType::from_static("invitation+jwt");
    /// ```
    ///
    /// # Panics
    ///
    /// If [`new`](Self::new) would refuse the text. In a constant, that is an error of the compiler.
    ///
    /// ```compile_fail
    /// # use jwt_guard::token::TokenType;
    /// const INVITATION: TokenType = TokenType::from_static("invitation");
    /// ```
    #[must_use]
    #[expect(
        clippy::panic,
        reason = "in a constant, it is an error of the compiler"
    )]
    pub const fn from_static(media_type: &'static str) -> Self {
        match expected_instead_of(media_type) {
            None => Self(Cow::Borrowed(media_type)),
            Some(_) => panic!(
                "a token type of an application is a name that ends in `+jwt`, such as `invitation+jwt`"
            ),
        }
    }

    /// A type of the application's own, such as `invitation+jwt`, that is known only when the program runs. For a literal, use
    /// [`from_static`](Self::from_static).
    ///
    /// # Errors
    ///
    /// If the text does not end in `+jwt`, has characters that a media type has not ([RFC 6838 §4.2]), or is a type
    /// that the library itself mints.
    ///
    /// [RFC 6838 §4.2]: https://www.rfc-editor.org/rfc/rfc6838#section-4.2
    pub fn new(media_type: impl Into<Cow<'static, str>>) -> Result<Self, TokenTypeError> {
        let text = media_type.into();
        match expected_instead_of(&text) {
            None => Ok(Self(text)),
            Some(expected) => Err(TokenTypeError {
                found: text.into_owned(),
                expected,
            }),
        }
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

/// What a type of an application must be, if the text is none.
const fn expected_instead_of(text: &str) -> Option<&'static str> {
    let Some((name, SUFFIX)) = text.as_bytes().split_last_chunk::<{ SUFFIX.len() }>() else {
        return Some("a name that ends in `+jwt`, such as `invitation+jwt`");
    };
    if name.is_empty() || text.len() > MAX_BYTES || !is_restricted(name) {
        return Some("letters, digits and `! # $ & - ^ _ . +` before `+jwt`, 127 at most");
    }
    if is_in_any_case(text.as_bytes(), ACCESS.as_bytes())
        || is_in_any_case(text.as_bytes(), REFRESH.as_bytes())
    {
        return Some("a type of your own: this one is the library's");
    }
    None
}

/// `eq_ignore_ascii_case`, which is not `const` in the oldest compiler that builds this.
const fn is_in_any_case(mut text: &[u8], mut other: &[u8]) -> bool {
    while let ([first, rest @ ..], [other_first, other_rest @ ..]) = (text, other) {
        if !first.eq_ignore_ascii_case(other_first) {
            return false;
        }
        (text, other) = (rest, other_rest);
    }
    text.is_empty() && other.is_empty()
}

/// Whether a text has only characters of a `restricted-name` (RFC 6838 §4.2).
const fn is_restricted(mut text: &[u8]) -> bool {
    while let [first, rest @ ..] = text {
        let is_mark = matches!(
            first,
            b'!' | b'#' | b'$' | b'&' | b'-' | b'^' | b'_' | b'.' | b'+'
        );
        if !first.is_ascii_alphanumeric() && !is_mark {
            return false;
        }
        text = rest;
    }
    true
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
