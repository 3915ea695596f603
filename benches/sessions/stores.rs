//! The stores that are measured.

use jwt_guard::session::{MemoryStore, TokenStore};
use jwt_guard::stores::{RedisStore, SqliteStore};

use crate::installed;
use crate::nodes::Shared;
use crate::redis_server::Disk;

/// Something that is measured of a store.
pub(crate) trait OfEach {
    /// Prints a row.
    async fn print(&self, name: &str, store: impl TokenStore);
}

pub(crate) async fn all(measuring: &impl OfEach) {
    measuring.print("MemoryStore", MemoryStore::new()).await;

    let folder = tempfile::tempdir().expect("a folder");
    let store = SqliteStore::open(folder.path().join("sessions.db")).await;
    measuring
        .print("SqliteStore", store.expect("a store"))
        .await;

    // The caller reports which is missing, and leaves the row out.
    if let Some(server) = installed::postgres() {
        let store = server.database().await.node().await;
        measuring.print("PostgresStore, `fsync=off`", store).await;
    }
    for (name, disk) in [
        ("RedisStore, nothing on disk", Disk::Nothing),
        ("RedisStore, `appendfsync=always`", Disk::Everything),
    ] {
        if let Some(server) = installed::redis(disk) {
            let store = RedisStore::connect(&server.url()).await;
            measuring.print(name, store.expect("a server")).await;
        }
    }
}
