//! `WithoutClock`: hides the clock of a store.

use std::time::Duration;

use crate::session::{StoreError, TokenStore};

/// A store that hides its own clock: sessions go by the clock of the `Auth`.
///
/// For tests that set that clock by hand on a store with a clock of its own, which would not follow.
///
/// ```
/// use jwt_guard::session::{MemoryStore, TokenStore};
/// use jwt_guard::testing::WithoutClock;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let store = WithoutClock(MemoryStore::new());
/// assert_eq!(store.time().await.unwrap(), None);
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct WithoutClock<S>(pub S);

impl<S: TokenStore> TokenStore for WithoutClock<S> {
    async fn time(&self) -> Result<Option<Duration>, StoreError> {
        Ok(None)
    }

    crate::__forward_to_store! {
        position begin has_ended_all find rotate revoke has_ended_with_all sessions session revoked revocations changed count
        give_back use_once purge persistence
    }
}
