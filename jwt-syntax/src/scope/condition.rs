//! Groups of required scopes: `any("admin", all("user:read", "user:write"))`.

use std::fmt;

/// Required scopes in groups: constant data, borrowed text.
///
/// ```
/// use jwt_syntax::scope::Condition;
///
/// const CONDITION: Condition<'_> = Condition::Any(&[
///     Condition::Scope("admin"),
///     Condition::All(&[Condition::Scope("user:read"), Condition::Scope("user:write")]),
/// ]);
/// assert!(CONDITION.holds(&mut |scope| scope == "admin"));
/// assert!(!CONDITION.holds(&mut |scope| scope == "user:read"));
/// assert_eq!(CONDITION.to_string(), "admin or (user:read and user:write)");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition<'a> {
    /// This scope must be granted.
    Scope(&'a str),
    /// One of these is enough.
    Any(&'a [Self]),
    /// Each of these must hold.
    All(&'a [Self]),
}

impl<'a> Condition<'a> {
    /// Whether the condition holds, given which scopes are granted.
    ///
    /// A group of nothing follows its quantifier: all of nothing holds, any of nothing does not. The macros write none.
    pub fn holds(&self, is_granted: &mut dyn FnMut(&'a str) -> bool) -> bool {
        match self {
            Self::Scope(scope) => is_granted(scope),
            Self::Any(members) => members.iter().any(|member| member.holds(is_granted)),
            Self::All(members) => members.iter().all(|member| member.holds(is_granted)),
        }
    }

    /// Visits all scopes that are mentioned, in order.
    pub fn visit(&self, visit: &mut dyn FnMut(&'a str)) {
        match self {
            Self::Scope(scope) => visit(scope),
            Self::Any(members) | Self::All(members) => {
                for member in *members {
                    member.visit(visit);
                }
            }
        }
    }
}

/// As in a sentence: `admin or (user:read and user:write)`.
impl fmt::Display for Condition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (members, word) = match self {
            Self::Scope(scope) => return f.write_str(scope),
            Self::Any(members) => (members, " or "),
            Self::All(members) => (members, " and "),
        };
        for (index, member) in members.iter().enumerate() {
            if index > 0 {
                f.write_str(word)?;
            }
            match member {
                Self::Scope(scope) => f.write_str(scope)?,
                group => write!(f, "({group})")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Condition::{self, All, Any, Scope};

    fn holds(condition: Condition<'_>, granted: &[&str]) -> bool {
        condition.holds(&mut |scope| granted.contains(&scope))
    }

    #[test]
    fn groups_hold_as_they_read() {
        let either = Any(&[
            Scope("a"),
            All(&[Scope("b"), Any(&[Scope("c"), Scope("d")])]),
        ]);
        for (granted, expected) in [
            (&["a"][..], true),
            (&["b"], false),
            (&["c", "d"], false),
            (&["b", "c"], true),
            (&["b", "d"], true),
            (&[], false),
        ] {
            assert_eq!(holds(either, granted), expected, "{granted:?}");
        }
        let both = All(&[Scope("a"), Any(&[Scope("b"), Scope("c")])]);
        assert!(holds(both, &["a", "c"]));
        assert!(!holds(both, &["b", "c"]));
    }

    #[test]
    fn a_group_of_nothing_follows_its_quantifier() {
        assert!(holds(All(&[]), &[]));
        assert!(!holds(Any(&[]), &["a"]));
    }

    #[test]
    fn it_reads_as_a_sentence() {
        let condition = All(&[
            Scope("a"),
            Any(&[Scope("b"), All(&[Scope("c"), Scope("d")])]),
        ]);
        assert_eq!(condition.to_string(), "a and (b or (c and d))");
        let mut scopes = Vec::new();
        condition.visit(&mut |scope| scopes.push(scope));
        assert_eq!(scopes, ["a", "b", "c", "d"]);
    }
}
