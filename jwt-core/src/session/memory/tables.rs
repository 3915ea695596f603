//! The tables of a `MemoryStore`.

use std::collections::{BTreeSet, HashMap, VecDeque};

use crate::session::record::{
    Position, RefreshCount, Rotation, Session, SessionLimit, TokenDigest,
};
use crate::token::RevocationKey;

#[derive(Default)]
pub(super) struct SessionTables {
    pub(super) sessions: HashMap<RevocationKey, Family>,
    pub(super) tokens: HashMap<TokenDigest, StoredToken>,
    /// The live sessions of each subject, by their last use.
    subjects: HashMap<RevocationKey, BTreeSet<(i64, RevocationKey)>>,
    /// The sessions by the time at which each can be forgotten.
    ends: BTreeSet<(i64, RevocationKey)>,
    /// The tokens with a sealed successor, in the order of their exchange.
    sealed: VecDeque<(i64, TokenDigest)>,
    /// The number of the last revocation.
    pub(super) number: u128,
    /// The last end of all sessions of each subject.
    marks: HashMap<RevocationKey, EndMark>,
    /// The marks by the time at which each can be forgotten.
    mark_ends: BTreeSet<(i64, RevocationKey)>,
    /// The sessions that marks have ended, until a purge removes them.
    ended: Vec<BTreeSet<(i64, RevocationKey)>>,
}

/// The end of all sessions of a subject.
#[derive(Clone, Copy)]
struct EndMark {
    number: u128,
    until: i64,
}

/// A session and its tokens.
pub(super) struct Family {
    pub(super) session: Session,
    /// The number of the last revocation when it began, or of the mark that excepted it.
    began: u128,
    revoked_at: Option<i64>,
    /// The current token is the last.
    tokens: VecDeque<TokenDigest>,
    refreshes: RefreshCount,
}

pub(super) struct StoredToken {
    pub(super) session: RevocationKey,
    pub(super) exchanged: Option<ExchangedToken>,
}

pub(super) struct ExchangedToken {
    pub(super) at: i64,
    successor: TokenDigest,
    sealed: Vec<u8>,
}

impl Family {
    /// When the session can be forgotten.
    fn forgotten_at(&self) -> i64 {
        self.revoked_at
            .unwrap_or_else(|| self.session.forgotten_at())
    }

    /// Its entry among the sessions of its subject.
    fn last_use(&self) -> (i64, RevocationKey) {
        (self.session.last_used_at, self.session.key)
    }
}

impl SessionTables {
    pub(super) fn begin(&mut self, session: &Session, token: TokenDigest) {
        let family = Family {
            session: session.clone(),
            began: self.number,
            revoked_at: None,
            tokens: VecDeque::from([token]),
            refreshes: RefreshCount::default(),
        };
        let key = session.key;
        self.ends.insert((family.forgotten_at(), key));
        let of_subject = self.subjects.entry(session.subject_key).or_default();
        of_subject.insert(family.last_use());
        self.sessions.insert(key, family);
        let token_of_it = StoredToken {
            session: key,
            exchanged: None,
        };
        self.tokens.insert(token, token_of_it);
    }

    /// A token and its session.
    pub(super) fn find(&self, token: &TokenDigest) -> Option<(&StoredToken, &Family)> {
        let token = self.tokens.get(token)?;
        Some((token, self.sessions.get(&token.session)?))
    }

    pub(super) fn is_alive(&self, family: &Family, now: i64) -> bool {
        family.revoked_at.is_none() && !self.is_marked(family) && !family.session.is_over(now)
    }

    /// Whether a session ended when all sessions of its subject were ended.
    pub(super) fn is_marked(&self, family: &Family) -> bool {
        let mark = self.marks.get(&family.session.subject_key);
        mark.is_some_and(|mark| mark.number > family.began)
    }

    /// Whether all sessions of the subject were ended, and this one with them. A session that is not stored counts as ended.
    pub(super) fn has_ended_with_all(
        &self,
        session: &RevocationKey,
        subject: &RevocationKey,
    ) -> bool {
        let family = self.sessions.get(session);
        self.marks.contains_key(subject) && family.is_none_or(|family| self.is_marked(family))
    }

    /// The sealed successor of an exchanged token, if it is the current token and can be returned again.
    pub(super) fn sealed_successor<'a>(&self, exchanged: &'a ExchangedToken) -> Option<&'a [u8]> {
        let successor = self.tokens.get(&exchanged.successor)?;
        let is_current = successor.exchanged.is_none() && !exchanged.sealed.is_empty();
        is_current.then_some(&exchanged.sealed)
    }

    /// Changes a session, and its entries in the tables that are sorted by its times.
    fn change(&mut self, key: RevocationKey, change: impl FnOnce(&mut Family)) {
        let Some(family) = self.sessions.get_mut(&key) else {
            return;
        };
        self.ends.remove(&(family.forgotten_at(), key));
        let last_use = family.last_use();
        change(family);
        self.ends.insert((family.forgotten_at(), key));
        if let Some(of_subject) = self.subjects.get_mut(&family.session.subject_key)
            && of_subject.remove(&last_use)
            && family.revoked_at.is_none()
        {
            of_subject.insert(family.last_use());
        }
    }

    /// Ends a session; returns whether it was alive.
    pub(super) fn end(&mut self, key: RevocationKey, at: i64) -> bool {
        let family = self.sessions.get(&key);
        let was_alive = family.is_some_and(|family| self.is_alive(family, at));
        self.change(key, |family| {
            family.revoked_at.get_or_insert(at);
        });
        was_alive
    }

    /// Ends the least recently used sessions of a subject that exceed the limit, apart from one that has just begun.
    pub(super) fn end_surplus(&mut self, begun: &Session, limit: SessionLimit) -> Vec<Session> {
        let others = usize::try_from(limit.most).unwrap_or(usize::MAX);
        let others = others.saturating_sub(1);
        let surplus: Vec<_> = self
            .sessions_of(&begun.subject_key, begun.created_at)
            .filter(|session| session.key != begun.key)
            .skip(others)
            .take(SessionLimit::ENDED_AT_ONCE)
            .cloned()
            .collect();
        for session in &surplus {
            self.end(session.key, begun.created_at);
        }
        surplus
    }

    /// Whether all sessions of a subject were ended after a position.
    pub(super) fn has_ended_all(&self, subject: &RevocationKey, after: Position) -> bool {
        // A position that this store never returned counts as before every revocation.
        let after = Some(after.0).filter(|after| *after <= self.number);
        let mark = self.marks.get(subject);
        mark.is_some_and(|mark| mark.number > after.unwrap_or_default())
    }

    /// Ends all sessions of a subject, with an optional exception, with the number of the last revocation.
    pub(super) fn end_all(
        &mut self,
        subject: RevocationKey,
        except: Option<RevocationKey>,
        until: i64,
    ) {
        let spared = except.filter(|key| {
            let family = self.sessions.get(key);
            family.is_some_and(|family| {
                family.session.subject_key == subject && !self.is_marked(family)
            })
        });
        let mut ended = self.subjects.remove(&subject).unwrap_or_default();
        self.mark(subject, until);
        if let Some(family) = spared.and_then(|key| self.sessions.get_mut(&key)) {
            family.began = self.number;
            if ended.remove(&family.last_use()) {
                self.subjects
                    .insert(subject, BTreeSet::from([family.last_use()]));
            }
        }
        if !ended.is_empty() {
            self.ended.push(ended);
        }
    }

    fn mark(&mut self, subject: RevocationKey, until: i64) {
        let mark = self.marks.get(&subject).copied();
        if let Some(mark) = mark {
            self.mark_ends.remove(&(mark.until, subject));
        }
        let until = mark.map_or(until, |mark| mark.until.max(until));
        let number = self.number;
        self.marks.insert(subject, EndMark { number, until });
        self.mark_ends.insert((until, subject));
    }

    /// Marks a token as exchanged and its session as used; the error is the number of seconds until that is allowed.
    pub(super) fn exchange(
        &mut self,
        session: RevocationKey,
        rotation: &Rotation,
    ) -> Result<(), i64> {
        let Some(family) = self.sessions.get(&session) else {
            return Ok(());
        };
        let refreshes = match rotation.rate {
            Some(rate) => family.refreshes.add(rotation.now, rate)?,
            None => family.refreshes,
        };
        let before = family.tokens.iter().rev().nth(1).copied();
        let mut forgotten = Vec::new();
        self.change(session, |family| {
            family.refreshes = refreshes;
            family.session.last_used_at = rotation.now;
            family.session.idle_expires_at = rotation.idle_expires_at;
            family.session.details.clone_from(&rotation.details);
            let Some(successor) = &rotation.successor else {
                return;
            };
            family.tokens.push_back(successor.digest);
            let remembered = usize::try_from(rotation.remembered).unwrap_or(usize::MAX);
            let spent = family.tokens.len().saturating_sub(1);
            forgotten.extend(family.tokens.drain(..spent.saturating_sub(remembered)));
        });
        let Some(successor) = &rotation.successor else {
            return Ok(());
        };
        if let Some(token) = self.tokens.get_mut(&rotation.presented) {
            token.exchanged = Some(ExchangedToken {
                at: rotation.now,
                successor: successor.digest,
                sealed: successor.sealed.clone(),
            });
        }
        // The successor of the token before this one has now been exchanged, and is not returned again.
        if let Some(before) = before {
            self.wipe(&before);
        }
        for token in forgotten {
            self.tokens.remove(&token);
        }
        self.sealed.push_back((rotation.now, rotation.presented));
        let exchanged = None;
        self.tokens
            .insert(successor.digest, StoredToken { session, exchanged });
        Ok(())
    }

    fn wipe(&mut self, token: &TokenDigest) {
        let token = self.tokens.get_mut(token);
        if let Some(exchanged) = token.and_then(|token| token.exchanged.as_mut()) {
            exchanged.sealed = Vec::new();
        }
    }

    /// The live sessions of a subject, the most recently used first.
    pub(super) fn sessions_of(
        &self,
        subject: &RevocationKey,
        now: i64,
    ) -> impl Iterator<Item = &Session> {
        let keys = self.subjects.get(subject).into_iter().flatten().rev();
        let families = keys.filter_map(|(_, key)| self.sessions.get(key));
        let alive = families.filter(move |family| self.is_alive(family, now));
        alive.map(|family| &family.session)
    }

    /// Removes a session; returns how many entries were removed.
    fn forget(&mut self, key: &RevocationKey) -> usize {
        let Some(family) = self.sessions.remove(key) else {
            return 0;
        };
        self.ends.remove(&(family.forgotten_at(), *key));
        for token in &family.tokens {
            self.tokens.remove(token);
        }
        let subject = &family.session.subject_key;
        if let Some(sessions) = self.subjects.get_mut(subject) {
            sessions.remove(&family.last_use());
            if sessions.is_empty() {
                self.subjects.remove(subject);
            }
        }
        family.tokens.len()
    }

    /// Removes one thing that no result depends on any more; returns how many entries that were, or `None` if there is
    /// nothing to remove.
    pub(super) fn purge_one(&mut self, now: i64, grace: i64) -> Option<usize> {
        if let Some(ended) = self.ended.last_mut() {
            let Some((_, key)) = ended.pop_first() else {
                self.ended.pop();
                return Some(0);
            };
            // A new session may have the same key, if the old one was removed before.
            let family = self.sessions.get(&key);
            let is_marked = family.is_some_and(|family| self.is_marked(family));
            return Some(if is_marked { self.forget(&key) } else { 0 });
        }
        if let Some((_, key)) = self.ends.first().copied().filter(|(end, _)| *end <= now) {
            return Some(self.forget(&key));
        }
        let sealed = self.sealed.front().copied();
        if let Some((_, token)) = sealed.filter(|(at, _)| at.saturating_add(grace) <= now) {
            self.sealed.pop_front();
            self.wipe(&token);
            return Some(1);
        }
        // No session that the mark has ended is left.
        let end = *self.mark_ends.first().filter(|(until, _)| *until <= now)?;
        self.marks.remove(&end.1);
        self.mark_ends.remove(&end);
        Some(1)
    }
}
