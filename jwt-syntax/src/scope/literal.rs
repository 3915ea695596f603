//! A scope that stands in an attribute.

use std::fmt;

/// A scope literal: a namespace and its actions.
///
/// Stricter than [`grants`](super::grants), which compares whatever tokens contain: here a mistake of the author is worth
/// an error.
///
/// ```
/// use jwt_syntax::scope::{ScopeLiteral, Segment};
///
/// let scope = ScopeLiteral::parse("team:{team}:read")?;
/// assert_eq!(scope.segments.len(), 3);
/// assert_eq!(scope.segments[1], Segment::Parameter("team".to_owned()));
/// assert_eq!(scope.to_string(), "team:{team}:read");
/// # Ok::<(), jwt_syntax::scope::ScopeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ScopeLiteral {
    /// The namespace, which may be empty when actions follow, then the actions.
    pub segments: Vec<Segment>,
}

/// What stands between two `:` of a scope literal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// Text, compared as it is.
    Literal(String),
    /// The name of a path parameter of the route, whose value is compared.
    Parameter(String),
}

impl ScopeLiteral {
    /// The names of its path parameters, in order.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Parameter(name) => Some(name.as_str()),
            Segment::Literal(_) => None,
        })
    }
}

impl fmt::Display for ScopeLiteral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, segment) in self.segments.iter().enumerate() {
            if index > 0 {
                f.write_str(":")?;
            }
            segment.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(text) => f.write_str(text),
            Self::Parameter(name) => write!(f, "{{{name}}}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_gives_its_text_back() {
        for text in [
            "user",
            "user:read",
            "user:read:write",
            ":read",
            "https://example.com/a",
            "a_b-c.d+e~f@g:h",
            "team:{team}:read",
            "{team}",
            "{team}:read",
            "v2:read",
            "user:user",
        ] {
            assert_eq!(ScopeLiteral::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn parameters_are_listed_in_order() {
        let scope = ScopeLiteral::parse("{team}:{project}:read").unwrap();
        assert_eq!(scope.parameters().collect::<Vec<_>>(), ["team", "project"]);
    }
}
