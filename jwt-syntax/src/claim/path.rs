//! Paths to nested claims: the names of the objects around a claim, and its own, with dots between them.

/// Reads a path to a claim. A name that has a dot in it stands in double quotes.
///
/// Without quotes, a text with `://` in it is one name: such names have dots, and are no paths.
///
/// ```
/// use jwt_syntax::claim::path::parse;
///
/// assert_eq!(parse("realm_access.roles").unwrap(), ["realm_access", "roles"]);
/// assert_eq!(parse(r#"resource_access."com.acme.api".roles"#).unwrap(), ["resource_access", "com.acme.api", "roles"]);
/// assert_eq!(parse("https://example.com/roles").unwrap(), ["https://example.com/roles"]);
/// assert_eq!(
///     parse("realm_access..roles").unwrap_err().to_string(),
///     r#"a name in the path "realm_access..roles" is empty"#,
/// );
/// ```
///
/// # Errors
///
/// If a name is empty, or a quote is not at an end of one.
pub fn parse(text: &str) -> Result<Vec<String>, ClaimPathError> {
    if !text.contains('"') && text.contains("://") {
        return Ok(vec![text.to_owned()]);
    }
    let mut names = Vec::new();
    let mut rest = text;
    loop {
        let (name, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted
                .split_once('"')
                .ok_or_else(|| ClaimPathError::Quote(text.to_owned()))?,
            None => rest.split_at(rest.find('.').unwrap_or(rest.len())),
        };
        if name.is_empty() {
            return Err(ClaimPathError::EmptyName(text.to_owned()));
        }
        if name.contains('"') {
            return Err(ClaimPathError::Quote(text.to_owned()));
        }
        names.push(name.to_owned());
        match after.strip_prefix('.') {
            Some(next) => rest = next,
            None if after.is_empty() => return Ok(names),
            None => return Err(ClaimPathError::Quote(text.to_owned())),
        }
    }
}

/// Whether a text has the quotes of a path, so that it is not also the name of one claim.
#[must_use]
pub fn is_quoted(text: &str) -> bool {
    text.contains('"')
}

/// A path that was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ClaimPathError {
    /// Nothing before, between or after the dots.
    #[error("a name in the path {0:?} is empty")]
    EmptyName(String),
    /// A quote that does not stand at an end of a name.
    #[error(
        "a quote in the path {0:?} is not at the beginning and at the end of a name; write a name with dots in it as in {EXAMPLE}"
    )]
    Quote(String),
}

/// A path with a name that has dots in it.
const EXAMPLE: &str = "resource_access.\"com.acme.api\".roles";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_dots_between_them_or_quotes_around_them() {
        for (text, names) in [
            ("scope", &["scope"][..]),
            ("a.b.c", &["a", "b", "c"]),
            (r#""a.b""#, &["a.b"]),
            (r#""a.b".c"#, &["a.b", "c"]),
            (r#"a."b.c""#, &["a", "b.c"]),
            (
                r#""https://example.com/a"."b""#,
                &["https://example.com/a", "b"],
            ),
            ("https://example.com/a.b", &["https://example.com/a.b"]),
            ("a b.ü", &["a b", "ü"]),
        ] {
            assert_eq!(parse(text).unwrap(), names, "{text}");
        }
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for text in ["", ".", ".a", "a.", "a..b", r#""""#, r#"a."""#, r#""a"."#] {
            assert_eq!(
                parse(text),
                Err(ClaimPathError::EmptyName(text.into())),
                "{text}"
            );
        }
        for text in [
            r#"""#,
            r#""a"#,
            r#"a""#,
            r#"a"b"#,
            r#""a"b"#,
            r#""a""b""#,
            r#"a.b"c".d"#,
        ] {
            assert_eq!(
                parse(text),
                Err(ClaimPathError::Quote(text.into())),
                "{text}"
            );
        }
    }
}
