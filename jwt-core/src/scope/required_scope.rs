//! One scope that code asks for.

use std::borrow::Cow;
use std::fmt::{self, Display};

use jwt_syntax::scope::{fill_in, has_parameters, is_scope};

/// One scope that a function or a handler asks for: `scope!("note:read")`, a variant of a vocabulary, or a text.
///
/// It keeps to the grammar of scopes, or no token grants it. The compiler checks the literal of `scope!`, and the values
/// that it fills in are checked as those of a path are in `#[scoped("team:{team}:read")]`. A text that the program puts
/// together is checked as well: it has a namespace and no empty or repeated segment. That does not see a value which is
/// more than one segment, so text from a request belongs in `scope!`.
///
/// ```
/// use jwt_guard::prelude::*;
/// use jwt_guard::scope::Scope;
///
/// let team = String::from("7");
/// let scope = scope!("team:{team}:read");
/// assert_eq!(scope.as_str(), Some("team:7:read"));
/// assert_eq!(scope!("team:{team}:read", team = 8).as_str(), Some("team:8:read"));
///
/// for odd in ["", "7:admin", "a b", "read"] {
///     assert_eq!(scope!("team:{team}:read", team = odd).as_str(), None);
/// }
/// for odd in [":x:read", "x:", "a b", "x:read:read"] {
///     assert_eq!(Scope::from(odd).as_str(), None);
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Scope(Repr);

#[derive(Clone, PartialEq, Eq)]
enum Repr {
    Text(Cow<'static, str>),
    /// A template with its values, of which each segment is compared in its place.
    FilledIn(String),
    /// No scope. The text is for the log.
    Odd(Cow<'static, str>),
}

impl Scope {
    /// The scope as tokens carry it; `None` if it is none, so that no token grants it.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.0 {
            Repr::Text(text) => Some(text),
            Repr::FilledIn(text) => Some(text),
            Repr::Odd(_) => None,
        }
    }

    /// A text that is compared as it is written: `:read` asks for the action in any namespace, and a text that is odd to
    /// the grammar is compared like any other.
    ///
    /// For scopes that the owner of a service keeps elsewhere, in a configuration or a database. A text with a part of a
    /// request in it belongs in [`scope!`](crate::scope), which checks the part.
    ///
    /// ```
    /// use jwt_guard::scope::Scope;
    ///
    /// assert_eq!(Scope::unchecked(":read").as_str(), Some(":read"));
    /// assert_eq!(Scope::from(":read").as_str(), None);
    /// ```
    #[must_use]
    pub fn unchecked(text: impl Into<String>) -> Self {
        Self(Repr::Text(Cow::Owned(text.into())))
    }

    /// A text that the compiler has checked: a literal, or a scope of a vocabulary.
    #[doc(hidden)]
    #[must_use]
    pub const fn checked(text: &'static str) -> Self {
        Self(if has_parameters(text) {
            Repr::Odd(Cow::Borrowed(text))
        } else {
            Repr::Text(Cow::Borrowed(text))
        })
    }

    /// A text that the compiler has checked, with these values in the place of its parameters. All of them must be there,
    /// and no others.
    #[doc(hidden)]
    #[must_use]
    pub fn filled_in(text: &'static str, values: &[(&str, &dyn Display)]) -> Self {
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, value.to_string()))
            .collect();
        let is_there = |name: &str| jwt_syntax::scope::parameters(text).any(|there| there == name);
        let filled = fill_in(text, |name| {
            let value = values.iter().find(|(known, _)| *known == name);
            value.map(|(_, value)| value.as_str())
        });
        match filled {
            Some(filled) if values.iter().all(|(name, _)| is_there(name)) => {
                Self(Repr::FilledIn(filled))
            }
            _ => Self(Repr::Odd(Cow::Borrowed(text))),
        }
    }

    /// Whether each segment is compared with the one in the same place.
    #[doc(hidden)]
    #[must_use]
    pub fn by_position(&self) -> bool {
        matches!(self.0, Repr::FilledIn(_))
    }

    fn computed(text: Cow<'static, str>) -> Self {
        // Without a namespace it would be met in any: what was to be one came out empty.
        let is_whole = is_scope(&text) && !text.starts_with(':');
        Self(if is_whole {
            Repr::Text(text)
        } else {
            Repr::Odd(text)
        })
    }
}

impl fmt::Debug for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Text(text) => write!(f, "Scope({text:?})"),
            Repr::FilledIn(text) => write!(f, "Scope({text:?})"),
            Repr::Odd(text) => write!(f, "Scope(odd: {text:?})"),
        }
    }
}

impl From<String> for Scope {
    fn from(text: String) -> Self {
        Self::computed(Cow::Owned(text))
    }
}

impl From<&str> for Scope {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<&String> for Scope {
    fn from(text: &String) -> Self {
        Self::from(text.clone())
    }
}

impl From<Box<str>> for Scope {
    fn from(text: Box<str>) -> Self {
        Self::from(String::from(text))
    }
}

impl From<Cow<'_, str>> for Scope {
    fn from(text: Cow<'_, str>) -> Self {
        Self::from(text.into_owned())
    }
}

/// A scope that the compiler has checked: [`scope!`](crate::scope) or a variant of an enum with `#[derive(Scope)]`.
///
/// What `Claims::grants` takes: a text that was mistyped would never be granted.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a scope that the compiler has checked",
    label = "expected `scope!(\"..\")` or a variant of an enum with `#[derive(Scope)]`",
    note = "write the scope as a literal, with its values beside it: `scope!(\"team:{{team}}:read\", team = id)`"
)]
pub trait CheckedScope: Into<Scope> {}

impl CheckedScope for Scope {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_computed_text_is_held_to_the_grammar() {
        for text in [
            "user",
            "user:read",
            "user:read:write",
            "https://example.com/a",
        ] {
            assert_eq!(Scope::from(text).as_str(), Some(text));
        }
        for odd in [
            "",
            ":",
            ":read",
            ":x:read",
            "x:",
            "x::read",
            "x:read:read",
            "a b",
            "a\"b",
            "*",
            "ä",
            "{team}",
            "team:{team}",
            "a\n",
        ] {
            assert_eq!(Scope::from(odd).as_str(), None, "{odd:?}");
        }
    }

    #[test]
    fn a_literal_may_stand_for_any_namespace() {
        assert_eq!(Scope::checked(":read").as_str(), Some(":read"));
        assert_eq!(
            Scope::filled_in(":{a}", &[("a", &"x")]).as_str(),
            Some(":x")
        );
    }

    #[test]
    fn each_parameter_has_a_value_and_each_value_a_parameter() {
        const TEAM: &str = "team:{team}:read";
        assert_eq!(Scope::checked(TEAM).as_str(), None);
        assert_eq!(Scope::filled_in(TEAM, &[]).as_str(), None);
        assert_eq!(Scope::filled_in(TEAM, &[("id", &7)]).as_str(), None);
        assert_eq!(
            Scope::filled_in(TEAM, &[("team", &7), ("id", &7)]).as_str(),
            None
        );
        assert_eq!(
            Scope::filled_in(TEAM, &[("team", &7)]).as_str(),
            Some("team:7:read")
        );
    }

    #[test]
    fn a_value_that_is_more_than_one_segment_makes_no_scope() {
        for odd in ["", ":", "7:read", "7 8", "read", "*", "{team}", "ä"] {
            let scope = Scope::filled_in("team:{team}:read", &[("team", &odd)]);
            assert_eq!(scope.as_str(), None, "{odd:?}");
        }
    }
}
