//! A store that counts as remote to the library.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jwt_guard::session::{
    Attempt, AttemptOutcome, BeginOutcome, CountedAttempt, KnownDevice, MemoryStore, Persistence,
    Position, RefreshTokenState, Revocation, RevocationKey, RevocationPage, RevocationRecord,
    Rotation, RotationOutcome, Session, SessionLimit, StoreError, TokenDigest, TokenStore,
};
use tokio::task::yield_now;

/// The state of the store.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Order {
    #[default]
    Up,
    Down,
    Slow,
    ReadOnly,
    /// It responds with something unexpected.
    Odd,
    /// Recent revocations are not yet among those that are read, but a look-up finds them.
    Behind,
    /// It stores new records, but no revocations.
    Unrevoking,
}

/// A store elsewhere, which can be out of order.
#[derive(Clone)]
pub(crate) struct Remote {
    pub(crate) store: MemoryStore,
    order: Arc<Mutex<Order>>,
    asked: Arc<AtomicUsize>,
    /// What its clock shows, if it has one.
    clock: Arc<Mutex<Option<i64>>>,
}

impl Remote {
    pub(crate) fn new() -> Self {
        Self {
            store: MemoryStore::new(),
            order: Arc::default(),
            asked: Arc::default(),
            clock: Arc::default(),
        }
    }

    pub(crate) fn is(&self, order: Order) {
        *self.order.lock().unwrap() = order;
    }

    /// Its clock shows this, and stands still.
    pub(crate) fn shows(&self, seconds: i64) {
        *self.clock.lock().unwrap() = Some(seconds);
    }

    fn order(&self) -> Order {
        *self.order.lock().unwrap()
    }

    /// How often requests asked it.
    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    async fn read(&self) -> Result<(), StoreError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        match self.order() {
            Order::Down => Err(StoreError::unreachable("no route to 10.0.0.1")),
            Order::Slow => {
                tokio::time::sleep(Duration::from_secs(30)).await;
                Ok(())
            }
            Order::Odd => Err(StoreError::unexpected("WRONGTYPE at 10.0.0.1")),
            Order::Up | Order::ReadOnly | Order::Behind | Order::Unrevoking => Ok(()),
        }
    }

    async fn write(&self) -> Result<(), StoreError> {
        if self.order() == Order::ReadOnly {
            return Err(StoreError::unreachable("read-only"));
        }
        self.read().await
    }
}

/// Both ways take time, so that the caller may have given up before the operation is done, or before its response.
async fn on_the_way<T>(done: impl Future<Output = T>) -> T {
    yield_now().await;
    let answer = done.await;
    yield_now().await;
    answer
}

impl TokenStore for Remote {
    async fn position(&self) -> Result<Position, StoreError> {
        self.read().await?;
        on_the_way(self.store.position()).await
    }

    async fn begin(
        &self,
        session: &Session,
        token: &TokenDigest,
        began: Position,
        limit: Option<SessionLimit>,
    ) -> Result<BeginOutcome, StoreError> {
        self.write().await?;
        on_the_way(self.store.begin(session, token, began, limit)).await
    }

    async fn has_ended_all(
        &self,
        subject: &RevocationKey,
        after: Position,
    ) -> Result<bool, StoreError> {
        self.read().await?;
        on_the_way(self.store.has_ended_all(subject, after)).await
    }

    async fn find(&self, token: &TokenDigest, now: i64) -> Result<RefreshTokenState, StoreError> {
        self.read().await?;
        on_the_way(self.store.find(token, now)).await
    }

    async fn rotate(&self, rotation: &Rotation) -> Result<RotationOutcome, StoreError> {
        self.write().await?;
        on_the_way(self.store.rotate(rotation)).await
    }

    async fn revoke(&self, revocation: &Revocation) -> Result<bool, StoreError> {
        self.write().await?;
        if self.order() == Order::Unrevoking {
            return Err(StoreError::unreachable("out of space"));
        }
        on_the_way(self.store.revoke(revocation)).await
    }

    async fn has_ended_with_all(
        &self,
        session: &RevocationKey,
        subject: &RevocationKey,
    ) -> Result<bool, StoreError> {
        self.read().await?;
        on_the_way(self.store.has_ended_with_all(session, subject)).await
    }

    async fn sessions(
        &self,
        subject: &RevocationKey,
        now: i64,
    ) -> Result<Vec<Session>, StoreError> {
        self.read().await?;
        on_the_way(self.store.sessions(subject, now)).await
    }

    async fn session(&self, key: &RevocationKey, now: i64) -> Result<Option<Session>, StoreError> {
        self.read().await?;
        on_the_way(self.store.session(key, now)).await
    }

    async fn revoked(&self, keys: &[RevocationKey]) -> Result<Vec<RevocationRecord>, StoreError> {
        self.read().await?;
        on_the_way(self.store.revoked(keys)).await
    }

    async fn revocations(&self, after: Position) -> Result<RevocationPage, StoreError> {
        match self.order() {
            Order::Up | Order::ReadOnly => self.store.revocations(after).await,
            Order::Behind => Ok(RevocationPage::new(Vec::new(), after, false)),
            _ => Err(StoreError::unreachable("no route to 10.0.0.1")),
        }
    }

    async fn time(&self) -> Result<Option<Duration>, StoreError> {
        let seconds = *self.clock.lock().unwrap();
        Ok(seconds.map(|seconds| Duration::from_secs(seconds.unsigned_abs())))
    }

    async fn persistence(&self) -> Result<Persistence, StoreError> {
        Ok(Persistence::FULL)
    }

    async fn count(&self, attempt: &Attempt) -> Result<AttemptOutcome, StoreError> {
        self.write().await?;
        on_the_way(self.store.count(attempt)).await
    }

    async fn give_back(
        &self,
        counted: &CountedAttempt,
        now: i64,
        success: Option<&KnownDevice>,
    ) -> Result<(), StoreError> {
        self.write().await?;
        on_the_way(self.store.give_back(counted, now, success)).await
    }

    async fn purge(&self, now: i64, grace: i64) -> Result<bool, StoreError> {
        self.store.purge(now, grace).await
    }
}
