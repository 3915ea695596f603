//! `Alternative`: the scopes that a refusal names, out of several that would satisfy a condition.

use jwt_syntax::scope::Condition;

/// Scopes that together satisfy a condition, and how many of them a token lacks, weighted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::guard) struct Alternative {
    pub(in crate::guard) scopes: Vec<String>,
    /// Zero if all of them are granted; greater, the less related the missing ones are to what is granted.
    pub(in crate::guard) distance: usize,
}

impl Alternative {
    /// The union of these.
    pub(in crate::guard) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        parts.into_iter().fold(Self::default(), |mut all, part| {
            all.scopes.extend(part.scopes);
            all.distance = all.distance.saturating_add(part.distance);
            all
        })
    }

    /// No scopes would help.
    pub(in crate::guard) fn impossible() -> Self {
        Self {
            scopes: Vec::new(),
            distance: usize::MAX,
        }
    }

    /// The one with the least distance; of equal ones the first.
    pub(in crate::guard) fn nearest(choices: impl IntoIterator<Item = Self>) -> Self {
        let nearest = choices.into_iter().min_by_key(|choice| choice.distance);
        nearest.unwrap_or_else(Self::impossible)
    }

    /// The scopes that satisfy a condition with the least distance.
    pub(in crate::guard) fn of(
        condition: &Condition<'_>,
        scope: &mut dyn FnMut(&str) -> Self,
    ) -> Self {
        match condition {
            Condition::Scope(text) => scope(text),
            Condition::All(members) => {
                Self::all(members.iter().map(|member| Self::of(member, scope)))
            }
            Condition::Any(members) => {
                Self::nearest(members.iter().map(|member| Self::of(member, scope)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest(condition: &Condition<'_>, near: &[(&str, usize)]) -> String {
        let mut scope = |text: &str| Alternative {
            scopes: vec![text.to_owned()],
            distance: near
                .iter()
                .find(|(known, _)| *known == text)
                .map_or(2, |(_, distance)| *distance),
        };
        Alternative::of(condition, &mut scope).scopes.join(" ")
    }

    #[test]
    fn the_nearest_alternative_is_the_one_with_the_least_to_be_granted() {
        use Condition::{All, Any, Scope};
        let either = Any(&[
            Scope("admin"),
            All(&[Scope("user:read"), Scope("user:write")]),
        ]);
        assert_eq!(nearest(&either, &[]), "admin");
        assert_eq!(
            nearest(&either, &[("user:read", 0), ("user:write", 1)]),
            "user:read user:write"
        );
        let both = All(&[Scope("a"), either]);
        assert_eq!(nearest(&both, &[("a", 0)]), "a admin");
    }
}
