//! Values of the claim `acr`: how strongly a user authenticated.

use crate::http::text::is_quotable;

/// Checks a value that a challenge can list: `acr_values` separates them by spaces (RFC 9470 §3).
///
/// ```
/// use jwt_syntax::claim::acr::check;
///
/// assert!(check("urn:example:mfa").is_ok());
/// assert!(check("pwd otp").unwrap_err().starts_with("a space"));
/// ```
///
/// # Errors
///
/// What was found: nothing, or a character that is not allowed.
pub fn check(value: &str) -> Result<(), String> {
    if value.is_empty() {
        return Err("nothing".into());
    }
    match value.chars().find(|&c| c == ' ' || !is_quotable(c)) {
        Some(' ') => Err("a space, which separates values in a challenge (RFC 9470 §3)".into()),
        Some(c) => Err(format!(
            "{c:?}, which cannot stand in a challenge (RFC 6750 §3)"
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_one_word_of_a_challenge() {
        for value in ["1", "urn:example:mfa", "https://example.com/loa?x=3", "!"] {
            assert_eq!(check(value), Ok(()), "{value}");
        }
        for (value, found) in [
            ("", "nothing"),
            ("a b", "a space"),
            (" ", "a space"),
            ("a\"b", "'\"'"),
            ("a\\b", "'\\\\'"),
            ("a\tb", "'\\t'"),
            ("é", "'é'"),
        ] {
            assert!(check(value).unwrap_err().starts_with(found), "{value:?}");
        }
    }
}
