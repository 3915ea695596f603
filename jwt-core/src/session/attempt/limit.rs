//! `AttemptLimit`: how many attempts a counter allows, and the slots of its window.

/// How many slots a window has at most.
pub(super) const MAX_SLOTS: usize = 16;

/// How many attempts are allowed within how many seconds.
///
/// ```
/// use jwt_guard::session::AttemptLimit;
///
/// // Ten in a quarter of an hour.
/// let limit = AttemptLimit::new(10, 15 * 60);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct AttemptLimit {
    /// How many attempts; 0 means 1.
    pub attempts: u16,
    /// Within how many seconds: from 1 second to 366 days. Other values are clamped.
    pub window: i64,
}

impl AttemptLimit {
    const LONGEST: i64 = 366 * 24 * 60 * 60;

    /// How many slots a window is divided into. One more belongs to it, since the current slot is only partly over.
    const SLOTS: i64 = 15;

    /// The limit of so many attempts within a window of so many seconds.
    #[must_use]
    pub const fn new(attempts: u16, window: i64) -> Self {
        Self { attempts, window }
    }

    /// How many attempts are allowed in a window: at least one.
    #[must_use]
    pub fn attempts(&self) -> u16 {
        self.attempts.max(1)
    }

    fn window(&self) -> i64 {
        self.window.clamp(1, Self::LONGEST)
    }

    /// The length of a slot, in seconds.
    #[must_use]
    pub fn slot_width(&self) -> i64 {
        div_ceil(self.window(), Self::SLOTS)
    }

    /// How many slots a window has, from 2 to [`CounterState::SLOTS`](super::CounterState::SLOTS): the current one, and as
    /// many as cover the length of the window before it. An attempt therefore counts for at least the length of the window.
    #[must_use]
    pub fn slots(&self) -> usize {
        let before = div_ceil(self.window(), self.slot_width());
        usize::try_from(before.saturating_add(1)).unwrap_or(MAX_SLOTS)
    }

    /// The slot of a time, in seconds since the Unix epoch.
    #[must_use]
    pub fn slot(&self, now: i64) -> i64 {
        now.div_euclid(self.slot_width())
    }
}

/// A positive number divided by another, rounded up.
fn div_ceil(number: i64, by: i64) -> i64 {
    let more = number.checked_rem(by).is_some_and(|rest| rest > 0);
    let whole = number.checked_div(by).unwrap_or_default();
    whole.saturating_add(more.into())
}
