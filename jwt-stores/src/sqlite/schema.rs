//! Creates the tables, and brings them up to date.

use jwt_core::session::StoreError;
use sqlx::{Error, SqliteConnection, SqlitePool, query, query_scalar, raw_sql};

use super::failure::failure;
use crate::sql::missing;

const SCRIPTS: &[&str] = &[include_str!("schema_1.sql"), include_str!("schema_2.sql")];

/// Brings the tables up to date. Any number of processes may do so at the same time.
pub(super) async fn migrate(pool: &SqlitePool) -> Result<(), StoreError> {
    let mut connection = pool.acquire().await.map_err(failure)?;
    let found = version(&mut connection).await.map_err(failure)?;
    if missing(found, SCRIPTS)?.is_empty() {
        return Ok(());
    }
    drop(connection);
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await.map_err(failure)?;
    // Another process may have done it meanwhile.
    let found = version(&mut transaction).await.map_err(failure)?;
    let missing = missing(found, SCRIPTS)?;
    for script in missing {
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

async fn version(connection: &mut SqliteConnection) -> Result<i64, Error> {
    let tables = "SELECT count(*) FROM sqlite_schema WHERE name = 'jwt_guard_schema'";
    let tables: i64 = query_scalar(tables).fetch_one(&mut *connection).await?;
    if tables == 0 {
        return Ok(0);
    }
    query_scalar("SELECT version FROM jwt_guard_schema")
        .fetch_one(connection)
        .await
}
