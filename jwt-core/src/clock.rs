//! `Clock`: the source of time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// The source of time of an `Auth`, for minting and verification.
///
/// The unit is that of a JWT's `NumericDate` ([RFC 7519 §2]): whole seconds since 1970-01-01T00:00:00Z.
///
/// [RFC 7519 §2]: https://www.rfc-editor.org/rfc/rfc7519#section-2
pub trait Clock: Send + Sync + 'static {
    /// The current time, in seconds since the Unix epoch.
    fn now(&self) -> i64;
}

/// The machine's clock, which never runs backwards: after a step back it stands still until time catches up.
///
/// A token that was refused as expired stays refused, even if the machine's clock is set back.
#[derive(Debug, Default)]
pub struct SystemClock {
    highest: AtomicI64,
}

impl Clock for SystemClock {
    fn now(&self) -> i64 {
        let since_epoch = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |elapsed| elapsed.as_secs());
        let read = i64::try_from(since_epoch).unwrap_or(i64::MAX);
        // The write is skipped while the second is the same, so that threads share the cache line.
        if read > self.highest.load(Ordering::Relaxed) {
            self.highest.fetch_max(read, Ordering::Relaxed);
        }
        self.highest.load(Ordering::Relaxed)
    }
}

/// A clock that stands still until it is set: for tests. It may also be set back.
///
/// ```
/// use jwt_guard::clock::{Clock, FrozenClock};
///
/// let clock = FrozenClock::at(1_800_000_000);
/// let hand = clock.clone();
/// hand.set(1_800_000_060);
/// assert_eq!(clock.now(), 1_800_000_060);
/// ```
#[derive(Debug, Clone)]
pub struct FrozenClock(Arc<AtomicI64>);

impl FrozenClock {
    /// A clock that shows `seconds` since the Unix epoch.
    #[must_use]
    pub fn at(seconds: i64) -> Self {
        Self(Arc::new(AtomicI64::new(seconds)))
    }

    /// Moves this clock and all its clones to `seconds` since the Unix epoch.
    pub fn set(&self, seconds: i64) {
        self.0.store(seconds, Ordering::SeqCst);
    }
}

impl Clock for FrozenClock {
    fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_clock_does_not_run_backwards() {
        let clock = SystemClock::default();
        let ahead = clock.now() + 1_000;
        clock.highest.store(ahead, Ordering::Relaxed);
        assert_eq!(clock.now(), ahead);
    }
}
