//! The payload: registered and custom claims, read in one pass.

use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer};

use super::TokenError;
use super::demands::Texts;
use super::profile::Profile;
use super::registered::Registered;
use crate::claim::ClaimSet;
use crate::json::{Bounds, read_object};

pub(crate) fn parse<'de, 'p, T: ClaimSet>(
    json: &'de str,
    profile: &'p Profile,
    required: Option<Texts<'p>>,
) -> Result<(Registered<'de, 'p>, T), TokenError> {
    let mut registered = Registered::new(profile, required);
    let custom = read_object(
        json,
        Bounds::CLAIMS,
        &mut registered,
        CustomClaims(PhantomData),
    )
    .map_err(|_| TokenError::Malformed)?;
    Ok((registered, custom))
}

struct CustomClaims<T>(PhantomData<T>);

impl<'de, T: ClaimSet> DeserializeSeed<'de> for CustomClaims<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, claims: D) -> Result<T, D::Error> {
        T::deserialize_claims(claims)
    }
}
