//! Limits of failed logins, which slow down the guessing of passwords.
//!
//! An attempt is counted *before* its credentials are checked, so that concurrent guesses count too. It is given back if the
//! credentials were right or could not be checked. It counts for its account, for its `address`, and for both together. From an
//! address that has logged in to the account lately, it counts for both together only, so that an attacker elsewhere cannot
//! lock the user out. The counters are in the token store, shared by all processes, or without a store in the memory of the
//! `Auth`.
//!
//! A store never sees a name or an address, only a keyed digest (`digest`). Nothing depends on whether an account exists.

mod address;
mod attempt;
mod digest;
mod login_attempt;
#[cfg(feature = "metrics")]
mod metrics;
mod options;
mod warnings;

use std::fmt;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use address::client_address;

pub(crate) use attempt::Attempted;
use axum::http::request::Parts;
use digest::Digests;
pub(crate) use login_attempt::RateLimitHook;
pub use login_attempt::{LoginAttempt, RateLimit};
#[cfg(feature = "metrics")]
use metrics::Metrics;
pub(crate) use options::ThrottleOptions;
use warnings::Warnings;

use crate::session::{
    Attempt, AttemptCounters, AttemptOutcome, CountedAttempt, CounterKind, Device, KnownDevice,
};

/// How many expired counters are removed from memory when an attempt is counted; more than an attempt can add.
const PURGED_AT_ONCE: usize = 4;

/// Limits the failed logins of an `Auth`.
pub(crate) struct Throttle {
    options: ThrottleOptions,
    hook: Option<RateLimitHook>,
    digests: Digests,
    warnings: Warnings,
    /// Used where there is no store.
    counters: Mutex<AttemptCounters>,
    #[cfg(feature = "metrics")]
    metrics: Metrics,
}

impl Throttle {
    /// `config` names the configuration in logs and metrics.
    pub(crate) fn new(
        config: &'static str,
        options: ThrottleOptions,
        hook: Option<RateLimitHook>,
    ) -> Self {
        Self {
            digests: Digests::new(&options),
            warnings: Warnings::of(config),
            options,
            hook,
            counters: Mutex::default(),
            #[cfg(feature = "metrics")]
            metrics: Metrics::of(config),
        }
    }

    /// Counts an attempt in the memory of the process.
    pub(crate) fn count(&self, attempt: &Attempt) -> AttemptOutcome {
        let mut counters = self.counters();
        counters.purge(attempt.now, PURGED_AT_ONCE);
        counters.count(attempt)
    }

    /// Gives back an attempt that was counted in memory. `success` is the device that logged in, if the login succeeded.
    pub(crate) fn give_back(&self, counted: &CountedAttempt, success: Option<Device>, now: i64) {
        let success = success.map(|device| KnownDevice::from_login(device, now));
        self.counters().give_back(counted, now, success.as_ref());
    }

    /// The address of the client of a request, found as the configuration says.
    pub(crate) fn client_address(&self, parts: &Parts) -> Option<IpAddr> {
        client_address(self.options.client_address, parts)
    }

    /// Logs, once, that limits by address do not work with this configuration.
    pub(crate) fn warn(&self, address: Option<IpAddr>, parts: &Parts) {
        self.warnings.log(&self.options, address, parts);
    }

    /// Counts a login that failed, for metrics.
    pub(crate) fn count_failed(&self) {
        #[cfg(feature = "metrics")]
        self.metrics.failed();
    }

    /// Counts a login that was not checked, for metrics.
    pub(crate) fn count_throttled(
        &self,
        #[cfg_attr(
            not(feature = "metrics"),
            expect(unused, reason = "read by metrics only")
        )]
        by: CounterKind,
    ) {
        #[cfg(feature = "metrics")]
        self.metrics.throttled(by);
    }

    fn counters(&self) -> MutexGuard<'_, AttemptCounters> {
        self.counters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Throttle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[limits of failed logins]")
    }
}
