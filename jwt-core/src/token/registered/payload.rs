//! Reads a payload: registered and custom claims in one pass.

use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer};

use super::claims::RegisteredClaims;
use crate::claim::{ClaimFault, ClaimSet, ClaimsVisitor};
use crate::json::{Bounds, DUPLICATE, read_object};
use crate::token::TokenError;

/// Reads the registered claims in place, since they are large, and returns the custom claims.
pub(crate) fn parse_claims<'de, T: ClaimSet>(
    json: &'de str,
    registered: &mut RegisteredClaims<'de, '_>,
) -> Result<T, TokenError> {
    let mut blamed = None;
    let custom = CustomClaims {
        blamed: &mut blamed,
        of: PhantomData,
    };
    let read = read_object(json, Bounds::CLAIMS, registered, custom);
    read.map_err(|error| refusal(&error, blamed, registered.take_blamed()))
}

/// Why the claims cannot be read: because of one claim, or of the JSON.
#[cold]
fn refusal(
    error: &serde_json::Error,
    blamed: Option<ClaimFault>,
    registered: Option<Box<str>>,
) -> TokenError {
    match (registered, blamed) {
        _ if !error.is_data() => TokenError::Malformed,
        (Some(_), _) if error.to_string().starts_with(DUPLICATE) => TokenError::Malformed,
        (Some(name), _) => TokenError::UnreadableClaim(name),
        (None, Some(ClaimFault::Unreadable(name))) => TokenError::UnreadableClaim(name.into()),
        (None, Some(ClaimFault::Absent(name))) => TokenError::RequiredClaim(name.into()),
        (None, None) => TokenError::Malformed,
    }
}

struct CustomClaims<'b, T> {
    blamed: &'b mut Option<ClaimFault>,
    of: PhantomData<T>,
}

impl<'de, T: ClaimSet> DeserializeSeed<'de> for CustomClaims<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, claims: D) -> Result<T, D::Error> {
        claims.deserialize_map(ClaimsVisitor::new(self.blamed))
    }
}
