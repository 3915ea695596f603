//! Which claim a token lacks that a setting requires: looked for once it is refused, so that tokens that are accepted cost
//! nothing more.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use jwt_syntax::claim::RESERVED;
use serde::de::IgnoredAny;

use super::{Texts, TokenError};

/// The first of the required claims that is not there; those of `ignored` count as absent.
#[cold]
pub(super) fn absent(json: &str, required: Texts<'_>, ignored: &[&str]) -> TokenError {
    let found: BTreeMap<Cow<'_, str>, IgnoredAny> = serde_json::from_str(json).unwrap_or_default();
    let mut required = required.iter();
    let absent = required.find(|name| !found.contains_key(*name) || ignored.contains(name));
    absent.map_or(TokenError::Malformed, |name| {
        TokenError::RequiredClaim(kept(name))
    })
}

/// A name that the library or the configuration has for a claim, which is kept for as long as the program runs: there are
/// few of them, and none comes from a client.
#[cold]
pub(super) fn kept(name: &str) -> &'static str {
    if let Some(own) = RESERVED.iter().find(|own| **own == name) {
        return own;
    }
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name) {
        return known;
    }
    let name: &'static str = name.to_owned().leak();
    names.insert(name);
    name
}
