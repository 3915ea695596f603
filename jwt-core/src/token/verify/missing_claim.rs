//! Which required claim a token lacks.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::IgnoredAny;

use crate::token::TokenError;
use crate::token::registered::StringList;

/// The first of the required claims that is absent; those of `ignored` count as absent.
///
/// The payload is read once more for it. Only a token that is refused costs that.
#[cold]
pub(super) fn missing_claim(json: &str, required: StringList<'_>, ignored: &[&str]) -> TokenError {
    let found: BTreeMap<Cow<'_, str>, IgnoredAny> = serde_json::from_str(json).unwrap_or_default();
    let mut required = required.iter();
    let missing = required.find(|name| !found.contains_key(*name) || ignored.contains(name));
    missing.map_or(TokenError::Malformed, |name| {
        TokenError::RequiredClaim(name.into())
    })
}
