//! The stores, each with a service on it.

use jwt_guard::session::MemoryStore;
use jwt_guard::stores::{RedisStore, SqliteStore};

use crate::redis_server::Disk;
use crate::refreshes::Measuring;
use crate::sql::Database;
use crate::{postgres, redis_server};

pub(crate) async fn all(measuring: &Measuring) {
    measuring.print("MemoryStore", MemoryStore::new()).await;

    let folder = tempfile::tempdir().expect("a folder");
    let store = SqliteStore::open(folder.path().join("sessions.db")).await;
    measuring
        .print("SqliteStore", store.expect("a store"))
        .await;

    // Whoever says so tells which is missing, and the row is left out.
    if let Some(server) = postgres::Server::start() {
        let store = server.database().await.node().await;
        measuring.print("PostgresStore, `fsync=off`", store).await;
    }
    for (name, disk) in [
        ("RedisStore, nothing on disk", Disk::Nothing),
        ("RedisStore, `appendfsync=always`", Disk::Everything),
    ] {
        if let Some(server) = redis_server::Server::start(disk) {
            let store = RedisStore::connect(&server.url()).await;
            measuring.print(name, store.expect("a server")).await;
        }
    }
}
