//! The sessions of one `Auth`: its store, and the rules by which it is asked.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::runtime::Handle;
use tokio::time::timeout;

use super::any_store::AnyStore;
use super::breaker::Breaker;
use super::known::Known;
use super::refresh_token::{RefreshToken, RefreshTokens};
use super::tasks::{Tasks, Timing};
use super::{
    Found, Revocation, RevocationKey, Revoked, Rotated, Rotation, Session, StoreError, Successor,
    Target, TokenDigest,
};
use crate::clock::Clock;
use crate::config::{OnStoreError, RevocationReach, SessionRules};
use crate::token::Verified;

/// How old a token may be, in seconds, that is let in while nobody can be asked about it.
const OLDEST_ALLOWED: i64 = 5 * 60;

/// Keeps the sessions of an `Auth`.
pub(crate) struct Keeper {
    store: Arc<dyn AnyStore>,
    pub(crate) rules: SessionRules,
    tokens: RefreshTokens,
    known: Arc<Known>,
    breaker: Breaker,
    clock: Arc<dyn Clock>,
    /// Started in a runtime that is there.
    tasks: Mutex<Option<Tasks>>,
}

/// What this process knows of a token without asking anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Good,
    Revoked,
    /// The store must be asked.
    Unknown,
}

/// What a refresh token was exchanged for.
pub(crate) enum Exchange {
    /// This one, or the same one if the session keeps its token.
    For(RefreshToken),
    /// It is not valid any more.
    Refused,
    /// It was exchanged a moment ago, and so was its successor: another tab of the browser has a newer one.
    Superseded,
    /// Somebody has a copy of it: its session was ended.
    Reused,
}

impl Keeper {
    pub(crate) fn new(
        store: Arc<dyn AnyStore>,
        rules: SessionRules,
        tokens: RefreshTokens,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let known = match store.in_memory() {
            Some(set) => Known::all(set),
            None => Known::nothing(rules.staleness),
        };
        let keeper = Self {
            store,
            rules,
            tokens,
            known: Arc::new(known),
            breaker: Breaker::new(),
            clock,
            tasks: Mutex::default(),
        };
        keeper.start();
        keeper
    }

    /// Starts what goes on between requests, unless it goes on already, or there is no runtime yet.
    fn start(&self) {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        // A runtime that was only there to build the `Auth` has ended them.
        if tasks.as_ref().is_none_or(Tasks::have_ended)
            && let Ok(runtime) = Handle::try_current()
        {
            let timing = Timing {
                staleness: self.rules.staleness,
                store_timeout: self.rules.store_timeout,
                grace: self.rules.grace,
            };
            let started = Tasks::start(&runtime, &self.store, &self.known, &self.clock, &timing);
            *tasks = Some(started);
        }
    }

    /// Asks the store, for as long as it may take and unless it has just failed several times.
    async fn ask<T>(
        &self,
        question: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        self.start();
        if !self.breaker.lets_through() {
            return Err(StoreError::unreachable(
                "it failed several times a moment ago",
            ));
        }
        let limited = timeout(self.rules.store_timeout, question).await;
        let answer = limited.unwrap_or_else(|_| Err(StoreError::timed_out()));
        match &answer {
            Ok(_) => self.breaker.succeeded(),
            Err(error) => {
                self.breaker.failed();
                let error = error as &dyn std::error::Error;
                tracing::error!(error, "the store of sessions failed");
            }
        }
        answer
    }

    /// Whether a token is revoked, as far as this process knows. `reach` is that of the handler, if it has its own.
    pub(crate) fn standing<T: ?Sized>(
        &self,
        verified: &Verified<T>,
        reach: Option<RevocationReach>,
    ) -> Standing {
        if reach.unwrap_or(self.rules.revocation) != RevocationReach::All {
            return Standing::Good;
        }
        if !self.known.set.is_empty() {
            let keys = verified.revocation_keys();
            if keys.are_revoked(verified.issued_at(), |key| self.known.set.get(key)) {
                return Standing::Revoked;
            }
        }
        match self.known.is_current() {
            true => Standing::Good,
            false => Standing::Unknown,
        }
    }

    /// Whether a token is revoked, as the store says.
    ///
    /// If it does not say, `may_allow` is whether the request may be let in all the same, if that is written out.
    pub(crate) async fn is_revoked<T: ?Sized>(
        &self,
        verified: &Verified<T>,
        may_allow: bool,
    ) -> Result<bool, StoreError> {
        let keys = verified.revocation_keys();
        let all = keys.all();
        let revoked = match self.ask(self.store.revoked(&all)).await {
            Err(error) if may_allow && self.allows(verified) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(
                    error,
                    "let a token in, of which nobody knows whether it is revoked"
                );
                return Ok(false);
            }
            revoked => revoked?,
        };
        let find = |key: &_| {
            revoked
                .iter()
                .copied()
                .find(|revoked: &Revoked| revoked.key == *key)
        };
        Ok(keys.are_revoked(verified.issued_at(), find))
    }

    /// Whether all sessions of a subject were ended in a later second than `since`.
    pub(crate) async fn has_ended_all_since(
        &self,
        subject: &str,
        since: i64,
    ) -> Result<bool, StoreError> {
        let key = RevocationKey::of_subject(None, subject);
        let marks = self.ask(self.store.revoked(&[key])).await?;
        Ok(marks.iter().any(|mark| mark.at > since))
    }

    /// Whether it is written out that such a token is let in while nobody can be asked.
    fn allows<T: ?Sized>(&self, verified: &Verified<T>) -> bool {
        let age = verified
            .issued_at()
            .map(|issued_at| self.clock.now().saturating_sub(issued_at));
        self.rules.on_store_error == OnStoreError::Allow
            && age.is_some_and(|age| age <= OLDEST_ALLOWED)
    }

    /// A session that begins now, of nobody yet.
    pub(crate) fn new_session(&self) -> Session {
        let now = self.clock.now();
        // Without refresh tokens, it is over when its access token is.
        let ttl = if self.rules.refresh {
            self.rules.ttl
        } else {
            self.rules.access_ttl
        };
        let idle_ttl = self.rules.idle_ttl.filter(|_| self.rules.refresh);
        Session {
            id: String::new(),
            subject: String::new(),
            created_at: now,
            last_used_at: now,
            expires_at: now.saturating_add(ttl),
            idle_expires_at: idle_ttl.map(|idle| now.saturating_add(idle)),
            client: None,
            details: String::new(),
        }
    }

    /// Keeps a new session, and gives its first refresh token.
    pub(crate) async fn begin(&self, session: &Session) -> Result<RefreshToken, StoreError> {
        let token = self.make(session)?;
        let digest = self.tokens.digest_of(&token);
        let digest = digest.ok_or_else(|| StoreError::unexpected("a token without a digest"))?;
        self.ask(self.store.begin(session, &digest)).await?;
        Ok(token)
    }

    fn make(&self, session: &Session) -> Result<RefreshToken, StoreError> {
        let token = self.tokens.make(session, self.left(session));
        token.map_err(|error| {
            tracing::error!(%error, "no refresh token was made");
            StoreError::unexpected(error)
        })
    }

    /// The session that a refresh token is of, if it is alive.
    pub(crate) async fn session_of(
        &self,
        token: &RefreshToken,
    ) -> Result<Option<Session>, StoreError> {
        let Some(digest) = self.tokens.digest_of(token) else {
            return Ok(None);
        };
        let found = self.ask(self.store.find(&digest, self.clock.now())).await?;
        Ok(match found {
            Found::Alive(session) => Some(session),
            Found::Ended | Found::Unknown => None,
        })
    }

    /// Exchanges a refresh token of a session for the next one.
    pub(crate) async fn exchange(
        &self,
        session: &Session,
        token: &RefreshToken,
    ) -> Result<Exchange, StoreError> {
        let now = self.clock.now();
        let Some(presented) = self.tokens.digest_of(token) else {
            return Ok(Exchange::Refused);
        };
        let next = match self.rules.rotates {
            false => None,
            true => {
                let next = self.make(session)?;
                let sealed = self.tokens.sealed(&next, token);
                let unsealed = || StoreError::unexpected("a successor that cannot be sealed");
                Some((next, sealed.ok_or_else(unsealed)?))
            }
        };
        let (next, successor) = next.unzip();
        let idle = self.rules.idle_ttl.map(|idle| now.saturating_add(idle));
        let rotation = self.rotation(session, presented, successor, idle);
        let rotated = self.rotate(session, &rotation).await?;
        Ok(match rotated {
            Rotated::Done => {
                Exchange::For(next.unwrap_or_else(|| RefreshToken::presented(token.as_str())))
            }
            Rotated::Again(sealed) => match token.unsealed(&sealed) {
                Some(successor) => Exchange::For(successor),
                None => Exchange::Refused,
            },
            Rotated::Reused => Exchange::Reused,
            Rotated::Superseded => Exchange::Superseded,
            Rotated::Ended | Rotated::Unknown => Exchange::Refused,
        })
    }

    /// Whether a token was exchanged before the grace, which ends its session. It is not used up by that.
    pub(crate) async fn has_been_exchanged(
        &self,
        session: &Session,
        token: &RefreshToken,
    ) -> Result<bool, StoreError> {
        let Some(presented) = self.tokens.digest_of(token) else {
            return Ok(false);
        };
        let rotation = self.rotation(session, presented, None, session.idle_expires_at);
        Ok(self.rotate(session, &rotation).await? == Rotated::Reused)
    }

    fn rotation(
        &self,
        session: &Session,
        presented: TokenDigest,
        successor: Option<Successor>,
        idle_expires_at: Option<i64>,
    ) -> Rotation {
        let now = self.clock.now();
        Rotation {
            presented,
            successor,
            now,
            grace: self.rules.grace,
            idle_expires_at: idle_expires_at.map(|idle| idle.min(session.expires_at)),
            revoked_until: now.saturating_add(self.rules.longest),
        }
    }

    async fn rotate(&self, session: &Session, rotation: &Rotation) -> Result<Rotated, StoreError> {
        let rotated = self.ask(self.store.rotate(rotation)).await?;
        if rotated == Rotated::Reused {
            self.known.set.insert(Revoked {
                key: RevocationKey::of_session(None, &session.id),
                at: rotation.now,
                until: rotation.revoked_until,
            });
        }
        Ok(rotated)
    }

    /// Revokes; in this process at once.
    pub(crate) async fn revoke(&self, target: Target) -> Result<u64, StoreError> {
        let at = self.clock.now();
        let revocation = Revocation {
            target,
            at,
            until: at.saturating_add(self.rules.longest),
        };
        let ended = self.ask(self.store.revoke(&revocation)).await?;
        let key = match &revocation.target {
            Target::Key(key) => *key,
            Target::Session(id) => RevocationKey::of_session(None, id),
            Target::Subject { subject, .. } => {
                // Which sessions it had, only the store knows.
                self.known.is_outdated();
                RevocationKey::of_subject(None, subject)
            }
        };
        let until = revocation.until;
        self.known.set.insert(Revoked { key, at, until });
        Ok(ended)
    }

    pub(crate) async fn sessions(&self, subject: &str) -> Result<Vec<Session>, StoreError> {
        self.ask(self.store.sessions(subject, self.clock.now()))
            .await
    }

    /// How old the knowledge of revocations is.
    pub(crate) fn age(&self) -> Option<std::time::Duration> {
        self.known.age()
    }

    /// How long a session has to live that was used just now, in seconds.
    pub(crate) fn left_after_use(&self, session: &Session) -> i64 {
        let left = self.left(session);
        self.rules.idle_ttl.map_or(left, |idle| idle.min(left))
    }

    /// How long a session has to live, in seconds.
    pub(crate) fn left(&self, session: &Session) -> i64 {
        session.expires_at.saturating_sub(self.clock.now())
    }
}
