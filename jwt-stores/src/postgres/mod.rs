//! `PostgresStore`: sessions in PostgreSQL.

mod attempts;
mod failure;
mod listener;
mod schema;
mod statements;
mod store;

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use jwt_core::session::StoreError;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgPool};

use self::failure::failure;
use crate::sql::{ACQUIRE_TIMEOUT, ChangeNotifier};

/// A connection that was idle for this long is tested before it is used.
const FRESH: Duration = Duration::from_secs(1);

/// Stores sessions in PostgreSQL 12 or later, for any number of processes.
///
/// ```no_run
/// use jwt_guard::prelude::*;
/// use jwt_guard::stores::PostgresStore;
///
/// #[derive(AuthConfig)]
/// #[auth(session_owner = "shop")]
/// struct Api {
///     secret: Secret,
/// }
///
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let store = PostgresStore::connect(&std::env::var("DATABASE_URL")?).await?;
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
/// The names of the tables begin with `jwt_guard_`; they are created in the `search_path` of the user.
///
/// What the store has confirmed is as durable as a commit of the server: with the defaults, it survives a loss of power.
///
/// A login, an exchange, a revocation, a look-up and the use of a token that works once are one statement each, so that they
/// take one round trip and are atomic. To end all sessions of a user stores one row, whatever their number; the rows of the
/// sessions are purged later, a thousand at a time. Only revocations wait for each other.
///
/// Attempts to log in are counted by functions of the server, in an `UNLOGGED` table, so that no login waits for the disk
/// for them. After a crash or a failover, the counters start at zero. Devices from which logins succeeded are as durable as
/// sessions; a device that logs in every day is written once a day.
///
/// # Several processes
///
/// A process notifies the others of revocations with `NOTIFY`, for which each has one more connection. A pooler that uses
/// another connection for each transaction (PgBouncer in the mode `transaction`) loses notifications: then processes read
/// revocations within `revocation_staleness`.
///
/// After a restart, a failover, or a restore from a dump, all processes read all revocations again, so that none is missed.
/// Revocations that were committed after the backup, or had not reached the replica, are lost. (A table that was restored
/// row by row is not detected; restart the server then.)
///
/// Transactions must be `READ COMMITTED`, the default of PostgreSQL: at stricter levels, simultaneous revocations would
/// fail. With another `default_transaction_isolation`, the store does not start.
///
/// Clones share their connections. Requires Rust 1.94, as sqlx does.
#[derive(Clone)]
pub struct PostgresStore {
    pool: PgPool,
    changes: Arc<ChangeNotifier>,
}

impl PostgresStore {
    /// Connects to `postgres://user:password@host/database`, and creates the tables.
    ///
    /// The connection is encrypted if the server supports it, unless `sslmode` says otherwise: over a network, use
    /// `?sslmode=verify-full`. There are up to 10 connections; a call waits up to 2 seconds for one.
    ///
    /// # Errors
    ///
    /// If the server cannot be reached, if the tables cannot be created or are those of a later version, or if transactions
    /// are not `READ COMMITTED`.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        let options = PgConnectOptions::from_str(url).map_err(failure)?;
        let pool = PgPoolOptions::new()
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .test_before_acquire(false)
            .before_acquire(|connection, meta| {
                Box::pin(async move {
                    if meta.idle_for > FRESH {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .connect_with(options)
            .await
            .map_err(failure)?;
        Self::with_pool(pool).await
    }

    /// Stores sessions in a database that the application has connected to, and creates the tables.
    ///
    /// Set an `acquire_timeout`, such as 2 seconds, so that requests do not wait long for a connection.
    ///
    /// ```no_run
    /// use std::time::Duration;
    ///
    /// use jwt_guard::stores::PostgresStore;
    /// use sqlx::postgres::PgPoolOptions;
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let pool = PgPoolOptions::new()
    ///     .max_connections(20)
    ///     .acquire_timeout(Duration::from_secs(2))
    ///     .connect(&std::env::var("DATABASE_URL")?)
    ///     .await?;
    /// let store = PostgresStore::with_pool(pool).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If the tables cannot be created or are those of a later version, or if transactions are not `READ COMMITTED`.
    pub async fn with_pool(pool: PgPool) -> Result<Self, StoreError> {
        schema::migrate(&pool).await?;
        Ok(Self {
            pool,
            changes: Arc::default(),
        })
    }
}

impl fmt::Debug for PostgresStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresStore").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::PostgresStore;

    #[tokio::test]
    async fn no_error_shows_the_password() {
        for url in [
            "postgres://ada:s3cret@host:port/database",
            "postgres://ada:s3cret@localhost/database?sslmode=odd",
            "postgres://ada:s3cret@127.0.0.1:1/database",
            "s3cret",
        ] {
            let error = PostgresStore::connect(url).await.unwrap_err();
            assert!(
                !format!("{error} {error:?}").contains("s3cret"),
                "{error:?}"
            );
        }
    }
}
