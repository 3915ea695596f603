//! `NoClaims`: no custom claims.

use serde::de::MapAccess;
use serde::ser::SerializeMap;

use super::claim_set::ClaimSet;
use super::from_user::FromUser;
use crate::error::BackendError;

/// The claims of a configuration without `claims = ..`: none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NoClaims;

#[diagnostic::do_not_recommend]
impl ClaimSet for NoClaims {
    const NAMES: &'static [&'static str] = &[];
    const REQUIRED: &'static [&'static str] = &[];

    type Partial = ();

    fn read<'de, A: MapAccess<'de>>((): &mut (), _: &str, _: &mut A) -> Result<bool, A::Error> {
        Ok(false)
    }

    fn finish((): ()) -> Result<Self, &'static str> {
        Ok(Self)
    }

    fn write<M: SerializeMap>(&self, _: &mut M) -> Result<(), M::Error> {
        Ok(())
    }
}

#[diagnostic::do_not_recommend]
impl<U: Sync> FromUser<U> for NoClaims {
    async fn from_user(_: &U) -> Result<Self, BackendError> {
        Ok(Self)
    }
}
