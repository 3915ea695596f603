//! `SqliteStore`: sessions in an SQLite database.

mod attempts;
mod failure;
mod identity;
mod open;
mod schema;
mod statements;
mod store;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use identity::FileIdentity;
use jwt_core::session::StoreError;
use sqlx::SqlitePool;

use crate::sql::ChangeNotifier;

/// Stores sessions in an SQLite database: one file on a local disk, which the processes of one machine may share.
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
/// # Durability
///
/// Of a refresh token, only its digest is stored; and its successor, encrypted with a key that is derived from the token,
/// until it is wiped within 30 seconds after `refresh_grace`.
///
/// The names of the tables begin with `jwt_guard_`; they may be in the database of the application.
///
/// What the store has confirmed survives a kill of the process. A store from [`open`](Self::open) also waits for the disk
/// (`synchronous = FULL`), so that it survives a loss of power, if the disk honours flushes. With `synchronous = NORMAL`,
/// which a pool for [`with_pool`](Self::with_pool) can have, a loss of power may undo the last exchanges and revocations,
/// but does not corrupt the database.
///
/// Attempts to log in are counted in the same database, and counts survive a kill of the process. A store from
/// [`open`](Self::open) does not wait for the disk for counts: a loss of power may undo the last ones. A refused attempt
/// only reads, so that a flood of them does not block writers.
///
/// # Several processes
///
/// Several processes may open the file at the same time. Writers wait for each other for up to 5 seconds; the database is in
/// WAL mode, in which readers never wait. WAL does not work on network file systems: for several machines, use
/// `PostgresStore` or `RedisStore`. Other processes read a revocation within 100 milliseconds.
///
/// After a restore with SQLite's own means (`.restore` of its shell), all processes read all revocations again, so that none
/// is missed. Revocations that were made after the backup are lost. Stop all processes before replacing the file itself: a
/// process whose file was deleted or replaced fails each request that needs the store with 503, until the file is back or
/// the process is restarted.
///
/// Clones share their connections. Requires Rust 1.94, as sqlx does.
#[derive(Clone)]
pub struct SqliteStore {
    /// The connection that writes: one, so that the tasks of this process queue for it.
    writer: SqlitePool,
    /// The connection that counts attempts to log in, which does not wait for the disk; `None` with a pool of the
    /// application.
    counter: Option<SqlitePool>,
    reader: SqlitePool,
    /// The identity of the file; `None` if it is unknown.
    identity: Option<Arc<FileIdentity>>,
    changes: Arc<ChangeNotifier>,
}

impl SqliteStore {
    /// Opens or creates a file, and creates the tables. Takes a path, or a URL such as `sqlite:auth.db`.
    ///
    /// # Errors
    ///
    /// If the file cannot be opened, if its tables are those of a later version, or if the database is in memory: use
    /// [`MemoryStore`](jwt_core::session::MemoryStore) instead.
    pub async fn open(database: impl AsRef<Path> + Send) -> Result<Self, StoreError> {
        let options = open::options(database.as_ref())?;
        let writer = open::writer(&options).await?;
        schema::migrate(&writer).await?;
        Ok(Self {
            identity: FileIdentity::of(options.get_filename()).map(Arc::new),
            writer,
            counter: Some(open::counter(&options)),
            reader: open::reader(options),
            changes: Arc::default(),
        })
    }

    /// Stores sessions in a database that the application has opened, and creates the tables.
    ///
    /// The connections should have a `busy_timeout` (5 seconds by default in sqlx), the journal mode WAL, and the
    /// `synchronous` level that revocations require.
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
    /// If the tables cannot be created or are those of a later version.
    pub async fn with_pool(pool: SqlitePool) -> Result<Self, StoreError> {
        schema::migrate(&pool).await?;
        let options = pool.connect_options();
        Ok(Self {
            identity: FileIdentity::of(options.get_filename()).map(Arc::new),
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
