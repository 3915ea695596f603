//! A circuit breaker, so that requests do not wait, one after the other, for a store that does not respond.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How many consecutive failures open it.
const FAILURES: u32 = 5;

/// For how long it stays open; then one request tries again.
const PAUSE: Duration = Duration::from_secs(1);

/// Counts consecutive failures. While it is open, requests fail at once, except for one each second.
pub(super) struct CircuitBreaker {
    start: Instant,
    failures: AtomicU32,
    /// When the next request may try, in milliseconds since `start`.
    next_try: AtomicU64,
}

impl CircuitBreaker {
    pub(super) fn new() -> Self {
        Self {
            start: Instant::now(),
            failures: AtomicU32::new(0),
            next_try: AtomicU64::new(0),
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.failures.load(Ordering::Acquire) >= FAILURES
    }

    /// Whether a request may use the store now.
    pub(super) fn allows_request(&self) -> bool {
        if !self.is_open() {
            return true;
        }
        let now = self.millis();
        let next = self.next_try.load(Ordering::Acquire);
        // Of simultaneous requests, only one tries.
        now >= next && self.postpone(next, now)
    }

    pub(super) fn succeeded(&self) {
        if self.failures.load(Ordering::Relaxed) != 0 {
            self.failures.store(0, Ordering::Release);
        }
    }

    pub(super) fn failed(&self) {
        let now = self.millis();
        self.postpone(self.next_try.load(Ordering::Acquire), now);
        let count = |failures: u32| Some(failures.saturating_add(1));
        let _ = self
            .failures
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, count);
    }

    fn postpone(&self, next: u64, now: u64) -> bool {
        let later = now.saturating_add(u64::try_from(PAUSE.as_millis()).unwrap_or(u64::MAX));
        let exchanged =
            self.next_try
                .compare_exchange(next, later, Ordering::AcqRel, Ordering::Acquire);
        exchanged.is_ok()
    }

    fn millis(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_some_failures_one_at_a_time_tries_again() {
        let breaker = CircuitBreaker::new();
        for _ in 0..FAILURES {
            assert!(breaker.allows_request());
            breaker.failed();
        }
        assert!(!breaker.allows_request());
        breaker.next_try.store(0, Ordering::Release);
        assert!(breaker.allows_request());
        assert!(!breaker.allows_request(), "two at once");
        breaker.succeeded();
        assert!(breaker.allows_request() && breaker.allows_request());
    }

    #[test]
    fn a_success_between_failures_is_none_of_them() {
        let breaker = CircuitBreaker::new();
        for _ in 0..3 * FAILURES {
            breaker.failed();
            breaker.succeeded();
        }
        assert!(breaker.allows_request());
    }
}
