//! `SqliteStore`: sessions in one file.

mod attempts;
mod identity;
mod open;
mod schema;
mod statements;
mod store;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use identity::Identity;
use jwt_core::session::StoreError;
use sqlx::{Error, SqlitePool};

use crate::sql::{self, Changes};

/// Keeps sessions in an SQLite database: one file on a local disk, which the processes of one machine may share.
///
/// ```no_run
/// use jwt_guard::prelude::*;
/// use jwt_guard::stores::SqliteStore;
///
/// #[derive(AuthConfig)]
/// #[auth(session_owner = "shop")]
/// struct Api {
///     secret: Secret,
/// }
///
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let store = SqliteStore::open("auth.db").await?;
/// let auth = Auth::builder(Api { secret: Secret::random()? }).store(store).build()?;
/// # Ok(())
/// # }
/// ```
///
/// # What it keeps, and how well
///
/// Of a refresh token only its digest; and, for `refresh_grace` and until it is wiped in the half minute after that, its
/// successor, sealed so that only the token itself opens it.
///
/// The tables begin with `jwt_guard_` and may stand in the database of the application.
///
/// What was answered is kept when the process is killed. A store made by [`open`](Self::open) also waits for the disk
/// (`synchronous = FULL`), so that it outlives a loss of power, if the disk does not lie. With `synchronous = NORMAL`,
/// which a pool given to [`with_pool`](Self::with_pool) can have, a loss of power may undo the last exchanges and
/// revocations; the database stays whole.
///
/// Attempts to log in are counted in the same database, and what is counted outlives a killed process. A store made by
/// [`open`](Self::open) does not wait for the disk for that: a loss of power may undo the last counts. To refuse an attempt is
/// to read: a flood of them keeps nobody from writing.
///
/// # Several processes
///
/// All may open the file at once. They wait for each other, each for up to five seconds; the database is in WAL mode, in which
/// reading never waits. WAL does not work on network file systems: on several machines, use `PostgresStore` or
/// `RedisStore`. What one process revokes, the others read within a tenth of a second.
///
/// When a backup was copied into the database by SQLite's own means (`.restore` of its shell), everybody reads all revocations
/// again, so that none is missed although others were lost. To put another file in its place, stop all processes before: a
/// process whose file was deleted or replaced does nothing any more, and each request that needs the store is answered 503,
/// until the file is back or the process is started again.
///
/// Clones share their connections. This needs Rust 1.94, as sqlx does.
#[derive(Clone)]
pub struct SqliteStore {
    /// One connection, so that those of this process wait in a queue.
    writer: SqlitePool,
    /// One connection for attempts to log in, which does not wait for the disk; none in a database of the application.
    counter: Option<SqlitePool>,
    reader: SqlitePool,
    /// Which file they are of; `None` if that cannot be said.
    identity: Option<Arc<Identity>>,
    changes: Arc<Changes>,
}

impl SqliteStore {
    /// Opens a file, or makes it, and the tables. Takes a path, or a URL such as `sqlite:auth.db`.
    ///
    /// # Errors
    ///
    /// If the file cannot be opened, or its tables are those of a later version; also for a database in memory, since
    /// [`MemoryStore`](jwt_core::session::MemoryStore) is that.
    pub async fn open(database: impl AsRef<Path> + Send) -> Result<Self, StoreError> {
        let options = open::options(database.as_ref())?;
        let writer = open::writer(&options).await?;
        schema::migrate(&writer).await?;
        Ok(Self {
            identity: Identity::of(options.get_filename()).map(Arc::new),
            writer,
            counter: Some(open::counter(&options)),
            reader: open::reader(options),
            changes: Arc::default(),
        })
    }

    /// Keeps sessions in a database that the application has opened, and makes the tables.
    ///
    /// The connections should have a `busy_timeout` (sqlx: five seconds unless told otherwise), the journal mode WAL,
    /// and wait for the disk as long as what was revoked is worth.
    ///
    /// ```no_run
    /// use jwt_guard::stores::SqliteStore;
    /// use sqlx::SqlitePool;
    /// use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let options = SqliteConnectOptions::new()
    ///     .filename("app.db")
    ///     .create_if_missing(true)
    ///     .journal_mode(SqliteJournalMode::Wal)
    ///     .synchronous(SqliteSynchronous::Full);
    /// let pool = SqlitePool::connect_with(options).await?;
    /// let store = SqliteStore::with_pool(pool).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If the tables are not there and cannot be made, or are those of a later version.
    pub async fn with_pool(pool: SqlitePool) -> Result<Self, StoreError> {
        schema::migrate(&pool).await?;
        let options = pool.connect_options();
        Ok(Self {
            identity: Identity::of(options.get_filename()).map(Arc::new),
            writer: pool.clone(),
            counter: None,
            reader: pool,
            changes: Arc::default(),
        })
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStore").finish_non_exhaustive()
    }
}

fn failure(error: Error) -> StoreError {
    sql::failure(&error, is_out_of_reach)
}

/// Whether the database could do it later. See <https://sqlite.org/rescode.html>; the lowest byte is the kind.
fn is_out_of_reach(code: &str) -> bool {
    const PERM: u32 = 3;
    const BUSY: u32 = 5;
    const LOCKED: u32 = 6;
    const NO_MEMORY: u32 = 7;
    const READ_ONLY: u32 = 8;
    const INTERRUPT: u32 = 9;
    const IO: u32 = 10;
    const FULL: u32 = 13;
    const CANNOT_OPEN: u32 = 14;
    const PROTOCOL: u32 = 15;
    let kind = code.parse::<u32>().map(|code| code & 0xff);
    matches!(
        kind,
        Ok(PERM
            | BUSY
            | LOCKED
            | NO_MEMORY
            | READ_ONLY
            | INTERRUPT
            | IO
            | FULL
            | CANNOT_OPEN
            | PROTOCOL)
    )
}

#[cfg(test)]
mod tests {
    use super::is_out_of_reach;

    #[test]
    fn what_may_pass_is_told_from_what_will_not() {
        // Busy, busy after a crash, read-only, the disk is full, an error while reading.
        for code in ["5", "261", "8", "13", "266"] {
            assert!(is_out_of_reach(code), "{code}");
        }
        // An error in a statement, a corrupt file, a constraint, no database at all.
        for code in ["1", "11", "1555", "26", "x"] {
            assert!(!is_out_of_reach(code), "{code}");
        }
    }
}
