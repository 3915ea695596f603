//! A store that counts as remote to the library, and responds at once.

use jwt_guard::session::{MemoryStore, Position, RevocationPage, StoreError, TokenStore};

/// Its revocations are read once: nothing is revoked after that.
pub(crate) struct Elsewhere(pub(crate) MemoryStore);

impl TokenStore for Elsewhere {
    async fn revocations(&self, after: Position) -> Result<RevocationPage, StoreError> {
        let mut page = match after {
            Position(0) => self.0.revocations(after).await?,
            _ => RevocationPage::default(),
        };
        page.position = Position(1);
        Ok(page)
    }

    jwt_guard::testing::forward_to_store! {
        position begin has_ended_all find rotate revoke has_ended_with_all sessions session revoked count give_back use_once purge
    }
}
