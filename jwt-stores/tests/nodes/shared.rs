//! What several nodes share.

use jwt_core::session::{StoreError, TokenStore};

/// A place for sessions of a test's own. It is gone with this.
pub(crate) trait Shared: Send + Sync + 'static {
    type Node: TokenStore + Clone;

    /// How another process finds it.
    fn url(&self) -> String;

    /// A store with connections of its own, as another process has it.
    fn node(&self) -> impl Future<Output = Self::Node> + Send {
        async { Self::open(&self.url()).await.expect("a store") }
    }

    fn open(url: &str) -> impl Future<Output = Result<Self::Node, StoreError>> + Send;
}
