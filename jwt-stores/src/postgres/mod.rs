//! `PostgresStore`: sessions in a PostgreSQL server.

mod attempts;
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
use sqlx::{Connection, Error, PgPool};

use crate::sql::{self, ACQUIRE_TIMEOUT, Changes};

/// A connection that nobody used for so long is tested first.
const FRESH: Duration = Duration::from_secs(1);

/// Keeps sessions in PostgreSQL, version 12 or later, for services of any number of processes.
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
/// # What it keeps, and how well
///
/// Of a refresh token only its digest; and, for `refresh_grace` and until it is wiped in the half minute after that, its
/// successor, sealed so that only the token itself opens it.
///
/// The tables begin with `jwt_guard_`; they are made where the `search_path` of the user points.
///
/// What was answered is kept as well as the server keeps what was committed: with its defaults, also when it loses power.
///
/// A login, an exchange, a revocation and a look-up are one statement each, hence one round trip, and never half done. The end of
/// all sessions of a user is one row, whatever their number; the rows of the sessions are removed a thousand at a time
/// afterwards. Only revocations wait for each other.
///
/// Attempts to log in are counted by functions of the server, in an `UNLOGGED` table: no login waits for the disk because
/// of them. After a crash or a failover the counters begin at zero. The devices from which logins succeeded are kept like
/// sessions; one that logs in each day is written once a day.
///
/// # Several processes
///
/// What one process revokes, the others are told by `NOTIFY`, on one more connection each. A pooler that gives each
/// transaction another connection (PgBouncer in its mode `transaction`) loses what it is told: then they learn of it when
/// they ask, which they do within `revocation_staleness` anyway.
///
/// After a restart, a failover, and when the tables were filled from a dump, everybody reads all revocations again, so that none
/// is missed although others were lost: what was committed after a backup was made, or had not reached the replica, is not
/// revoked any more. (A table that is changed row by row to what it was looks like any other; then restart the server.)
///
/// Transactions must be `READ COMMITTED`, which is the default of PostgreSQL: in stricter ones, revocations at the same time would
/// fail. With another `default_transaction_isolation`, the store does not start.
///
/// Clones share their connections. This needs Rust 1.94, as sqlx does.
#[derive(Clone)]
pub struct PostgresStore {
    pool: PgPool,
    changes: Arc<Changes>,
}

impl PostgresStore {
    /// Connects to `postgres://user:password@host/database`, and makes the tables.
    ///
    /// The connection is encrypted if the server can, and if `sslmode` does not say otherwise: over a network, say
    /// `?sslmode=verify-full`. There are up to ten connections; a call waits up to two seconds for one.
    ///
    /// # Errors
    ///
    /// If the server cannot be reached; if the tables are not there and cannot be made, or are those of a later version; if
    /// transactions are not `READ COMMITTED`.
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

    /// Keeps sessions in a database that the application has connected to, and makes the tables.
    ///
    /// An `acquire_timeout` of two seconds, say, keeps a request from waiting for a connection that there is not.
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
    /// If the tables are not there and cannot be made, or are those of a later version; if transactions are not
    /// `READ COMMITTED`.
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

fn failure(error: Error) -> StoreError {
    sql::failure(&error, is_out_of_reach)
}

/// Whether the server could do it later, by the first two letters of the code, which are its class.
/// See <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
fn is_out_of_reach(code: &str) -> bool {
    const CONNECTION: &str = "08";
    const AUTHORIZATION: &str = "28";
    const ROLLED_BACK: &str = "40";
    const RESOURCES: &str = "53";
    const NOT_READY: &str = "55";
    const INTERVENTION: &str = "57";
    const SYSTEM: &str = "58";
    /// As on a standby.
    const READ_ONLY: &str = "25006";
    let class = code.get(..2).unwrap_or_default();
    code == READ_ONLY
        || [
            CONNECTION,
            AUTHORIZATION,
            ROLLED_BACK,
            RESOURCES,
            NOT_READY,
            INTERVENTION,
            SYSTEM,
        ]
        .contains(&class)
}

#[cfg(test)]
mod tests {
    use super::{PostgresStore, is_out_of_reach};

    #[test]
    fn what_may_pass_is_told_from_what_will_not() {
        // Shut down, starting, too many connections, the disk is full, read-only, a deadlock.
        for code in ["57P01", "57P03", "53300", "53100", "25006", "40P01"] {
            assert!(is_out_of_reach(code), "{code}");
        }
        // An error in a statement, no such table, a constraint.
        for code in ["42601", "42P01", "23505", "25001", "x"] {
            assert!(!is_out_of_reach(code), "{code}");
        }
    }

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
