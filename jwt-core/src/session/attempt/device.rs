//! Devices from which a user has logged in: attempts from other addresses do not delay them.

use super::counter_key::CounterKey;

/// An account, and an address from which it may have logged in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Device {
    /// The account.
    pub account: CounterKey,
    /// The address.
    pub address: CounterKey,
}

impl Device {
    /// The device of this account and this address. Keys that are swapped name another device, which is not known.
    #[must_use]
    pub const fn new(account: CounterKey, address: CounterKey) -> Self {
        Self { account, address }
    }
}

/// A device that has logged in, which a store is to remember.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnownDevice {
    /// The device.
    pub device: Device,
    /// Until when it is remembered, in seconds since the Unix epoch.
    pub until: i64,
}

impl KnownDevice {
    /// How many devices of an account a store remembers; beyond that, the device with the earliest end is forgotten.
    pub const OF_ACCOUNT: usize = 16;

    /// A store updates `until` only if it grows by at least this many seconds: one day.
    pub const WRITTEN_EVERY: i64 = 24 * 60 * 60;

    /// For how long a device is remembered after a login: 30 days, in seconds.
    const REMEMBERED_FOR: i64 = 30 * 24 * 60 * 60;

    /// The device, and until when it is remembered, in seconds since the Unix epoch.
    #[must_use]
    pub const fn new(device: Device, until: i64) -> Self {
        Self { device, until }
    }

    #[doc(hidden)]
    #[must_use]
    pub fn from_login(device: Device, now: i64) -> Self {
        Self {
            device,
            until: now.saturating_add(Self::REMEMBERED_FOR),
        }
    }
}
