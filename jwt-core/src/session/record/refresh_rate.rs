//! How often a session may be refreshed.

/// How often a session may be refreshed: `exchanges` times within `seconds`, counted from the first refresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RefreshRate {
    /// How many refreshes are allowed. At least 1.
    pub exchanges: u32,
    /// Within how many seconds. At least 1.
    pub seconds: i64,
}

impl RefreshRate {
    /// The limit of so many refreshes within so many seconds; both at least 1.
    #[must_use]
    pub const fn new(exchanges: u32, seconds: i64) -> Self {
        Self { exchanges, seconds }
    }
}

/// The refreshes of a session that a store has counted.
///
/// ```
/// use jwt_guard::session::{RefreshCount, RefreshRate};
///
/// let rate = RefreshRate::new(2, 60);
/// let count = RefreshCount::default().add(1000, rate).and_then(|count| count.add(1030, rate));
/// let count = count.expect("two in a minute");
/// assert_eq!(count.add(1059, rate), Err(1), "in a second");
/// assert!(count.add(1060, rate).is_ok());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct RefreshCount {
    /// When the first refresh was that is counted, in seconds since the Unix epoch.
    pub since: i64,
    /// How many refreshes there were since then.
    pub exchanges: u32,
}

impl RefreshCount {
    /// The count that a store kept: when the first refresh was, in seconds since the Unix epoch, and how many refreshes
    /// there were since then.
    #[must_use]
    pub const fn new(since: i64, exchanges: u32) -> Self {
        Self { since, exchanges }
    }

    /// Counts another refresh at the time `now`, in seconds since the Unix epoch.
    ///
    /// A count that began later than `now` starts again: the clock was set back.
    ///
    /// # Errors
    ///
    /// If the limit is reached: the number of seconds until a refresh is allowed.
    pub const fn add(self, now: i64, rate: RefreshRate) -> Result<Self, i64> {
        let end = self.since.saturating_add(rate.seconds);
        if now >= end || now < self.since {
            return Ok(Self {
                since: now,
                exchanges: 1,
            });
        }
        if self.exchanges >= rate.exchanges {
            return Err(end.saturating_sub(now));
        }
        Ok(Self {
            since: self.since,
            exchanges: self.exchanges.saturating_add(1),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: RefreshRate = RefreshRate {
        exchanges: 2,
        seconds: 60,
    };

    #[test]
    fn so_many_are_counted_in_a_time_and_no_more() {
        let mut count = RefreshCount::default();
        for (now, expected) in [
            (100, Ok((100, 1))),
            (101, Ok((100, 2))),
            (101, Err(59)),
            (159, Err(1)),
            (160, Ok((160, 1))),
            (500, Ok((500, 1))),
            // The clock was set back.
            (499, Ok((499, 1))),
        ] {
            let added = count.add(now, RATE);
            let seen = added.map(|count| (count.since, count.exchanges));
            assert_eq!(seen, expected, "{now}");
            count = added.unwrap_or(count);
        }
    }
}
