//! `Switch`: a store that fails on command, for tests.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::session::{
    Attempt, AttemptOutcome, BeginOutcome, CountedAttempt, KnownDevice, MemoryStore, Position,
    RefreshTokenState, Revocation, RevocationKey, RevocationPage, RevocationRecord,
    RevocationTarget, Rotation, RotationOutcome, Session, SessionLimit, SingleUseKey, StoreError,
    TokenDigest, TokenStore,
};

/// A store in memory that can be down, hang, or lose everything. Unlike `MemoryStore`, it returns each revocation once, two
/// at a time.
#[derive(Clone)]
pub(super) struct Switch {
    pub(super) kept: Arc<Mutex<MemoryStore>>,
    pub(super) log: Arc<Mutex<Vec<RevocationRecord>>>,
    is_down: Arc<AtomicBool>,
    pub(super) hangs: Arc<AtomicBool>,
    pub(super) asked: Arc<AtomicUsize>,
}

impl Switch {
    pub(super) fn new() -> Self {
        Self {
            kept: Arc::new(MemoryStore::new().into()),
            log: Arc::default(),
            is_down: Arc::default(),
            hangs: Arc::default(),
            asked: Arc::default(),
        }
    }

    pub(super) fn set_down(&self, is_down: bool) {
        self.is_down.store(is_down, Ordering::SeqCst);
    }

    pub(super) fn lose_everything(&self) {
        self.go_back_to(MemoryStore::new());
    }

    /// A copy of all current revocations.
    pub(super) async fn kept(&self) -> MemoryStore {
        let copy = MemoryStore::new();
        let kept = self.kept.lock().unwrap().clone();
        let page = kept.revocations(Position::default()).await.unwrap();
        for RevocationRecord { key, at, until } in page.revoked {
            let target = RevocationTarget::Key(key);
            let revocation = Revocation { target, at, until };
            copy.revoke(&revocation).await.unwrap();
        }
        copy
    }

    pub(super) fn go_back_to(&self, before: MemoryStore) {
        *self.kept.lock().unwrap() = before;
    }

    async fn store(&self) -> Result<MemoryStore, StoreError> {
        if self.hangs.load(Ordering::SeqCst) {
            std::future::pending::<()>().await;
        }
        if self.is_down.load(Ordering::SeqCst) {
            return Err(StoreError::unreachable("it is down"));
        }
        Ok(self.kept.lock().unwrap().clone())
    }
}

impl TokenStore for Switch {
    async fn position(&self) -> Result<Position, StoreError> {
        self.store().await?.position().await
    }
    async fn begin(
        &self,
        session: &Session,
        token: &TokenDigest,
        began: Position,
        limit: Option<SessionLimit>,
    ) -> Result<BeginOutcome, StoreError> {
        self.store()
            .await?
            .begin(session, token, began, limit)
            .await
    }
    async fn has_ended_all(
        &self,
        subject: &RevocationKey,
        after: Position,
    ) -> Result<bool, StoreError> {
        self.store().await?.has_ended_all(subject, after).await
    }
    async fn find(&self, token: &TokenDigest, now: i64) -> Result<RefreshTokenState, StoreError> {
        self.store().await?.find(token, now).await
    }
    async fn rotate(&self, rotation: &Rotation) -> Result<RotationOutcome, StoreError> {
        self.store().await?.rotate(rotation).await
    }
    async fn revoke(&self, revocation: &Revocation) -> Result<bool, StoreError> {
        let ended = self.store().await?.revoke(revocation).await?;
        if let RevocationTarget::Key(key) = revocation.target {
            let Revocation { at, until, .. } = *revocation;
            self.log
                .lock()
                .unwrap()
                .push(RevocationRecord { key, at, until });
        }
        Ok(ended)
    }
    async fn has_ended_with_all(
        &self,
        session: &RevocationKey,
        subject: &RevocationKey,
    ) -> Result<bool, StoreError> {
        let store = self.store().await?;
        store.has_ended_with_all(session, subject).await
    }
    async fn sessions(
        &self,
        subject: &RevocationKey,
        now: i64,
    ) -> Result<Vec<Session>, StoreError> {
        self.store().await?.sessions(subject, now).await
    }
    async fn session(&self, key: &RevocationKey, now: i64) -> Result<Option<Session>, StoreError> {
        self.store().await?.session(key, now).await
    }
    async fn revoked(&self, keys: &[RevocationKey]) -> Result<Vec<RevocationRecord>, StoreError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.store().await?.revoked(keys).await
    }
    async fn revocations(&self, after: Position) -> Result<RevocationPage, StoreError> {
        let kept = self.store().await?;
        let log = self.log.lock().unwrap().clone();
        let start = usize::try_from(after.0).unwrap();
        let end = log.len().min(start + 2);
        let keys: Vec<_> = log[start..end].iter().map(|one| one.key).collect();
        Ok(RevocationPage {
            revoked: kept.revoked(&keys).await?,
            position: Position(end as u128),
            has_more: end < log.len(),
        })
    }
    async fn count(&self, attempt: &Attempt) -> Result<AttemptOutcome, StoreError> {
        self.store().await?.count(attempt).await
    }
    async fn give_back(
        &self,
        counted: &CountedAttempt,
        now: i64,
        success: Option<&KnownDevice>,
    ) -> Result<(), StoreError> {
        let store = self.store().await?;
        store.give_back(counted, now, success).await
    }
    async fn use_once(&self, key: &SingleUseKey, until: i64, now: i64) -> Result<bool, StoreError> {
        self.store().await?.use_once(key, until, now).await
    }
    async fn purge(&self, now: i64, grace: i64) -> Result<bool, StoreError> {
        self.store().await?.purge(now, grace).await
    }
}
