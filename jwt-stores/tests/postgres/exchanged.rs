//! Exchanged tokens of sessions that are removed at the same time: no foreign key keeps the two tables in step.

use std::time::Duration;

use jwt_core::session::{RefreshTokenState, RotationOutcome, TokenStore};
use sqlx::raw_sql;
use test_tools::needs;

use crate::database;
use crate::nodes::Shared;
use crate::nodes::family::{NOW, begun, rotation};
use crate::server::connection;
use crate::sql::Database;

#[needs(postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn they_are_removed_with_their_session_and_no_others_are() {
    let database = database().await;
    let node = database.node().await;
    let tokens = [begun(&node).await.1, begun(&node).await.1];
    for token in tokens {
        let (rotation, _) = rotation(token, NOW);
        let rotated = node.rotate(&rotation).await.expect("a result");
        assert_eq!(rotated, RotationOutcome::Done);
    }
    database
        .run("DELETE FROM jwt_guard_sessions WHERE key = (SELECT min(session::text)::bytea FROM jwt_guard_used)")
        .await;
    assert_eq!(database.rows("jwt_guard_used").await.len(), 1);
    let mut left = Vec::new();
    for token in tokens {
        let found = node.find(&token, NOW).await.expect("a result");
        left.extend(matches!(found, RefreshTokenState::Exchanged { .. }).then_some(token));
    }
    assert_eq!(left.len(), 1);
}

#[needs(postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_exchange_while_the_session_is_removed_stores_nothing() {
    let database = database().await;
    let node = database.node().await;
    let (_, token) = begun(&node).await;
    let mut removing = connection(&database.url()).await;
    let removal = raw_sql("BEGIN; DELETE FROM jwt_guard_sessions");
    removal.execute(&mut removing).await.expect("a removal");
    let exchange = tokio::spawn({
        let node = database.node().await;
        async move { node.rotate(&rotation(token, NOW).0).await }
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!exchange.is_finished(), "it does not wait");
    let commit = raw_sql("COMMIT").execute(&mut removing);
    commit.await.expect("a commit");
    let rotated = exchange.await.expect("a task").expect("a result");
    assert_eq!(rotated, RotationOutcome::Unknown);
    assert_eq!(database.rows("jwt_guard_used").await.len(), 0);
}

/// The removal has begun before the exchange, and sees its token nevertheless.
#[needs(postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_removal_that_waits_for_an_exchange_removes_its_token() {
    let database = database().await;
    let node = database.node().await;
    let (_, token) = begun(&node).await;
    let mut holding = connection(&database.url()).await;
    // An exchange that is not committed yet.
    let exchange = raw_sql(
        "BEGIN; WITH exchanged AS (UPDATE jwt_guard_sessions SET exchanges = exchanges + 1 RETURNING key, token)
         INSERT INTO jwt_guard_used SELECT token, key, 0, 1 FROM exchanged",
    );
    exchange.execute(&mut holding).await.expect("an exchange");
    let removal = tokio::spawn({
        let url = database.url();
        async move {
            let mut removing = connection(&url).await;
            let removal = raw_sql("DELETE FROM jwt_guard_sessions");
            removal.execute(&mut removing).await
        }
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!removal.is_finished(), "it does not wait");
    let commit = raw_sql("COMMIT").execute(&mut holding);
    commit.await.expect("a commit");
    removal.await.expect("a task").expect("a removal");
    assert_eq!(database.rows("jwt_guard_used").await.len(), 0);
    let found = node.find(&token, NOW).await.expect("a result");
    assert_eq!(found, RefreshTokenState::Unknown);
}
