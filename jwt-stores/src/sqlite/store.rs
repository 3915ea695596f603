//! What the store does.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jwt_runtime::session::{
    Attempt, AttemptOutcome, BeginOutcome, CountedAttempt, Found, KnownDevice, Persistence,
    Position, Revocation, RevocationKey, Revocations, Revoked, Rotated, Rotation, Session,
    StoreError, TokenDigest, TokenStore,
};
use sqlx::pool::PoolConnection;
use sqlx::{Connection, Error, QueryBuilder, Sqlite, SqlitePool, query, query_as, query_scalar};
use tokio::sync::watch::Sender;

use super::{SqliteStore, failure, statements};
use crate::sql::statements::{BATCH, PRESENTED, SESSION, SESSIONS, USE};
use crate::sql::{
    Ends, Exchange, Kept, Numbered, Place, Presented, Remembered, blob, page, refused, rotate,
};

/// How often somebody who waits for a revocation looks.
const INTERVAL: Duration = Duration::from_millis(100);

/// How many keys are asked for in one statement.
const KEYS: usize = 500;

impl SqliteStore {
    /// The connections that read, if the file is still the one that they have open.
    fn reader(&self) -> Result<&SqlitePool, StoreError> {
        self.check()?;
        Ok(&self.reader)
    }

    /// Those that write, likewise.
    fn checked_writer(&self) -> Result<&SqlitePool, StoreError> {
        self.check()?;
        Ok(&self.writer)
    }

    /// Whether the file is still the one that was opened: one system call.
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

    async fn try_exchange(&self, rotation: &Rotation) -> Result<bool, Error> {
        let presented = blob(rotation.presented.as_bytes());
        let Some(successor) = &rotation.successor else {
            let done = query(USE)
                .bind(presented)
                .bind(rotation.now)
                .bind(rotation.idle_expires_at)
                .bind(&*rotation.details)
                .execute(&self.writer)
                .await?;
            return Ok(done.rows_affected() > 0);
        };
        let mut connection = self.writer().await?;
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        let session: Option<Vec<u8>> = query_scalar(statements::EXCHANGE)
            .bind(presented)
            .bind(rotation.now)
            .bind(rotation.idle_expires_at)
            .bind(&*rotation.details)
            .bind(blob(successor.digest.as_bytes()))
            .bind(&*successor.sealed)
            .fetch_optional(&mut *transaction)
            .await?;
        let Some(session) = session else {
            transaction.rollback().await?;
            return Ok(false);
        };
        query(statements::USED)
            .bind(presented)
            .bind(session)
            .bind(rotation.now)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn try_revoke(&self, revocation: &Revocation) -> Result<u64, Error> {
        let ends = Ends::of(&revocation.target);
        let mut connection = self.writer().await?;
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        query(statements::REMEMBER)
            .bind(ends.session())
            .bind(ends.subject())
            .bind(ends.except())
            .bind(revocation.at)
            .bind(revocation.until)
            .bind(blob(ends.key.as_bytes()))
            .execute(&mut *transaction)
            .await?;
        query(statements::COUNT).execute(&mut *transaction).await?;
        let ended: i64 = query_scalar(statements::ENDING)
            .bind(ends.session())
            .bind(ends.subject())
            .bind(ends.except())
            .bind(revocation.at)
            .fetch_one(&mut *transaction)
            .await?;
        query(statements::END)
            .bind(ends.session())
            .bind(ends.subject())
            .bind(ends.except())
            .bind(revocation.until)
            .execute(&mut *transaction)
            .await?;
        query(statements::PROLONG)
            .bind(ends.session())
            .bind(revocation.until)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(ended.unsigned_abs())
    }

    async fn purge_one(&self, statement: &'static str, time: i64) -> Result<bool, StoreError> {
        let writer = self.checked_writer()?;
        let done = query(statement).bind(time).execute(writer).await;
        Ok(done.map_err(failure)?.rows_affected() >= BATCH)
    }
}

/// A connection that can begin a transaction.
///
/// SQLite may end one by itself when it fails, as on a full disk, and sqlx takes it to be open for ever: such a connection
/// would never begin another.
pub(super) async fn usable(pool: &SqlitePool) -> Result<PoolConnection<Sqlite>, Error> {
    loop {
        let connection = pool.acquire().await?;
        if !connection.is_in_transaction() {
            return Ok(connection);
        }
        connection.close().await?;
    }
}

impl Exchange for SqliteStore {
    async fn exchange(&self, rotation: &Rotation) -> Result<bool, StoreError> {
        self.check()?;
        self.try_exchange(rotation).await.map_err(failure)
    }

    async fn presented(&self, token: &TokenDigest) -> Result<Option<Presented>, StoreError> {
        query_as(PRESENTED)
            .bind(blob(token.as_bytes()))
            .fetch_optional(self.reader()?)
            .await
            .map_err(failure)
    }
}

impl TokenStore for SqliteStore {
    async fn position(&self) -> Result<Position, StoreError> {
        let place: Result<Place, _> = query_as(statements::POSITION)
            .fetch_one(self.reader()?)
            .await;
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
            .execute(self.checked_writer()?)
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
            .fetch_one(self.reader()?)
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
        self.check()?;
        self.try_revoke(revocation).await.map_err(failure)
    }

    async fn sessions(
        &self,
        subject: &RevocationKey,
        now: i64,
    ) -> Result<Vec<Session>, StoreError> {
        let kept: Vec<Kept> = query_as(SESSIONS)
            .bind(blob(subject.as_bytes()))
            .bind(now)
            .fetch_all(self.reader()?)
            .await
            .map_err(failure)?;
        Ok(kept.into_iter().map(|kept| kept.session).collect())
    }

    async fn session(&self, key: &RevocationKey, now: i64) -> Result<Option<Session>, StoreError> {
        let kept: Option<Kept> = query_as(SESSION)
            .bind(blob(key.as_bytes()))
            .bind(now)
            .fetch_optional(self.reader()?)
            .await
            .map_err(failure)?;
        Ok(kept.map(|kept| kept.session))
    }

    async fn revoked(&self, keys: &[RevocationKey]) -> Result<Vec<Revoked>, StoreError> {
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
            let rows: Result<Vec<Remembered>, _> =
                query.build_query_as().fetch_all(self.reader()?).await;
            revoked.extend(rows.map_err(failure)?.into_iter().map(|row| row.0));
        }
        Ok(revoked)
    }

    async fn revocations(&self, after: Position) -> Result<Revocations, StoreError> {
        let place = Place::of(after);
        let rows: Vec<Numbered> = query_as(statements::REVOCATIONS)
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

    /// That of the machine, which all processes that open the file share.
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
            is_more |= self.purge_one(statement, time).await?;
        }
        Ok(is_more)
    }
}

/// Looks at the number of the last revocation, until nobody is interested any more. Speaks when it looks for the first time,
/// and whenever the number is another.
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
