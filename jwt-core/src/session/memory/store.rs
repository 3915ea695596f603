//! `MemoryStore`, as a `TokenStore`.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::tables::SessionTables;
use super::used_keys::UsedKeys;
use crate::session::attempt::{
    Attempt, AttemptCounters, AttemptOutcome, CountedAttempt, KnownDevice,
};
use crate::session::record::{
    BeginOutcome, Position, RefreshTokenState, Revocation, RevocationPage, RevocationRecord,
    RevocationTarget, Rotation, RotationOutcome, Session, SessionLimit, SingleUseKey, TokenDigest,
};
use crate::session::revocation::RevokedSet;
use crate::session::store::{Persistence, StoreError, TokenStore};
use crate::token::RevocationKey;

/// The most sessions and tokens that a purge removes while it holds the lock.
const BATCH: usize = 1024;

/// Stores sessions in the memory of this process: they end when it does, and no other process sees them.
///
/// For tests, for development, and for a service of one process whose users can log in again after a restart. Clones share
/// their sessions.
///
/// ```
/// use jwt_guard::prelude::*;
/// use jwt_guard::session::MemoryStore;
///
/// #[derive(AuthConfig)]
/// #[auth(session_owner = "shop")]
/// struct Api {
///     secret: Secret,
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let auth = Auth::builder(Api { secret: Secret::random()? }).store(MemoryStore::new()).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct MemoryStore {
    kept: Arc<Mutex<SessionTables>>,
    revoked: RevokedSet,
    attempts: Arc<Mutex<AttemptCounters>>,
    used: Arc<Mutex<UsedKeys>>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self {
            kept: Arc::default(),
            revoked: RevokedSet::new(),
            attempts: Arc::default(),
            used: Arc::default(),
        }
    }

    fn kept(&self) -> MutexGuard<'_, SessionTables> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn attempts(&self) -> MutexGuard<'_, AttemptCounters> {
        self.attempts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn used(&self) -> MutexGuard<'_, UsedKeys> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TokenStore for MemoryStore {
    async fn position(&self) -> Result<Position, StoreError> {
        Ok(Position(self.kept().number))
    }

    async fn begin(
        &self,
        session: &Session,
        token: &TokenDigest,
        began: Position,
        limit: Option<SessionLimit>,
    ) -> Result<BeginOutcome, StoreError> {
        let mut kept = self.kept();
        if kept.sessions.contains_key(&session.key) || kept.tokens.contains_key(token) {
            return Err(StoreError::unexpected(
                "the session or its token exists already",
            ));
        }
        if kept.has_ended_all(&session.subject_key, began) {
            return Ok(BeginOutcome::Refused);
        }
        kept.begin(session, *token);
        let Some(limit) = limit else {
            return Ok(BeginOutcome::Begun { ended: Vec::new() });
        };
        let ended = kept.end_surplus(session, limit);
        for Session { key, .. } in &ended {
            kept.number = kept.number.saturating_add(1);
            self.revoked.insert(RevocationRecord {
                key: *key,
                at: session.created_at,
                until: limit.revoked_until,
            });
        }
        Ok(BeginOutcome::Begun { ended })
    }

    async fn has_ended_all(
        &self,
        subject: &RevocationKey,
        after: Position,
    ) -> Result<bool, StoreError> {
        Ok(self.kept().has_ended_all(subject, after))
    }

    async fn find(&self, token: &TokenDigest, now: i64) -> Result<RefreshTokenState, StoreError> {
        let kept = self.kept();
        Ok(match kept.find(token) {
            None => RefreshTokenState::Unknown,
            Some((_, family)) if !kept.is_alive(family, now) => RefreshTokenState::Ended,
            Some((token, family)) => match &token.exchanged {
                None => RefreshTokenState::Current(family.session.clone()),
                Some(exchanged) => RefreshTokenState::Exchanged {
                    session: family.session.clone(),
                    at: exchanged.at,
                    is_superseded: kept.sealed_successor(exchanged).is_none(),
                },
            },
        })
    }

    async fn rotate(&self, rotation: &Rotation) -> Result<RotationOutcome, StoreError> {
        let mut kept = self.kept();
        let now = rotation.now;
        let Some((token, family)) = kept.find(&rotation.presented) else {
            return Ok(RotationOutcome::Unknown);
        };
        if !kept.is_alive(family, now) {
            return Ok(RotationOutcome::Ended);
        }
        let session = token.session;
        let Some(exchanged) = &token.exchanged else {
            return Ok(match kept.exchange(session, rotation) {
                Ok(()) => RotationOutcome::Done,
                Err(retry_after) => RotationOutcome::Limited { retry_after },
            });
        };
        if now >= exchanged.at.saturating_add(rotation.grace) {
            kept.number = kept.number.saturating_add(1);
            kept.end(session, now);
            self.revoked.insert(RevocationRecord {
                key: session,
                at: now,
                until: rotation.revoked_until,
            });
            return Ok(RotationOutcome::Reused);
        }
        Ok(match kept.sealed_successor(exchanged) {
            Some(sealed) => RotationOutcome::Again(sealed.to_vec()),
            None => RotationOutcome::Superseded,
        })
    }

    async fn revoke(&self, revocation: &Revocation) -> Result<bool, StoreError> {
        let Revocation { target, at, until } = *revocation;
        let mut kept = self.kept();
        kept.number = kept.number.saturating_add(1);
        let was_alive = match target {
            RevocationTarget::Key(_) => false,
            RevocationTarget::Session(key) => kept.end(key, at),
            RevocationTarget::Subject { subject, except } => {
                kept.end_all(subject, except, until);
                false
            }
        };
        let key = target.key();
        self.revoked.insert(RevocationRecord { key, at, until });
        Ok(was_alive)
    }

    async fn has_ended_with_all(
        &self,
        session: &RevocationKey,
        subject: &RevocationKey,
    ) -> Result<bool, StoreError> {
        Ok(self.kept().has_ended_with_all(session, subject))
    }

    async fn sessions(
        &self,
        subject: &RevocationKey,
        now: i64,
    ) -> Result<Vec<Session>, StoreError> {
        let kept = self.kept();
        let sessions = kept.sessions_of(subject, now);
        Ok(sessions.take(Session::LISTED).cloned().collect())
    }

    async fn session(&self, key: &RevocationKey, now: i64) -> Result<Option<Session>, StoreError> {
        let kept = self.kept();
        let family = kept.sessions.get(key);
        let alive = family.filter(|family| kept.is_alive(family, now));
        Ok(alive.map(|family| family.session.clone()))
    }

    async fn revoked(&self, keys: &[RevocationKey]) -> Result<Vec<RevocationRecord>, StoreError> {
        Ok(keys
            .iter()
            .filter_map(|key| self.revoked.get(key))
            .collect())
    }

    async fn revocations(&self, after: Position) -> Result<RevocationPage, StoreError> {
        Ok(RevocationPage {
            revoked: self.revoked.all(),
            position: after,
            has_more: false,
        })
    }

    async fn count(&self, attempt: &Attempt) -> Result<AttemptOutcome, StoreError> {
        Ok(self.attempts().count(attempt))
    }

    async fn give_back(
        &self,
        counted: &CountedAttempt,
        now: i64,
        success: Option<&KnownDevice>,
    ) -> Result<(), StoreError> {
        self.attempts().give_back(counted, now, success);
        Ok(())
    }

    async fn use_once(&self, key: &SingleUseKey, until: i64, now: i64) -> Result<bool, StoreError> {
        Ok(self.used().use_once(*key, until, now))
    }

    async fn purge(&self, now: i64, grace: i64) -> Result<bool, StoreError> {
        self.revoked.purge(now).await;
        let mut is_more = self.attempts().purge(now, BATCH);
        is_more |= self.used().purge(now, BATCH);
        let mut kept = self.kept();
        let mut removed: usize = 0;
        while removed < BATCH {
            let Some(more) = kept.purge_one(now, grace) else {
                return Ok(is_more);
            };
            // Steps that remove nothing count too, so that a purge ends.
            removed = removed.saturating_add(more.max(1));
        }
        Ok(true)
    }

    async fn persistence(&self) -> Result<Persistence, StoreError> {
        Ok(Persistence::IN_MEMORY)
    }

    fn in_memory(&self) -> Option<RevokedSet> {
        Some(self.revoked.clone())
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore")
            .field("sessions", &self.kept().sessions.len())
            .field("counters", &self.attempts().len())
            .field("used_keys", &self.used().len())
            .finish_non_exhaustive()
    }
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::MemoryStore;

    crate::testing::store_tests!(async { MemoryStore::new() });

    /// `JWT_GUARD_ROUNDS` is the number of rounds.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn of_64_exchanges_of_one_token_one_succeeds() {
        let rounds = std::env::var("JWT_GUARD_ROUNDS").ok();
        let rounds = rounds.map_or(20, |rounds| rounds.parse().unwrap());
        crate::testing::store::race(MemoryStore::new(), 64, rounds).await;
        println!("shown: {rounds} rounds of 64, one winner each");
    }

    /// `JWT_GUARD_SESSIONS` is the number of sessions.
    #[tokio::test]
    async fn all_sessions_of_a_crowd_end_at_once() {
        let count = std::env::var("JWT_GUARD_SESSIONS").ok();
        let count = count.map_or(20_000, |count| count.parse().unwrap());
        crate::testing::store::crowd(MemoryStore::new(), count).await;
    }

    /// Other sequences than those of the suite; `JWT_GUARD_SEQUENCES` is their number.
    #[tokio::test]
    async fn many_random_sequences_match_a_model() {
        let count = std::env::var("JWT_GUARD_SEQUENCES").ok();
        let count: u64 = count.map_or(5_000, |count| count.parse().unwrap());
        // In batches, since each sequence reads all revocations of its store.
        for start in (0..count).step_by(100) {
            let seeds = count + start..count + count.min(start + 100);
            crate::testing::play(&MemoryStore::new(), seeds).await;
        }
        println!("shown: {count} random sequences, each with the same results as the model");
    }
}
