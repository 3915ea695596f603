//! Creates the tables, and brings them up to date.

use jwt_core::session::StoreError;
use sqlx::{Error, PgConnection, PgPool, query, query_scalar, raw_sql};

use super::failure::failure;
use crate::sql::missing;

const SCRIPTS: &[&str] = &[include_str!("schema_1.sql"), include_str!("schema_2.sql")];

/// The advisory lock that is held while tables are created: "jwtguard" in ASCII.
const LOCK: i64 = 0x6a77_7467_7561_7264;

/// Brings the tables up to date. Any number of processes may do so at the same time.
pub(super) async fn migrate(pool: &PgPool) -> Result<(), StoreError> {
    let mut connection = pool.acquire().await.map_err(failure)?;
    check_isolation(&mut connection).await?;
    let found = version(&mut connection).await.map_err(failure)?;
    if missing(found, SCRIPTS)?.is_empty() {
        return Ok(());
    }
    drop(connection);
    let mut transaction = pool.begin().await.map_err(failure)?;
    let locked = query("SELECT pg_advisory_xact_lock($1)").bind(LOCK);
    locked.execute(&mut *transaction).await.map_err(failure)?;
    // Another process may have done it meanwhile.
    let found = version(&mut transaction).await.map_err(failure)?;
    for script in missing(found, SCRIPTS)? {
        let done = raw_sql(*script).execute(&mut *transaction).await;
        done.map_err(failure)?;
    }
    let version = i64::try_from(SCRIPTS.len()).map_err(StoreError::unexpected)?;
    query("UPDATE jwt_guard_schema SET version = $1")
        .bind(version)
        .execute(&mut *transaction)
        .await
        .map_err(failure)?;
    transaction.commit().await.map_err(failure)
}

/// Refuses isolation levels at which a statement that waited for another transaction fails.
async fn check_isolation(connection: &mut PgConnection) -> Result<(), StoreError> {
    let level: String = query_scalar("SELECT current_setting('transaction_isolation')")
        .fetch_one(connection)
        .await
        .map_err(failure)?;
    match &*level {
        "read committed" | "read uncommitted" => Ok(()),
        level => Err(StoreError::unexpected(format!(
            "found transactions that are {level}; expected READ COMMITTED: see `default_transaction_isolation`"
        ))),
    }
}

async fn version(connection: &mut PgConnection) -> Result<i64, Error> {
    // Read from the catalogue, also after a wait for the lock: `to_regclass` uses a cache.
    let is_there: bool = query_scalar(
        "SELECT EXISTS (SELECT FROM pg_class WHERE relname = 'jwt_guard_schema' AND pg_table_is_visible(oid))",
    )
    .fetch_one(&mut *connection)
    .await?;
    if !is_there {
        return Ok(0);
    }
    query_scalar("SELECT version FROM jwt_guard_schema")
        .fetch_one(connection)
        .await
}
