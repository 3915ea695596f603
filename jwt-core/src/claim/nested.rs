//! Nested claims: `path = "realm_access.roles"`.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::json::Text;

/// The members of an object that are claims.
pub trait NestedClaims {
    /// Reads the value of one member, if it is one of the claims, and returns whether it was.
    ///
    /// # Errors
    ///
    /// If the value is of another type.
    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        object: &mut A,
    ) -> Result<bool, A::Error>;
}

/// Reads the members of an object that are claims.
#[derive(Debug)]
pub struct NestedClaimsReader<M>(pub M);

impl<'de, M: NestedClaims> DeserializeSeed<'de> for NestedClaimsReader<M> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, claim: D) -> Result<(), D::Error> {
        claim.deserialize_map(self)
    }
}

impl<'de, M: NestedClaims> Visitor<'de> for NestedClaimsReader<M> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of claims")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut object: A) -> Result<(), A::Error> {
        while let Some(name) = object.next_key::<Text<'de>>()? {
            if !self.0.read(&name, &mut object)? {
                let IgnoredAny = object.next_value()?;
            }
        }
        Ok(())
    }
}
