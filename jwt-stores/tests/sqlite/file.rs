//! A file of a test's own.

use std::path::PathBuf;

use jwt_core::session::StoreError;
use jwt_stores::SqliteStore;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions, SqliteRow};
use sqlx::{AssertSqlSafe, Column, Row, TypeInfo, ValueRef, query, query_scalar, raw_sql};
use tempfile::TempDir;

use crate::fleet::Engine;
use crate::nodes::Shared;
use crate::nodes::crowd::Crowded;
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

    /// Writes all that it holds to another file.
    pub(crate) async fn copy_to(&self, path: &str) {
        let copy = query("VACUUM INTO ?").bind(path);
        copy.execute(&self.pool().await).await.expect("a copy");
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

    async fn bytes(&self) -> i64 {
        query_scalar("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
            .fetch_one(&self.pool().await)
            .await
            .expect("a size")
    }

    async fn rows(&self, table: &'static str) -> Vec<String> {
        let rows = query(AssertSqlSafe(format!("SELECT * FROM {table}")))
            .fetch_all(&self.pool().await)
            .await;
        rows.expect("rows").iter().map(text).collect()
    }
}

impl Crowded for File {
    async fn add_sessions(&self) {
        self.run(
            "WITH RECURSIVE number (n) AS (
                 SELECT (SELECT count(*) FROM jwt_guard_sessions) - 1 UNION ALL SELECT n + 1 FROM number LIMIT 10000
             )
             INSERT INTO jwt_guard_sessions
             (key, subject_key, id, subject, token, created_at, last_used_at, expires_at, remembered_for, ends_at, details, began)
             SELECT unhex(printf('%032x', n)), subject_key, 'session-' || n, subject, unhex(printf('%064x', n)),
             created_at, last_used_at - 1, expires_at, 0, ends_at, '{}', 0
             FROM number, (SELECT * FROM jwt_guard_sessions WHERE subject = 'crowd' LIMIT 1)",
        )
        .await;
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
