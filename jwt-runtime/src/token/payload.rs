//! The payload: registered and custom claims, read in one pass.

use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer};

use super::TokenError;
use super::registered::Registered;
use crate::claim::ClaimSet;
use crate::json::{Bounds, read_object};

/// Reads the registered claims in place, as they are large, and gives the custom ones.
pub(crate) fn parse<'de, T: ClaimSet>(
    json: &'de str,
    registered: &mut Registered<'de, '_>,
) -> Result<T, TokenError> {
    read_object(json, Bounds::CLAIMS, registered, CustomClaims(PhantomData))
        .map_err(|_| TokenError::Malformed)
}

struct CustomClaims<T>(PhantomData<T>);

impl<'de, T: ClaimSet> DeserializeSeed<'de> for CustomClaims<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, claims: D) -> Result<T, D::Error> {
        T::deserialize_claims(claims)
    }
}
