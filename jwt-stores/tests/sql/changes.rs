//! What one node learns of what another did.

use std::time::{Duration, Instant};

use jwt_core::session::{Position, RevocationKey, TokenStore};
use tokio::time::timeout;

use super::Database;
use crate::nodes::family::{revocation, revoked_key};

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

pub(crate) async fn no_task_watches_for_a_store_that_is_gone(database: impl Database) {
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
    let read = node.revocations(read.position).await;
    assert_eq!(read.expect("revocations").revoked, []);
}

/// A reader stood at the end when the database became what it was before, and looks when more has happened since than then.
///
/// `restore` makes it so, without what was revoked last.
pub(crate) async fn what_comes_after_a_restored_backup_is_read<D: Database>(
    database: D,
    restore: impl AsyncFnOnce(&D),
) {
    let node = database.node().await;
    let kept = revoked_key(&node).await;
    database
        .run("CREATE TABLE backup AS SELECT * FROM jwt_guard_revocations")
        .await;
    for _ in 0..3 {
        revoked_key(&node).await;
    }
    let (_, position) = all_after(&node, Position::default()).await;
    assert_eq!(all_after(&node, position).await, (vec![], position));
    restore(&database).await;
    let node = database.node().await;
    let mut expected = vec![kept];
    for _ in 0..5 {
        expected.push(revoked_key(&node).await);
    }
    let (read, position) = all_after(&node, position).await;
    assert_eq!(read, expected);
    // From then on, only what is new.
    let more = revoked_key(&node).await;
    let (read, position) = all_after(&node, position).await;
    assert_eq!(read, [more]);
    assert_eq!(all_after(&node, position).await, (vec![], position));
    // What is revoked once more comes once more, and nothing else.
    let again = node.revoke(&revocation(kept)).await;
    again.expect("a revocation");
    assert_eq!(all_after(&node, position).await.0, [kept]);
}

async fn all_after(node: &impl TokenStore, position: Position) -> (Vec<RevocationKey>, Position) {
    let read = node.revocations(position).await.expect("revocations");
    let keys = read.revoked.iter().map(|revoked| revoked.key);
    (keys.collect(), read.position)
}
