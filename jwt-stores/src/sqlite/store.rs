//! The `TokenStore` implementation.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jwt_core::session::{
    Attempt, AttemptOutcome, BeginOutcome, CountedAttempt, KnownDevice, Persistence, Position,
    RefreshTokenState, Revocation, RevocationKey, RevocationPage, RevocationRecord,
    RevocationTarget, Rotation, RotationOutcome, Session, SessionLimit, SingleUseKey, StoreError,
    TokenDigest, TokenStore,
};
use sqlx::pool::PoolConnection;
use sqlx::{
    Connection, Error, QueryBuilder, Sqlite, SqliteConnection, SqlitePool, query, query_as,
    query_scalar,
};
use tokio::sync::watch::Sender;

use super::failure::failure;
use super::{SqliteStore, statements};
use crate::sql::statements::{BATCH, ENDED_WITH_ALL, SESSION, SESSIONS, USE, USE_ONCE};
use crate::sql::{
    ExchangeSteps, LiveSession, LogPosition, NumberedRevocation, PresentedToken, RevocationRow,
    blob, listed, page, presented, rate, refused, rotate, sessions, surplus,
};

/// How often the database is polled for revocations.
const INTERVAL: Duration = Duration::from_millis(100);

/// The most keys in one statement.
const KEYS: usize = 500;

impl SqliteStore {
    /// The connections that read, if the file was not replaced.
    fn reader(&self) -> Result<&SqlitePool, StoreError> {
        self.check()?;
        Ok(&self.reader)
    }

    /// The connection that writes, if the file was not replaced.
    fn checked_writer(&self) -> Result<&SqlitePool, StoreError> {
        self.check()?;
        Ok(&self.writer)
    }

    /// Fails if the file was deleted or replaced; takes one system call.
    fn check(&self) -> Result<(), StoreError> {
        match &self.identity {
            Some(identity) => identity.check(),
            None => Ok(()),
        }
    }

    /// The connection that writes, for a transaction.
    pub(super) async fn writer(&self) -> Result<PoolConnection<Sqlite>, Error> {
        usable(&self.writer).await
    }

    async fn try_begin(
        &self,
        session: &Session,
        token: &TokenDigest,
        began: Position,
        limit: Option<SessionLimit>,
    ) -> Result<Option<Vec<Session>>, Error> {
        let mut connection = self.writer().await?;
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        let place = LogPosition::of(began);
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
            .execute(&mut *transaction)
            .await?;
        if done.rows_affected() == 0 {
            transaction.rollback().await?;
            return Ok(None);
        }
        let ended = match limit {
            Some(limit) => end_surplus(&mut transaction, session, limit).await?,
            None => Vec::new(),
        };
        transaction.commit().await?;
        Ok(Some(ended))
    }

    async fn try_exchange(&self, rotation: &Rotation) -> Result<bool, Error> {
        let presented = blob(rotation.presented.as_bytes());
        let (exchanges, seconds) = rate(rotation);
        let Some(successor) = &rotation.successor else {
            let done = query(USE)
                .bind(presented)
                .bind(rotation.now)
                .bind(rotation.idle_expires_at)
                .bind(&*rotation.details)
                .bind(exchanges)
                .bind(seconds)
                .execute(&self.writer)
                .await?;
            return Ok(done.rows_affected() > 0);
        };
        let mut connection = self.writer().await?;
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        let done = query(statements::EXCHANGE)
            .bind(presented)
            .bind(rotation.now)
            .bind(rotation.idle_expires_at)
            .bind(&*rotation.details)
            .bind(exchanges)
            .bind(seconds)
            .bind(blob(successor.digest.as_bytes()))
            .bind(&*successor.sealed)
            .bind(i64::from(rotation.remembered))
            .execute(&mut *transaction)
            .await?;
        if done.rows_affected() == 0 {
            transaction.rollback().await?;
            return Ok(false);
        }
        transaction.commit().await?;
        Ok(true)
    }

    async fn try_revoke(&self, revocation: &Revocation) -> Result<bool, Error> {
        let Revocation {
            target, at, until, ..
        } = *revocation;
        let mut connection = self.writer().await?;
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        query(statements::COUNT).execute(&mut *transaction).await?;
        let mut was_alive = false;
        let mut is_mark = false;
        match target {
            RevocationTarget::Key(_) => {}
            RevocationTarget::Session(session) => {
                let ended: Option<bool> = query_scalar(statements::END)
                    .bind(blob(session.as_bytes()))
                    .bind(at)
                    .fetch_optional(&mut *transaction)
                    .await?;
                was_alive = ended == Some(true);
            }
            RevocationTarget::Subject { subject, except } => {
                is_mark = true;
                if let Some(session) = except {
                    query(statements::SPARE)
                        .bind(blob(session.as_bytes()))
                        .bind(blob(subject.as_bytes()))
                        .execute(&mut *transaction)
                        .await?;
                }
            }
        }
        remember(&mut transaction, &target.key(), (at, until), is_mark).await?;
        transaction.commit().await?;
        Ok(was_alive)
    }
}

/// Ends the sessions that exceed the limit, apart from one that has just begun.
async fn end_surplus(
    transaction: &mut SqliteConnection,
    begun: &Session,
    limit: SessionLimit,
) -> Result<Vec<Session>, Error> {
    let (others, most) = surplus(&limit);
    let at = begun.created_at;
    let rows = query_as(statements::SURPLUS)
        .bind(blob(begun.subject_key.as_bytes()))
        .bind(at)
        .bind(blob(begun.key.as_bytes()))
        .bind(others)
        .bind(most)
        .fetch_all(&mut *transaction)
        .await?;
    let ended = sessions(rows);
    for Session { key, .. } in &ended {
        query(statements::COUNT).execute(&mut *transaction).await?;
        query(statements::END)
            .bind(blob(key.as_bytes()))
            .bind(at)
            .execute(&mut *transaction)
            .await?;
        remember(transaction, key, (at, limit.revoked_until), false).await?;
    }
    Ok(ended)
}

/// Stores a revocation of a key, with the last assigned number.
async fn remember(
    transaction: &mut SqliteConnection,
    key: &RevocationKey,
    (at, until): (i64, i64),
    is_mark: bool,
) -> Result<(), Error> {
    query(statements::REMEMBER)
        .bind(blob(key.as_bytes()))
        .bind(at)
        .bind(until)
        .bind(i64::from(is_mark))
        .execute(transaction)
        .await?;
    Ok(())
}

/// Returns a connection that can begin a transaction.
///
/// SQLite may roll back a transaction itself when it fails, as on a full disk, but sqlx believes that it is still open: such
/// a connection could never begin another.
pub(super) async fn usable(pool: &SqlitePool) -> Result<PoolConnection<Sqlite>, Error> {
    loop {
        let connection = pool.acquire().await?;
        if !connection.is_in_transaction() {
            return Ok(connection);
        }
        connection.close().await?;
    }
}

impl ExchangeSteps for SqliteStore {
    async fn exchange(&self, rotation: &Rotation) -> Result<bool, StoreError> {
        self.check()?;
        self.try_exchange(rotation).await.map_err(failure)
    }

    async fn row_of(
        &self,
        token: &TokenDigest,
        statement: &'static str,
    ) -> Result<Option<PresentedToken>, StoreError> {
        query_as(statement)
            .bind(blob(token.as_bytes()))
            .fetch_optional(self.reader()?)
            .await
            .map_err(failure)
    }
}

impl TokenStore for SqliteStore {
    async fn position(&self) -> Result<Position, StoreError> {
        let place: Result<LogPosition, _> = query_as(statements::POSITION)
            .fetch_one(self.reader()?)
            .await;
        Ok(place.map_err(failure)?.position())
    }

    async fn begin(
        &self,
        session: &Session,
        token: &TokenDigest,
        began: Position,
        limit: Option<SessionLimit>,
    ) -> Result<BeginOutcome, StoreError> {
        self.check()?;
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
            .fetch_one(self.reader()?)
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
        self.check()?;
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
            .fetch_one(self.reader()?)
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
            .fetch_all(self.reader()?)
            .await;
        rows.map(sessions).map_err(failure)
    }

    async fn session(&self, key: &RevocationKey, now: i64) -> Result<Option<Session>, StoreError> {
        let alive: Option<LiveSession> = query_as(SESSION)
            .bind(blob(key.as_bytes()))
            .bind(now)
            .fetch_optional(self.reader()?)
            .await
            .map_err(failure)?;
        Ok(alive.map(|LiveSession(session)| session))
    }

    async fn revoked(&self, keys: &[RevocationKey]) -> Result<Vec<RevocationRecord>, StoreError> {
        let mut revoked = Vec::new();
        for keys in keys.chunks(KEYS) {
            let mut query = QueryBuilder::<Sqlite>::new(
                "SELECT key, revoked_at, until FROM jwt_guard_revocations WHERE key IN (",
            );
            let mut places = query.separated(", ");
            for key in keys {
                places.push_bind(blob(key.as_bytes()));
            }
            query.push(")");
            let rows: Result<Vec<RevocationRow>, _> =
                query.build_query_as().fetch_all(self.reader()?).await;
            revoked.extend(rows.map_err(failure)?.into_iter().map(|row| row.0));
        }
        Ok(revoked)
    }

    async fn revocations(&self, after: Position) -> Result<RevocationPage, StoreError> {
        let place = LogPosition::of(after);
        let rows: Vec<NumberedRevocation> = query_as(statements::REVOCATIONS)
            .bind(place.number)
            .bind(place.era)
            .fetch_all(self.reader()?)
            .await
            .map_err(failure)?;
        Ok(page(&rows, after))
    }

    async fn changed(&self) {
        let reader = self.reader.clone();
        self.changes.wait(move |sender| watch(reader, sender)).await;
    }

    /// The clock of the machine, which all processes that open the file share.
    async fn time(&self) -> Result<Option<Duration>, StoreError> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        since.map(Some).map_err(StoreError::unexpected)
    }

    async fn persistence(&self) -> Result<Persistence, StoreError> {
        Ok(Persistence::FULL)
    }

    async fn count(&self, attempt: &Attempt) -> Result<AttemptOutcome, StoreError> {
        self.check()?;
        self.try_count(attempt).await.map_err(failure)
    }

    async fn give_back(
        &self,
        counted: &CountedAttempt,
        now: i64,
        success: Option<&KnownDevice>,
    ) -> Result<(), StoreError> {
        self.check()?;
        let given_back = self.try_give_back(counted, now, success).await;
        given_back.map_err(failure)
    }

    async fn use_once(&self, key: &SingleUseKey, until: i64, now: i64) -> Result<bool, StoreError> {
        let done = query(USE_ONCE)
            .bind(blob(key.as_bytes()))
            .bind(until)
            .bind(now)
            .execute(self.checked_writer()?)
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
            let done = query.execute(self.checked_writer()?).await;
            is_more |= done.map_err(failure)?.rows_affected() >= BATCH;
        }
        Ok(is_more)
    }
}

/// Polls the number of the last revocation until the receiver is dropped. Notifies after the first poll, and whenever the
/// number has changed.
async fn watch(reader: SqlitePool, sender: Sender<()>) {
    let mut last: Option<i64> = None;
    while !sender.is_closed() {
        let looked = query_scalar(statements::LAST).fetch_one(&reader).await;
        if let Ok(number) = looked
            && last != Some(number)
        {
            last = Some(number);
            sender.send_replace(());
        }
        tokio::time::sleep(INTERVAL).await;
    }
}
