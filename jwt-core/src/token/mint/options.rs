//! `MinterOptions`: what all tokens of a minter have in common.

use std::fmt;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::clock::Clock;
use crate::key::KeyRing;
use crate::token::profile::Profile;

/// What the tokens have in common.
pub struct MinterOptions {
    /// The keys, of which one signs.
    pub keys: KeyRing,
    /// Whether what signs is derived from the keys for each user.
    pub key_per_user: bool,
    /// The claim `iss`.
    pub issuer: Option<Box<str>>,
    /// The claim `aud`, unless a token says otherwise.
    pub audience: Box<[Box<str>]>,
    /// Whom tokens are issued to: the first, unless one says otherwise.
    pub clients: Box<[Box<str>]>,
    /// Whether a token may be for others too. Not if the service verifies what it mints: it would refuse that.
    pub for_others: bool,
    /// All scopes that a token can grant, if there is a vocabulary.
    pub scopes: Option<&'static [&'static str]>,
    /// What the tokens look like.
    pub profile: Profile,
    /// KnownMembers of every header, besides those that the library sets.
    pub headers: Map<String, Value>,
    /// In seconds.
    pub access_ttl: i64,
    /// By which time tokens are issued.
    pub clock: Arc<dyn Clock>,
}

impl fmt::Debug for MinterOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MinterOptions").finish_non_exhaustive()
    }
}
