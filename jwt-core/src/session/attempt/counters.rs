//! `AttemptCounters`: counters of attempts in the memory of this process.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::counted_attempt::{Attempt, AttemptOutcome, CountedAttempt};
use super::counter_key::{AttemptCounter, CounterKey};
use super::device::{Device, KnownDevice};
use super::state::CounterState;

/// Counters of attempts, and the known devices of accounts.
#[derive(Default)]
pub struct AttemptCounters {
    counters: HashMap<CounterKey, StoredCounter>,
    /// Until when each device is remembered. Looked up by account and address together: a look-up by account alone would
    /// take longer for accounts with devices, and its time would reveal which accounts exist.
    known: HashMap<Device, i64>,
    devices: HashMap<CounterKey, Vec<(i64, CounterKey)>>,
    /// One time for each counter, at which it may have ended: then it is either removed, or gets a later time.
    counter_ends: BinaryHeap<Reverse<(i64, CounterKey)>>,
    /// The same for each account with devices.
    device_ends: BinaryHeap<Reverse<(i64, CounterKey)>>,
}

#[derive(Clone, Copy, Default)]
struct StoredCounter {
    state: CounterState,
    ends_at: i64,
}

impl AttemptCounters {
    /// Counts an attempt, or returns when it can be made.
    #[doc(hidden)]
    pub fn count(&mut self, attempt: &Attempt) -> AttemptOutcome {
        let device = attempt.exempt_device();
        let is_known = device.is_some_and(|device| self.knows(&device, attempt.now));
        let counters = attempt.counters(is_known);
        let state = |key| self.counters.get(key).copied().unwrap_or_default().state;
        let mut states: Vec<_> = counters
            .iter()
            .map(|(_, counter)| state(&counter.key))
            .collect();
        let outcome = attempt.count(&counters, &mut states);
        if matches!(outcome, AttemptOutcome::Counted(_)) {
            for ((_, counter), state) in counters.iter().zip(states) {
                self.keep(counter, state);
            }
        }
        outcome
    }

    /// Removes an attempt from its counters, and remembers the device from which it succeeded.
    #[doc(hidden)]
    pub fn give_back(&mut self, counted: &CountedAttempt, now: i64, success: Option<&KnownDevice>) {
        for counted in &counted.counters {
            let AttemptCounter { key, limit } = &counted.counter;
            let Some(kept) = self.counters.get_mut(key) else {
                continue;
            };
            if kept.state.give_back(limit, counted.slot, now) {
                kept.ends_at = kept.state.ends_at(limit);
                if kept.ends_at <= now {
                    kept.state = CounterState::default();
                }
            }
        }
        if let Some(device) = success {
            self.remember(device, now);
        }
    }

    fn knows(&self, device: &Device, now: i64) -> bool {
        self.known.get(device).is_some_and(|until| *until > now)
    }

    fn remember(&mut self, known: &KnownDevice, now: i64) {
        let Device { account, address } = known.device;
        let devices = self.devices.entry(account).or_default();
        if devices.is_empty() {
            self.device_ends.push(Reverse((known.until, account)));
        }
        let known_devices = &mut self.known;
        devices
            .retain(|(until, address)| is_current(known_devices, account, *address, *until, now));
        let before = devices.iter_mut().find(|(_, of)| *of == address);
        match before {
            Some((until, _)) => {
                let longer = known.until.saturating_sub(*until);
                if longer >= KnownDevice::WRITTEN_EVERY {
                    *until = known.until;
                    self.known.insert(known.device, known.until);
                }
            }
            None => {
                devices.push((known.until, address));
                self.known.insert(known.device, known.until);
            }
        }
        if devices.len() > KnownDevice::OF_ACCOUNT {
            devices.sort_unstable();
            let (_, address) = devices.remove(0);
            self.known.remove(&Device { account, address });
        }
    }

    fn keep(&mut self, counter: &AttemptCounter, state: CounterState) {
        let AttemptCounter { key, limit } = counter;
        let ends_at = state.ends_at(limit);
        if self
            .counters
            .insert(*key, StoredCounter { state, ends_at })
            .is_none()
        {
            self.counter_ends.push(Reverse((ends_at, *key)));
        }
    }

    /// How many counters there are.
    pub(crate) fn len(&self) -> usize {
        self.counters.len()
    }

    /// Removes up to `limit` counters and accounts whose time is over; returns whether there may be more.
    #[doc(hidden)]
    pub fn purge(&mut self, now: i64, limit: usize) -> bool {
        (0..limit).all(|_| self.purge_one(now))
    }

    fn purge_one(&mut self, now: i64) -> bool {
        let counter = due(&mut self.counter_ends, now);
        if let Some(key) = counter
            && let Some(kept) = self.counters.get(&key)
        {
            match kept.ends_at > now {
                true => self.counter_ends.push(Reverse((kept.ends_at, key))),
                false => drop(self.counters.remove(&key)),
            }
        }
        let account = due(&mut self.device_ends, now);
        if let Some(key) = account
            && let Some(devices) = self.devices.get_mut(&key)
        {
            let known = &mut self.known;
            devices.retain(|(until, address)| is_current(known, key, *address, *until, now));
            match devices.iter().map(|(until, _)| *until).min() {
                Some(until) => self.device_ends.push(Reverse((until, key))),
                None => drop(self.devices.remove(&key)),
            }
        }
        counter.is_some() || account.is_some()
    }
}

/// Whether a device is still remembered; otherwise it is removed.
fn is_current(
    known: &mut HashMap<Device, i64>,
    account: CounterKey,
    address: CounterKey,
    until: i64,
    now: i64,
) -> bool {
    if until <= now {
        known.remove(&Device { account, address });
    }
    until > now
}

/// Removes and returns the first key whose time has come.
fn due(ends: &mut BinaryHeap<Reverse<(i64, CounterKey)>>, now: i64) -> Option<CounterKey> {
    let Reverse((end, _)) = ends.peek()?;
    if *end > now {
        return None;
    }
    ends.pop().map(|Reverse((_, key))| key)
}

impl std::fmt::Debug for AttemptCounters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AttemptCounters").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::AttemptLimit;

    const NOW: i64 = 1_800_000_000;

    fn key(number: u32) -> CounterKey {
        let mut key = [0; 16];
        key[..4].copy_from_slice(&number.to_be_bytes());
        CounterKey::from_bytes(key)
    }

    fn attempt(number: u32, now: i64) -> Attempt {
        let limit = AttemptLimit {
            attempts: 2,
            window: 60,
        };
        let counter = AttemptCounter {
            key: key(number),
            limit,
        };
        Attempt {
            account_and_address: None,
            address: None,
            account: Some(counter),
            device: None,
            now,
        }
    }

    #[test]
    fn what_is_over_is_forgotten_some_at_a_time() {
        let mut counters = AttemptCounters::default();
        for number in 0..10 {
            counters.count(&attempt(number, NOW));
            let known = KnownDevice {
                device: Device {
                    account: key(number),
                    address: key(0),
                },
                until: NOW + 100,
            };
            counters.give_back(&CountedAttempt::default(), NOW, Some(&known));
        }
        // An attempt counts for longer in an existing counter.
        counters.count(&attempt(0, NOW + 40));
        assert!(!counters.purge(NOW + 63, 4));
        assert_eq!(counters.counters.len(), 10);
        assert!(counters.purge(NOW + 64, 4));
        assert!(counters.purge(NOW + 64, 4));
        assert!(!counters.purge(NOW + 64, 4));
        assert_eq!(counters.counters.len(), 1);
        assert_eq!(
            (counters.counter_ends.len(), counters.devices.len()),
            (1, 10)
        );
        while counters.purge(NOW + 104, 4) {}
        assert_eq!((counters.counters.len(), counters.devices.len()), (0, 0));
        assert_eq!(
            (counters.counter_ends.len(), counters.device_ends.len()),
            (0, 0)
        );
    }

    #[test]
    fn to_count_and_give_back_again_and_again_takes_no_more_memory() {
        let mut counters = AttemptCounters::default();
        for _ in 0..100 {
            if let AttemptOutcome::Counted(counted) = counters.count(&attempt(0, NOW)) {
                counters.give_back(&counted, NOW, None);
            }
        }
        assert_eq!(
            (counters.counters.len(), counters.counter_ends.len()),
            (1, 1)
        );
    }
}
