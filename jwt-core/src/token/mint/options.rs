//! `MinterOptions`: what all tokens of a minter have in common.

use std::fmt;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::clock::Clock;
use crate::key::KeyRing;
use crate::token::profile::Profile;

/// What all tokens of a minter have in common.
pub struct MinterOptions {
    /// The keys, of which one signs.
    pub keys: KeyRing,
    /// Whether a key of each user, derived from the keys of the ring, signs tokens.
    pub key_per_user: bool,
    /// The claim `iss`.
    pub issuer: Option<Box<str>>,
    /// The claim `aud`, unless a token overrides it.
    pub audience: Box<[Box<str>]>,
    /// The clients that tokens may be issued to: the first, unless a token names another.
    pub clients: Box<[Box<str>]>,
    /// Whether a token may be for other audiences. Not if the service verifies what it mints: it would refuse such a token.
    pub for_others: bool,
    /// All scopes that a token can grant, if the configuration has a vocabulary.
    pub scopes: Option<&'static [&'static str]>,
    /// What the tokens look like.
    pub profile: Profile,
    /// Members of every header, besides those that the library sets.
    pub headers: Map<String, Value>,
    /// In seconds; `None` for access tokens that never expire.
    pub access_ttl: Option<i64>,
    /// The clock by which tokens are issued.
    pub clock: Arc<dyn Clock>,
}

impl fmt::Debug for MinterOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MinterOptions").finish_non_exhaustive()
    }
}
