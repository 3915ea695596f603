//! Opens the file of a database, and its connections.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use jwt_core::session::StoreError;
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use tokio::time::{Instant, sleep};

use super::failure::failure;
use crate::sql::ACQUIRE_TIMEOUT;

/// How long a connection waits for a lock of another process.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

const READERS: u32 = 4;

/// Parses a path or a URL.
pub(super) fn options(database: &Path) -> Result<SqliteConnectOptions, StoreError> {
    let text = database.to_str().unwrap_or_default();
    if text.is_empty() || text.contains(":memory:") || text.contains("mode=memory") {
        return Err(StoreError::unexpected(
            "a database in memory is not shared by connections: use `MemoryStore`",
        ));
    }
    let url = Some(text).filter(|text| text.starts_with("sqlite:"));
    let options = match url {
        Some(url) => SqliteConnectOptions::from_str(url)
            .map_err(failure)?
            .create_if_missing(!url.contains("mode=")),
        None => SqliteConnectOptions::new()
            .filename(database)
            .create_if_missing(true),
    };
    Ok(options
        .busy_timeout(BUSY_TIMEOUT)
        .synchronous(SqliteSynchronous::Full))
}

/// Opens the connection that writes.
pub(super) async fn writer(options: &SqliteConnectOptions) -> Result<SqlitePool, StoreError> {
    let options = options.clone().journal_mode(SqliteJournalMode::Wal);
    let pool = || one_connection().min_connections(1);
    // Of several processes that create the file at the same time, one changes it to WAL; SQLite does not wait for that
    // itself.
    let start = Instant::now();
    loop {
        match pool().connect_with(options.clone()).await {
            Ok(pool) => return Ok(pool),
            Err(error) if is_busy(&error) && start.elapsed() < BUSY_TIMEOUT => {
                sleep(Duration::from_millis(20)).await;
            }
            Err(error) => return Err(failure(error)),
        }
    }
}

/// Opens the connection that counts attempts, when it is first needed. It does not wait for the disk, which does not affect
/// the durability of other writes, since the log is written in order.
pub(super) fn counter(options: &SqliteConnectOptions) -> SqlitePool {
    let options = options.clone().create_if_missing(false);
    one_connection().connect_lazy_with(options.synchronous(SqliteSynchronous::Normal))
}

fn one_connection() -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
}

/// Opens connections that read, when they are first needed.
pub(super) fn reader(options: SqliteConnectOptions) -> SqlitePool {
    SqlitePoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .connect_lazy_with(options.create_if_missing(false))
}

fn is_busy(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    let kind = code.and_then(|code| Some(code.parse::<u32>().ok()? & 0xff));
    matches!(kind, Some(5 | 6))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filename(database: &str) -> Option<String> {
        let options = options(Path::new(database)).ok()?;
        Some(options.get_filename().to_str()?.to_owned())
    }

    #[test]
    fn a_database_is_a_path_or_a_url() {
        assert_eq!(filename("auth.db").as_deref(), Some("auth.db"));
        assert_eq!(filename("/var/a b?.db").as_deref(), Some("/var/a b?.db"));
        assert_eq!(filename("sqlite:auth.db").as_deref(), Some("auth.db"));
        let url = filename("sqlite:///var/auth.db?mode=rw");
        assert_eq!(url.as_deref(), Some("/var/auth.db"));
    }

    #[test]
    fn a_database_in_memory_is_refused() {
        for url in [
            "sqlite::memory:",
            "sqlite:a?mode=memory",
            ":memory:",
            "file::memory:",
            "",
        ] {
            assert!(options(Path::new(url)).is_err(), "{url}");
        }
    }
}
