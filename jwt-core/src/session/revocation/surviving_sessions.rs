//! `SurvivingSessions`: sessions that are alive although all sessions of their subject were ended.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use crate::token::RevocationKey;

/// Sessions that are alive despite the mark of their subject, since they began after it or were excepted. The store has
/// confirmed it, and is not asked again until there is another mark.
#[derive(Default)]
pub(crate) struct SurvivingSessions(RwLock<HashMap<RevocationKey, Outlives>>);

#[derive(Clone, Copy)]
struct Outlives {
    /// Identifies the mark among those of its subject.
    change: u64,
    /// Until when the mark is remembered, in seconds since the Unix epoch.
    until: i64,
}

impl SurvivingSessions {
    /// Whether a session is alive despite this mark.
    pub(crate) fn contains(&self, session: &RevocationKey, change: u64) -> bool {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        all.get(session)
            .is_some_and(|outlives| outlives.change == change)
    }

    pub(crate) fn insert(&self, session: RevocationKey, change: u64, until: i64) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.insert(session, Outlives { change, until });
    }

    /// Removes sessions whose mark need not be remembered at the time `now`.
    pub(crate) fn purge(&self, now: i64) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, outlives| outlives.until > now);
        if all.capacity() > all.len().saturating_mul(4).saturating_add(64) {
            all.shrink_to_fit();
        }
    }
}
