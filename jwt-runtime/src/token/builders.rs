//! Minters and verifiers outside an `Auth`: the same settings, the same checks of them, and keys from a ring.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::{Minter, Verifier};
use crate::claim::ClaimSet;
use crate::clock::{Clock, SystemClock};
use crate::config::{ConfigError, Origin, Settings, TrustedIssuer, Types};
use crate::key::KeyRing;

/// Who calls a builder's method gives the setting of the same name.
const GIVEN: Origin = Origin::Call;

/// A [`Minter`] in the making; see [`Minter::builder`].
#[must_use = "nothing is minted before `.build()`"]
pub struct MinterBuilder<T> {
    settings: Settings,
    keys: KeyRing,
    clock: Arc<dyn Clock>,
    claims: PhantomData<fn() -> T>,
}

impl<T: ClaimSet> MinterBuilder<T> {
    pub(super) fn new(keys: KeyRing) -> Self {
        Self {
            settings: Settings::new("Minter"),
            keys,
            clock: Arc::new(SystemClock::default()),
            claims: PhantomData,
        }
    }

    /// Names the issuer: `iss`.
    pub fn issuer(mut self, name: &str) -> Self {
        self.settings.issuer.supply(GIVEN, name);
        self
    }

    /// Names the services that the tokens are for: `aud`. A token may say otherwise.
    pub fn audience<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        let names: Vec<_> = names.into_iter().map(str::to_owned).collect();
        self.settings.audience.supply(GIVEN, &names);
        self
    }

    /// How long an access token is valid: 15 minutes unless given, in whole seconds.
    pub fn access_ttl(mut self, ttl: Duration) -> Self {
        self.settings.access_ttl.supply(GIVEN, &ttl);
        self
    }

    /// How long any access token may be valid: one day unless given, in whole seconds, 30 days at most.
    pub fn max_lifetime(mut self, most: Duration) -> Self {
        self.settings.max_lifetime.supply(GIVEN, &most);
        self
    }

    /// Replaces the machine's clock, for tests.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Checks the settings.
    ///
    /// # Errors
    ///
    /// All problems at once.
    pub fn build(self) -> Result<Minter<T>, ConfigError> {
        let resolved = self
            .settings
            .resolve_with(self.keys, &Types::with_claims(T::NAMES))?;
        Ok(resolved.minter(self.clock, true, None))
    }
}

/// A [`Verifier`] in the making; see [`Verifier::builder`].
#[must_use = "nothing is verified before `.build()`"]
pub struct VerifierBuilder<T> {
    settings: Settings,
    keys: KeyRing,
    trusted: Vec<TrustedIssuer>,
    clock: Arc<dyn Clock>,
    claims: PhantomData<fn() -> T>,
}

impl<T: ClaimSet> VerifierBuilder<T> {
    pub(super) fn new(keys: KeyRing) -> Self {
        Self {
            settings: Settings::new("Verifier"),
            keys,
            trusted: Vec::new(),
            clock: Arc::new(SystemClock::default()),
            claims: PhantomData,
        }
    }

    /// Requires this `iss`.
    pub fn issuer(mut self, name: &str) -> Self {
        self.settings.issuer.supply(GIVEN, name);
        self
    }

    /// Requires `aud` to name one of these. Without a call, a token must name nobody.
    pub fn audience<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        let names: Vec<_> = names.into_iter().map(str::to_owned).collect();
        self.settings.audience.supply(GIVEN, &names);
        self
    }

    /// By how much the clocks of two machines may differ: 10 seconds unless given, in whole seconds, five minutes at
    /// most.
    pub fn leeway(mut self, leeway: Duration) -> Self {
        self.settings.leeway.supply(GIVEN, &leeway);
        self
    }

    /// How long any access token may be valid: one day unless given, in whole seconds, 30 days at most.
    pub fn max_lifetime(mut self, most: Duration) -> Self {
        self.settings.max_lifetime.supply(GIVEN, &most);
        self
    }

    /// Accepts the access tokens of another issuer too.
    pub fn trusted_issuer(mut self, issuer: TrustedIssuer) -> Self {
        self.trusted.push(issuer);
        self
    }

    /// Whether tokens that were verified are remembered; they are, unless given.
    pub fn cache(mut self, on: bool) -> Self {
        self.settings.cache.supply(GIVEN, &on);
        self
    }

    /// Replaces the machine's clock, for tests.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Checks the settings.
    ///
    /// # Errors
    ///
    /// All problems at once.
    pub fn build(mut self) -> Result<Verifier<T>, ConfigError> {
        if !self.trusted.is_empty() {
            self.settings.trusted_issuers.supply(GIVEN, &self.trusted);
        }
        let resolved = self
            .settings
            .resolve_with(self.keys, &Types::with_claims(T::NAMES))?;
        resolved.warn("Verifier");
        let (verifier, _) = resolved.verifier(None, self.clock);
        Ok(verifier)
    }
}

impl<T> fmt::Debug for MinterBuilder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MinterBuilder").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for VerifierBuilder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifierBuilder").finish_non_exhaustive()
    }
}
