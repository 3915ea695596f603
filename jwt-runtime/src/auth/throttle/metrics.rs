//! Metrics of failed logins, through the crate `metrics`. No label tells an account or an address.

use metrics::{counter, describe_counter};

use crate::session::CounterKind;

const FAILED: &str = "jwt_guard_failed_logins_total";
const THROTTLED: &str = "jwt_guard_throttled_logins_total";

/// The metrics of one configuration.
#[derive(Debug, Clone, Copy)]
pub(super) struct Metrics {
    config: &'static str,
}

impl Metrics {
    /// Registers all counters with 0, so that the first event shows as an increase.
    pub(super) fn of(config: &'static str) -> Self {
        describe_counter!(
            FAILED,
            "logins and re-authentications with wrong credentials"
        );
        describe_counter!(
            THROTTLED,
            "logins and re-authentications that were refused unchecked, since too many had failed"
        );
        counter!(FAILED, "config" => config).increment(0);
        for kind in [
            CounterKind::AccountAndAddress,
            CounterKind::Address,
            CounterKind::Account,
        ] {
            counter!(THROTTLED, "config" => config, "limit" => limit(kind)).increment(0);
        }
        Self { config }
    }

    pub(super) fn failed(self) {
        counter!(FAILED, "config" => self.config).increment(1);
    }

    pub(super) fn throttled(self, by: CounterKind) {
        counter!(THROTTLED, "config" => self.config, "limit" => limit(by)).increment(1);
    }
}

const fn limit(kind: CounterKind) -> &'static str {
    match kind {
        CounterKind::AccountAndAddress => "account_and_address",
        CounterKind::Address => "address",
        CounterKind::Account => "account",
    }
}
