//! The nearest of several words to one that was mistyped.

/// How similar two words must be for one to be suggested for the other. darling uses the same number.
const THRESHOLD: f64 = 0.8;

/// The option most similar to `word`, if one is similar enough to be meant.
///
/// ```
/// use jwt_syntax::suggestion::nearest;
///
/// assert_eq!(nearest("requires_all", ["require_all", "require_all_actions"]), Some("require_all"));
/// assert_eq!(nearest("colour", ["require_all", "require_all_actions"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(word: &str, options: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    options
        .into_iter()
        .map(|option| (strsim::jaro_winkler(word, option), option))
        .filter(|(likeness, _)| *likeness > THRESHOLD)
        // The first of equals, so that the order of the options decides.
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, option)| option)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_best_option_is_taken_not_the_first() {
        assert_eq!(
            nearest("audience", ["audiences", "audience"]),
            Some("audience")
        );
    }

    #[test]
    fn the_first_of_equals_is_taken() {
        assert_eq!(nearest("HS25", ["HS256", "HS257"]), Some("HS256"));
    }

    #[test]
    fn a_word_like_none_gets_no_suggestion() {
        assert_eq!(nearest("zzz", ["issuer", "audience"]), None);
        assert_eq!(nearest("", ["issuer"]), None);
        assert_eq!(nearest("issuer", []), None);
    }
}
