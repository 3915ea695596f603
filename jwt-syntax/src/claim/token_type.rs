//! The type of a token: a media type, whose `application/` can be left out (RFC 7515 §4.1.9).

/// The type of refresh tokens that are JWTs.
pub const REFRESH: &str = "rt+jwt";

/// Whether two texts name the same media type: `application/` may be left out, and case does not matter.
///
/// ```
/// use jwt_syntax::claim::token_type::{REFRESH, is_same};
///
/// assert!(is_same("rt+jwt", REFRESH));
/// assert!(is_same("application/RT+jwt", REFRESH));
/// assert!(!is_same("at+jwt", REFRESH));
/// ```
#[must_use]
pub fn is_same(one: &str, other: &str) -> bool {
    subtype(one).eq_ignore_ascii_case(subtype(other))
}

fn subtype(text: &str) -> &str {
    match text.split_once('/') {
        Some((main, subtype)) if main.eq_ignore_ascii_case("application") => subtype,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_prefix_application_says_nothing() {
        assert!(is_same("Application/rt+jwt", "rt+jwt"));
        assert!(!is_same("text/rt+jwt", "rt+jwt"));
        assert!(!is_same("application/application/rt+jwt", "rt+jwt"));
        assert!(!is_same("rt+jwt ", "rt+jwt"));
    }
}
