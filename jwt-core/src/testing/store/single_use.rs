//! A key is used once, by all processes together.

use std::sync::Arc;

use super::attempts::counter_key;
use super::fixtures::{DAY, NOW, PAST, PURGING, revoke};
use super::records::purge;
use crate::session::{
    Attempt, AttemptCounter, AttemptLimit, AttemptOutcome, CounterKey, RevocationKey,
    RevocationTarget, SingleUseKey, TokenStore,
};

/// How long a link is valid.
const TTL: i64 = 15 * 60;

/// A key that no other test uses.
pub(in crate::testing) fn single_use_key() -> SingleUseKey {
    SingleUseKey::from_bytes(*counter_key().as_bytes())
}

/// Uses a key; returns whether that was the first use.
async fn uses(store: &impl TokenStore, key: &SingleUseKey, until: i64, now: i64) -> bool {
    store.use_once(key, until, now).await.expect("a result")
}

pub async fn a_key_is_used_once(store: impl TokenStore) {
    let key = single_use_key();
    assert!(uses(&store, &key, NOW + TTL, NOW).await);
    // Neither an earlier nor a later end makes it another use.
    for (until, now) in [
        (NOW + TTL, NOW),
        (NOW + 1, NOW),
        (NOW + DAY, NOW + 1),
        (NOW + DAY, NOW + TTL - 1),
    ] {
        assert!(!uses(&store, &key, until, now).await, "{until} at {now}");
    }
}

pub async fn a_key_is_as_new_from_its_end_on(store: impl TokenStore) {
    let key = single_use_key();
    assert!(uses(&store, &key, NOW + TTL, NOW).await);
    // The uses that were refused did not move the end.
    assert!(!uses(&store, &key, NOW + DAY, NOW + TTL - 1).await);
    assert!(uses(&store, &key, NOW + DAY, NOW + TTL).await);
    assert!(!uses(&store, &key, NOW + 2 * DAY, NOW + DAY - 1).await);
}

pub async fn a_key_whose_end_has_come_is_not_used(store: impl TokenStore) {
    let key = single_use_key();
    for until in [NOW, NOW - 1, 0, i64::MIN] {
        assert!(!uses(&store, &key, until, NOW).await, "{until}");
    }
    // That was no use.
    assert!(uses(&store, &key, NOW + TTL, NOW).await);
    for until in [NOW, NOW - 1] {
        assert!(!uses(&store, &key, until, NOW).await, "{until}");
    }
    assert!(!uses(&store, &key, NOW + TTL, NOW).await, "forgotten");
}

pub async fn a_key_can_be_used_until_any_time(store: impl TokenStore) {
    let key = single_use_key();
    assert!(uses(&store, &key, i64::MAX, NOW).await);
    assert!(!uses(&store, &key, i64::MAX, NOW + 1000 * DAY).await);
}

pub async fn a_use_concerns_no_other_key_and_nothing_else(store: impl TokenStore) {
    let [key, other] = [single_use_key(), single_use_key()];
    assert!(uses(&store, &key, NOW + TTL, NOW).await);
    let same = *key.as_bytes();
    let mut near = same;
    near[15] ^= 1;
    for key in [other, SingleUseKey::from_bytes(near)] {
        assert!(uses(&store, &key, NOW + TTL, NOW).await);
    }
    // What else has these bytes is not revoked, and its attempts are not counted.
    let revocation = RevocationKey::from_bytes(same);
    assert_eq!(store.revoked(&[revocation]).await.expect("a result"), []);
    let limit = AttemptLimit::new(1, 60);
    let counter = CounterKey::from_bytes(same);
    let mut attempt = Attempt::new(NOW);
    attempt.account = Some(AttemptCounter::new(counter, limit));
    let outcome = store.count(&attempt).await.expect("a result");
    assert!(matches!(outcome, AttemptOutcome::Counted(_)));
    // The reverse.
    let unused = single_use_key();
    let revocation = RevocationKey::from_bytes(*unused.as_bytes());
    revoke(&store, RevocationTarget::Key(revocation)).await;
    assert!(uses(&store, &unused, NOW + TTL, NOW).await);
}

pub async fn a_purge_forgets_no_use_before_its_end(store: impl TokenStore) {
    let _alone = PURGING.lock().await;
    let [short, long] = [single_use_key(), single_use_key()];
    assert!(uses(&store, &short, PAST + 10, PAST).await);
    assert!(uses(&store, &long, PAST + 20, PAST).await);
    purge(&store, PAST + 9).await;
    for key in [&short, &long] {
        assert!(!uses(&store, key, PAST + DAY, PAST + 9).await);
    }
    purge(&store, PAST + 19).await;
    assert!(!uses(&store, &long, PAST + DAY, PAST + 19).await);
    assert!(uses(&store, &short, PAST + 30, PAST + 19).await);
    // The new use is not forgotten with the old one.
    purge(&store, PAST + 29).await;
    assert!(!uses(&store, &short, PAST + DAY, PAST + 29).await);
    assert!(uses(&store, &long, PAST + 40, PAST + 29).await);
    purge(&store, PAST + 40).await;
}

pub async fn of_many_uses_of_one_key_one_succeeds(store: impl TokenStore) {
    let store = Arc::new(store);
    for round in 0..4 {
        // A key that is new, and then one whose first use is over.
        let key = single_use_key();
        for (until, now) in [(NOW + TTL, NOW), (NOW + DAY, NOW + TTL)] {
            let tasks: Vec<_> = (0..50)
                .map(|_| {
                    let store = Arc::clone(&store);
                    tokio::spawn(async move { uses(&*store, &key, until, now).await })
                })
                .collect();
            let mut succeeded = 0;
            for task in tasks {
                succeeded += usize::from(task.await.expect("a use"));
            }
            assert_eq!(succeeded, 1, "round {round} at {now}");
        }
    }
}
