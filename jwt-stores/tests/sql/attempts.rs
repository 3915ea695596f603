//! What is left of attempts to log in.

use jwt_core::session::{Attempt, AttemptOutcome, CountedAttempt, Device, KnownDevice, TokenStore};

use super::Database;
use crate::nodes::attempts::{attempt, counter_key};
use crate::nodes::family::{DAY, GRACE, NOW};

async fn counted(store: &impl TokenStore, attempt: &Attempt) -> CountedAttempt {
    match store.count(attempt).await.expect("an outcome") {
        AttemptOutcome::Counted(counted) => counted,
        limited => panic!("{limited:?}"),
    }
}

async fn remember(store: &impl TokenStore, device: Device, now: i64) {
    let known = KnownDevice::new(device, now + 30 * DAY);
    let counted = CountedAttempt::default();
    let given_back = store.give_back(&counted, now, Some(&known)).await;
    given_back.expect("given back");
}

fn device() -> Device {
    Device::new(counter_key(), counter_key())
}

pub(crate) async fn counters_and_devices_that_are_over_are_removed_some_at_a_time(
    database: impl Database,
) {
    let store = database.node().await;
    for _ in 0..1100 {
        counted(&store, &attempt(counter_key())).await;
        remember(&store, device(), NOW).await;
    }
    let rows = async |table| database.rows(table).await.len();
    // The window of an account is of 16 slots, each of four minutes.
    let end = NOW + 16 * 240;
    while store.purge(end - 1, GRACE).await.expect("a purge") {}
    assert_eq!(rows("jwt_guard_attempts").await, 1100);
    assert!(store.purge(end, GRACE).await.expect("a purge"));
    assert_eq!(rows("jwt_guard_attempts").await, 100);
    while store.purge(end, GRACE).await.expect("a purge") {}
    assert_eq!(rows("jwt_guard_attempts").await, 0);
    assert_eq!(rows("jwt_guard_devices").await, 1100);
    assert!(store.purge(NOW + 30 * DAY, GRACE).await.expect("a purge"));
    while store.purge(NOW + 30 * DAY, GRACE).await.expect("a purge") {}
    assert_eq!(rows("jwt_guard_devices").await, 0);
}

pub(crate) async fn an_attempt_that_was_given_back_leaves_no_row(database: impl Database) {
    let store = database.node().await;
    let attempt = attempt(counter_key());
    let counted = counted(&store, &attempt).await;
    assert_eq!(database.rows("jwt_guard_attempts").await.len(), 3);
    let given_back = store.give_back(&counted, NOW, None).await;
    given_back.expect("given back");
    assert_eq!(database.rows("jwt_guard_attempts").await.len(), 0);
}

pub(crate) async fn an_account_has_rows_for_sixteen_devices(database: impl Database) {
    let store = database.node().await;
    let account = counter_key();
    for second in 0..20 {
        let address = counter_key();
        remember(&store, Device::new(account, address), NOW + second).await;
    }
    assert_eq!(database.rows("jwt_guard_devices").await.len(), 16);
}
