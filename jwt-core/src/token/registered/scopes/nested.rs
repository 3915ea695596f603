//! Scopes in nested claims, as other issuers have them.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::json::Text;
use crate::scope::ScopeClaim;

/// The rest of a path to scopes: the names that follow inside an object.
#[derive(Clone, Copy)]
pub(super) struct ScopePath<'p> {
    /// The position of the claim of scopes that it leads to.
    pub(super) claim: usize,
    pub(super) names: &'p [Box<str>],
}

/// Reads an object, and takes the scopes that paths lead to.
pub(super) struct ScopesAtPaths<'p, 'f, 'de> {
    pub(super) ways: &'p [ScopePath<'p>],
    pub(super) found: &'f mut Vec<(usize, ScopeClaim<'de>)>,
}

impl<'de> DeserializeSeed<'de> for ScopesAtPaths<'_, '_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, claim: D) -> Result<(), D::Error> {
        claim.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ScopesAtPaths<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a claim of scopes in it")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<Text<'de>>()? {
            let ways: Vec<_> = self
                .ways
                .iter()
                .filter_map(|way| way.through(&name))
                .collect();
            match &*ways {
                [] => {
                    let IgnoredAny = map.next_value()?;
                }
                // No path continues where another one ends.
                [ScopePath { claim, names: [] }, ..] => {
                    self.found.push((*claim, map.next_value()?));
                }
                ways => {
                    let found = &mut *self.found;
                    map.next_value_seed(ScopesAtPaths { ways, found })?;
                }
            }
        }
        Ok(())
    }
}

impl<'p> ScopePath<'p> {
    /// The rest of the path after a member of this name, if the path leads through it.
    pub(super) fn through(&self, name: &str) -> Option<Self> {
        let (first, names) = self.names.split_first()?;
        (**first == *name).then_some(Self { names, ..*self })
    }
}
