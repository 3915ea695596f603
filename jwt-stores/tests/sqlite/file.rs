//! A file of a test's own.

use std::path::PathBuf;

use jwt_runtime::session::StoreError;
use jwt_stores::SqliteStore;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions, SqliteRow};
use sqlx::{AssertSqlSafe, Column, Row, TypeInfo, ValueRef, query, raw_sql};
use tempfile::TempDir;

use crate::fleet::Engine;
use crate::nodes::Shared;
use crate::sql::Database;

pub(crate) struct File(TempDir);

impl File {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder"))
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.0.path().join("auth.db")
    }

    pub(crate) fn options(&self) -> SqliteConnectOptions {
        SqliteConnectOptions::new().filename(self.path())
    }

    async fn pool(&self) -> SqlitePool {
        let pool = SqlitePoolOptions::new().max_connections(1);
        pool.connect_with(self.options()).await.expect("the file")
    }
}

impl Shared for File {
    type Node = SqliteStore;

    fn url(&self) -> String {
        self.path().to_str().expect("a path").to_owned()
    }

    async fn open(url: &str) -> Result<SqliteStore, StoreError> {
        SqliteStore::open(url).await
    }
}

impl Database for File {
    async fn run(&self, statement: &'static str) {
        let done = raw_sql(statement).execute(&self.pool().await).await;
        done.expect("a statement");
    }

    async fn rows(&self, table: &'static str) -> Vec<String> {
        let rows = query(AssertSqlSafe(format!("SELECT * FROM {table}")))
            .fetch_all(&self.pool().await)
            .await;
        rows.expect("rows").iter().map(text).collect()
    }
}

impl Engine for File {
    type Place = Self;

    fn url(&self, _: &str) -> String {
        Shared::url(self)
    }
}

fn text(row: &SqliteRow) -> String {
    let mut text = String::new();
    for column in row.columns() {
        let index = column.ordinal();
        let kind = row.try_get_raw(index).expect("a value");
        let kind = kind.type_info().name().to_owned();
        text += &match &*kind {
            "NULL" => "null".to_owned(),
            "TEXT" => row.get(index),
            "INTEGER" => row.get::<i64, _>(index).to_string(),
            "BLOB" => row
                .get::<Vec<u8>, _>(index)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
            other => panic!("{other}"),
        };
        text.push('|');
    }
    text
}
