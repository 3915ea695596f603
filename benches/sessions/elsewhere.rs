//! A store that is not in this process, as far as the library can tell, and that answers at once.

use jwt_guard::session::{
    Attempt, AttemptOutcome, BeginOutcome, CountedAttempt, KnownDevice, MemoryStore, Position,
    RefreshTokenState, Revocation, RevocationKey, RevocationPage, RevocationRecord, Rotation,
    RotationOutcome, Session, SessionLimit, StoreError, TokenDigest, TokenStore,
};

/// What is revoked in it is read once: nothing comes after that.
pub(crate) struct Elsewhere(pub(crate) MemoryStore);

impl TokenStore for Elsewhere {
    async fn position(&self) -> Result<Position, StoreError> {
        self.0.position().await
    }

    async fn begin(
        &self,
        session: &Session,
        token: &TokenDigest,
        began: Position,
        limit: Option<SessionLimit>,
    ) -> Result<BeginOutcome, StoreError> {
        self.0.begin(session, token, began, limit).await
    }

    async fn has_ended_all(
        &self,
        subject: &RevocationKey,
        after: Position,
    ) -> Result<bool, StoreError> {
        self.0.has_ended_all(subject, after).await
    }

    async fn find(&self, token: &TokenDigest, now: i64) -> Result<RefreshTokenState, StoreError> {
        self.0.find(token, now).await
    }

    async fn rotate(&self, rotation: &Rotation) -> Result<RotationOutcome, StoreError> {
        self.0.rotate(rotation).await
    }

    async fn revoke(&self, revocation: &Revocation) -> Result<bool, StoreError> {
        self.0.revoke(revocation).await
    }

    async fn has_ended_with_all(
        &self,
        session: &RevocationKey,
        subject: &RevocationKey,
    ) -> Result<bool, StoreError> {
        self.0.has_ended_with_all(session, subject).await
    }

    async fn sessions(
        &self,
        subject: &RevocationKey,
        now: i64,
    ) -> Result<Vec<Session>, StoreError> {
        self.0.sessions(subject, now).await
    }

    async fn session(&self, key: &RevocationKey, now: i64) -> Result<Option<Session>, StoreError> {
        self.0.session(key, now).await
    }

    async fn revoked(&self, keys: &[RevocationKey]) -> Result<Vec<RevocationRecord>, StoreError> {
        self.0.revoked(keys).await
    }

    async fn revocations(&self, after: Position) -> Result<RevocationPage, StoreError> {
        let mut page = match after {
            Position(0) => self.0.revocations(after).await?,
            _ => RevocationPage::default(),
        };
        page.position = Position(1);
        Ok(page)
    }

    async fn count(&self, attempt: &Attempt) -> Result<AttemptOutcome, StoreError> {
        self.0.count(attempt).await
    }

    async fn give_back(
        &self,
        counted: &CountedAttempt,
        now: i64,
        success: Option<&KnownDevice>,
    ) -> Result<(), StoreError> {
        self.0.give_back(counted, now, success).await
    }

    async fn purge(&self, now: i64, grace: i64) -> Result<bool, StoreError> {
        self.0.purge(now, grace).await
    }
}
