//! Counts attempts to log in, each in one transaction.

use jwt_core::session::{
    Attempt, AttemptCounter, AttemptOutcome, CountedAttempt, CounterKey, CounterState, Device,
    KnownDevice,
};
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{
    Connection, Error, FromRow, QueryBuilder, Row, Sqlite, SqliteExecutor, Transaction, query,
    query_as,
};

use super::store::usable;
use super::{SqliteStore, statements};
use crate::sql::blob;

impl SqliteStore {
    async fn turn(&self) -> Result<AttemptWriter, Error> {
        let writer = self.writer().await?;
        let counter = match &self.counter {
            Some(counter) => Some(usable(counter).await?),
            None => None,
        };
        Ok(AttemptWriter { writer, counter })
    }

    pub(super) async fn try_count(&self, attempt: &Attempt) -> Result<AttemptOutcome, Error> {
        // A refused attempt writes nothing, so that a flood of them does not block writers.
        let (outcome, counted) = count(&self.reader, attempt).await?;
        if counted.is_empty() {
            return Ok(outcome);
        }
        let mut turn = self.turn().await?;
        let mut transaction = turn.begin().await?;
        let (outcome, counted) = count(&mut *transaction, attempt).await?;
        keep(&mut transaction, &counted).await?;
        transaction.commit().await?;
        Ok(outcome)
    }

    pub(super) async fn try_give_back(
        &self,
        counted: &CountedAttempt,
        now: i64,
        success: Option<&KnownDevice>,
    ) -> Result<(), Error> {
        if counted.counters.is_empty() && success.is_none() {
            return Ok(());
        }
        let mut turn = self.turn().await?;
        let mut transaction = turn.begin().await?;
        let keys = counted.counters.iter().map(|counted| counted.counter.key);
        let read = read(&mut *transaction, None, keys, now).await?;
        let mut changed = Vec::new();
        for counted in &counted.counters {
            let AttemptCounter { key, limit, .. } = &counted.counter;
            let mut state = state_of(&read, key);
            if !state.give_back(limit, counted.slot, now) {
                continue;
            }
            if state.ends_at(limit) <= now {
                let forget = query(statements::FORGET_ATTEMPT).bind(bytes(key));
                forget.execute(&mut *transaction).await?;
            } else {
                changed.push((counted.counter, state));
            }
        }
        keep(&mut transaction, &changed).await?;
        if let Some(KnownDevice { device, until, .. }) = success {
            for statement in [statements::REMEMBER_DEVICE, statements::FORGET_MORE_DEVICES] {
                query(statement)
                    .bind(blob(device.account.as_bytes()))
                    .bind(blob(device.address.as_bytes()))
                    .bind(*until)
                    .bind(now)
                    .execute(&mut *transaction)
                    .await?;
            }
        }
        transaction.commit().await
    }
}

/// The exclusive right of a task to write attempts.
struct AttemptWriter {
    /// The connection that writes: only one task of this process holds it, and need not wait for a lock of SQLite.
    writer: PoolConnection<Sqlite>,
    counter: Option<PoolConnection<Sqlite>>,
}

impl AttemptWriter {
    async fn begin(&mut self) -> Result<Transaction<'_, Sqlite>, Error> {
        let connection = self.counter.as_mut().unwrap_or(&mut self.writer);
        connection.begin_with("BEGIN IMMEDIATE").await
    }
}

/// The rows of counters, and whether the device is known.
struct AttemptRows {
    is_known: bool,
    counter: Option<(CounterKey, CounterState)>,
}

impl FromRow<'_, SqliteRow> for AttemptRows {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        let key: Option<Vec<u8>> = row.try_get("key")?;
        let counter = match key {
            None => None,
            Some(key) => Some((counter_key(key)?, state_from(row)?)),
        };
        Ok(Self {
            is_known: row.try_get("is_known")?,
            counter,
        })
    }
}

fn counter_key(key: Vec<u8>) -> Result<CounterKey, Error> {
    let key = <[u8; 16]>::try_from(key);
    let key = key.map_err(|_| Error::Decode("a key is not of 16 bytes".into()))?;
    Ok(CounterKey::from_bytes(key))
}

fn state_from(row: &SqliteRow) -> Result<CounterState, Error> {
    let counts: Vec<u8> = row.try_get("counts")?;
    let (counts, _) = counts.as_chunks::<2>();
    let counts: Vec<_> = counts
        .iter()
        .map(|count| u16::from_be_bytes(*count))
        .collect();
    Ok(CounterState::from_parts(
        row.try_get("latest")?,
        &counts,
        row.try_get("fills")?,
        row.try_get("blocked_until")?,
    ))
}

/// Reads the counters of up to three keys, and whether a device is known.
async fn read(
    on: impl SqliteExecutor<'_>,
    device: Option<Device>,
    keys: impl Iterator<Item = CounterKey>,
    now: i64,
) -> Result<Vec<AttemptRows>, Error> {
    let device = device.as_ref();
    let mut keys = keys;
    let keys = [keys.next(), keys.next(), keys.next()];
    let [first, second, third] = keys.each_ref().map(|key| key.as_ref().map(bytes));
    query_as(statements::ATTEMPTS)
        .bind(device.map(|device| bytes(&device.account)))
        .bind(device.map(|device| bytes(&device.address)))
        .bind(now)
        .bind(first)
        .bind(second)
        .bind(third)
        .fetch_all(on)
        .await
}

fn bytes(key: &CounterKey) -> &[u8] {
    blob(key.as_bytes())
}

fn state_of(read: &[AttemptRows], key: &CounterKey) -> CounterState {
    let mut counters = read.iter().filter_map(|kept| kept.counter);
    let state = counters.find(|(of, _)| of == key);
    state.map_or_else(CounterState::default, |(_, state)| state)
}

/// Counts an attempt; returns the result, and the counters that applied with their new states.
async fn count(
    on: impl SqliteExecutor<'_>,
    attempt: &Attempt,
) -> Result<(AttemptOutcome, Vec<(AttemptCounter, CounterState)>), Error> {
    let all = attempt.counters(false);
    let keys = all.iter().map(|(_, counter)| counter.key);
    let read = read(on, attempt.exempt_device(), keys, attempt.now).await?;
    let is_known = read.iter().any(|kept| kept.is_known);
    let counters = attempt.counters(is_known);
    let states = counters
        .iter()
        .map(|(_, counter)| state_of(&read, &counter.key));
    let mut states: Vec<_> = states.collect();
    let outcome = attempt.count(&counters, &mut states);
    let counted = match outcome {
        AttemptOutcome::Counted(_) => counters
            .into_iter()
            .map(|(_, counter)| counter)
            .zip(states)
            .collect(),
        AttemptOutcome::Limited { .. } => Vec::new(),
    };
    Ok((outcome, counted))
}

async fn keep(
    transaction: &mut SqliteConnection,
    counters: &[(AttemptCounter, CounterState)],
) -> Result<(), Error> {
    if counters.is_empty() {
        return Ok(());
    }
    let mut query = QueryBuilder::<Sqlite>::new(statements::KEEP_ATTEMPTS);
    query.push_values(counters, |mut row, (counter, state)| {
        let counts = state.counts().iter().flat_map(|count| count.to_be_bytes());
        row.push_bind(bytes(&counter.key))
            .push_bind(state.latest())
            .push_bind(counts.collect::<Vec<_>>())
            .push_bind(state.fills())
            .push_bind(state.blocked_until())
            .push_bind(state.ends_at(&counter.limit));
    });
    query.push(statements::OR_CHANGE_ATTEMPTS);
    query.build().execute(transaction).await?;
    Ok(())
}
