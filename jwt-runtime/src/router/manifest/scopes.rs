//! `ScopesSummary`: the scopes that a handler requires, as the manifest shows them.

use std::fmt;

use jwt_syntax::scope::Condition;
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::guard::Access;

/// The scopes that one attribute requires: as text for a table, as JSON for a program.
pub(in crate::router) struct ScopesSummary<'a>(&'a Access);

impl<'a> ScopesSummary<'a> {
    /// `None` if the attribute requires no scopes.
    pub(in crate::router) fn of(access: &'a Access) -> Option<Self> {
        match access {
            Access::Public | Access::Protected | Access::RefreshToken => None,
            Access::Scoped(_) | Access::Grouped(_) | Access::Computed(_) => Some(Self(access)),
        }
    }
}

impl fmt::Display for ScopesSummary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all_actions = match self.0 {
            Access::Public | Access::Protected | Access::RefreshToken => return Ok(()),
            Access::Scoped(requirement) => {
                let word = if requirement.require_all {
                    " and "
                } else {
                    " or "
                };
                f.write_str(&requirement.scopes.join(word))?;
                requirement.require_all_actions
            }
            Access::Grouped(grouped) => {
                grouped.condition.fmt(f)?;
                grouped.require_all_actions
            }
            Access::Computed(computed) => {
                return write!(f, "computed by {}", computed.function());
            }
        };
        f.write_str(if all_actions { "" } else { " (any action)" })
    }
}

/// `scopes` with `require_all`, or a `condition` of `any` and `all`, or `computed_by`.
impl Serialize for ScopesSummary<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let all_actions = match self.0 {
            Access::Public | Access::Protected | Access::RefreshToken => return map.end(),
            Access::Scoped(requirement) => {
                map.serialize_entry("scopes", requirement.scopes)?;
                map.serialize_entry("require_all", &requirement.require_all)?;
                requirement.require_all_actions
            }
            Access::Grouped(grouped) => {
                match list(&grouped.condition) {
                    Some((scopes, require_all)) => {
                        map.serialize_entry("scopes", &scopes)?;
                        map.serialize_entry("require_all", &require_all)?;
                    }
                    None => map.serialize_entry("condition", &Group(&grouped.condition))?,
                }
                grouped.require_all_actions
            }
            Access::Computed(computed) => {
                map.serialize_entry("computed_by", computed.function())?;
                return map.end();
            }
        };
        map.serialize_entry("require_all_actions", &all_actions)?;
        map.end()
    }
}

/// The scopes of a condition that is only a list, with whether all of them must be granted.
fn list<'a>(condition: &Condition<'a>) -> Option<(Vec<&'a str>, bool)> {
    let (members, require_all) = match condition {
        Condition::Scope(scope) => return Some((vec![scope], true)),
        Condition::All(members) => (members, true),
        Condition::Any(members) => (members, false),
    };
    let scopes = members.iter().map(|member| match member {
        Condition::Scope(scope) => Some(*scope),
        Condition::All(_) | Condition::Any(_) => None,
    });
    Some((scopes.collect::<Option<_>>()?, require_all))
}

/// `{"any": ["admin", {"all": ["user:read", "user:write"]}]}`
struct Group<'a>(&'a Condition<'a>);

impl Serialize for Group<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (word, members) = match self.0 {
            Condition::Scope(scope) => return serializer.serialize_str(scope),
            Condition::Any(members) => ("any", members),
            Condition::All(members) => ("all", members),
        };
        let mut map = serializer.serialize_map(Some(1))?;
        let members: Vec<_> = members.iter().map(Group).collect();
        map.serialize_entry(word, &members)?;
        map.end()
    }
}
