//! Metrics of sessions and their store, through the crate `metrics`.
//!
//! No label identifies a user. A request whose token this process can check without the store records nothing.

use std::sync::Arc;
use std::time::Duration;

use metrics::{counter, describe_counter, describe_gauge, gauge};
use tokio::time::sleep;

use super::circuit_breaker::CircuitBreaker;
use crate::session::revocation::RevocationView;
use crate::session::store::{StoreClock, StoreError};

const STALENESS: &str = "jwt_guard_revocation_staleness_seconds";
const BREAKER: &str = "jwt_guard_store_breaker_open";
const CLOCK: &str = "jwt_guard_clock_ahead_seconds";
const FAILURES: &str = "jwt_guard_store_failures_total";
const UNCHECKED: &str = "jwt_guard_unchecked_requests_total";
const REUSED: &str = "jwt_guard_reused_refresh_tokens_total";

/// The shortest and longest pause between updates of the gauges.
const SHORTEST: Duration = Duration::from_millis(50);
const LONGEST: Duration = Duration::from_secs(1);

/// The metrics of one configuration.
#[derive(Debug, Clone, Copy)]
pub(super) struct Metrics {
    config: &'static str,
}

/// What the store was used for.
#[derive(Debug, Clone, Copy)]
pub(super) enum StoreOperation {
    Request,
    Reading,
    Purge,
}

impl Metrics {
    /// All counters start at 0, so that the first event is visible as a change.
    pub(super) fn of(config: &'static str) -> Self {
        describe_gauge!(
            STALENESS,
            metrics::Unit::Seconds,
            "how long ago the revocations of other processes were read"
        );
        describe_gauge!(
            BREAKER,
            "1 while the circuit breaker is open, since the store failed several times in a row"
        );
        describe_gauge!(
            CLOCK,
            metrics::Unit::Seconds,
            "by how much the clock of this process is ahead of the store's; negative if it is behind"
        );
        describe_counter!(FAILURES, "requests that the store failed to serve");
        describe_counter!(
            UNCHECKED,
            "requests accepted although it was unknown whether their token is revoked"
        );
        describe_counter!(
            REUSED,
            "refresh tokens that were used again after the grace, and whose session was revoked"
        );
        for operation in [
            StoreOperation::Request,
            StoreOperation::Reading,
            StoreOperation::Purge,
        ] {
            for reason in StoreError::REASONS {
                let operation = operation.as_str();
                counter!(FAILURES, "config" => config, "operation" => operation, "reason" => reason)
                    .increment(0);
            }
        }
        counter!(UNCHECKED, "config" => config).increment(0);
        counter!(REUSED, "config" => config).increment(0);
        Self { config }
    }

    pub(super) fn store_failed(self, operation: StoreOperation, error: &StoreError) {
        let (config, operation, reason) = (self.config, operation.as_str(), error.reason());
        counter!(FAILURES, "config" => config, "operation" => operation, "reason" => reason)
            .increment(1);
    }

    pub(super) fn accepted_unchecked(self) {
        counter!(UNCHECKED, "config" => self.config).increment(1);
    }

    #[doc(hidden)]
    pub(super) fn reused(self) {
        counter!(REUSED, "config" => self.config).increment(1);
    }

    /// Updates the gauges, several times within `staleness`.
    pub(super) async fn update_gauges(
        self,
        known: Arc<RevocationView>,
        breaker: Arc<CircuitBreaker>,
        clock: Arc<StoreClock>,
        staleness: Duration,
    ) {
        let pause = staleness.checked_div(3).unwrap_or_default();
        loop {
            gauge!(STALENESS, "config" => self.config).set(known.age_or_uptime().as_secs_f64());
            gauge!(BREAKER, "config" => self.config).set(u32::from(breaker.is_open()));
            let ahead = clock.ahead().unwrap_or_default() as f64;
            gauge!(CLOCK, "config" => self.config).set(ahead);
            sleep(pause.clamp(SHORTEST, LONGEST)).await;
        }
    }
}

impl StoreOperation {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Reading => "reading",
            Self::Purge => "purge",
        }
    }
}
