//! `SessionService`: the store of an `Auth`, and the rules by which it is used.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use jwt_syntax::choice::{OnStoreError, RevocationReach};
use tokio::runtime::Handle;
use tokio::time::timeout;

use super::background::{BackgroundTasks, BackgroundWork};
use super::circuit_breaker::CircuitBreaker;
#[cfg(feature = "metrics")]
use super::metrics::{Metrics, StoreOperation};
use super::readiness::LastReport;
use crate::clock::Clock;
use crate::session::error::SessionError;
use crate::session::options::SessionOptions;
use crate::session::record::{Revocation, RevocationRecord, RevocationTarget, Session};
use crate::session::revocation::{RevocationStatus, RevocationView, are_revoked, mark};
use crate::session::rotation::{RefreshToken, RefreshTokens};
use crate::session::store::{AnyStore, StoreClock, StoreError};
use crate::token::{MAX_LEEWAY_SECONDS, RevocationKey, RevocationKeys, SessionOwner, Verified};

/// The greatest age, in seconds, of a token that may be accepted while the store cannot be reached.
const OLDEST_ALLOWED: i64 = 5 * 60;

/// The sessions of one `Auth`: its store, its rules, and what this process knows of revocations.
pub struct SessionService {
    pub(super) store: Arc<dyn AnyStore>,
    /// The rules of the sessions.
    pub rules: SessionOptions,
    /// The service that the sessions belong to.
    pub owner: SessionOwner,
    pub(super) tokens: RefreshTokens,
    pub(super) known: Arc<RevocationView>,
    breaker: Arc<CircuitBreaker>,
    pub(super) last_report: LastReport,
    pub(super) clock: Arc<StoreClock>,
    #[cfg(feature = "metrics")]
    pub(super) metrics: Metrics,
    /// Started once a Tokio runtime is running.
    tasks: Mutex<Option<BackgroundTasks>>,
}

impl SessionService {
    /// `config` is the name of the configuration, which labels its metrics.
    #[doc(hidden)]
    pub fn new(
        #[cfg_attr(
            not(feature = "metrics"),
            expect(unused, reason = "a label of metrics")
        )]
        config: &'static str,
        store: Arc<dyn AnyStore>,
        rules: SessionOptions,
        tokens: RefreshTokens,
        clock: Arc<StoreClock>,
    ) -> Self {
        let known = match store.in_memory() {
            Some(set) => RevocationView::all(set),
            None => RevocationView::nothing(rules.staleness),
        };
        let keeper = Self {
            store,
            owner: rules.owner,
            rules,
            tokens,
            known: Arc::new(known),
            breaker: Arc::new(CircuitBreaker::new()),
            last_report: LastReport::default(),
            clock,
            #[cfg(feature = "metrics")]
            metrics: Metrics::of(config),
            tasks: Mutex::default(),
        };
        keeper.start();
        keeper
    }

    /// Starts the background tasks, unless they run already, or there is no runtime yet.
    pub(super) fn start(&self) {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        // They have ended if the runtime in which the `Auth` was built has ended.
        if tasks.as_ref().is_none_or(BackgroundTasks::have_ended)
            && let Ok(runtime) = Handle::try_current()
        {
            *tasks = Some(BackgroundTasks::start(&runtime, &self.work()));
        }
    }

    fn work(&self) -> BackgroundWork {
        BackgroundWork {
            store: Arc::clone(&self.store),
            known: Arc::clone(&self.known),
            clock: Arc::clone(&self.clock),
            staleness: self.rules.staleness,
            store_timeout: self.rules.store_timeout,
            grace: self.rules.grace,
            #[cfg(feature = "metrics")]
            metrics: self.metrics,
            #[cfg(feature = "metrics")]
            breaker: Arc::clone(&self.breaker),
        }
    }

    /// The time of the store. After the first call, `clock` shows it without waiting.
    pub(super) async fn now(&self) -> Result<i64, StoreError> {
        if !self.clock.is_measured() {
            self.ask(self.clock.measure(&*self.store)).await?;
        }
        Ok(self.clock.now())
    }

    /// Awaits a result of the store, within the time limit, and unless the circuit breaker is open.
    pub(super) async fn ask<T>(
        &self,
        question: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        self.start();
        if !self.breaker.allows_request() {
            return Err(StoreError::unreachable("it failed several times in a row"));
        }
        let limited = timeout(self.rules.store_timeout, question).await;
        let answer = limited.unwrap_or_else(|_| Err(StoreError::timed_out()));
        match &answer {
            Ok(_) => self.breaker.succeeded(),
            Err(error) => {
                self.breaker.failed();
                #[cfg(feature = "metrics")]
                self.metrics.store_failed(StoreOperation::Request, error);
                let error = error as &dyn std::error::Error;
                tracing::error!(error, "the store of sessions failed");
            }
        }
        answer
    }

    /// Whether a token is revoked, as far as this process knows. `reach` is the setting of the handler, if it has its own.
    #[doc(hidden)]
    pub fn revocation_status<T: ?Sized>(
        &self,
        verified: &Verified<T>,
        reach: Option<RevocationReach>,
    ) -> RevocationStatus {
        if !self.checks_revocation(reach) {
            return RevocationStatus::NotRevoked;
        }
        // Read before the look-up: this thread may be suspended in between, while another reads newer revocations.
        let is_current = self.known.is_current();
        let standing = match self.known.set.is_empty() {
            true => RevocationStatus::NotRevoked,
            false => {
                let keys = verified.revocation_keys(&self.owner);
                self.known.revocation_status(keys, self.clock.tolerance())
            }
        };
        match standing {
            RevocationStatus::NotRevoked if !is_current => RevocationStatus::Unknown,
            standing => standing,
        }
    }

    /// Whether a token is revoked, according to the store.
    ///
    /// If the store fails, the request is accepted if `may_allow` is true and the configuration allows it (`on_store_error =
    /// "allow"`).
    #[doc(hidden)]
    pub async fn is_revoked<T: ?Sized>(
        &self,
        verified: &Verified<T>,
        may_allow: bool,
    ) -> Result<bool, StoreError> {
        match self
            .has_revoked(verified.revocation_keys(&self.owner))
            .await
        {
            Err(error) if may_allow && self.allows(verified) => {
                #[cfg(feature = "metrics")]
                self.metrics.accepted_unchecked();
                let error = &error as &dyn std::error::Error;
                tracing::warn!(
                    error,
                    "accepted a token although it is unknown whether it is revoked"
                );
                Ok(false)
            }
            has_revoked => has_revoked,
        }
    }

    /// Asks the store whether a token is revoked.
    async fn has_revoked(&self, keys: &RevocationKeys) -> Result<bool, StoreError> {
        // Read before the store is asked, so that a mark that is stored meanwhile counts as another one.
        let change = self.known.set.change(&keys.subject);
        let all = keys.all();
        let revoked = self.ask(self.store.revoked(&all)).await?;
        let find = |key: &RevocationKey| {
            let mut revoked = revoked.iter().copied();
            revoked.find(|revoked: &RevocationRecord| revoked.key == *key)
        };
        if are_revoked(keys, find, self.clock.tolerance()) {
            return Ok(true);
        }
        let Some((session, mark)) = mark(keys, find) else {
            return Ok(false);
        };
        let has_ended = self.store.has_ended_with_all(session, &keys.subject);
        if self.ask(has_ended).await? {
            // An ended session never revives, so that the store need not be asked again.
            self.known.set.insert(RevocationRecord {
                key: *session,
                ..mark
            });
            return Ok(true);
        }
        if let Some(change) = change {
            self.known.outlived.insert(*session, change, mark.until);
        }
        Ok(false)
    }

    /// Whether the configuration allows a token of this age while the store cannot be reached.
    fn allows<T: ?Sized>(&self, verified: &Verified<T>) -> bool {
        let age = verified
            .issued_at()
            .map(|issued_at| self.clock.local().now().saturating_sub(issued_at));
        self.rules.on_store_error == OnStoreError::Allow
            && age.is_some_and(|age| age <= OLDEST_ALLOWED)
    }

    /// Revokes, in this process at once. Returns whether that ended a live session.
    #[doc(hidden)]
    pub async fn revoke(&self, target: RevocationTarget) -> Result<bool, StoreError> {
        self.revoke_until(target, i64::MIN).await
    }

    /// Revokes, and remembers it at least until a time, in seconds since the Unix epoch.
    #[doc(hidden)]
    pub async fn revoke_until(
        &self,
        target: RevocationTarget,
        at_least: i64,
    ) -> Result<bool, StoreError> {
        let at = self.now().await?;
        let until = at.saturating_add(self.rules.longest).max(at_least);
        let revocation = Revocation { target, at, until };
        let ended = self.ask(self.store.revoke(&revocation)).await?;
        let key = target.key();
        self.known.set.insert(RevocationRecord { key, at, until });
        Ok(ended)
    }

    /// A new refresh token of a session.
    pub(super) fn make(&self, session: &Session) -> Result<RefreshToken, SessionError> {
        let token = self.tokens.make(session, self.seconds_left(session));
        token.map_err(|error| match error.mistake() {
            Some(mistake) => SessionError::Misconfigured(mistake),
            None => {
                tracing::error!(%error, "no refresh token could be made");
                SessionError::Unavailable
            }
        })
    }

    /// How long a session lasts that was refreshed just now, in seconds.
    #[doc(hidden)]
    pub fn seconds_left_after_use(&self, session: &Session) -> i64 {
        let left = self.seconds_left(session);
        self.rules.idle_ttl.map_or(left, |idle| idle.min(left))
    }

    /// How long a session lasts unless it is refreshed, in seconds.
    #[doc(hidden)]
    pub fn seconds_left_unless_used(&self, session: &Session) -> i64 {
        session.ends_at().saturating_sub(self.clock.now())
    }

    /// How long a session lasts at most, in seconds.
    #[doc(hidden)]
    pub fn seconds_left(&self, session: &Session) -> i64 {
        session.expires_at.saturating_sub(self.clock.now())
    }

    /// The key of a session of this service.
    #[doc(hidden)]
    pub fn key_of_session(&self, id: &str) -> RevocationKey {
        RevocationKey::of_session(&self.owner, None, id)
    }

    /// The key of a subject of this service.
    #[doc(hidden)]
    pub fn key_of_subject(&self, subject: &str) -> RevocationKey {
        RevocationKey::of_subject(&self.owner, None, subject)
    }

    /// The live sessions of a subject, the most recently used first, 100 at most.
    #[doc(hidden)]
    pub async fn sessions(&self, subject: &str) -> Result<Vec<Session>, StoreError> {
        let key = self.key_of_subject(subject);
        let now = self.now().await?;
        self.ask(self.store.sessions(&key, now)).await
    }

    /// The session with this identifier (`sid`), if it is alive.
    #[doc(hidden)]
    pub async fn session(&self, id: &str) -> Result<Option<Session>, StoreError> {
        self.session_of_key(&self.key_of_session(id)).await
    }

    #[doc(hidden)]
    pub async fn session_of_key(&self, key: &RevocationKey) -> Result<Option<Session>, StoreError> {
        let now = self.now().await?;
        self.ask(self.store.session(key, now)).await
    }

    /// Until when the revocation of an access token must be remembered at least. A token without `iat` whose lifetime is too
    /// long is refused now, but accepted once little of it is left.
    #[doc(hidden)]
    pub fn remember_revocation_until<T: ?Sized>(&self, verified: &Verified<T>) -> i64 {
        match (verified.issued_at(), verified.expires_at()) {
            (None, expires_at) if expires_at < i64::MAX => {
                expires_at.saturating_add(3 * MAX_LEEWAY_SECONDS)
            }
            _ => i64::MIN,
        }
    }

    /// Whether a token is so old that its revocation may have been forgotten. A token is valid for `max_lifetime` after it
    /// was issued at most, and revocations are remembered for longer. A token without `iat` is valid until it expires; one
    /// without either was never valid.
    #[doc(hidden)]
    pub fn may_have_forgotten<T: ?Sized>(&self, verified: &Verified<T>, leeway: i64) -> bool {
        let Some(max_lifetime) = self.rules.max_lifetime else {
            return false;
        };
        let issued_at = verified.issued_at();
        let until = issued_at.map_or(
            Some(verified.expires_at()).filter(|at| *at < i64::MAX),
            |at| Some(at.saturating_add(max_lifetime)),
        );
        let now = self.clock.local().now();
        until.is_none_or(|until| now >= until.saturating_add(leeway))
    }

    /// Whether access tokens are checked for revocation. `reach` is the setting of the handler, if it has its own.
    #[doc(hidden)]
    pub fn checks_revocation(&self, reach: Option<RevocationReach>) -> bool {
        reach.unwrap_or(self.rules.revocation) == RevocationReach::All
    }

    /// Purges the store, as the background task does every 30 seconds.
    #[cfg(feature = "testing")]
    #[doc(hidden)]
    pub async fn purge(&self) -> Result<(), StoreError> {
        self.work().purge_all().await
    }

    /// Counts the reuse of a refresh token, for metrics.
    #[doc(hidden)]
    pub fn count_reuse(&self) {
        #[cfg(feature = "metrics")]
        self.metrics.reused();
    }

    /// The age of this process's view of revocations.
    #[doc(hidden)]
    pub fn age(&self) -> Option<std::time::Duration> {
        self.known.age()
    }
}

impl std::fmt::Debug for SessionService {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SessionService").finish_non_exhaustive()
    }
}
