//! Scopes in claims of claims, as other issuers have them.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::json::Text;
use crate::scope::ScopeClaim;

/// Reads the scopes at a path of names, with dots between them; none, if there is no such claim.
pub(super) struct AtPath<'p>(pub(super) &'p str);

impl<'de> DeserializeSeed<'de> for AtPath<'_> {
    type Value = Option<ScopeClaim<'de>>;

    fn deserialize<D: Deserializer<'de>>(self, claim: D) -> Result<Self::Value, D::Error> {
        claim.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for AtPath<'_> {
    type Value = Option<ScopeClaim<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with the member {:?}", self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(name) = map.next_key::<Text<'de>>()? {
            if *name == *self.0 {
                found = map.next_value()?;
                continue;
            }
            match self.0.split_once('.') {
                Some((first, path)) if *name == *first => {
                    found = map.next_value_seed(AtPath(path))?;
                }
                _ => {
                    let IgnoredAny = map.next_value()?;
                }
            }
        }
        Ok(found)
    }
}
