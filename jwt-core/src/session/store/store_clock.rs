//! `StoreClock`: the time of a store, by which its sessions are kept.
//!
//! The clocks of the processes that share a store may differ. By its own clock, a process would treat a token as stolen that
//! another has just exchanged, and purge what others still need.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::any_store::AnyStore;
use super::error::StoreError;
use crate::clock::Clock;

/// The time is measured again when the last measurement is older than one second. In between, a monotonic clock counts.
const MEASURE_EVERY: Duration = Duration::from_secs(1);

/// Values in place of a measurement: none was made yet, or the store has no clock of its own.
const UNMEASURED: i64 = i64::MIN;
const NO_CLOCK: i64 = i64::MAX;

/// Shows the time of a store, by the last measurement; if the store has no clock, the time of this process.
pub struct StoreClock {
    local: Arc<dyn Clock>,
    /// By how much clocks may differ, in seconds.
    leeway: i64,
    /// The origin of the monotonic clock.
    start: Instant,
    /// The time of the store at `start`, in milliseconds since the Unix epoch; or `UNMEASURED` or `NO_CLOCK`.
    at_start: AtomicI64,
    /// When that was measured, in milliseconds since `start`.
    measured_at: AtomicU64,
    /// By how many seconds the clock of this process was ahead of the store's when it was measured.
    ahead: AtomicI64,
    is_apart: AtomicBool,
}

impl StoreClock {
    #[doc(hidden)]
    pub fn new(local: Arc<dyn Clock>, leeway: i64) -> Self {
        Self {
            local,
            leeway,
            start: Instant::now(),
            at_start: AtomicI64::new(UNMEASURED),
            measured_at: AtomicU64::new(0),
            ahead: AtomicI64::new(0),
            is_apart: AtomicBool::new(false),
        }
    }

    /// The clock of this process, by which access tokens are issued and verified.
    pub(crate) fn local(&self) -> &dyn Clock {
        &*self.local
    }

    /// Whether the store was asked for its time.
    pub(crate) fn is_measured(&self) -> bool {
        self.at_start.load(Ordering::Acquire) != UNMEASURED
    }

    /// Measures the time of the store, if the last measurement is older than one second.
    pub(crate) async fn measure_if_outdated(&self, store: &dyn AnyStore) -> Result<(), StoreError> {
        let measured_at = Duration::from_millis(self.measured_at.load(Ordering::Acquire));
        let age = self.start.elapsed().saturating_sub(measured_at);
        match self.is_measured() && age < MEASURE_EVERY {
            true => Ok(()),
            false => self.measure(store).await,
        }
    }

    /// Measures the time of the store.
    pub(crate) async fn measure(&self, store: &dyn AnyStore) -> Result<(), StoreError> {
        let asked = self.start.elapsed();
        let time = store.time().await?;
        let answered = self.start.elapsed();
        let Some(time) = time else {
            self.at_start.store(NO_CLOCK, Ordering::Release);
            return Ok(());
        };
        // The store read its clock at some moment in between: the middle is wrong by half of that time at most.
        let middle = asked.saturating_add(answered).checked_div(2);
        self.set(time, middle.unwrap_or(answered));
        Ok(())
    }

    /// Sets the time that the store had at a time after `start`.
    fn set(&self, time: Duration, since_start: Duration) {
        let at_start = millis(time).saturating_sub(millis(since_start));
        self.at_start.store(at_start, Ordering::Release);
        let at = u64::try_from(since_start.as_millis()).unwrap_or(u64::MAX);
        self.measured_at.store(at, Ordering::Release);
        self.compare();
    }

    /// Compares the two clocks, and logs when they begin or cease to differ too much.
    fn compare(&self) {
        let ahead = self.local.now().saturating_sub(self.now());
        self.ahead.store(ahead, Ordering::Release);
        let leeway = self.leeway;
        let was_apart = self.is_apart();
        // Both clocks show whole seconds, so that a difference of one second means nothing. The end is logged only when the
        // difference is surely within the leeway.
        let tolerated = leeway.saturating_add(i64::from(!was_apart));
        let is_apart = i64::try_from(ahead.unsigned_abs()).unwrap_or(i64::MAX) > tolerated;
        if self.is_apart.swap(is_apart, Ordering::AcqRel) == is_apart {
            return;
        }
        match is_apart {
            true => tracing::warn!(
                ahead,
                leeway,
                "the clock of this process differs from that of the store of sessions: other processes may refuse its tokens; correct it"
            ),
            false => tracing::warn!(
                ahead,
                leeway,
                "the clock of this process agrees with that of the store of sessions again"
            ),
        }
    }

    /// By how many seconds the clock of this process is ahead of the store's; negative if it is behind; `None` if the store
    /// has no clock, or was not measured yet.
    pub(crate) fn ahead(&self) -> Option<i64> {
        let at_start = self.at_start.load(Ordering::Acquire);
        let is_there = at_start != UNMEASURED && at_start != NO_CLOCK;
        is_there.then(|| self.ahead.load(Ordering::Acquire))
    }

    /// Whether the clocks differ by more than the leeway.
    pub(crate) fn is_apart(&self) -> bool {
        self.is_apart.load(Ordering::Acquire)
    }

    /// By how many seconds `iat` may exceed a time of the store although the token was issued before it: the leeway, and the
    /// lead of this process's clock if it issued the token itself.
    pub(crate) fn tolerance(&self) -> i64 {
        let ahead = self.ahead.load(Ordering::Acquire);
        self.leeway.saturating_add(ahead.max(0))
    }
}

impl Clock for StoreClock {
    fn now(&self) -> i64 {
        match self.at_start.load(Ordering::Acquire) {
            UNMEASURED | NO_CLOCK => self.local.now(),
            at_start => at_start
                .saturating_add(millis(self.start.elapsed()))
                .div_euclid(1000),
        }
    }
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

impl std::fmt::Debug for StoreClock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoreClock").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::FrozenClock;

    const NOW: i64 = 1_800_000_000;
    const LEEWAY: i64 = 10;

    fn clock() -> (FrozenClock, StoreClock) {
        let local = FrozenClock::at(NOW);
        (local.clone(), StoreClock::new(Arc::new(local), LEEWAY))
    }

    /// Sets the time that the store shows.
    fn measured(clock: &StoreClock, seconds: i64) {
        let time = Duration::from_secs(seconds.unsigned_abs());
        clock.set(time, clock.start.elapsed());
    }

    #[test]
    fn it_shows_the_time_of_the_store_whatever_this_process_has() {
        let (local, clock) = clock();
        assert!(!clock.is_measured());
        assert_eq!((clock.now(), clock.ahead()), (NOW, None));
        measured(&clock, NOW - 3600);
        assert!(clock.is_measured());
        local.set(NOW + 7200);
        // It goes on by itself, by less than a second.
        assert!((NOW - 3600..NOW - 3598).contains(&clock.now()));
        // If the clock of the store is corrected, all processes follow.
        measured(&clock, NOW - 7200);
        assert!((NOW - 7200..NOW - 7198).contains(&clock.now()));
    }

    #[test]
    fn clocks_that_differ_by_more_than_the_leeway_are_apart_until_they_agree_again() {
        for sign in [1, -1] {
            let (local, clock) = clock();
            for (ahead, is_apart) in [
                (0, false),
                (LEEWAY, false),
                (LEEWAY + 3, true),
                (LEEWAY, false),
                (40 * 86_400, true),
                (0, false),
            ] {
                local.set(NOW + sign * ahead);
                measured(&clock, NOW);
                assert_eq!(clock.ahead(), Some(sign * ahead));
                assert_eq!(clock.is_apart(), is_apart, "{ahead}");
            }
        }
    }

    #[test]
    fn what_is_tolerated_grows_by_what_this_process_is_ahead() {
        let (local, clock) = clock();
        for (ahead, tolerated) in [(0, LEEWAY), (30, LEEWAY + 30), (-600, LEEWAY)] {
            local.set(NOW + ahead);
            measured(&clock, NOW);
            assert_eq!(clock.tolerance(), tolerated);
        }
    }
}
