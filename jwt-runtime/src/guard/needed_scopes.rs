//! What a refusal says of the scopes that are missing.

use std::collections::HashSet;

use super::PolicySpec;

/// The scopes that a request would have to be granted, for the challenge: those that a policy mentions or, if they depend
/// on the request, those that were found for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeededScopes(Repr);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Repr {
    Constant(&'static PolicySpec),
    Found(Box<[String]>),
}

impl NeededScopes {
    pub(super) fn of(spec: &'static PolicySpec) -> Self {
        Self(Repr::Constant(spec))
    }

    pub(super) fn found(scopes: Vec<String>) -> Self {
        Self(Repr::Found(scopes.into()))
    }

    /// The scopes, each once.
    #[must_use]
    pub fn to_vec(&self) -> Vec<&str> {
        let mut needed: Vec<&str> = Vec::new();
        match &self.0 {
            Repr::Constant(spec) => spec.visit_scopes(&mut |scope| needed.push(scope)),
            Repr::Found(scopes) => needed.extend(scopes.iter().map(String::as_str)),
        }
        let mut seen = HashSet::new();
        needed.retain(|scope| seen.insert(*scope));
        needed
    }
}
