//! The latencies of many operations.

use std::time::Duration;

/// Times, the shortest first.
pub(crate) struct Latencies(Vec<Duration>);

impl Latencies {
    pub(crate) fn of(mut times: Vec<Duration>) -> Self {
        assert!(!times.is_empty(), "nothing was measured");
        times.sort_unstable();
        Self(times)
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// What so many percent take no longer than.
    pub(crate) fn percentile(&self, share: usize) -> Duration {
        self.0[(self.0.len() * share / 100).min(self.0.len() - 1)]
    }

    pub(crate) fn longest(&self) -> Duration {
        self.percentile(100)
    }
}
