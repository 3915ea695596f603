//! Devices from which a user has logged in: attempts from elsewhere do not delay them.

use super::counter_key::CounterKey;

/// An address, and an account for which a login from it may have succeeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Device {
    /// The account. Accounts of different keys are different.
    pub account: CounterKey,
    /// The address.
    pub address: CounterKey,
}

/// A device that a store is to remember.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownDevice {
    /// The device.
    pub device: Device,
    /// Until when it is remembered, in seconds since the Unix epoch.
    pub until: i64,
}

impl KnownDevice {
    /// How many devices of an account a store remembers. Of more, the one that is remembered the least long goes.
    pub const OF_ACCOUNT: usize = 16;

    /// How much longer a device must be remembered than it is already, in seconds, for a store to write it again: a day.
    pub const WRITTEN_EVERY: i64 = 24 * 60 * 60;
}

impl KnownDevice {
    /// For how long a device is remembered from which a user has logged in, in seconds.
    const REMEMBERED_FOR: i64 = 30 * 24 * 60 * 60;

    #[doc(hidden)]
    #[must_use]
    pub fn from_login(device: Device, now: i64) -> Self {
        Self {
            device,
            until: now.saturating_add(Self::REMEMBERED_FOR),
        }
    }
}
