//! `Attempt`: an attempt to log in, and the counters in which it was counted.

use super::counter_key::{AttemptCounter, CounterKind};
use super::device::Device;
use super::state::CounterState;

/// An attempt to log in, which is counted before its credentials are checked.
///
/// Its counters must have different keys. A counter that is `None` is not used.
///
/// ```
/// use jwt_guard::session::{
///     Attempt, AttemptCounter, AttemptLimit, AttemptOutcome, CounterKey, Device, KnownDevice, MemoryStore, TokenStore,
/// };
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// // The keys are digests of names, and of addresses.
/// let [account, address, both] = [[1; 16], [2; 16], [3; 16]].map(CounterKey::from_bytes);
/// let counter = |key, attempts, window| {
///     let limit = AttemptLimit::new(attempts, window);
///     Some(AttemptCounter::new(key, limit))
/// };
/// let now = 1_800_000_000;
/// let device = Device::new(account, address);
/// let mut attempt = Attempt::new(now);
/// attempt.account_and_address = counter(both, 10, 15 * 60);
/// attempt.address = counter(address, 100, 60);
/// attempt.account = counter(account, 100, 60 * 60);
/// attempt.device = Some(device);
/// let store = MemoryStore::new();
/// // Before the password is checked:
/// let AttemptOutcome::Counted(counted) = store.count(&attempt).await? else {
///     panic!("no attempt was made before");
/// };
/// assert_eq!(counted.counters.len(), 3);
/// // It was right:
/// let known = KnownDevice::new(device, now + 30 * 24 * 60 * 60);
/// store.give_back(&counted, now, Some(&known)).await?;
/// // From now on, attempts from elsewhere do not delay this device.
/// let AttemptOutcome::Counted(counted) = store.count(&attempt).await? else {
///     panic!("it has a counter of its own");
/// };
/// assert_eq!(counted.counters.len(), 1);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The counter of the account and the address.
    pub account_and_address: Option<AttemptCounter>,
    /// The counter of the address.
    pub address: Option<AttemptCounter>,
    /// The counter of the account.
    pub account: Option<AttemptCounter>,
    /// The account and the address. If the store remembers them as a known device, only
    /// [`account_and_address`](Self::account_and_address) counts, unless that is `None`.
    pub device: Option<Device>,
    /// The time, in seconds since the Unix epoch.
    pub now: i64,
}

impl Attempt {
    /// An attempt at this time, in seconds since the Unix epoch, without a counter and without a device: nothing limits it
    /// until a counter is set.
    #[must_use]
    pub const fn new(now: i64) -> Self {
        Self {
            account_and_address: None,
            address: None,
            account: None,
            device: None,
            now,
        }
    }

    /// The device that only one counter applies to, if the store remembers it.
    #[must_use]
    pub fn exempt_device(&self) -> Option<Device> {
        self.device.filter(|_| self.account_and_address.is_some())
    }

    /// The counters that apply, given whether the store remembers the [exempt device](Self::exempt_device).
    #[must_use]
    pub fn counters(&self, is_known: bool) -> Vec<(CounterKind, AttemptCounter)> {
        let all = [
            (CounterKind::AccountAndAddress, self.account_and_address),
            (CounterKind::Address, self.address),
            (CounterKind::Account, self.account),
        ];
        let count = match is_known && self.exempt_device().is_some() {
            true => 1,
            false => all.len(),
        };
        all.into_iter()
            .take(count)
            .filter_map(|(kind, counter)| Some((kind, counter?)))
            .collect()
    }

    /// Counts the attempt in all counters, or in none of them. `states` are those of [`counters`](Self::counters), and must
    /// be stored if the outcome is [`Counted`](AttemptOutcome::Counted); otherwise they are unchanged.
    ///
    /// ```
    /// use jwt_guard::session::{
    ///     Attempt, AttemptCounter, AttemptLimit, AttemptOutcome, CounterKey, CounterKind, CounterState,
    /// };
    ///
    /// let limit = AttemptLimit::new(2, 60);
    /// let mut attempt = Attempt::new(1_800_000_000);
    /// attempt.address = Some(AttemptCounter::new(CounterKey::from_bytes([7; 16]), limit));
    /// // A store reads them, and keeps them again.
    /// let mut states = [CounterState::default()];
    /// for _ in 0..2 {
    ///     let outcome = attempt.count(&attempt.counters(false), &mut states);
    ///     assert!(matches!(outcome, AttemptOutcome::Counted(_)));
    /// }
    /// let outcome = attempt.count(&attempt.counters(false), &mut states);
    /// assert_eq!(outcome, AttemptOutcome::Limited { by: CounterKind::Address, retry_after: 64 });
    /// ```
    pub fn count(
        &self,
        counters: &[(CounterKind, AttemptCounter)],
        states: &mut [CounterState],
    ) -> AttemptOutcome {
        let each = || counters.iter().zip(&*states);
        let waits = each().map(|((kind, counter), state)| {
            let wait = state.retry_after(&counter.limit, self.now);
            (*kind, wait)
        });
        // All counters must have room: the one with the longest wait decides; of equal ones, the first.
        let longest = waits.reduce(|one, other| match other.1 > one.1 {
            true => other,
            false => one,
        });
        if let Some((by, retry_after)) = longest.filter(|(_, retry_after)| *retry_after > 0) {
            return AttemptOutcome::Limited { by, retry_after };
        }
        let counted = counters.iter().zip(states).map(|((kind, counter), state)| {
            let slot = state.count(&counter.limit, self.now);
            CountedIn {
                kind: *kind,
                counter: *counter,
                slot,
            }
        });
        AttemptOutcome::Counted(CountedAttempt {
            counters: counted.collect(),
        })
    }
}

/// The result of counting an attempt.
// Exhaustive: the library must handle every outcome that a store returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttemptOutcome {
    /// The attempt was counted: its credentials may be checked.
    Counted(CountedAttempt),
    /// The attempt was not counted: its credentials must not be checked.
    Limited {
        /// The counter with the longest wait.
        by: CounterKind,
        /// In how many seconds all counters allow an attempt: at least 1.
        retry_after: i64,
    },
}

/// Where an attempt was counted, so that it can be [given back](crate::session::TokenStore::give_back).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct CountedAttempt {
    /// The counters.
    pub counters: Vec<CountedIn>,
}

impl CountedAttempt {
    /// The attempt that was counted in these counters.
    #[must_use]
    pub const fn new(counters: Vec<CountedIn>) -> Self {
        Self { counters }
    }
}

/// A counter in which an attempt was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CountedIn {
    /// What the counter counts.
    pub kind: CounterKind,
    /// The counter.
    pub counter: AttemptCounter,
    /// The [slot](crate::session::AttemptLimit::slot) of its window.
    pub slot: i64,
}

impl CountedIn {
    /// The counter of this kind in which an attempt was counted, and the [slot](crate::session::AttemptLimit::slot) of its window.
    #[must_use]
    pub const fn new(kind: CounterKind, counter: AttemptCounter, slot: i64) -> Self {
        Self {
            kind,
            counter,
            slot,
        }
    }
}
