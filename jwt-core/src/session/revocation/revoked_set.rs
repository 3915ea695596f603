//! `RevokedSet`: revocations in the memory of this process, read on every request.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use foldhash::fast::RandomState;
use tokio::task::yield_now;

use crate::session::record::RevocationRecord;
use crate::token::RevocationKey;

/// The number of shards, each with its own lock, so that requests rarely contend, and a purge holds one lock at a time.
const PARTS: usize = 64;

/// Revocations in the memory of this process. Clones share them.
#[derive(Clone)]
pub struct RevokedSet(Arc<SharedSet>);

struct SharedSet {
    parts: [RwLock<Shard>; PARTS],
    /// The number of revocations: while it is 0, no lock is taken and no key is made.
    count: AtomicUsize,
    /// Incremented on each revocation; never equal to the version of another set.
    version: AtomicU64,
}

/// The distance between the first versions of two sets: more changes than a set ever has.
const VERSIONS: u64 = 1 << 40;

type Shard = HashMap<RevocationKey, RevokedEntry, RandomState>;

#[derive(Clone, Copy)]
struct RevokedEntry {
    at: i64,
    until: i64,
    /// The version of the set before this revocation was added.
    change: u64,
}

impl RevokedSet {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(VERSIONS);
        Self(Arc::new(SharedSet {
            parts: std::array::from_fn(|_| RwLock::default()),
            count: AtomicUsize::new(0),
            version: AtomicU64::new(NEXT.fetch_add(VERSIONS, Ordering::Relaxed)),
        }))
    }

    /// Whether nothing is revoked.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.count.load(Ordering::Acquire) == 0
    }

    /// The version of the set. A key that was not revoked when it was looked up after this call need not be looked up again
    /// while the version is the same. Never 0.
    pub(crate) fn version(&self) -> u64 {
        self.0.version.load(Ordering::Acquire)
    }

    /// Adds a revocation. Two revocations of one key are merged: the later times of both apply.
    ///
    /// A revocation of a known key changes the version too: it may end all sessions of a subject again, within the same
    /// second.
    pub(crate) fn insert(&self, revoked: RevocationRecord) {
        let mut part = self
            .part(&revoked.key)
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        // Incremented under the lock: a reader that sees this version waits for the lock, and then finds the revocation.
        let change = self.0.version.fetch_add(1, Ordering::Release);
        part.entry(revoked.key)
            .and_modify(|kept| {
                kept.at = kept.at.max(revoked.at);
                kept.until = kept.until.max(revoked.until);
                kept.change = change;
            })
            .or_insert_with(|| {
                self.0.count.fetch_add(1, Ordering::Release);
                RevokedEntry {
                    at: revoked.at,
                    until: revoked.until,
                    change,
                }
            });
    }

    /// Identifies the last revocation of a key: the version before it.
    pub(crate) fn change(&self, key: &RevocationKey) -> Option<u64> {
        let part = self
            .part(key)
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        part.get(key).map(|kept| kept.change)
    }

    pub(crate) fn get(&self, key: &RevocationKey) -> Option<RevocationRecord> {
        let part = self
            .part(key)
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        part.get(key).map(|kept| kept.of(*key))
    }

    /// Removes revocations that need not be remembered at the time `now`, and yields between shards.
    pub(crate) async fn purge(&self, now: i64) {
        for part in &self.0.parts {
            self.purge_part(part, now);
            yield_now().await;
        }
    }

    fn purge_part(&self, part: &RwLock<Shard>, now: i64) {
        let mut part = part.write().unwrap_or_else(PoisonError::into_inner);
        let before = part.len();
        part.retain(|_, kept| kept.until > now);
        let forgotten = before.saturating_sub(part.len());
        self.0.count.fetch_sub(forgotten, Ordering::Release);
        // Memory that a flood of revocations took is given back.
        if part.capacity() > part.len().saturating_mul(4).saturating_add(64) {
            part.shrink_to_fit();
        }
    }

    /// All revocations, in no order.
    pub(crate) fn all(&self) -> Vec<RevocationRecord> {
        let mut all = Vec::new();
        for part in &self.0.parts {
            let part = part.read().unwrap_or_else(PoisonError::into_inner);
            all.extend(part.iter().map(|(key, kept)| kept.of(*key)));
        }
        all
    }

    fn part(&self, key: &RevocationKey) -> &RwLock<Shard> {
        let [first, .., last] = key.as_bytes();
        let [one, ..] = &self.0.parts;
        // The map hashes the whole key, so that selecting the shard by these bytes does not unbalance it.
        self.0
            .parts
            .get(usize::from(first ^ last) % PARTS)
            .unwrap_or(one)
    }
}

impl RevokedEntry {
    fn of(self, key: RevocationKey) -> RevocationRecord {
        RevocationRecord {
            key,
            at: self.at,
            until: self.until,
        }
    }
}

impl fmt::Debug for RevokedSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RevokedSet")
            .field("count", &self.0.count.load(Ordering::Relaxed))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::SessionOwner;

    fn revoked(id: &str, at: i64, until: i64) -> RevocationRecord {
        let key = RevocationKey::of_session(&SessionOwner::named("shop"), None, id);
        RevocationRecord { key, at, until }
    }

    #[tokio::test]
    async fn what_is_revoked_is_remembered_until_it_need_not_be() {
        let set = RevokedSet::new();
        assert!(set.is_empty());
        set.insert(revoked("a", 5, 10));
        set.insert(revoked("b", 5, 20));
        assert!(
            set.get(&RevocationKey::of_session(
                &SessionOwner::named("shop"),
                None,
                "a"
            ))
            .is_some()
        );
        set.purge(10).await;
        assert!(
            set.get(&RevocationKey::of_session(
                &SessionOwner::named("shop"),
                None,
                "a"
            ))
            .is_none()
        );
        assert!(
            set.get(&RevocationKey::of_session(
                &SessionOwner::named("shop"),
                None,
                "b"
            ))
            .is_some()
        );
        set.purge(20).await;
        assert!(set.is_empty());
    }

    #[tokio::test]
    async fn of_two_revocations_the_stricter_stands() {
        for order in [[(5, 30), (7, 20)], [(7, 20), (5, 30)]] {
            let set = RevokedSet::new();
            for (at, until) in order {
                set.insert(revoked("a", at, until));
            }
            assert_eq!(set.all(), [revoked("a", 7, 30)]);
            set.purge(30).await;
            assert!(set.is_empty());
        }
    }

    #[test]
    fn each_revocation_is_another_version_and_another_change() {
        let (set, other) = (RevokedSet::new(), RevokedSet::new());
        let mut versions = vec![0, other.version(), set.version()];
        let mut changes = Vec::new();
        for what in [
            revoked("a", 5, 10),
            revoked("b", 5, 10),
            // In the same second, or read again.
            revoked("a", 5, 10),
            revoked("a", 4, 20),
            revoked("a", 6, 10),
        ] {
            set.insert(what);
            assert!(!versions.contains(&set.version()), "{what:?}");
            versions.push(set.version());
            let change = set.change(&what.key).unwrap();
            assert!(!changes.contains(&change), "{what:?}");
            changes.push(change);
        }
        assert_eq!(set.change(&revoked("b", 5, 10).key), Some(changes[1]));
        assert_eq!(other.change(&revoked("b", 5, 10).key), None);
    }
}
