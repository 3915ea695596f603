//! The `TokenStore` implementation.

use std::time::Duration;

use jwt_core::session::{
    Attempt, AttemptOutcome, BeginOutcome, CountedAttempt, KnownDevice, Persistence, Position,
    RefreshTokenState, Revocation, RevocationKey, RevocationPage, RevocationRecord,
    RevocationTarget, Rotation, RotationOutcome, Session, SessionLimit, SingleUseKey, StoreError,
    Successor, TokenDigest, TokenStore,
};
use sqlx::postgres::PgArguments;
use sqlx::query::Query;
use sqlx::{Error, Postgres, Row, query, query_as, query_scalar};

use super::failure::failure;
use super::listener::listen;
use super::{PostgresStore, statements};
use crate::sql::statements::{BATCH, ENDED_WITH_ALL, SESSION, SESSIONS, USE, USE_ONCE};
use crate::sql::{
    ExchangeSteps, LiveSession, LogPosition, NumberedRevocation, PresentedToken, RevocationRow,
    blob, listed, page, presented, rate, refused, rotate, sessions, surplus,
};

impl ExchangeSteps for PostgresStore {
    async fn exchange(&self, rotation: &Rotation) -> Result<bool, StoreError> {
        let exchanged = match &rotation.successor {
            Some(successor) => self.try_exchange(rotation, successor).await,
            None => self.try_use(rotation).await,
        };
        exchanged.map_err(failure)
    }

    async fn row_of(
        &self,
        token: &TokenDigest,
        statement: &'static str,
    ) -> Result<Option<PresentedToken>, StoreError> {
        query_as(statement)
            .bind(blob(token.as_bytes()))
            .fetch_optional(&self.pool)
            .await
            .map_err(failure)
    }
}

impl PostgresStore {
    async fn try_use(&self, rotation: &Rotation) -> Result<bool, Error> {
        let done = prolonging(USE, rotation).execute(&self.pool).await?;
        Ok(done.rows_affected() > 0)
    }

    async fn try_exchange(
        &self,
        rotation: &Rotation,
        successor: &Successor,
    ) -> Result<bool, Error> {
        let exchanged = prolonging(statements::EXCHANGE, rotation)
            .bind(blob(successor.digest.as_bytes()))
            .bind(&*successor.sealed)
            .fetch_optional(&self.pool)
            .await?;
        let Some(exchanged) = exchanged else {
            return Ok(false);
        };
        let (session, number): (Vec<u8>, i64) = (exchanged.try_get(0)?, exchanged.try_get(1)?);
        // Few sessions are refreshed so often. If this fails, the next exchange does it.
        let last_forgotten = number.saturating_sub(rotation.remembered.into());
        if last_forgotten > 0 {
            let forget = query(statements::FORGET_FIRST).bind(session);
            let _ = forget.bind(last_forgotten).execute(&self.pool).await;
        }
        Ok(true)
    }

    /// Stores a session, unless it is refused; returns the sessions that were ended for it.
    async fn try_begin(
        &self,
        session: &Session,
        token: &TokenDigest,
        began: Position,
        limit: Option<SessionLimit>,
    ) -> Result<Option<Vec<Session>>, Error> {
        let place = LogPosition::of(began);
        let begin = |statement| {
            query(statement)
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
        };
        let Some(limit) = limit else {
            let done = begin(statements::BEGIN).execute(&self.pool).await?;
            return Ok((done.rows_affected() > 0).then(Vec::new));
        };
        let (others, most) = surplus(&limit);
        let row = begin(statements::BEGIN_LIMITED)
            .bind(others)
            .bind(most)
            .bind(limit.revoked_until)
            .fetch_one(&self.pool)
            .await?;
        let (was_kept, ended): (bool, Vec<Vec<u8>>) = (row.try_get(0)?, row.try_get(1)?);
        if ended.is_empty() {
            return Ok(was_kept.then(Vec::new));
        }
        let rows = query_as(statements::OF_KEYS).bind(ended);
        Ok(Some(sessions(rows.fetch_all(&self.pool).await?)))
    }

    async fn try_revoke(&self, revocation: &Revocation) -> Result<bool, Error> {
        let bytes = |key: Option<RevocationKey>| key.map(|key| key.as_bytes().to_vec());
        let Revocation {
            target, at, until, ..
        } = *revocation;
        if let RevocationTarget::Subject { subject, except } = target {
            query(statements::REVOKE_ALL)
                .bind(blob(subject.as_bytes()))
                .bind(bytes(except))
                .bind(at)
                .bind(until)
                .execute(&self.pool)
                .await?;
            return Ok(false);
        }
        let session = match target {
            RevocationTarget::Session(session) => Some(session),
            RevocationTarget::Key(_) | RevocationTarget::Subject { .. } => None,
        };
        query_scalar(statements::REVOKE)
            .bind(bytes(session))
            .bind(at)
            .bind(until)
            .bind(blob(target.key().as_bytes()))
            .fetch_one(&self.pool)
            .await
    }
}

/// A statement with the parameters `$1` to `$6`, by which a session is prolonged.
fn prolonging<'q>(
    statement: &'static str,
    rotation: &'q Rotation,
) -> Query<'q, Postgres, PgArguments> {
    let (exchanges, seconds) = rate(rotation);
    query(statement)
        .bind(blob(rotation.presented.as_bytes()))
        .bind(rotation.now)
        .bind(rotation.idle_expires_at)
        .bind(&*rotation.details)
        .bind(exchanges)
        .bind(seconds)
}

impl TokenStore for PostgresStore {
    async fn position(&self) -> Result<Position, StoreError> {
        let place: Result<LogPosition, _> =
            query_as(statements::POSITION).fetch_one(&self.pool).await;
        Ok(place.map_err(failure)?.position())
    }

    async fn begin(
        &self,
        session: &Session,
        token: &TokenDigest,
        began: Position,
        limit: Option<SessionLimit>,
    ) -> Result<BeginOutcome, StoreError> {
        let begun = self.try_begin(session, token, began, limit).await;
        match begun.map_err(failure)? {
            Some(ended) => Ok(BeginOutcome::Begun { ended }),
            None => refused(self.has_ended_all(&session.subject_key, began).await?),
        }
    }

    async fn has_ended_all(
        &self,
        subject: &RevocationKey,
        after: Position,
    ) -> Result<bool, StoreError> {
        let place = LogPosition::of(after);
        query_scalar(statements::ENDED_ALL)
            .bind(blob(subject.as_bytes()))
            .bind(place.number)
            .bind(place.era)
            .fetch_one(&self.pool)
            .await
            .map_err(failure)
    }

    async fn find(&self, token: &TokenDigest, now: i64) -> Result<RefreshTokenState, StoreError> {
        Ok(PresentedToken::found(presented(self, token).await?, now))
    }

    async fn rotate(&self, rotation: &Rotation) -> Result<RotationOutcome, StoreError> {
        rotate(self, rotation).await
    }

    async fn revoke(&self, revocation: &Revocation) -> Result<bool, StoreError> {
        self.try_revoke(revocation).await.map_err(failure)
    }

    async fn has_ended_with_all(
        &self,
        session: &RevocationKey,
        subject: &RevocationKey,
    ) -> Result<bool, StoreError> {
        query_scalar(ENDED_WITH_ALL)
            .bind(blob(session.as_bytes()))
            .bind(blob(subject.as_bytes()))
            .fetch_one(&self.pool)
            .await
            .map_err(failure)
    }

    async fn sessions(
        &self,
        subject: &RevocationKey,
        now: i64,
    ) -> Result<Vec<Session>, StoreError> {
        let rows = query_as(SESSIONS)
            .bind(blob(subject.as_bytes()))
            .bind(now)
            .bind(listed())
            .fetch_all(&self.pool)
            .await;
        rows.map(sessions).map_err(failure)
    }

    async fn session(&self, key: &RevocationKey, now: i64) -> Result<Option<Session>, StoreError> {
        let alive: Option<LiveSession> = query_as(SESSION)
            .bind(blob(key.as_bytes()))
            .bind(now)
            .fetch_optional(&self.pool)
            .await
            .map_err(failure)?;
        Ok(alive.map(|LiveSession(session)| session))
    }

    async fn revoked(&self, keys: &[RevocationKey]) -> Result<Vec<RevocationRecord>, StoreError> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let keys: Vec<_> = keys.iter().map(|key| blob(key.as_bytes())).collect();
        let rows: Result<Vec<RevocationRow>, _> = query_as(statements::REVOKED)
            .bind(keys)
            .fetch_all(&self.pool)
            .await;
        let rows = rows.map_err(failure)?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    }

    async fn revocations(&self, after: Position) -> Result<RevocationPage, StoreError> {
        let place = LogPosition::of(after);
        let rows: Vec<NumberedRevocation> = query_as(statements::REVOCATIONS)
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

    async fn use_once(&self, key: &SingleUseKey, until: i64, now: i64) -> Result<bool, StoreError> {
        let done = query(USE_ONCE)
            .bind(blob(key.as_bytes()))
            .bind(until)
            .bind(now)
            .execute(&self.pool)
            .await;
        Ok(done.map_err(failure)?.rows_affected() > 0)
    }

    async fn purge(&self, now: i64, grace: i64) -> Result<bool, StoreError> {
        let mut is_more = false;
        for (statement, time) in statements::purges(now, grace) {
            let mut query = query(statement);
            if let Some(time) = time {
                query = query.bind(time);
            }
            let done = query.execute(&self.pool).await;
            is_more |= done.map_err(failure)?.rows_affected() >= BATCH;
        }
        Ok(is_more)
    }
}
