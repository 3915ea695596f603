//! `Cached`, as a `TokenStore`.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::replication::Replication;
use crate::session::attempt::{Attempt, AttemptOutcome, CountedAttempt, KnownDevice};
use crate::session::record::{
    BeginOutcome, Position, RefreshTokenState, Revocation, RevocationPage, RevocationRecord,
    Rotation, RotationOutcome, Session, SessionLimit, SingleUseKey, TokenDigest,
};
use crate::session::revocation::RevokedSet;
use crate::session::store::{Persistence, StoreError, TokenStore};
use crate::token::RevocationKey;

/// How old the copy may be by default.
const STALENESS: Duration = Duration::from_secs(1);

/// A durable store, and a fast store with a copy of its revocations, which is asked whether a token is revoked.
///
/// Everything else goes to the durable store. Caching more would gain nothing: a session is read when its token is
/// exchanged, which the durable store must do anyway.
///
/// A revocation is effective after the [staleness](Self::staleness) at the latest, 1 second by default; one that was made
/// through this value, at once. The fast store may be down, hang, or lose everything at any time: then the durable store is
/// used. If the durable store is down, its methods fail, and so does the check for revocations once the copy is too old.
///
/// Several processes may share a fast store. The methods must be called within a Tokio runtime, which makes the copy.
///
/// ```
/// use jwt_guard::session::{Cached, MemoryStore, RevocationKey, SessionOwner, TokenStore};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// // The first would be in Redis, the second in PostgreSQL.
/// let store = Cached::new(MemoryStore::new(), MemoryStore::new());
/// let key = RevocationKey::of_token(&SessionOwner::named("shop"), None, "3Ne8");
/// assert!(store.revoked(&[key]).await?.is_empty());
/// # Ok(())
/// # }
/// ```
pub struct Cached<F, D> {
    pub(super) copy: Arc<Replication<F, D>>,
    staleness: Duration,
}

impl<F: TokenStore, D: TokenStore> Cached<F, D> {
    /// Puts a fast store before a durable one.
    #[must_use]
    pub fn new(fast: F, durable: D) -> Self {
        Self {
            copy: Arc::new(Replication::new(fast, durable)),
            staleness: STALENESS,
        }
    }

    /// For how long revocations of other processes may be unknown; 1 second by default.
    ///
    /// ```
    /// use std::time::Duration;
    /// use jwt_guard::session::{Cached, MemoryStore};
    ///
    /// let store = Cached::new(MemoryStore::new(), MemoryStore::new())
    ///     .staleness(Duration::from_millis(200));
    /// ```
    #[must_use]
    pub fn staleness(mut self, staleness: Duration) -> Self {
        self.staleness = staleness;
        self
    }

    fn durable(&self) -> &D {
        &self.copy.durable
    }
}

impl<F: TokenStore, D: TokenStore> TokenStore for Cached<F, D> {
    async fn position(&self) -> Result<Position, StoreError> {
        self.durable().position().await
    }

    async fn begin(
        &self,
        session: &Session,
        token: &TokenDigest,
        began: Position,
        limit: Option<SessionLimit>,
    ) -> Result<BeginOutcome, StoreError> {
        let outcome = self.durable().begin(session, token, began, limit).await;
        // With a limit, sessions may have been revoked even if an error is returned.
        let has_ended_none = match &outcome {
            Ok(BeginOutcome::Begun { ended }) => ended.is_empty(),
            Ok(BeginOutcome::Refused) => true,
            Err(_) => limit.is_none(),
        };
        if !has_ended_none {
            self.copy.mark_outdated();
        }
        outcome
    }

    async fn has_ended_all(
        &self,
        subject: &RevocationKey,
        after: Position,
    ) -> Result<bool, StoreError> {
        self.durable().has_ended_all(subject, after).await
    }

    async fn find(&self, token: &TokenDigest, now: i64) -> Result<RefreshTokenState, StoreError> {
        self.durable().find(token, now).await
    }

    async fn rotate(&self, rotation: &Rotation) -> Result<RotationOutcome, StoreError> {
        let rotated = self.durable().rotate(rotation).await;
        // A reuse may have revoked the session even if an error is returned.
        if !matches!(
            rotated,
            Ok(RotationOutcome::Done | RotationOutcome::Again(_) | RotationOutcome::Limited { .. })
        ) {
            self.copy.mark_outdated();
        }
        rotated
    }

    async fn revoke(&self, revocation: &Revocation) -> Result<bool, StoreError> {
        let revoked = self.durable().revoke(revocation).await;
        self.copy.mark_outdated();
        revoked
    }

    async fn has_ended_with_all(
        &self,
        session: &RevocationKey,
        subject: &RevocationKey,
    ) -> Result<bool, StoreError> {
        // The fast store has a copy of the mark, and no sessions.
        self.durable().has_ended_with_all(session, subject).await
    }

    async fn sessions(
        &self,
        subject: &RevocationKey,
        now: i64,
    ) -> Result<Vec<Session>, StoreError> {
        self.durable().sessions(subject, now).await
    }

    async fn session(&self, key: &RevocationKey, now: i64) -> Result<Option<Session>, StoreError> {
        self.durable().session(key, now).await
    }

    async fn revoked(&self, keys: &[RevocationKey]) -> Result<Vec<RevocationRecord>, StoreError> {
        match self.copy.revoked(keys, self.staleness).await {
            Some(revoked) => Ok(revoked),
            None => {
                Replication::renew(&self.copy);
                self.durable().revoked(keys).await
            }
        }
    }

    async fn revocations(&self, after: Position) -> Result<RevocationPage, StoreError> {
        self.durable().revocations(after).await
    }

    async fn changed(&self) {
        self.durable().changed().await;
    }

    async fn count(&self, attempt: &Attempt) -> Result<AttemptOutcome, StoreError> {
        self.durable().count(attempt).await
    }

    async fn give_back(
        &self,
        counted: &CountedAttempt,
        now: i64,
        success: Option<&KnownDevice>,
    ) -> Result<(), StoreError> {
        self.durable().give_back(counted, now, success).await
    }

    async fn use_once(&self, key: &SingleUseKey, until: i64, now: i64) -> Result<bool, StoreError> {
        self.durable().use_once(key, until, now).await
    }

    async fn purge(&self, now: i64, grace: i64) -> Result<bool, StoreError> {
        let is_more_left = self.durable().purge(now, grace).await?;
        Ok(self.copy.purge(now, grace).await || is_more_left)
    }

    async fn time(&self) -> Result<Option<Duration>, StoreError> {
        self.durable().time().await
    }

    async fn persistence(&self) -> Result<Persistence, StoreError> {
        self.durable().persistence().await
    }

    fn in_memory(&self) -> Option<RevokedSet> {
        self.durable().in_memory()
    }
}

impl<F: fmt::Debug, D: fmt::Debug> fmt::Debug for Cached<F, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cached")
            .field("fast", &self.copy.fast)
            .field("durable", &self.copy.durable)
            .field("staleness", &self.staleness)
            .finish()
    }
}
