//! Attempts to log in, counted in the store.

use super::{Attempt, AttemptOutcome, CountedAttempt, Device, Keeper, KnownDevice, StoreError};

impl Keeper {
    /// Counts an attempt at the time of the store.
    #[doc(hidden)]
    pub async fn count(&self, attempt: &Attempt) -> Result<AttemptOutcome, StoreError> {
        let now = self.now().await?;
        let attempt = Attempt { now, ..*attempt };
        self.ask(self.store.count(&attempt)).await
    }

    /// Takes an attempt back, which a device made that logged in, if one is given.
    #[doc(hidden)]
    pub async fn give_back(
        &self,
        counted: &CountedAttempt,
        success: Option<Device>,
    ) -> Result<(), StoreError> {
        let now = self.now().await?;
        let success = success.map(|device| KnownDevice::from_login(device, now));
        let given_back = self.store.give_back(counted, now, success.as_ref());
        self.ask(given_back).await
    }
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
