//! Why a scope literal was refused, and where.

use std::{fmt, ops::Range};

/// A scope literal that was refused: what was found, where, and what to write instead.
///
/// The message says what was found and what is allowed; [`suggestion`](Self::suggestion) is not part of it, so that it can
/// stand below a caret.
///
/// ```
/// use jwt_syntax::scope::{ScopeErrorKind, ScopeLiteral};
///
/// let error = ScopeLiteral::parse("user:read,admin").unwrap_err();
/// assert_eq!(error.kind, ScopeErrorKind::Character(','));
/// assert_eq!(error.at, 9..10);
/// assert_eq!(error.suggestion.as_deref(), Some(r#""user:read", "admin""#));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeError {
    /// What is wrong.
    pub kind: ScopeErrorKind,
    /// The wrong bytes of the literal's text; empty where something is missing.
    pub at: Range<usize>,
    /// The text there.
    pub found: String,
    /// What to write instead, as it would stand in the attribute: one or several literals with their quotes.
    pub suggestion: Option<String>,
}

/// What is wrong with a scope literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScopeErrorKind {
    /// Nothing between the quotes.
    Empty,
    /// A character that a scope cannot contain.
    Character(char),
    /// Nothing between two `:`, or after the last.
    EmptySegment,
    /// An action that stands in the literal twice.
    RepeatedAction,
    /// A `{parameter}` that cannot be read.
    Parameter(ParameterError),
}

/// What is wrong with a `{parameter}` of a scope literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParameterError {
    /// `{}`.
    Unnamed,
    /// A character that a parameter's name cannot contain, or not at its start.
    Name(char),
    /// A `{` without its `}`, or the reverse.
    Unbalanced,
    /// A parameter that is only part of its segment.
    NotAlone,
}

impl std::error::Error for ScopeError {}

impl fmt::Display for ScopeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (found, start) = (&self.found, self.at.start);
        match self.kind {
            ScopeErrorKind::Empty => {
                write!(
                    f,
                    "the scope is empty; write a namespace and its actions, such as `user:read`"
                )
            }
            ScopeErrorKind::Character('*') => write!(
                f,
                "`*` at byte {start} has no place in a scope: there are no wildcards; \
                 the scope `user` grants every `user:..`, and `:read` requires `read` in any namespace"
            ),
            ScopeErrorKind::Character(character) => write!(
                f,
                "{character:?} at byte {start} has no place in a scope; \
                 a segment is made of letters, digits and `_ - . / + ~ @`, and `:` stands between segments"
            ),
            ScopeErrorKind::EmptySegment => write!(
                f,
                "an action is empty at byte {start}; only the namespace may be, as in `:read`"
            ),
            ScopeErrorKind::RepeatedAction => {
                write!(
                    f,
                    "the action `{found}` is repeated at byte {start}; name each action once"
                )
            }
            ScopeErrorKind::Parameter(error) => {
                write!(
                    f,
                    "`{found}` at byte {start} {error}; write the name of a path parameter in braces as a \
                           whole segment, as in `team:{{team}}:read`"
                )
            }
        }
    }
}

impl fmt::Display for ParameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unnamed => f.write_str("names no parameter"),
            Self::Name(character) => write!(
                f,
                "is no parameter: {character:?} cannot stand there in a name, \
                 which is made of letters, digits and `_` and does not start with a digit"
            ),
            Self::Unbalanced => f.write_str("has a brace without its counterpart"),
            Self::NotAlone => f.write_str("mixes a parameter with text"),
        }
    }
}
