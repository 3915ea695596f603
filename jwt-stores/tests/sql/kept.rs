//! What is in the tables.

use jwt_core::session::{RefreshTokenState, RevocationTarget, RotationOutcome, TokenStore};

use super::{Database, TABLES};
use crate::nodes::family::{DAY, GRACE, NOW, begun, revocation, rotation, some_key};

pub(crate) async fn dump(database: &impl Database) -> String {
    let mut dump = String::new();
    for table in TABLES {
        dump += &database.rows(table).await.join("\n");
    }
    dump
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) async fn a_dump_shows_no_token_and_what_was_sealed_only_within_the_grace(
    database: impl Database,
) {
    let store = database.node().await;
    let (session, first) = begun(&store).await;
    let sealed = |text: &str| text.as_bytes().to_vec();
    let shows = async |text: &[u8]| dump(&database).await.contains(&hexadecimal(text));
    let (mut to_second, second) = rotation(first, NOW);
    to_second.successor.as_mut().expect("one").sealed = sealed("sealed-second");
    store.rotate(&to_second).await.expect("a result");
    let all = dump(&database).await;
    assert!(all.contains(&session.subject) && all.contains(&session.id));
    assert!(shows(first.as_bytes()).await && shows(second.as_bytes()).await);
    assert!(shows(b"sealed-second").await);
    // Its successor was exchanged: nobody needs it any more.
    let (mut to_third, _) = rotation(second, NOW + 1);
    to_third.successor.as_mut().expect("one").sealed = sealed("sealed-third");
    store.rotate(&to_third).await.expect("a result");
    assert!(!shows(b"sealed-second").await);
    assert!(shows(b"sealed-third").await);
    while store.purge(NOW + GRACE, GRACE).await.expect("a purge") {}
    assert!(shows(b"sealed-third").await);
    while store.purge(NOW + 1 + GRACE, GRACE).await.expect("a purge") {}
    assert!(!shows(b"sealed").await);
}

/// A family that is larger than what is removed at a time, and more of everything else.
async fn filled(store: &impl TokenStore) {
    let (_, mut token) = begun(store).await;
    for _ in 0..1200 {
        let (rotation, successor) = rotation(token, NOW);
        let rotated = store.rotate(&rotation).await.expect("a result");
        assert_eq!(rotated, RotationOutcome::Done);
        token = successor;
    }
    for _ in 0..1100 {
        begun(store).await;
        let revocation = revocation(some_key());
        store.revoke(&revocation).await.expect("a revocation");
    }
}

async fn is_empty(database: &impl Database) -> bool {
    let [_, tables @ .., _] = TABLES;
    for table in tables {
        if !database.rows(table).await.is_empty() {
            return false;
        }
    }
    true
}

pub(crate) async fn a_purge_takes_some_at_a_time_and_leaves_nothing(database: impl Database) {
    let store = database.node().await;
    filled(&store).await;
    let (_, alive) = begun(&store).await;
    while store.purge(NOW + DAY - 1, GRACE).await.expect("a purge") {}
    assert_eq!(database.rows("jwt_guard_used").await.len(), 1200);
    assert_eq!(database.rows("jwt_guard_sessions").await.len(), 1102);
    assert_eq!(database.rows("jwt_guard_revocations").await.len(), 1100);
    let mut left = Vec::new();
    let mut purges = 0;
    while store.purge(NOW + 30 * DAY, GRACE).await.expect("a purge") {
        purges += 1;
        assert!(purges < 50, "it never ends");
        left.push(database.rows("jwt_guard_used").await.len());
    }
    // Which of the sessions that are over at one time go first is the database's choice.
    let fewer = left.iter().find(|left| **left < 1200);
    assert_eq!(fewer, Some(&200), "too much or too little at a time");
    assert!(is_empty(&database).await);
    let found = store.find(&alive, NOW).await.expect("a result");
    assert_eq!(found, RefreshTokenState::Unknown);
}

pub(crate) async fn two_purge_at_once(database: impl Database) {
    let nodes = [database.node().await, database.node().await];
    filled(&nodes[0]).await;
    let purges = nodes.map(|node| {
        tokio::spawn(
            async move { while node.purge(NOW + 30 * DAY, GRACE).await.expect("a purge") {} },
        )
    });
    for purge in purges {
        purge.await.expect("an end");
    }
    // What one held when the other looked may be left for the next time.
    let node = database.node().await;
    while node.purge(NOW + 30 * DAY, GRACE).await.expect("a purge") {}
    assert!(is_empty(&database).await);
}

pub(crate) async fn a_session_that_is_refreshed_for_ever_does_not_grow(database: impl Database) {
    let store = database.node().await;
    let before = database.bytes().await;
    let (_, mut token) = begun(&store).await;
    let mut after_1000 = 0;
    for number in 1..=2500 {
        let (mut rotation, successor) = rotation(token, NOW + number);
        rotation.remembered = 1000;
        let rotated = store.rotate(&rotation).await.expect("a result");
        assert_eq!(rotated, RotationOutcome::Done);
        token = successor;
        if number == 1000 {
            after_1000 = database.bytes().await - before;
        }
    }
    assert_eq!(database.rows("jwt_guard_used").await.len(), 1000);
    println!(
        "shown: {} bytes for each of 1000 exchanges",
        after_1000 / 1000
    );
}

/// A session that was revoked goes with the next purge; that it was revoked is known until its last access token has expired.
pub(crate) async fn what_is_in_the_way_of_nothing_goes_with_its_session(database: impl Database) {
    let store = database.node().await;
    let (session, first) = begun(&store).await;
    let (to_second, _) = rotation(first, NOW);
    store.rotate(&to_second).await.expect("a result");
    let mut revocation = revocation(some_key());
    revocation.target = RevocationTarget::Session(session.key);
    assert!(store.revoke(&revocation).await.expect("a revocation"));
    while store.purge(NOW, GRACE).await.expect("a purge") {}
    let found = store.find(&first, NOW).await.expect("a result");
    assert_eq!(found, RefreshTokenState::Unknown);
    assert_eq!(database.rows("jwt_guard_used").await.len(), 0);
    assert_eq!(database.rows("jwt_guard_sessions").await.len(), 0);
    while store.purge(NOW + DAY, GRACE).await.expect("a purge") {}
    assert!(is_empty(&database).await);
}
