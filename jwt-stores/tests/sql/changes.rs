//! What one node learns of what another did.

use std::time::{Duration, Instant};

use jwt_runtime::session::{Position, TokenStore};
use tokio::time::timeout;

use super::Database;
use crate::nodes::family::{revoked_key, some_key};

const SECOND: Duration = Duration::from_secs(1);

/// Waits until a node has nothing more to tell of what was before.
pub(crate) async fn settled(node: &impl TokenStore) {
    for _ in 0..10 {
        let changed = timeout(Duration::from_millis(300), node.changed());
        if changed.await.is_err() {
            return;
        }
    }
    panic!("it speaks without end");
}

/// Revokes on one node, and waits until another is woken.
pub(crate) async fn woken_by(other: &impl TokenStore, node: &(impl TokenStore + Clone)) {
    settled(node).await;
    let waits = tokio::spawn({
        let node = node.clone();
        async move { node.changed().await }
    });
    tokio::time::sleep(Duration::from_millis(20)).await;
    let start = Instant::now();
    let key = revoked_key(other).await;
    timeout(SECOND, waits)
        .await
        .expect("it sleeps")
        .expect("a task");
    eprintln!("woken after {:?}", start.elapsed());
    let read = node.revocations(Position::default()).await;
    let read = read.expect("revocations").revoked;
    assert!(read.iter().any(|revoked| revoked.key == key));
}

pub(crate) async fn a_node_is_woken_when_another_revokes(database: impl Database) {
    let (node, other) = (database.node().await, database.node().await);
    for _ in 0..3 {
        woken_by(&other, &node).await;
    }
    // What happens while nobody waits is told to whoever waits next.
    settled(&node).await;
    revoked_key(&other).await;
    tokio::time::sleep(SECOND).await;
    timeout(Duration::from_millis(20), node.changed())
        .await
        .expect("it was missed");
}

pub(crate) async fn all_who_wait_on_one_node_are_woken(database: impl Database) {
    let (node, other) = (database.node().await, database.node().await);
    settled(&node).await;
    let waits: Vec<_> = (0..3)
        .map(|_| {
            let node = node.clone();
            tokio::spawn(async move { node.changed().await })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(20)).await;
    revoked_key(&other).await;
    for wait in waits {
        timeout(SECOND, wait)
            .await
            .expect("it sleeps")
            .expect("a task");
    }
}

pub(crate) async fn nobody_watches_for_a_store_that_is_gone(database: impl Database) {
    let tasks = || {
        tokio::runtime::Handle::current()
            .metrics()
            .num_alive_tasks()
    };
    let node = database.node().await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let before = tasks();
    settled(&node).await;
    assert!(tasks() > before, "nobody watches");
    drop(node);
    let deadline = Instant::now() + SECOND * 2;
    while tasks() > before {
        assert!(Instant::now() < deadline, "somebody watches still");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

pub(crate) async fn a_database_that_was_restored_is_read_from_the_start(database: impl Database) {
    let node = database.node().await;
    for _ in 0..3 {
        revoked_key(&node).await;
    }
    let read = node.revocations(Position::default()).await;
    let position = read.expect("revocations").position;
    // As in a copy of yesterday.
    database.run("DELETE FROM jwt_guard_revocations").await;
    database
        .run("UPDATE jwt_guard_counter SET number = 0")
        .await;
    let key = revoked_key(&node).await;
    let read = node.revocations(position).await.expect("revocations");
    assert_eq!(read.revoked.len(), 1);
    assert_eq!(read.revoked[0].key, key);
    assert_ne!(key, some_key());
    let read = node.revocations(read.position).await;
    assert_eq!(read.expect("revocations").revoked, []);
}
