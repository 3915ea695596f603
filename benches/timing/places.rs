//! The places where login attempts are counted.

use std::any::Any;

use jwt_guard::auth::AuthBuilder;
use jwt_guard::config::AuthConfig;
use jwt_guard::session::MemoryStore;
use jwt_guard::stores::{RedisStore, SqliteStore};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use tokio::runtime::Runtime;

use crate::installed;
use crate::nodes::Shared;
use crate::redis_server::Disk;

#[derive(Clone, Copy)]
pub(crate) enum Place {
    Memory,
    Sqlite,
    Postgres,
    Redis,
}

/// What must live for as long as a store.
pub(crate) type Kept = Box<dyn Any>;

impl Place {
    /// Gives an `Auth` in the making a store in this place; nothing if there is no server. None of them waits for the disk, which
    /// would hide what is seen otherwise.
    pub(crate) fn keep<C: AuthConfig, U>(
        self,
        auth: AuthBuilder<C, U>,
        runtime: &Runtime,
    ) -> Option<(AuthBuilder<C, U>, Kept)> {
        Some(match self {
            Self::Memory => (auth.store(MemoryStore::new()), Box::new(())),
            Self::Sqlite => {
                let folder = tempfile::tempdir().expect("a folder");
                let options = SqliteConnectOptions::new()
                    .filename(folder.path().join("sessions.db"))
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Off);
                let store = runtime.block_on(async {
                    let pool = SqlitePoolOptions::new().connect_with(options).await;
                    SqliteStore::with_pool(pool.expect("a database")).await
                });
                (auth.store(store.expect("tables")), Box::new(folder))
            }
            Self::Postgres => {
                let server = installed::postgres()?;
                let store = runtime.block_on(async { server.database().await.node().await });
                (auth.store(store), Box::new(server))
            }
            Self::Redis => {
                let server = installed::redis(Disk::Nothing)?;
                let store = runtime.block_on(RedisStore::connect(&server.url()));
                (auth.store(store.expect("a server")), Box::new(server))
            }
        })
    }
}
