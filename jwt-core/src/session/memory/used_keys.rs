//! The keys of a `MemoryStore` that were used once.

use std::collections::{BTreeSet, HashMap};

use crate::session::record::SingleUseKey;

/// Keys that were used, each with the time until when it must not be used again.
#[derive(Default)]
pub(super) struct UsedKeys {
    until: HashMap<SingleUseKey, i64>,
    /// The keys by that time.
    ends: BTreeSet<(i64, SingleUseKey)>,
}

impl UsedKeys {
    /// As [`TokenStore::use_once`](crate::session::TokenStore::use_once).
    pub(super) fn use_once(&mut self, key: SingleUseKey, until: i64, now: i64) -> bool {
        let before = self.until.get(&key).copied();
        if until <= now || before.is_some_and(|before| before > now) {
            return false;
        }
        if let Some(before) = before {
            self.ends.remove(&(before, key));
        }
        self.until.insert(key, until);
        self.ends.insert((until, key));
        true
    }

    pub(super) fn len(&self) -> usize {
        self.until.len()
    }

    /// Removes up to `most` keys whose time has come at the time `now`; returns whether there may be more.
    pub(super) fn purge(&mut self, now: i64, most: usize) -> bool {
        for _ in 0..most {
            let first = self.ends.first().copied();
            let Some((until, key)) = first.filter(|(until, _)| *until <= now) else {
                return false;
            };
            self.ends.remove(&(until, key));
            self.until.remove(&key);
        }
        true
    }
}
