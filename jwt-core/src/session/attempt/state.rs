//! `CounterState`: the state of one counter, and the rule by which it counts.

use super::limit::{AttemptLimit, MAX_SLOTS};

/// How long the first block lasts, in seconds.
const FIRST_WAIT: i64 = 30;

/// How long a block lasts at most, in seconds.
const LONGEST_WAIT: i64 = 15 * 60;

/// The state of a counter of attempts, as a store keeps it.
///
/// A counter is a sliding window of slots. An attempt counts until its slot leaves the window, which is at least the length
/// of the window, so that no such time ever has more attempts than the limit allows.
///
/// The attempt that fills the window blocks the counter: for 30 seconds, and for twice as long each further time, at most
/// for 15 minutes. When the window is empty, the next block is again one of 30 seconds.
///
/// A state whose attempts are a whole window or more in the future comes from a wrong clock, and is ignored: otherwise an
/// account would be locked until that time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct CounterState {
    /// The latest slot with an attempt, if there is one.
    latest: i64,
    /// The attempts of each slot, the latest first. If the first is 0, all are.
    counts: [u16; Self::SLOTS],
    /// How often the window was filled since it was last empty.
    fills: u8,
    /// Until when no attempt is allowed; 0 if that was undone.
    blocked_until: i64,
}

impl CounterState {
    /// How many slots a window has at most.
    pub const SLOTS: usize = MAX_SLOTS;

    /// How many slots the earliest one is before the latest one.
    const LAST: i64 = 15;

    /// A state that was stored: the latest slot, the attempts of that slot and of those before it, how often the window was
    /// filled, and until when the counter is blocked.
    #[must_use]
    pub fn from_parts(latest: i64, counts: &[u16], fills: u8, blocked_until: i64) -> Self {
        let mut state = Self {
            latest,
            fills,
            blocked_until,
            ..Self::default()
        };
        for (count, kept) in state.counts.iter_mut().zip(counts) {
            *count = *kept;
        }
        state
    }

    /// The latest slot with an attempt; meaningless if there is none.
    #[must_use]
    pub const fn latest(&self) -> i64 {
        self.latest
    }

    /// The attempts of each slot, from the latest one to the earliest one that has some.
    #[must_use]
    pub fn counts(&self) -> &[u16] {
        let used = self.counts.iter().rposition(|count| *count > 0);
        let used = used.map_or(0, |last| last.saturating_add(1));
        self.counts.get(..used).unwrap_or_default()
    }

    /// How often the window was filled since it was last empty.
    #[must_use]
    pub const fn fills(&self) -> u8 {
        self.fills
    }

    /// Until when the counter is blocked, in seconds since the Unix epoch; a time in the past if it is not.
    #[must_use]
    pub const fn blocked_until(&self) -> i64 {
        self.blocked_until
    }

    /// In how many seconds an attempt is allowed; 0 if one is allowed now.
    #[must_use]
    pub fn retry_after(&self, limit: &AttemptLimit, now: i64) -> i64 {
        let window = self.window(limit, now);
        let room = window.room_at(limit).unwrap_or(now);
        let allowed = window.blocked_until.max(room);
        allowed.saturating_sub(now).max(0)
    }

    /// Counts an attempt, which must be allowed; returns its slot.
    pub fn count(&mut self, limit: &AttemptLimit, now: i64) -> i64 {
        *self = self.window(limit, now);
        if let Some(count) = self.counts.first_mut() {
            *count = count.saturating_add(1);
        }
        if self.is_full(limit) {
            self.fills = self.fills.saturating_add(1);
            self.blocked_until = now.saturating_add(wait(self.fills));
        }
        self.latest
    }

    /// Removes an attempt from its slot, if that is still in the window; returns whether it was. If the window was full and
    /// no longer is, the block is lifted.
    pub fn give_back(&mut self, limit: &AttemptLimit, slot: i64, now: i64) -> bool {
        let mut window = self.window(limit, now);
        let age = usize::try_from(window.latest.saturating_sub(slot)).ok();
        let was_full = window.is_full(limit);
        let count = age.and_then(|age| window.counts.get_mut(age));
        let Some(count) = count.filter(|count| **count > 0) else {
            return false;
        };
        *count = count.saturating_sub(1);
        if was_full && !window.is_full(limit) && now < window.blocked_until {
            window.fills = window.fills.saturating_sub(1);
            window.blocked_until = 0;
        }
        window.drop_empty();
        *self = window;
        true
    }

    /// From when on the state is empty and need not be stored.
    #[must_use]
    pub fn ends_at(&self, limit: &AttemptLimit) -> i64 {
        match self.is_empty() {
            true => self.blocked_until,
            false => self.blocked_until.max(leaves_at(self.latest, limit)),
        }
    }

    fn is_empty(&self) -> bool {
        self.counts.iter().all(|count| *count == 0)
    }

    fn is_full(&self, limit: &AttemptLimit) -> bool {
        self.total() >= u32::from(limit.attempts())
    }

    fn total(&self) -> u32 {
        self.counts.iter().map(|count| u32::from(*count)).sum()
    }

    /// The window at the time `now`: its latest slot is the current one, even if it is empty. If the clock was set back, or
    /// is behind that of another process, the window stays where it was.
    fn window(&self, limit: &AttemptLimit, now: i64) -> Self {
        let slot = limit.slot(now);
        let slots = limit.slots();
        let ahead = self.latest.saturating_sub(slot);
        if self.is_empty() {
            return Self {
                latest: slot,
                fills: 0,
                ..*self
            };
        }
        if usize::try_from(ahead).is_ok_and(|ahead| ahead >= slots) {
            return Self {
                latest: slot,
                ..Self::default()
            };
        }
        let latest = slot.max(self.latest);
        let moved = usize::try_from(latest.saturating_sub(self.latest)).unwrap_or(Self::SLOTS);
        let mut counts = [0; Self::SLOTS];
        for (count, kept) in counts.iter_mut().take(slots).skip(moved).zip(self.counts) {
            *count = kept;
        }
        let mut window = Self {
            latest,
            counts,
            ..*self
        };
        if window.is_empty() {
            window.fills = 0;
        }
        window
    }

    /// When enough attempts will have left the window, if it is full.
    fn room_at(&self, limit: &AttemptLimit) -> Option<i64> {
        let allowed = u32::from(limit.attempts());
        let mut left = self.total();
        let mut leaving = None;
        let earliest = self.latest.saturating_sub(Self::LAST);
        for (slot, count) in (earliest..).zip(self.counts.iter().rev()) {
            if left < allowed {
                break;
            }
            left = left.saturating_sub(u32::from(*count));
            leaving = Some(slot);
        }
        leaving.map(|slot| leaves_at(slot, limit))
    }

    /// Drops empty slots at the start, so that the latest slot has attempts.
    fn drop_empty(&mut self) {
        let Some(empty) = self.counts.iter().position(|count| *count > 0) else {
            return;
        };
        self.counts.rotate_left(empty);
        let empty = i64::try_from(empty).unwrap_or_default();
        self.latest = self.latest.saturating_sub(empty);
    }
}

/// When a slot leaves the window.
fn leaves_at(slot: i64, limit: &AttemptLimit) -> i64 {
    let slots = i64::try_from(limit.slots()).unwrap_or(i64::MAX);
    slot.saturating_add(slots)
        .saturating_mul(limit.slot_width())
}

/// How long a block lasts, in seconds, by how often the window was filled.
fn wait(fills: u8) -> i64 {
    let doublings = u32::from(fills.saturating_sub(1));
    FIRST_WAIT
        .saturating_mul(2_i64.saturating_pow(doublings))
        .min(LONGEST_WAIT)
}
