//! Paths of endpoints, below the prefix under which they are nested.

/// What stands for no path: the endpoint is not served.
pub const OFF: &str = "off";

/// Reads the path of an endpoint: `/`, or segments of letters, digits and `-`, `.`, `_`, `~` (RFC 3986 §2.3). It is served
/// with and without a slash at its end; without is how it is given here.
///
/// ```
/// use jwt_syntax::http::endpoint_path::parse;
///
/// assert_eq!(parse("/login/"), Ok("/login"));
/// assert_eq!(parse("/"), Ok("/"));
/// assert_eq!(
///     parse("login").unwrap_err().to_string(),
///     "`login` does not start with a slash; write `/login`",
/// );
/// ```
///
/// # Errors
///
/// When the text is no such path; parameters and wildcards are none.
pub fn parse(text: &str) -> Result<&str, PathError> {
    let Some(segments) = text.strip_prefix('/') else {
        return Err(match text {
            "" => PathError::Empty,
            _ => PathError::Relative(text.to_owned()),
        });
    };
    if segments.is_empty() {
        return Ok("/");
    }
    let path = text.strip_suffix('/').unwrap_or(text);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | '/');
    if let Some(character) = path.chars().find(|c| !is_plain(*c)) {
        let path = text.to_owned();
        return Err(match character {
            '{' | '}' | '*' | ':' => PathError::Parameter(path),
            _ => PathError::Character { path, character },
        });
    }
    let mut segments = path.split('/').skip(1);
    if segments.any(|segment| matches!(segment, "" | "." | "..")) {
        return Err(PathError::Segment(text.to_owned()));
    }
    Ok(path)
}

/// A path that was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PathError {
    /// No text at all.
    #[error("the path is empty; write `/` for the prefix itself")]
    Empty,
    /// No slash at the start.
    #[error("`{}` does not start with a slash; write `/{}`", .0.escape_debug(), .0.escape_debug())]
    Relative(String),
    /// Something that routers match with more than itself.
    #[error("`{}` has a parameter or a wildcard, and an endpoint has one path; write a path such as `/login`", .0.escape_debug())]
    Parameter(String),
    /// A character that a path cannot have as it is.
    #[error("`{}` has {character:?} in it; write letters, digits, `-`, `.`, `_` or `~` between slashes", .path.escape_debug())]
    Character {
        /// The path.
        path: String,
        /// The first such character.
        character: char,
    },
    /// An empty segment, or one that browsers resolve.
    #[error("`{}` has a segment that is empty, `.` or `..`; write a path such as `/login`", .0.escape_debug())]
    Segment(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_plain() {
        for path in [
            "/login",
            "/v1/log-in",
            "/jwks.json",
            "/~me",
            "/.well-known/jwks.json",
        ] {
            assert_eq!(parse(path), Ok(path));
        }
        assert_eq!(parse("/a/b/"), Ok("/a/b"));
    }

    #[test]
    fn what_routers_and_browsers_read_otherwise_is_refused() {
        let is = |error: fn(String) -> PathError, path: &str| {
            assert_eq!(parse(path), Err(error(path.to_owned())), "{path}");
        };
        is(PathError::Relative, "login");
        is(PathError::Relative, " /login");
        for path in ["/{id}", "/:id", "/*rest", "/a}"] {
            is(PathError::Parameter, path);
        }
        for path in ["//", "//login", "/a//b", "/a//", "/.", "/a/../b"] {
            is(PathError::Segment, path);
        }
        assert_eq!(parse(""), Err(PathError::Empty));
        for (path, character) in [
            ("/a?b", '?'),
            ("/a#b", '#'),
            ("/a%2f", '%'),
            ("/ä", 'ä'),
            ("/a b", ' '),
        ] {
            let path = path.to_owned();
            assert_eq!(
                parse(&path),
                Err(PathError::Character {
                    path: path.clone(),
                    character
                })
            );
        }
    }
}
