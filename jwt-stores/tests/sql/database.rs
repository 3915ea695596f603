//! A database that a test has for itself.

use crate::nodes::Shared;

/// A database of a test's own. It is gone with this.
pub(crate) trait Database: Shared {
    /// Runs a statement behind the back of the store.
    fn run(&self, statement: &'static str) -> impl Future<Output = ()> + Send;

    /// How large the tokens are that were exchanged, or the whole database.
    fn bytes(&self) -> impl Future<Output = i64> + Send;

    /// All rows of a table, as text; bytes as hexadecimal digits.
    fn rows(&self, table: &'static str) -> impl Future<Output = Vec<String>> + Send;
}
