use proptest::prelude::*;

use super::{AttemptLimit, CounterState};

const NOW: i64 = 1_800_000_000;

/// One counter, as a log of when its attempts were made.
struct Log {
    limit: AttemptLimit,
    /// The time and slot of each attempt that was counted and not given back.
    attempts: Vec<(i64, i64)>,
    fills: u32,
    blocked_until: i64,
}

impl Log {
    fn new(limit: AttemptLimit) -> Self {
        Self {
            limit,
            attempts: Vec::new(),
            fills: 0,
            blocked_until: 0,
        }
    }

    /// When an attempt stops counting: a window after its slot has ended, in whole slots.
    fn leaves_at(&self, slot: i64) -> i64 {
        let width = self.limit.slot_width();
        let slots = i64::try_from(self.limit.slots()).unwrap();
        (slot + slots) * width
    }

    fn in_window(&self, now: i64) -> usize {
        let still = |(_, slot): &&(i64, i64)| self.leaves_at(*slot) > now;
        self.attempts.iter().filter(still).count()
    }

    fn is_full(&self, now: i64) -> bool {
        self.in_window(now) >= usize::from(self.limit.attempts())
    }

    fn is_allowed(&self, now: i64) -> bool {
        now >= self.blocked_until && !self.is_full(now)
    }

    fn count(&mut self, now: i64) {
        if self.in_window(now) == 0 {
            self.fills = 0;
        }
        self.attempts
            .push((now, now.div_euclid(self.limit.slot_width())));
        if self.is_full(now) {
            self.fills += 1;
            let wait = (0..self.fills).fold(15, |wait, _| (wait * 2).min(900));
            self.blocked_until = now + wait;
        }
    }

    fn give_back(&mut self, slot: i64, now: i64) {
        if self.leaves_at(slot) <= now {
            return;
        }
        let was_full = self.is_full(now);
        let found = self.attempts.iter().position(|(_, of)| *of == slot);
        self.attempts.remove(found.unwrap());
        if was_full && !self.is_full(now) && now < self.blocked_until {
            self.fills = self.fills.saturating_sub(1);
            self.blocked_until = 0;
        }
    }
}

fn limits() -> impl Strategy<Value = AttemptLimit> {
    let windows = prop_oneof![1_i64..40, Just(60), Just(900), Just(3600), 1_i64..100_000];
    (1_u16..12, windows).prop_map(|(attempts, window)| AttemptLimit { attempts, window })
}

/// The time since the step before, and whether to give an attempt back.
fn steps() -> impl Strategy<Value = Vec<(i64, Option<usize>)>> {
    let ahead = prop_oneof![Just(0_i64), 0_i64..5, 0_i64..100, 0_i64..2000];
    let back = prop_oneof![3 => Just(None), 1 => (0_usize..20).prop_map(Some)];
    proptest::collection::vec((ahead, back), 1..120)
}

proptest! {
    /// The state counts as a log of all attempts does: it never allows more than the limit in any window, and an attempt is
    /// allowed at the time that it returns.
    #[test]
    fn a_state_counts_as_a_log_of_attempts((limit, steps) in (limits(), steps())) {
        let mut log = Log::new(limit);
        let mut state = CounterState::default();
        let mut open = Vec::new();
        let mut now = NOW;
        for (ahead, back) in steps {
            now += ahead;
            if let Some(which) = back.filter(|_| !open.is_empty()) {
                let slot = open.remove(which % open.len());
                log.give_back(slot, now);
                state.give_back(&limit, slot, now);
            }
            let retry_after = state.retry_after(&limit, now);
            prop_assert_eq!(retry_after == 0, log.is_allowed(now));
            if retry_after > 0 {
                prop_assert!(!log.is_allowed(now + retry_after - 1));
                prop_assert!(log.is_allowed(now + retry_after));
                continue;
            }
            log.count(now);
            let slot = state.count(&limit, now);
            open.push(slot);
            prop_assert_eq!(slot, log.attempts.last().unwrap().1);
            let since = now - limit.window.max(1);
            let in_window = log.attempts.iter().filter(|(at, _)| *at > since).count();
            prop_assert!(in_window <= usize::from(limit.attempts()));
            let ends_at = state.ends_at(&limit);
            prop_assert!(log.in_window(ends_at) == 0 && now < ends_at);
            // It can be kept in parts.
            let kept = CounterState::from_parts(
                state.latest(),
                state.counts(),
                state.fills(),
                state.blocked_until(),
            );
            prop_assert_eq!(kept, state);
        }
    }

    #[test]
    fn no_times_and_limits_overflow(
        (attempts, window, now, later) in (any::<u16>(), any::<i64>(), any::<i64>(), any::<i64>()),
    ) {
        let limit = AttemptLimit { attempts, window };
        prop_assert!((2..=CounterState::SLOTS).contains(&limit.slots()));
        let mut state = CounterState::default();
        for now in [now, later, i64::MIN, i64::MAX] {
            let slot = state.count(&limit, now);
            let _ = state.retry_after(&limit, later);
            let _ = state.ends_at(&limit);
            let mut given_back = state;
            given_back.give_back(&limit, slot, later);
        }
    }
}

#[test]
fn an_attempt_counts_for_the_window_and_at_most_two_slots_longer() {
    for window in (1..4000).chain([86_400, 366 * 86_400]) {
        let limit = AttemptLimit {
            attempts: 1,
            window,
        };
        let width = limit.slot_width();
        for at in [0, width - 1] {
            let mut state = CounterState::default();
            state.count(&limit, at);
            // Not blocked.
            let state = CounterState::from_parts(state.latest(), state.counts(), 0, 0);
            let counts_for = state.retry_after(&limit, at);
            assert!(
                counts_for > window && counts_for <= window + 2 * width,
                "{window}: {counts_for}"
            );
        }
    }
}

/// The clock of another process, or one that was set back.
#[test]
fn with_a_clock_that_is_behind_nothing_is_counted_less() {
    let limit = AttemptLimit {
        attempts: 2,
        window: 60,
    };
    let mut state = CounterState::default();
    let ahead = state.count(&limit, NOW + 30);
    let behind = state.count(&limit, NOW);
    assert_eq!(
        (ahead, behind),
        (limit.slot(NOW + 30), limit.slot(NOW + 30))
    );
    // The slot of the clock that is ahead is from 28 to 32.
    assert_eq!(state.retry_after(&limit, NOW), 28 + 64);
    assert!(state.give_back(&limit, behind, NOW));
    assert_eq!(state.retry_after(&limit, NOW), 0);
}

#[test]
fn a_wrong_clock_locks_no_account_for_longer_than_a_window() {
    let limit = AttemptLimit {
        attempts: 1,
        window: 60,
    };
    let mut state = CounterState::default();
    state.count(&limit, NOW + 40 * 86_400);
    assert_eq!(state.retry_after(&limit, NOW), 0);
    state.count(&limit, NOW);
    assert_eq!(state.retry_after(&limit, NOW), 64);
}

#[test]
fn a_limit_that_was_lowered_holds_at_once() {
    let mut limit = AttemptLimit {
        attempts: 9,
        window: 150,
    };
    let mut state = CounterState::default();
    for second in 0..8 {
        state.count(&limit, NOW + 10 * second);
    }
    limit.attempts = 3;
    // Six of eight must leave: the sixth was made in the slot that begins at 50.
    assert_eq!(state.retry_after(&limit, NOW + 80), 50 + 160 - 80);
}
