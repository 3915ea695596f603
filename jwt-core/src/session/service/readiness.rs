//! `Readiness`: whether a process can serve requests, as far as its store is concerned.

use std::fmt;
use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use crate::session::store::Persistence;

/// Whether an `Auth` can serve requests, and why not: the result of `Auth::ready`.
///
/// Its text has one line for each part, and contains no address, no user name and no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Readiness {
    pub(super) store: StoreState,
    pub(super) clock: ClockState,
    pub(super) revocations: RevocationState,
    pub(super) persistence: Persistence,
}

/// Whether the store responds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreState {
    /// The `Auth` has no store.
    None,
    /// It responded.
    Reachable,
    /// It cannot be reached, or reported that it is unavailable.
    Unreachable,
    /// It did not respond within 1 second, or within `store_timeout` if that is shorter.
    TimedOut,
    /// Its response was unexpected.
    Unexpected,
}

/// The clock of this process compared with that of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClockState {
    /// The store has no clock of its own, or was not measured.
    Unknown,
    /// They differ by no more than `leeway` and 1 second, which cannot be measured.
    Right,
    /// They differ by more: other processes may refuse the tokens of this one.
    Apart {
        /// By how many seconds the clock of this process is ahead; negative if it is behind.
        ahead: i64,
    },
}

/// How recent this process's view of revocations is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RevocationState {
    /// Revocations are not checked, or all of them are in this process.
    Current,
    /// They were read this long ago, which is within `revocation_staleness`.
    Fresh(Duration),
    /// They were read this long ago, which is longer than that; `None` if they were not read yet.
    Stale(Option<Duration>),
}

impl Readiness {
    /// The readiness of an `Auth` without a store.
    pub const STATELESS: Self = Self {
        store: StoreState::None,
        clock: ClockState::Unknown,
        revocations: RevocationState::Current,
        persistence: Persistence {
            outlives_restart: None,
            outlives_shortage: None,
        },
    };

    /// Whether requests should be sent to this process: the store responds, the clocks agree, and the view of revocations is
    /// recent. [`persistence`](Self::persistence) is not considered, since a restart would not change it.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        matches!(self.store, StoreState::None | StoreState::Reachable)
            && !matches!(self.clock, ClockState::Apart { .. })
            && !matches!(self.revocations, RevocationState::Stale(_))
    }

    /// Whether the store responds.
    #[must_use]
    pub const fn store(&self) -> StoreState {
        self.store
    }

    /// The clock of this process compared with that of the store.
    #[must_use]
    pub const fn clock(&self) -> ClockState {
        self.clock
    }

    /// How recent this process's view of revocations is.
    #[must_use]
    pub const fn revocations(&self) -> RevocationState {
        self.revocations
    }

    /// Whether the store keeps what it has confirmed, as far as it can tell.
    #[must_use]
    pub const fn persistence(&self) -> Persistence {
        self.persistence
    }
}

impl fmt::Display for Readiness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "store: {}", self.store)?;
        writeln!(f, "clock: {}", self.clock)?;
        writeln!(f, "revocations: {}", self.revocations)?;
        writeln!(f, "persistence: {}", self.persistence)
    }
}

impl fmt::Display for StoreState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Reachable => "reachable",
            Self::Unreachable => "unreachable",
            Self::TimedOut => "no response in time",
            Self::Unexpected => "an unexpected response",
        })
    }
}

impl fmt::Display for ClockState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("not compared"),
            Self::Right => f.write_str("right"),
            Self::Apart { ahead } if *ahead < 0 => {
                write!(f, "{} s behind the store's", ahead.unsigned_abs())
            }
            Self::Apart { ahead } => write!(f, "{ahead} s ahead of the store's"),
        }
    }
}

impl fmt::Display for RevocationState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Current => f.write_str("current"),
            Self::Fresh(age) => write!(f, "read {} ms ago", age.as_millis()),
            Self::Stale(Some(age)) => write!(f, "stale: read {} ms ago", age.as_millis()),
            Self::Stale(None) => f.write_str("stale: not read yet"),
        }
    }
}

/// The last report of the store, and when it was made.
#[derive(Default)]
pub(super) struct LastReport(pub(super) Mutex<Option<(Instant, StoreReport)>>);

#[derive(Clone, Copy)]
pub(super) struct StoreReport {
    pub(super) store: StoreState,
    pub(super) persistence: Persistence,
}

#[cfg(test)]
mod tests {
    use super::*;

    const READY: Readiness = Readiness {
        store: StoreState::Reachable,
        clock: ClockState::Right,
        revocations: RevocationState::Fresh(Duration::from_millis(120)),
        persistence: Persistence::FULL,
    };

    #[test]
    fn what_stands_in_the_way_makes_it_unready_and_is_said() {
        let apart = |ahead| Readiness {
            clock: ClockState::Apart { ahead },
            ..READY
        };
        let store = |store| Readiness { store, ..READY };
        let revocations = |revocations| Readiness {
            revocations,
            ..READY
        };
        let persistence = |outlives_restart, outlives_shortage| Readiness {
            persistence: Persistence {
                outlives_restart,
                outlives_shortage,
            },
            ..READY
        };
        let old = RevocationState::Stale(Some(Duration::from_secs(5)));
        for (readiness, is_ready, line) in [
            (READY, true, "clock: right"),
            (READY, true, "revocations: read 120 ms ago"),
            (Readiness::STATELESS, true, "store: none"),
            (apart(31), false, "clock: 31 s ahead of the store's"),
            (apart(-31), false, "clock: 31 s behind the store's"),
            (store(StoreState::Unreachable), false, "store: unreachable"),
            (
                store(StoreState::TimedOut),
                false,
                "store: no response in time",
            ),
            (
                store(StoreState::Unexpected),
                false,
                "store: an unexpected response",
            ),
            (
                revocations(old),
                false,
                "revocations: stale: read 5000 ms ago",
            ),
            (
                revocations(RevocationState::Stale(None)),
                false,
                "revocations: stale: not read yet",
            ),
            (
                revocations(RevocationState::Current),
                true,
                "revocations: current",
            ),
            (
                READY,
                true,
                "persistence: outlives a restart, outlives a shortage of memory",
            ),
            (
                persistence(Some(false), Some(false)),
                true,
                "persistence: lost at a restart, lost when memory runs short",
            ),
            (
                persistence(None, None),
                true,
                "persistence: unknown at a restart, unknown when memory runs short",
            ),
        ] {
            assert_eq!(readiness.is_ready(), is_ready, "{readiness:?}");
            let text = readiness.to_string();
            assert!(text.lines().any(|found| found == line), "{text}");
        }
    }
}
