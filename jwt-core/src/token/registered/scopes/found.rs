//! The scopes of a token that has them in other claims than `scope`.

use serde::de::{Error, MapAccess};

use super::nested::{ScopePath, ScopesAtPaths};
use crate::json::DUPLICATE;
use crate::scope::ScopeClaim;
use crate::token::profile::ScopesClaim;

/// The scopes that were found in several claims, each with the position of its claim in the configuration.
#[derive(Default)]
pub(crate) struct CollectedScopes<'de> {
    /// Found by the name of a claim.
    named: Vec<(usize, ScopeClaim<'de>)>,
    /// Found by the path to a claim.
    at_path: Vec<(usize, ScopeClaim<'de>)>,
    /// The members of the token that paths lead through, each as the first claim whose path leads through it.
    through: Vec<usize>,
}

impl<'de> CollectedScopes<'de> {
    /// Reads a member of the token, if it has one of the claims, and returns whether it has.
    pub(crate) fn read<A: MapAccess<'de>>(
        found: &mut Option<Box<Self>>,
        claims: &[ScopesClaim],
        name: &str,
        map: &mut A,
    ) -> Result<bool, A::Error> {
        let is_named = |claim: &ScopesClaim| claim.name() == Some(name);
        if let Some(claim) = claims.iter().position(is_named) {
            let named = &mut found.get_or_insert_default().named;
            if named.iter().any(|(known, _)| *known == claim) {
                return Err(A::Error::custom(DUPLICATE));
            }
            named.push((claim, map.next_value()?));
            return Ok(true);
        }
        let ways = claims.iter().enumerate().filter_map(|(claim, scopes)| {
            let names = scopes.path()?;
            ScopePath { claim, names }.through(name)
        });
        let ways: Vec<_> = ways.collect();
        let Some(first) = ways.first() else {
            return Ok(false);
        };
        let found = found.get_or_insert_default();
        if found.through.contains(&first.claim) {
            return Err(A::Error::custom(DUPLICATE));
        }
        found.through.push(first.claim);
        let (ways, found) = (&*ways, &mut found.at_path);
        map.next_value_seed(ScopesAtPaths { ways, found })?;
        Ok(true)
    }

    /// The scopes of all claims. A claim that was found by its name is not taken from its path.
    pub(crate) fn granted(self) -> ScopeClaim<'de> {
        let Self { named, at_path, .. } = self;
        let is_named = |claim| named.iter().any(|(known, _)| *known == claim);
        let at_path: Vec<_> = at_path
            .into_iter()
            .filter(|(claim, _)| !is_named(*claim))
            .collect();
        let all = named.into_iter().chain(at_path).map(|(_, scopes)| scopes);
        all.reduce(ScopeClaim::and).unwrap_or_default()
    }
}
