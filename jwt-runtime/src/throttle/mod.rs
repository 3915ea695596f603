//! Limits of failed logins: a client that guesses passwords must wait.
//!
//! An attempt is counted *before* its credentials are checked, so that guesses at the same time count too. It is given back
//! when they were right or could not be checked (`check`). It counts for its account, for its `address`, and for both together.
//! From an address that has logged in to the account lately, it counts for both together alone: others who guess cannot lock
//! the user out. The counters are those of the store of sessions, which all processes share, or else in the memory of the
//! `Auth`.
//!
//! A store never sees a name or an address, but a keyed digest (`digest`). Nothing depends on whether an account exists.

mod address;
mod check;
mod digest;
mod login_attempt;
#[cfg(feature = "metrics")]
mod metrics;
mod warnings;

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use digest::Digests;
pub(crate) use login_attempt::Hook;
pub use login_attempt::{LoginAttempt, RateLimit};
#[cfg(feature = "metrics")]
use metrics::Metrics;
use warnings::Warnings;

use crate::auth::Auth;
use crate::config::{AuthConfig, ThrottleRules};
use crate::session::{
    Attempt, AttemptCounters, AttemptOutcome, CountedAttempt, Device, KnownDevice, StoreError,
};

/// How many counters that are over are removed when an attempt is counted in the memory of an `Auth`: more than an attempt
/// adds.
const PURGED_AT_ONCE: usize = 4;

/// Limits the failed logins of an `Auth`.
pub(crate) struct Throttle {
    rules: ThrottleRules,
    hook: Option<Hook>,
    digests: Digests,
    warnings: Warnings,
    /// Where there is no store.
    counters: Mutex<AttemptCounters>,
    #[cfg(feature = "metrics")]
    metrics: Metrics,
}

impl Throttle {
    /// `config` names the configuration, for those who look at several.
    pub(crate) fn new(config: &'static str, rules: ThrottleRules, hook: Option<Hook>) -> Self {
        Self {
            digests: Digests::new(&rules),
            warnings: Warnings::of(config),
            rules,
            hook,
            counters: Mutex::default(),
            #[cfg(feature = "metrics")]
            metrics: Metrics::of(config),
        }
    }

    fn counters(&self) -> MutexGuard<'_, AttemptCounters> {
        self.counters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<C: AuthConfig> Auth<C> {
    /// Counts an attempt where all processes of the service count, or in this one if it has no store.
    async fn count(&self, attempt: &Attempt) -> Result<AttemptOutcome, StoreError> {
        if let Some(keeper) = self.keeper() {
            return keeper.count(attempt).await;
        }
        let mut counters = self.throttle().counters();
        counters.purge(attempt.now, PURGED_AT_ONCE);
        Ok(counters.count(attempt))
    }

    /// Takes an attempt back, which a device made that logged in, if one is given. What the store fails to do is in the log; the
    /// attempt then counts as a failed one.
    async fn give_back(&self, counted: &CountedAttempt, success: Option<Device>) {
        if let Some(keeper) = self.keeper() {
            let _ = keeper.give_back(counted, success).await;
            return;
        }
        let now = self.now();
        let success = success.map(|device| KnownDevice::from_login(device, now));
        let mut counters = self.throttle().counters();
        counters.give_back(counted, now, success.as_ref());
    }
}

impl fmt::Debug for Throttle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[limits of failed logins]")
    }
}
