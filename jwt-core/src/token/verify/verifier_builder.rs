//! `VerifierBuilder`: builds a verifier outside an `Auth`.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::verifier::{Verifier, VerifierOptions};
use crate::claim::ClaimSet;
use crate::clock::Clock;
use crate::error::ConfigError;
use crate::key::KeyRing;
use crate::token::issuer::{Issuer, MintedClaims, TrustedIssuer, resolve_issuers};
use crate::token::profile::{BuilderSettings, CheckedSettings, common_settings};

/// How many verified tokens are cached.
const CACHE_CAPACITY: usize = 8192;

impl Verifier {
    /// Starts to build a verifier of the tokens that these keys sign.
    pub fn builder<T: ClaimSet>(keys: KeyRing) -> VerifierBuilder<T> {
        VerifierBuilder::new(keys)
    }
}

/// Builds a [`Verifier`]; see [`Verifier::builder`].
#[must_use = "nothing is verified before `.build()`"]
pub struct VerifierBuilder<T> {
    settings: BuilderSettings,
    trusted: Vec<TrustedIssuer>,
    caches: bool,
    claims: PhantomData<fn() -> T>,
}

impl<T: ClaimSet> VerifierBuilder<T> {
    fn new(keys: KeyRing) -> Self {
        Self {
            settings: BuilderSettings::new(keys),
            trusted: Vec::new(),
            caches: true,
            claims: PhantomData,
        }
    }

    common_settings!();

    /// By how much the clocks of two machines may differ: in whole seconds, 5 minutes at most, 10 seconds by default.
    pub fn leeway(mut self, leeway: Duration) -> Self {
        self.settings.leeway = Some(leeway);
        self
    }

    /// Accepts the access tokens of another issuer too.
    pub fn trusted_issuer(mut self, issuer: TrustedIssuer) -> Self {
        self.trusted.push(issuer);
        self
    }

    /// Whether verified tokens are cached, 8192 of them; they are by default.
    pub fn cache(mut self, on: bool) -> Self {
        self.caches = on;
        self
    }

    /// Checks the settings.
    ///
    /// # Errors
    ///
    /// Every invalid setting at once.
    pub fn build(self) -> Result<Verifier<T>, ConfigError> {
        let mut checked = CheckedSettings::of(&self.settings);
        let name = self.settings.issuer.as_deref();
        let others = resolve_issuers(&self.trusted, name, &checked.profile, T::NAMES);
        for wrong in others.wrong {
            checked.report("trusted_issuers", wrong);
        }
        let checked = checked.finish("Verifier")?;
        for (set, key) in others.skipped_keys {
            key.log(&format!("{set} of a verifier"));
        }
        let max_token_bytes = checked.profile.max_token_bytes;
        let ourselves = Issuer {
            keys: self.settings.keys,
            name: checked.issuer,
            audience: checked.audience,
            clients: Box::default(),
            profile: checked.profile,
            foreign: None,
            minted_claims: MintedClaims::default(),
        };
        Ok(Verifier::new(VerifierOptions {
            issuers: std::iter::once(ourselves).chain(others.issuers).collect(),
            max_token_bytes,
            leeway: checked.leeway,
            cache_capacity: self.caches.then_some(CACHE_CAPACITY),
            extra: None,
            clock: self.settings.clock,
            key_per_user: false,
        }))
    }
}

impl<T> fmt::Debug for VerifierBuilder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifierBuilder").finish_non_exhaustive()
    }
}
