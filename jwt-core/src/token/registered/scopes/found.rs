//! The scopes of a token that has them elsewhere than in `scope`.

use serde::de::{Error, MapAccess};

use super::nested::{ScopePath, ScopesAtPaths};
use crate::json::DUPLICATE;
use crate::scope::ScopeClaim;
use crate::token::profile::ScopesClaim;

/// What was found of several claims of scopes, each by its position among them.
#[derive(Default)]
pub(crate) struct CollectedScopes<'de> {
    /// Under the name of a claim.
    named: Vec<(usize, ScopeClaim<'de>)>,
    /// On the path to one.
    at_path: Vec<(usize, ScopeClaim<'de>)>,
    /// The members of the token with paths through them, each by the first claim whose path that is.
    through: Vec<usize>,
}

impl<'de> CollectedScopes<'de> {
    /// Reads a member of the token, if one of the claims is in it, and says whether it was.
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

    /// What all claims grant. One that there is under its name is not looked for on a path.
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
