//! `MinterBuilder`: builds a minter outside an `Auth`.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use jwt_syntax::choice::AccessTtl;
use serde_json::Map;

use super::minter::Minter;
use super::options::MinterOptions;
use crate::claim::ClaimSet;
use crate::clock::Clock;
use crate::error::ConfigError;
use crate::key::KeyRing;
use crate::token::profile::{BuilderSettings, CheckedSettings, common_settings};

impl Minter {
    /// Starts to build a minter that signs with the keys of a ring.
    pub fn builder<T: ClaimSet>(keys: KeyRing) -> MinterBuilder<T> {
        MinterBuilder::new(keys)
    }
}

/// Builds a [`Minter`]; see [`Minter::builder`].
#[must_use = "nothing is minted before `.build()`"]
pub struct MinterBuilder<T> {
    settings: BuilderSettings,
    claims: PhantomData<fn() -> T>,
}

impl<T: ClaimSet> MinterBuilder<T> {
    fn new(keys: KeyRing) -> Self {
        Self {
            settings: BuilderSettings::new(keys),
            claims: PhantomData,
        }
    }

    common_settings!();

    /// How long an access token is valid: in whole seconds, 15 minutes by default.
    pub fn access_ttl(mut self, ttl: Duration) -> Self {
        self.settings.access_ttl = Some(AccessTtl::For(ttl));
        self
    }

    /// Checks the settings.
    ///
    /// # Errors
    ///
    /// Every invalid setting at once.
    pub fn build(self) -> Result<Minter<T>, ConfigError> {
        let mut checked = CheckedSettings::of(&self.settings);
        checked.check_access_ttl(&self.settings);
        let checked = checked.finish("Minter")?;
        Ok(Minter::new(MinterOptions {
            keys: self.settings.keys,
            key_per_user: false,
            issuer: checked.issuer,
            audience: checked.audience,
            clients: Box::default(),
            for_others: true,
            scopes: None,
            profile: checked.profile,
            headers: Map::new(),
            access_ttl: checked.access_ttl,
            clock: self.settings.clock,
        }))
    }
}

impl<T> fmt::Debug for MinterBuilder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MinterBuilder").finish_non_exhaustive()
    }
}
