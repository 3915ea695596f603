//! Counts attempts to log in, by the time of the store.

use super::session_service::SessionService;
use crate::session::attempt::{Attempt, AttemptOutcome, CountedAttempt, Device, KnownDevice};
use crate::session::store::StoreError;

impl SessionService {
    /// Counts an attempt, by the time of the store.
    #[doc(hidden)]
    pub async fn count(&self, attempt: &Attempt) -> Result<AttemptOutcome, StoreError> {
        let now = self.now().await?;
        let attempt = Attempt { now, ..*attempt };
        self.ask(self.store.count(&attempt)).await
    }

    /// Removes an attempt from its counters. `success` is the device, if the login succeeded.
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
