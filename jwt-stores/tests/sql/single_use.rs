//! What is left of keys that were used once.

use jwt_core::session::TokenStore;

use super::Database;
use super::kept::hexadecimal;
use crate::nodes::family::{DAY, GRACE, NOW};
use crate::nodes::single_use::single_use_key;

const TABLE: &str = "jwt_guard_used_keys";

pub(crate) async fn used_keys_are_removed_some_at_a_time_when_their_end_has_come(
    database: impl Database,
) {
    let store = database.node().await;
    for _ in 0..1100 {
        let used = store.use_once(&single_use_key(), NOW + DAY, NOW).await;
        assert!(used.expect("a result"));
    }
    let longer = single_use_key();
    let used = store.use_once(&longer, NOW + DAY + 1, NOW).await;
    assert!(used.expect("a result"));
    let rows = async || database.rows(TABLE).await.len();
    while store.purge(NOW + DAY - 1, GRACE).await.expect("a purge") {}
    assert_eq!(rows().await, 1101);
    assert!(store.purge(NOW + DAY, GRACE).await.expect("a purge"));
    assert_eq!(rows().await, 101);
    while store.purge(NOW + DAY, GRACE).await.expect("a purge") {}
    let left = database.rows(TABLE).await;
    assert_eq!(left.len(), 1);
    assert!(left[0].contains(&hexadecimal(longer.as_bytes())));
}

pub(crate) async fn a_refused_use_changes_nothing(database: impl Database) {
    let store = database.node().await;
    let key = single_use_key();
    let used = store.use_once(&key, NOW + DAY, NOW).await;
    assert!(used.expect("a result"));
    let before = database.rows(TABLE).await;
    for until in [NOW + 2 * DAY, NOW + 1, NOW] {
        let used = store.use_once(&key, until, NOW).await;
        assert!(!used.expect("a result"));
    }
    let used = store.use_once(&single_use_key(), NOW, NOW).await;
    assert!(!used.expect("a result"), "its end has come");
    assert_eq!(database.rows(TABLE).await, before);
}
