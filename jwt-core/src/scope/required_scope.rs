//! `Scope`: one scope that code requires.

use std::borrow::Cow;
use std::fmt::{self, Display};

use jwt_syntax::scope::{fill_in, has_parameters, is_scope};

/// One scope that a function or a handler requires: `scope!("note:read")`, a variant of a vocabulary, or a text.
///
/// No token grants a scope that violates the grammar. The compiler checks the literal of `scope!`, and values in it are
/// checked at run time, as those of a path are in `#[scoped("team:{team}:read")]`. A text is checked as well: it must have a
/// namespace, and no empty or repeated segment. That cannot detect a value of more than one segment, so text from a request
/// belongs in `scope!`.
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
pub struct Scope(ScopeRepr);

#[derive(Clone, PartialEq, Eq)]
enum ScopeRepr {
    Text(Cow<'static, str>),
    /// A template with its values, whose segments are compared by position.
    FilledIn(String),
    /// Not a scope. The text is for the log.
    Odd(Cow<'static, str>),
}

impl Scope {
    /// The text of the scope; `None` if it is malformed, so that no token grants it.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.0 {
            ScopeRepr::Text(text) => Some(text),
            ScopeRepr::FilledIn(text) => Some(text),
            ScopeRepr::Odd(_) => None,
        }
    }

    /// A text that is compared without a check: `:read` requires the action in any namespace, and a text that violates the
    /// grammar is compared like any other.
    ///
    /// For scopes from a configuration or a database. Text that contains a part of a request belongs in
    /// [`scope!`](crate::scope), which checks that part.
    ///
    /// ```
    /// use jwt_guard::scope::Scope;
    ///
    /// assert_eq!(Scope::unchecked(":read").as_str(), Some(":read"));
    /// assert_eq!(Scope::from(":read").as_str(), None);
    /// ```
    #[must_use]
    pub fn unchecked(text: impl Into<String>) -> Self {
        Self(ScopeRepr::Text(Cow::Owned(text.into())))
    }

    /// A text that the compiler has checked: a literal, or a scope of a vocabulary.
    #[doc(hidden)]
    #[must_use]
    pub const fn checked(text: &'static str) -> Self {
        Self(if has_parameters(text) {
            ScopeRepr::Odd(Cow::Borrowed(text))
        } else {
            ScopeRepr::Text(Cow::Borrowed(text))
        })
    }

    /// A text that the compiler has checked, with values for its parameters: for each of them, and for no others.
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
                Self(ScopeRepr::FilledIn(filled))
            }
            _ => Self(ScopeRepr::Odd(Cow::Borrowed(text))),
        }
    }

    /// Whether segments are compared by position.
    #[doc(hidden)]
    #[must_use]
    pub fn by_position(&self) -> bool {
        matches!(self.0, ScopeRepr::FilledIn(_))
    }

    fn computed(text: Cow<'static, str>) -> Self {
        // An empty namespace would match any namespace: the value for it was probably empty.
        let is_whole = is_scope(&text) && !text.starts_with(':');
        Self(if is_whole {
            ScopeRepr::Text(text)
        } else {
            ScopeRepr::Odd(text)
        })
    }
}

impl fmt::Debug for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            ScopeRepr::Text(text) => write!(f, "Scope({text:?})"),
            ScopeRepr::FilledIn(text) => write!(f, "Scope({text:?})"),
            ScopeRepr::Odd(text) => write!(f, "Scope(odd: {text:?})"),
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
/// The argument of `Claims::grants`: a mistyped text would never be granted.
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
