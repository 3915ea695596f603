//! `MemoryStore`: sessions in the memory of this process.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::revoked_set::RevokedSet;
use super::{
    Attempt, AttemptCounters, AttemptOutcome, BeginOutcome, CountedAttempt, Found, KnownDevice,
    Persistence, Position, Revocation, RevocationKey, Revocations, Revoked, Rotated, Rotation,
    Session, StoreError, Target, TokenDigest, TokenStore,
};

/// How many sessions a purge removes while others wait.
const BATCH: usize = 1024;

/// Keeps sessions in the memory of this process: they end when it does, and no other process sees them.
///
/// For tests, for development, and for a service of one process whose users may log in again after a restart. Clones
/// share what they keep.
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
    kept: Arc<Mutex<Kept>>,
    revoked: RevokedSet,
    attempts: Arc<Mutex<AttemptCounters>>,
}

#[derive(Default)]
struct Kept {
    sessions: HashMap<RevocationKey, Family>,
    tokens: HashMap<TokenDigest, Token>,
    subjects: HashMap<RevocationKey, BTreeSet<RevocationKey>>,
    /// When each session can be forgotten.
    ends: BTreeSet<(i64, RevocationKey)>,
    /// The tokens with a sealed successor, in the order in which they were exchanged.
    sealed: VecDeque<(i64, TokenDigest)>,
    /// The number of the last revocation.
    number: u128,
    /// When all sessions of a subject were ended last.
    marks: HashMap<RevocationKey, Mark>,
    /// When each mark can be forgotten.
    mark_ends: BTreeSet<(i64, RevocationKey)>,
}

/// All sessions of a subject were ended.
#[derive(Clone, Copy)]
struct Mark {
    number: u128,
    until: i64,
}

/// A session and its tokens.
struct Family {
    session: Session,
    /// When it can be forgotten, if it was revoked.
    revoked_until: Option<i64>,
    tokens: Vec<TokenDigest>,
}

struct Token {
    session: RevocationKey,
    exchanged: Option<Exchanged>,
}

struct Exchanged {
    at: i64,
    successor: TokenDigest,
    sealed: Vec<u8>,
}

impl MemoryStore {
    /// A store that keeps nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            kept: Arc::default(),
            revoked: RevokedSet::new(),
            attempts: Arc::default(),
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn attempts(&self) -> MutexGuard<'_, AttemptCounters> {
        self.attempts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self, kept: &mut Kept, key: RevocationKey, at: i64, until: i64) -> bool {
        let was_alive = kept.end(key, at, until);
        self.revoked.insert(Revoked { key, at, until });
        was_alive
    }
}

impl Family {
    fn forgotten_at(&self) -> i64 {
        self.revoked_until
            .unwrap_or_else(|| self.session.forgotten_at())
    }

    fn is_alive(&self, now: i64) -> bool {
        self.revoked_until.is_none() && !self.session.is_over(now)
    }
}

impl Kept {
    fn begin(&mut self, session: &Session, token: TokenDigest) {
        let family = Family {
            session: session.clone(),
            revoked_until: None,
            tokens: vec![token],
        };
        let key = session.key;
        self.ends.insert((family.forgotten_at(), key));
        let of_subject = self.subjects.entry(session.subject_key).or_default();
        of_subject.insert(key);
        self.sessions.insert(key, family);
        let token_of_it = Token {
            session: key,
            exchanged: None,
        };
        self.tokens.insert(token, token_of_it);
    }

    /// The session that a token is of.
    fn find(&self, token: &TokenDigest) -> Option<(&Token, &Family)> {
        let token = self.tokens.get(token)?;
        Some((token, self.sessions.get(&token.session)?))
    }

    /// The successor of a token that was exchanged, if it is the current one and can be given again.
    fn sealed_successor<'a>(&self, exchanged: &'a Exchanged) -> Option<&'a [u8]> {
        let successor = self.tokens.get(&exchanged.successor)?;
        let is_current = successor.exchanged.is_none() && !exchanged.sealed.is_empty();
        is_current.then_some(&exchanged.sealed)
    }

    /// Changes a session, and when it can be forgotten.
    fn change(&mut self, key: RevocationKey, change: impl FnOnce(&mut Family)) {
        if let Some(family) = self.sessions.get_mut(&key) {
            self.ends.remove(&(family.forgotten_at(), key));
            change(family);
            self.ends.insert((family.forgotten_at(), key));
        }
    }

    /// Ends a session; says whether it was alive before.
    fn end(&mut self, key: RevocationKey, at: i64, until: i64) -> bool {
        let mut was_alive = false;
        self.change(key, |family| {
            was_alive = family.is_alive(at);
            family.revoked_until = Some(family.revoked_until.unwrap_or(until).max(until));
        });
        was_alive
    }

    /// Whether all sessions of a subject were ended after a position.
    fn has_ended_all(&self, subject: &RevocationKey, after: Position) -> bool {
        // A number that was never given here says nothing.
        let after = Some(after.0).filter(|after| *after <= self.number);
        let mark = self.marks.get(subject);
        mark.is_some_and(|mark| mark.number > after.unwrap_or_default())
    }

    /// Remembers that all sessions of a subject were ended, by the revocation that was numbered last.
    fn mark(&mut self, subject: RevocationKey, until: i64) {
        let mark = self.marks.get(&subject).copied();
        if let Some(mark) = mark {
            self.mark_ends.remove(&(mark.until, subject));
        }
        let until = mark.map_or(until, |mark| mark.until.max(until));
        let number = self.number;
        self.marks.insert(subject, Mark { number, until });
        self.mark_ends.insert((until, subject));
    }

    /// Marks a token as exchanged, and its session as used.
    fn exchange(&mut self, session: RevocationKey, rotation: &Rotation) {
        let mut before = None;
        self.change(session, |family| {
            before = family.tokens.iter().rev().nth(1).copied();
            family.session.last_used_at = rotation.now;
            family.session.idle_expires_at = rotation.idle_expires_at;
            family.session.details.clone_from(&rotation.details);
            let successor = rotation.successor.as_ref();
            family
                .tokens
                .extend(successor.map(|successor| successor.digest));
        });
        let (Some(successor), Some(token)) = (
            &rotation.successor,
            self.tokens.get_mut(&rotation.presented),
        ) else {
            return;
        };
        token.exchanged = Some(Exchanged {
            at: rotation.now,
            successor: successor.digest,
            sealed: successor.sealed.clone(),
        });
        // Nobody can use any more what was given for the token before this one.
        if let Some(before) = before {
            self.wipe(&before);
        }
        self.sealed.push_back((rotation.now, rotation.presented));
        let exchanged = None;
        self.tokens
            .insert(successor.digest, Token { session, exchanged });
    }

    fn wipe(&mut self, token: &TokenDigest) {
        let token = self.tokens.get_mut(token);
        if let Some(exchanged) = token.and_then(|token| token.exchanged.as_mut()) {
            exchanged.sealed = Vec::new();
        }
    }

    fn forget(&mut self, session: &RevocationKey) {
        let Some(family) = self.sessions.remove(session) else {
            return;
        };
        for token in &family.tokens {
            self.tokens.remove(token);
        }
        let subject = &family.session.subject_key;
        if let Some(sessions) = self.subjects.get_mut(subject) {
            sessions.remove(session);
            if sessions.is_empty() {
                self.subjects.remove(subject);
            }
        }
    }

    fn sessions_of(&self, subject: &RevocationKey) -> impl Iterator<Item = &Family> {
        let keys = self.subjects.get(subject).into_iter().flatten();
        keys.filter_map(|key| self.sessions.get(key))
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
    ) -> Result<BeginOutcome, StoreError> {
        let mut kept = self.kept();
        if kept.sessions.contains_key(&session.key) || kept.tokens.contains_key(token) {
            return Err(StoreError::unexpected(
                "the session or its token is there already",
            ));
        }
        if kept.has_ended_all(&session.subject_key, began) {
            return Ok(BeginOutcome::Refused);
        }
        kept.begin(session, *token);
        Ok(BeginOutcome::Begun)
    }

    async fn has_ended_all(
        &self,
        subject: &RevocationKey,
        after: Position,
    ) -> Result<bool, StoreError> {
        Ok(self.kept().has_ended_all(subject, after))
    }

    async fn find(&self, token: &TokenDigest, now: i64) -> Result<Found, StoreError> {
        let kept = self.kept();
        Ok(match kept.find(token) {
            None => Found::Unknown,
            Some((_, family)) if !family.is_alive(now) => Found::Ended,
            Some((token, family)) => match &token.exchanged {
                None => Found::Current(family.session.clone()),
                Some(exchanged) => Found::Exchanged {
                    session: family.session.clone(),
                    at: exchanged.at,
                    is_superseded: kept.sealed_successor(exchanged).is_none(),
                },
            },
        })
    }

    async fn rotate(&self, rotation: &Rotation) -> Result<Rotated, StoreError> {
        let mut kept = self.kept();
        let now = rotation.now;
        let Some((token, family)) = kept.find(&rotation.presented) else {
            return Ok(Rotated::Unknown);
        };
        if !family.is_alive(now) {
            return Ok(Rotated::Ended);
        }
        let session = token.session;
        let Some(exchanged) = &token.exchanged else {
            kept.exchange(session, rotation);
            return Ok(Rotated::Done);
        };
        if now >= exchanged.at.saturating_add(rotation.grace) {
            kept.number = kept.number.saturating_add(1);
            self.end(&mut kept, session, now, rotation.revoked_until);
            return Ok(Rotated::Reused);
        }
        Ok(match kept.sealed_successor(exchanged) {
            Some(sealed) => Rotated::Again(sealed.to_vec()),
            None => Rotated::Superseded,
        })
    }

    async fn revoke(&self, revocation: &Revocation) -> Result<u64, StoreError> {
        let Revocation { at, until, .. } = *revocation;
        let mut kept = self.kept();
        kept.number = kept.number.saturating_add(1);
        match revocation.target {
            Target::Key(key) => {
                self.revoked.insert(Revoked { key, at, until });
                Ok(0)
            }
            Target::Session(key) => Ok(self.end(&mut kept, key, at, until).into()),
            Target::Subject { subject, except } => {
                let ends: Vec<_> = kept
                    .sessions_of(&subject)
                    .filter(|family| family.revoked_until.is_none())
                    .map(|family| family.session.key)
                    .filter(|key| Some(*key) != except)
                    .collect();
                let mut ended: u64 = 0;
                for key in ends {
                    let was_alive = self.end(&mut kept, key, at, until);
                    ended = ended.saturating_add(was_alive.into());
                }
                let key = subject;
                self.revoked.insert(Revoked { key, at, until });
                kept.mark(subject, until);
                Ok(ended)
            }
        }
    }

    async fn sessions(
        &self,
        subject: &RevocationKey,
        now: i64,
    ) -> Result<Vec<Session>, StoreError> {
        let kept = self.kept();
        let alive = kept
            .sessions_of(subject)
            .filter(|family| family.is_alive(now));
        let mut sessions: Vec<_> = alive.map(|family| family.session.clone()).collect();
        sessions.sort_by_key(|session| Reverse(session.last_used_at));
        Ok(sessions)
    }

    async fn session(&self, key: &RevocationKey, now: i64) -> Result<Option<Session>, StoreError> {
        let kept = self.kept();
        let alive = kept.sessions.get(key).filter(|family| family.is_alive(now));
        Ok(alive.map(|family| family.session.clone()))
    }

    async fn revoked(&self, keys: &[RevocationKey]) -> Result<Vec<Revoked>, StoreError> {
        Ok(keys
            .iter()
            .filter_map(|key| self.revoked.get(key))
            .collect())
    }

    async fn revocations(&self, after: Position) -> Result<Revocations, StoreError> {
        Ok(Revocations {
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

    async fn purge(&self, now: i64, grace: i64) -> Result<bool, StoreError> {
        self.revoked.purge(now).await;
        let is_more = self.attempts().purge(now, BATCH);
        let mut kept = self.kept();
        for _ in 0..BATCH {
            let over = kept.ends.first().filter(|(end, _)| *end <= now).copied();
            let old = kept.sealed.front().copied();
            let old = old.filter(|(at, _)| at.saturating_add(grace) <= now);
            let mark = kept.mark_ends.first();
            let mark = mark.filter(|(until, _)| *until <= now).copied();
            if over.is_none() && old.is_none() && mark.is_none() {
                return Ok(is_more);
            }
            if let Some(end) = mark {
                kept.marks.remove(&end.1);
                kept.mark_ends.remove(&end);
            }
            if let Some(end) = over {
                kept.forget(&end.1);
                kept.ends.remove(&end);
            }
            if let Some((_, token)) = old {
                kept.sealed.pop_front();
                kept.wipe(&token);
            }
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
            .finish_non_exhaustive()
    }
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::MemoryStore;

    crate::testing::store_tests!(async { MemoryStore::new() });

    /// `JWT_GUARD_ROUNDS` says how often.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn of_64_who_exchange_one_token_one_succeeds() {
        let rounds = std::env::var("JWT_GUARD_ROUNDS").ok();
        let rounds = rounds.map_or(20, |rounds| rounds.parse().unwrap());
        crate::testing::store::race(MemoryStore::new(), 64, rounds).await;
        println!("shown: {rounds} rounds of 64, one winner each");
    }

    /// Others than those of the suite; `JWT_GUARD_SEQUENCES` says how many.
    #[tokio::test]
    async fn many_random_sequences_are_answered_as_by_a_model() {
        let count = std::env::var("JWT_GUARD_SEQUENCES").ok();
        let count: u64 = count.map_or(5_000, |count| count.parse().unwrap());
        // Each reads all that was ever revoked.
        for start in (0..count).step_by(100) {
            let seeds = count + start..count + count.min(start + 100);
            crate::testing::play(&MemoryStore::new(), seeds).await;
        }
        println!("shown: {count} random sequences, each answered as by the model");
    }
}
