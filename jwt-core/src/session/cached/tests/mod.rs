#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that panics has failed"
)]

use std::sync::atomic::Ordering;
use std::time::Duration;

use super::*;
use crate::session::{
    MemoryStore, Position, Revocation, RevocationKey, RevocationTarget, Rotation, Session,
    SessionOwner, TokenDigest, TokenStore,
};
use switch::Switch;

mod switch;

crate::testing::store_tests!(async { Cached::new(MemoryStore::new(), MemoryStore::new()) });

const NOW: i64 = 1_800_000_000;
/// Short, so that tests can wait for it.
const STALENESS: Duration = Duration::from_millis(80);

fn cached() -> (Switch, Switch, Cached<Switch, Switch>) {
    let (fast, durable) = (Switch::new(), Switch::new());
    let cached = Cached::new(fast.clone(), durable.clone()).staleness(STALENESS);
    (fast, durable, cached)
}

fn key(name: &str) -> RevocationKey {
    RevocationKey::of_token(&SessionOwner::named("shop"), None, name)
}

async fn revoke(store: &impl TokenStore, name: &str) {
    let revocation = Revocation {
        target: RevocationTarget::Key(key(name)),
        at: NOW,
        until: NOW + 60,
    };
    store.revoke(&revocation).await.unwrap();
}

async fn is_revoked(store: &impl TokenStore, name: &str) -> bool {
    let revoked = store.revoked(&[key(name)]).await.unwrap();
    revoked.iter().any(|revoked| revoked.key == key(name))
}

/// Checks revocations until the copy is complete: then the durable store is not used.
async fn copied<S: TokenStore>(store: &S, durable: &Switch) {
    for _ in 0..200 {
        let before = durable.asked.load(Ordering::SeqCst);
        store.revoked(&[key("any")]).await.unwrap();
        if durable.asked.load(Ordering::SeqCst) == before {
            return;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    panic!("the fast store never answers");
}

#[tokio::test]
async fn the_fast_store_answers_what_the_durable_one_would() {
    let (fast, durable, cached) = cached();
    for name in ["a", "b"] {
        revoke(&cached, name).await;
        // At once, from either store.
        assert!(is_revoked(&cached, name).await);
        copied(&cached, &durable).await;
        let before = fast.asked.load(Ordering::SeqCst);
        assert!(is_revoked(&cached, name).await);
        assert!(!is_revoked(&cached, "c").await);
        assert_eq!(fast.asked.load(Ordering::SeqCst) - before, 2);
        let all = cached.revoked(&[key(name), key("c")]).await.unwrap();
        assert_eq!(all.len(), 1, "no key but those that were asked for");
    }
}

#[tokio::test]
async fn what_another_process_revokes_is_known_within_the_staleness() {
    let (_, durable, one) = cached();
    let other = Cached::new(MemoryStore::new(), durable.clone());
    revoke(&other, "a").await;
    for name in ["b", "c"] {
        copied(&one, &durable).await;
        revoke(&other, name).await;
        tokio::time::sleep(STALENESS).await;
        assert!(is_revoked(&one, name).await);
    }
}

#[tokio::test]
async fn without_the_fast_store_everything_goes_on() {
    let (fast, durable, cached) = cached();
    revoke(&cached, "a").await;
    copied(&cached, &durable).await;
    fast.set_down(true);
    assert!(is_revoked(&cached, "a").await);
    revoke(&cached, "b").await;
    assert!(is_revoked(&cached, "b").await);
    assert!(!is_revoked(&cached, "c").await);
    assert!(!cached.purge(NOW, 0).await.unwrap());
    fast.set_down(false);
    tokio::time::sleep(Duration::from_millis(1010)).await;
    copied(&cached, &durable).await;
    assert!(is_revoked(&cached, "b").await);
}

#[tokio::test]
async fn a_fast_store_that_hangs_is_left_alone() {
    let (fast, durable, cached) = cached();
    let cached = cached.staleness(Duration::from_secs(60));
    revoke(&cached, "a").await;
    copied(&cached, &durable).await;
    fast.hangs.store(true, Ordering::SeqCst);
    let start = std::time::Instant::now();
    for _ in 0..10 {
        assert!(is_revoked(&cached, "a").await);
    }
    assert!(start.elapsed() < Duration::from_millis(800), "each waited");
}

#[tokio::test]
async fn a_fast_store_that_lost_everything_is_not_believed() {
    let (fast, durable, cached) = cached();
    revoke(&cached, "a").await;
    copied(&cached, &durable).await;
    fast.lose_everything();
    assert!(is_revoked(&cached, "a").await);
    copied(&cached, &durable).await;
    assert!(is_revoked(&cached, "a").await);
    // Nor if new revocations were copied before the loss was noticed.
    fast.lose_everything();
    revoke(&cached, "b").await;
    for name in ["a", "b"] {
        copied(&cached, &durable).await;
        assert!(is_revoked(&cached, name).await);
    }
}

#[tokio::test]
async fn a_fast_store_that_lost_what_another_process_copied_last_is_not_believed() {
    let (fast, durable, one) = cached();
    let other = Cached::new(fast.clone(), durable.clone()).staleness(STALENESS);
    revoke(&one, "a").await;
    copied(&one, &durable).await;
    for name in ["b", "c", "d", "e"] {
        let before = fast.kept().await;
        revoke(&other, name).await;
        copied(&other, &durable).await;
        tokio::time::sleep(STALENESS).await;
        copied(&one, &durable).await;
        fast.go_back_to(before);
        assert!(is_revoked(&one, name).await);
        copied(&one, &durable).await;
    }
}

#[tokio::test]
async fn processes_that_share_a_fast_store_copy_each_revocation_once() {
    let (fast, durable, one) = cached();
    let other = Cached::new(fast.clone(), durable.clone()).staleness(STALENESS);
    for name in ["a", "b", "c", "d", "e"] {
        revoke(&one, name).await;
    }
    for _ in 0..3 {
        for cached in [&one, &other] {
            tokio::time::sleep(STALENESS).await;
            copied(cached, &durable).await;
            assert!(is_revoked(cached, "e").await);
        }
    }
    // Five revocations, and two marks of each process.
    let mut keys: Vec<_> = fast.log.lock().unwrap().iter().map(|one| one.key).collect();
    let copied = |name| keys.iter().filter(|one| **one == key(name)).count();
    assert!(
        ["a", "b", "c", "d", "e"]
            .iter()
            .all(|name| copied(name) == 1)
    );
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), 5 + 2 + 2);
}

#[tokio::test]
async fn without_the_durable_store_nothing_succeeds() {
    let (_, durable, cached) = cached();
    let token = TokenDigest::from_bytes([1; 32]);
    let session = Session {
        key: key("s"),
        subject_key: key("u"),
        id: "s".into(),
        subject: "u".into(),
        created_at: NOW,
        last_used_at: NOW,
        expires_at: NOW + 60,
        idle_expires_at: None,
        remembered_for: 0,
        client: None,
        details: String::new(),
    };
    let position = cached.position().await.unwrap();
    let begun = cached.begin(&session, &token, position, None).await;
    begun.unwrap();
    revoke(&cached, "a").await;
    copied(&cached, &durable).await;
    durable.set_down(true);
    // Only this fails.
    assert!(is_revoked(&cached, "a").await);
    let revocation = Revocation {
        target: RevocationTarget::Session(key("s")),
        at: NOW,
        until: NOW + 60,
    };
    let rotation = Rotation {
        presented: token,
        successor: None,
        now: NOW,
        grace: 0,
        idle_expires_at: None,
        revoked_until: NOW,
        details: String::new(),
        rate: None,
        remembered: 1,
    };
    assert!(cached.position().await.is_err());
    assert!(cached.has_ended_all(&key("u"), position).await.is_err());
    assert!(
        cached
            .begin(&session, &token, position, None)
            .await
            .is_err()
    );
    assert!(cached.find(&token, NOW).await.is_err());
    assert!(cached.sessions(&key("u"), NOW).await.is_err());
    assert!(cached.session(&key("s"), NOW).await.is_err());
    let has_ended = cached.has_ended_with_all(&key("s"), &key("u")).await;
    assert!(has_ended.is_err());
    assert!(cached.revocations(Position::default()).await.is_err());
    assert!(cached.purge(NOW, 0).await.is_err());
    assert!(cached.rotate(&rotation).await.is_err());
    assert!(cached.revoke(&revocation).await.is_err());
    // It may have been revoked.
    assert!(cached.revoked(&[key("b")]).await.is_err());
}

#[tokio::test]
async fn a_copy_that_is_too_old_does_not_answer_for_the_durable_store() {
    let (_, durable, cached) = cached();
    revoke(&cached, "a").await;
    copied(&cached, &durable).await;
    durable.set_down(true);
    assert!(!is_revoked(&cached, "b").await);
    tokio::time::sleep(STALENESS).await;
    assert!(cached.revoked(&[key("b")]).await.is_err());
    assert!(cached.revoked(&[key("a")]).await.is_err());
}

#[tokio::test]
async fn a_purge_is_one_of_both() {
    let (fast, durable, cached) = cached();
    revoke(&cached, "a").await;
    copied(&cached, &durable).await;
    while cached.purge(NOW + 60, 0).await.unwrap() {}
    for store in [&fast, &durable] {
        let kept = store.kept.lock().unwrap().clone();
        let left = kept.revocations(Position::default()).await.unwrap();
        assert_eq!(left.revoked, []);
    }
    copied(&cached, &durable).await;
    assert!(!is_revoked(&cached, "a").await);
}
