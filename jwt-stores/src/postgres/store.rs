//! What the store does.

use std::time::Duration;

use jwt_runtime::session::{
    Attempt, AttemptOutcome, BeginOutcome, CountedAttempt, Found, KnownDevice, Persistence,
    Position, Revocation, RevocationKey, Revocations, Revoked, Rotated, Rotation, Session,
    StoreError, Target, TokenDigest, TokenStore,
};
use sqlx::{Error, PgExecutor, query, query_as, query_scalar};

use super::listener::listen;
use super::{PostgresStore, failure, statements};
use crate::sql::statements::{BATCH, PRESENTED, SESSION, SESSIONS, USE};
use crate::sql::{
    Ends, Exchange, Kept, Numbered, Place, Presented, Remembered, blob, page, refused, rotate,
};

impl Exchange for PostgresStore {
    async fn exchange(&self, rotation: &Rotation) -> Result<bool, StoreError> {
        let successor = rotation.successor.as_ref();
        let statement = successor.map_or(USE, |_| statements::EXCHANGE);
        let mut query = query(statement)
            .bind(blob(rotation.presented.as_bytes()))
            .bind(rotation.now)
            .bind(rotation.idle_expires_at)
            .bind(&*rotation.details);
        if let Some(successor) = successor {
            query = query
                .bind(blob(successor.digest.as_bytes()))
                .bind(&*successor.sealed);
        }
        let done = query.execute(&self.pool).await;
        Ok(done.map_err(failure)?.rows_affected() > 0)
    }

    async fn presented(&self, token: &TokenDigest) -> Result<Option<Presented>, StoreError> {
        query_as(PRESENTED)
            .bind(blob(token.as_bytes()))
            .fetch_optional(&self.pool)
            .await
            .map_err(failure)
    }
}

impl PostgresStore {
    async fn end_all(
        &self,
        subject: &RevocationKey,
        revocation: &Revocation,
    ) -> Result<i64, Error> {
        let mut transaction = self.pool.begin_with(statements::ALONE_BEGINS).await?;
        query(statements::ALONE)
            .bind(lock_of(subject))
            .execute(&mut *transaction)
            .await?;
        let ended = end(&mut *transaction, revocation).await?;
        transaction.commit().await?;
        Ok(ended)
    }
}

async fn end(on: impl PgExecutor<'_>, revocation: &Revocation) -> Result<i64, Error> {
    let ends = Ends::of(&revocation.target);
    query_scalar(statements::REVOKE)
        .bind(ends.session())
        .bind(ends.subject())
        .bind(ends.except())
        .bind(revocation.at)
        .bind(revocation.until)
        .bind(blob(ends.key.as_bytes()))
        .fetch_one(on)
        .await
}

/// A number for a subject. Two subjects with the same number wait for each other, and that is all.
fn lock_of(subject: &RevocationKey) -> i64 {
    let [first, ..] = subject.as_bytes().as_chunks::<8>().0 else {
        return 0;
    };
    i64::from_be_bytes(*first)
}

impl TokenStore for PostgresStore {
    async fn position(&self) -> Result<Position, StoreError> {
        let place: Result<Place, _> = query_as(statements::POSITION).fetch_one(&self.pool).await;
        Ok(place.map_err(failure)?.position())
    }

    async fn begin(
        &self,
        session: &Session,
        token: &TokenDigest,
        began: Position,
    ) -> Result<BeginOutcome, StoreError> {
        let place = Place::of(began);
        let done = query(statements::BEGIN)
            .bind(blob(session.key.as_bytes()))
            .bind(blob(session.subject_key.as_bytes()))
            .bind(&*session.id)
            .bind(&*session.subject)
            .bind(blob(token.as_bytes()))
            .bind(session.created_at)
            .bind(session.last_used_at)
            .bind(session.expires_at)
            .bind(session.idle_expires_at)
            .bind(session.remembered_for)
            .bind(session.forgotten_at())
            .bind(session.client.as_deref())
            .bind(&*session.details)
            .bind(place.number)
            .bind(place.era)
            .bind(lock_of(&session.subject_key))
            .execute(&self.pool)
            .await;
        if done.map_err(failure)?.rows_affected() > 0 {
            return Ok(BeginOutcome::Begun);
        }
        refused(self.has_ended_all(&session.subject_key, began).await?)
    }

    async fn has_ended_all(
        &self,
        subject: &RevocationKey,
        after: Position,
    ) -> Result<bool, StoreError> {
        let place = Place::of(after);
        query_scalar(statements::ENDED_ALL)
            .bind(blob(subject.as_bytes()))
            .bind(place.number)
            .bind(place.era)
            .fetch_one(&self.pool)
            .await
            .map_err(failure)
    }

    async fn find(&self, token: &TokenDigest, now: i64) -> Result<Found, StoreError> {
        Ok(Presented::found(self.presented(token).await?, now))
    }

    async fn rotate(&self, rotation: &Rotation) -> Result<Rotated, StoreError> {
        rotate(self, rotation).await
    }

    async fn revoke(&self, revocation: &Revocation) -> Result<u64, StoreError> {
        let ended = match &revocation.target {
            Target::Subject { subject, .. } => self.end_all(subject, revocation).await,
            Target::Key(_) | Target::Session(_) => end(&self.pool, revocation).await,
        };
        u64::try_from(ended.map_err(failure)?).map_err(StoreError::unexpected)
    }

    async fn sessions(
        &self,
        subject: &RevocationKey,
        now: i64,
    ) -> Result<Vec<Session>, StoreError> {
        let kept: Vec<Kept> = query_as(SESSIONS)
            .bind(blob(subject.as_bytes()))
            .bind(now)
            .fetch_all(&self.pool)
            .await
            .map_err(failure)?;
        Ok(kept.into_iter().map(|kept| kept.session).collect())
    }

    async fn session(&self, key: &RevocationKey, now: i64) -> Result<Option<Session>, StoreError> {
        let kept: Option<Kept> = query_as(SESSION)
            .bind(blob(key.as_bytes()))
            .bind(now)
            .fetch_optional(&self.pool)
            .await
            .map_err(failure)?;
        Ok(kept.map(|kept| kept.session))
    }

    async fn revoked(&self, keys: &[RevocationKey]) -> Result<Vec<Revoked>, StoreError> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let keys: Vec<_> = keys.iter().map(|key| blob(key.as_bytes())).collect();
        let rows: Result<Vec<Remembered>, _> = query_as(statements::REVOKED)
            .bind(keys)
            .fetch_all(&self.pool)
            .await;
        let rows = rows.map_err(failure)?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    }

    async fn revocations(&self, after: Position) -> Result<Revocations, StoreError> {
        let place = Place::of(after);
        let rows: Vec<Numbered> = query_as(statements::REVOCATIONS)
            .bind(place.number)
            .bind(place.era)
            .fetch_all(&self.pool)
            .await
            .map_err(failure)?;
        Ok(page(&rows, after))
    }

    async fn changed(&self) {
        let options = self.pool.connect_options();
        self.changes
            .wait(move |sender| listen((*options).clone(), sender))
            .await;
    }

    async fn time(&self) -> Result<Option<Duration>, StoreError> {
        let micros: Result<i64, _> = query_scalar(statements::TIME).fetch_one(&self.pool).await;
        let micros = u64::try_from(micros.map_err(failure)?).map_err(StoreError::unexpected)?;
        Ok(Some(Duration::from_micros(micros)))
    }

    async fn persistence(&self) -> Result<Persistence, StoreError> {
        Ok(Persistence::FULL)
    }

    async fn count(&self, attempt: &Attempt) -> Result<AttemptOutcome, StoreError> {
        self.try_count(attempt).await.map_err(failure)
    }

    async fn give_back(
        &self,
        counted: &CountedAttempt,
        now: i64,
        success: Option<&KnownDevice>,
    ) -> Result<(), StoreError> {
        let given_back = self.try_give_back(counted, now, success).await;
        given_back.map_err(failure)
    }

    async fn purge(&self, now: i64, grace: i64) -> Result<bool, StoreError> {
        let mut is_more = false;
        for (statement, time) in [
            (statements::WIPE, now.saturating_sub(grace)),
            (statements::FORGET_USED, now),
            (statements::FORGET_SESSIONS, now),
            (statements::FORGET_REVOCATIONS, now),
            (statements::FORGET_ATTEMPTS, now),
            (statements::FORGET_DEVICES, now),
        ] {
            let done = query(statement).bind(time).execute(&self.pool).await;
            is_more |= done.map_err(failure)?.rows_affected() >= BATCH;
        }
        Ok(is_more)
    }
}
