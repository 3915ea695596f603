//! A database that cannot be written, or is none.

use std::fs;

use jwt_core::session::{
    Position, RefreshTokenState, RevocationTarget, RotationOutcome, StoreError, TokenStore,
};
use jwt_stores::SqliteStore;
use sqlx::sqlite::{SqliteJournalMode, SqlitePoolOptions};

use crate::file::File;
use crate::nodes::Shared;
use crate::nodes::family::{DAY, NOW, begun, revocation, rotation, session, some_key, token};
use crate::nodes::single_use::single_use_key;
use crate::sql::Database;
use crate::sql::changes::what_comes_after_a_restored_backup_is_read;

fn is_unreachable<T: std::fmt::Debug>(result: Result<T, StoreError>) {
    let error = result.expect_err("it was done");
    assert_eq!(error.to_string(), "the store cannot be reached");
}

#[tokio::test]
async fn a_file_that_cannot_be_written_loses_nothing() {
    let file = File::new();
    let (kept, first) = begun(&file.node().await).await;
    let pool = SqlitePoolOptions::new()
        .connect_with(file.options().read_only(true))
        .await
        .expect("a file");
    let store = SqliteStore::with_pool(pool).await.expect("tables");
    let (to_second, _) = rotation(first, NOW);
    is_unreachable(store.rotate(&to_second).await);
    is_unreachable(
        store
            .begin(&session(), &token(), Position::default(), None)
            .await,
    );
    is_unreachable(store.revoke(&revocation(some_key())).await);
    let mut end = revocation(some_key());
    end.target = RevocationTarget::Session(kept.key);
    is_unreachable(store.revoke(&end).await);
    let key = single_use_key();
    is_unreachable(store.use_once(&key, NOW + DAY, NOW).await);
    let used = file.node().await.use_once(&key, NOW + DAY, NOW).await;
    assert!(used.expect("a result"), "it was used");
    let found = store.find(&first, NOW).await.expect("a result");
    assert_eq!(found, RefreshTokenState::Current(kept));
    // When it can be written again, all goes on.
    let rotated = file.node().await.rotate(&to_second).await;
    assert_eq!(rotated.expect("a result"), RotationOutcome::Done);
}

#[tokio::test]
async fn a_disk_that_is_full_loses_nothing() {
    let file = File::new();
    let (_, mut presented) = begun(&file.node().await).await;
    let options = file
        .options()
        .journal_mode(SqliteJournalMode::Wal)
        .pragma("max_page_count", "40");
    let pool = SqlitePoolOptions::new().max_connections(1);
    let pool = pool.connect_with(options).await.expect("a file");
    let store = SqliteStore::with_pool(pool).await.expect("tables");
    let failed = loop {
        let (rotation, successor) = rotation(presented, NOW);
        match store.rotate(&rotation).await {
            Ok(rotated) => assert_eq!(rotated, RotationOutcome::Done),
            Err(error) => break error,
        }
        presented = successor;
    };
    is_unreachable::<()>(Err(failed));
    // The client asks again when there is room.
    let store = file.node().await;
    let (rotation, _) = rotation(presented, NOW);
    let rotated = store.rotate(&rotation).await.expect("a result");
    assert_eq!(rotated, RotationOutcome::Done);
}

#[tokio::test]
async fn what_comes_after_a_backup_was_copied_into_the_file_is_read() {
    let restore = async |file: &File| {
        // What `.restore` of the shell does to the rows, and to the version of the schema.
        file.run(
            "BEGIN;
             DELETE FROM jwt_guard_revocations WHERE number > 1;
             UPDATE jwt_guard_counter SET number = 1;
             PRAGMA schema_version = 1000;
             COMMIT",
        )
        .await;
    };
    what_comes_after_a_restored_backup_is_read(File::new(), restore).await;
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let file = File::new();
    let text = "this is no database, but a text of some length ".repeat(100);
    fs::write(file.path(), &text).expect("a file");
    let error = SqliteStore::open(file.path()).await.expect_err("a store");
    assert_eq!(
        error.to_string(),
        "the store returned an unexpected response"
    );
    assert_eq!(fs::read_to_string(file.path()).expect("a file"), text);
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_out_of_reach() {
    let file = File::new();
    is_unreachable(SqliteStore::open(file.path().join("none/auth.db")).await);
}

#[tokio::test]
async fn a_pool_of_one_connection_is_enough() {
    let file = File::new();
    let options = file.options().create_if_missing(true);
    let pool = SqlitePoolOptions::new().max_connections(1);
    let pool = pool.connect_with(options).await.expect("a file");
    let store = SqliteStore::with_pool(pool).await.expect("tables");
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let (session, first) = begun(&store).await;
                let (to_second, second) = rotation(first, NOW);
                let rotated = store.rotate(&to_second).await.expect("a result");
                assert_eq!(rotated, RotationOutcome::Done);
                let again = store.rotate(&to_second).await.expect("a result");
                assert_eq!(again, RotationOutcome::Again(second.as_bytes().to_vec()));
                let found = store.find(&second, NOW).await.expect("a result");
                assert_eq!(found, RefreshTokenState::Current(session));
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("a result");
    }
}
