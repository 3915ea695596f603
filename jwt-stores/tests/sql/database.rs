//! A database that a test has for itself.

use jwt_runtime::session::TokenStore;

/// A database of a test's own. It is gone with this.
pub(crate) trait Database: Send + Sync + 'static {
    type Node: TokenStore + Clone;

    /// How another process finds it.
    fn url(&self) -> String;

    /// A store with connections of its own, as another process has it.
    fn node(&self) -> impl Future<Output = Self::Node> + Send {
        async { Self::open(&self.url()).await.expect("a store") }
    }

    fn open(
        url: &str,
    ) -> impl Future<Output = Result<Self::Node, jwt_runtime::session::StoreError>> + Send;

    /// Runs a statement behind the back of the store.
    fn run(&self, statement: &'static str) -> impl Future<Output = ()> + Send;

    /// All rows of a table, as text; bytes as hexadecimal digits.
    fn rows(&self, table: &'static str) -> impl Future<Output = Vec<String>> + Send;
}
