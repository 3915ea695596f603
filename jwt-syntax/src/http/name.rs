//! Names of headers, cookies and schemes of authentication.

/// Checks a header's name: one or more token characters (RFC 9110 §5.1, §5.6.2).
///
/// ```
/// use jwt_syntax::http::name::header_name;
///
/// assert!(header_name("X-Access-Token").is_ok());
/// assert_eq!(
///     header_name("X Token").unwrap_err().to_string(),
///     "' ' at byte 1 of the header name `X Token` is not allowed; \
///      allowed are letters, digits and ! # $ % & ' * + - . ^ _ ` | ~",
/// );
/// ```
///
/// # Errors
///
/// When the name is empty, or contains a character outside of the token characters.
pub fn header_name(name: &str) -> Result<(), NameError> {
    check(NameKind::Header, name)
}

/// Checks the name of a header for a value of the application.
///
/// ```
/// use jwt_syntax::http::name::own_header_name;
///
/// assert!(own_header_name("X-Access-Token").is_ok());
/// assert_eq!(own_header_name("Cookie").unwrap_err(), "`Cookie`, which has another meaning");
/// ```
///
/// # Errors
///
/// When it is no name, or that of a header with a meaning of its own.
pub fn own_header_name(name: &str) -> Result<(), String> {
    const TAKEN: [&str; 5] = ["cookie", "host", "content-type", "content-length", "origin"];
    header_name(name).map_err(|error| error.to_string())?;
    if TAKEN.iter().any(|taken| name.eq_ignore_ascii_case(taken)) {
        return Err(format!("`{name}`, which has another meaning"));
    }
    Ok(())
}

/// Checks a cookie's name: one or more token characters (RFC 6265 §4.1.1).
///
/// ```
/// use jwt_syntax::http::name::cookie_name;
///
/// assert!(cookie_name("__Host-access_token").is_ok());
/// assert!(cookie_name("access;token").is_err());
/// ```
///
/// # Errors
///
/// When the name is empty, or contains a character outside of the token characters: browsers would drop the cookie.
pub fn cookie_name(name: &str) -> Result<(), NameError> {
    check(NameKind::Cookie, name)
}

/// Checks the name of a scheme of authentication: one or more token characters (RFC 9110 §11.1).
///
/// ```
/// use jwt_syntax::http::name::scheme;
///
/// assert!(scheme("JWT").is_ok());
/// assert!(scheme("JWT realm").is_err());
/// ```
///
/// # Errors
///
/// When the name is empty, or contains a character outside of the token characters.
pub fn scheme(name: &str) -> Result<(), NameError> {
    check(NameKind::Scheme, name)
}

/// The longest name of an instance, in bytes.
const MAX_INSTANCE_BYTES: usize = 32;

/// Checks the name of an instance, which stands in the names of its cookies.
///
/// ```
/// use jwt_syntax::http::name::instance_name;
///
/// assert!(instance_name("admin").is_ok());
/// assert_eq!(
///     instance_name("the admins").unwrap_err(),
///     "' ' at byte 3 of `the admins`; allowed are letters, digits, `-` and `_`",
/// );
/// ```
///
/// # Errors
///
/// What was found: nothing, a character that is no ASCII letter, digit, `-` or `_`, or more than 32 of them.
pub fn instance_name(name: &str) -> Result<(), String> {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if name.is_empty() {
        return Err("an empty text".into());
    }
    if let Some((at, c)) = name.char_indices().find(|(_, c)| !is_allowed(*c)) {
        let name = name.escape_debug();
        return Err(format!(
            "{c:?} at byte {at} of `{name}`; allowed are letters, digits, `-` and `_`"
        ));
    }
    if name.len() > MAX_INSTANCE_BYTES {
        let count = name.len();
        return Err(format!(
            "{count} characters; {MAX_INSTANCE_BYTES} are allowed"
        ));
    }
    Ok(())
}

/// A name that was refused, and the first character that is not allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// No name at all.
    #[error("the {named} name is empty; write one such as `{}`", .named.example())]
    Empty {
        /// What the name is for.
        named: NameKind,
    },
    /// A character that is no token character.
    #[error(
        "{character:?} at byte {at} of the {named} name `{}` is not allowed; \
         allowed are letters, digits and ! # $ % & ' * + - . ^ _ ` | ~",
        .name.escape_debug()
    )]
    Character {
        /// What the name is for.
        named: NameKind,
        /// The name.
        name: String,
        /// The first character that is not allowed.
        character: char,
        /// The byte of the name where it stands.
        at: usize,
    },
}

/// What a name is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// A field of the request's head.
    Header,
    /// A cookie.
    Cookie,
    /// A scheme of authentication.
    Scheme,
}

impl NameKind {
    fn example(self) -> &'static str {
        match self {
            Self::Header => "Authorization",
            Self::Cookie => "__Host-access_token",
            Self::Scheme => "Bearer",
        }
    }
}

impl std::fmt::Display for NameKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Scheme => "scheme",
        })
    }
}

fn check(named: NameKind, name: &str) -> Result<(), NameError> {
    if name.is_empty() {
        return Err(NameError::Empty { named });
    }
    match name.char_indices().find(|&(_, c)| !is_token_character(c)) {
        None => Ok(()),
        Some((at, character)) => Err(NameError::Character {
            named,
            name: name.to_owned(),
            character,
            at,
        }),
    }
}

/// `tchar` of RFC 9110 §5.6.2. The `token` that RFC 6265 takes from RFC 2616 §2.2 is the same set, said by exclusion.
fn is_token_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `token` as RFC 2616 §2.2 says it.
    fn is_rfc2616_token_character(c: char) -> bool {
        let is_separator = "()<>@,;:\\\"/[]?={} \t".contains(c);
        c.is_ascii() && !c.is_ascii_control() && !is_separator
    }

    #[test]
    fn one_rule_serves_headers_and_cookies() {
        for c in (0..=0x2ff).filter_map(char::from_u32) {
            assert_eq!(
                is_token_character(c),
                is_rfc2616_token_character(c),
                "{c:?}"
            );
            assert_eq!(
                header_name(&c.to_string()).is_ok(),
                cookie_name(&c.to_string()).is_ok(),
                "{c:?}"
            );
        }
    }

    #[test]
    fn an_empty_name_is_refused() {
        assert_eq!(
            header_name("").unwrap_err(),
            NameError::Empty {
                named: NameKind::Header
            }
        );
        assert_eq!(
            cookie_name("").unwrap_err().to_string(),
            "the cookie name is empty; write one such as `__Host-access_token`"
        );
    }

    #[test]
    fn the_name_of_an_instance_is_short_and_may_stand_in_that_of_a_cookie() {
        let longest = "a".repeat(MAX_INSTANCE_BYTES);
        for right in ["a", "admin", "Back-office_2", &longest] {
            assert_eq!(instance_name(right), Ok(()));
            assert_eq!(cookie_name(right), Ok(()));
        }
        let long = instance_name(&format!("{longest}a")).unwrap_err();
        assert_eq!(long, "33 characters; 32 are allowed");
        for wrong in ["", "a b", "a;b", "a=b", "é", "a.b", "\r"] {
            assert!(instance_name(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_first_foreign_character_is_named_with_its_byte() {
        let error = cookie_name("é;").unwrap_err();
        let name = "é;".to_owned();
        assert_eq!(
            error,
            NameError::Character {
                named: NameKind::Cookie,
                name,
                character: 'é',
                at: 0
            }
        );
        assert!(
            header_name("X-Token:")
                .unwrap_err()
                .to_string()
                .starts_with("':' at byte 7 of the header name")
        );
    }

    #[test]
    fn control_characters_are_shown_escaped() {
        let message = header_name("a\r\nb").unwrap_err().to_string();
        assert!(
            message.starts_with(r"'\r' at byte 1 of the header name `a\r\nb`"),
            "{message}"
        );
    }
}
