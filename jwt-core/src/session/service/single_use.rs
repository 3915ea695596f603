//! Uses a key once, by the time of the store.

use super::session_service::SessionService;
use crate::session::record::SingleUseKey;
use crate::session::store::StoreError;
use crate::token::MAX_LEEWAY_SECONDS;

impl SessionService {
    /// Uses a key that names something which is valid for `lifetime` seconds in all; returns whether no call did so before.
    ///
    /// The use is recorded for that whole time from now on, and not until the thing expires: the clocks by which processes
    /// verify may differ from that of the store. The margin is that of revocations.
    #[doc(hidden)]
    pub async fn use_once(&self, key: &SingleUseKey, lifetime: i64) -> Result<bool, StoreError> {
        let now = self.now().await?;
        let until = now
            .saturating_add(lifetime)
            .saturating_add(3 * MAX_LEEWAY_SECONDS);
        self.ask(self.store.use_once(key, until, now)).await
    }
}
