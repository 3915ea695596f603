//! Counts attempts to log in, each by one function of the server, which is atomic. The functions are in `schema_1.sql`.

use jwt_core::session::{
    Attempt, AttemptCounter, AttemptOutcome, CountedAttempt, CountedIn, CounterKey, KnownDevice,
};
use sqlx::{Error, query, query_as};

use super::{PostgresStore, statements};
use crate::sql::blob;

/// The result of the functions: which counter has the longest wait, counted from 1, and in how many seconds it allows an
/// attempt; or the slots in which the attempt was counted.
type Row = (Option<i32>, i64, Option<Vec<i64>>);

impl PostgresStore {
    pub(super) async fn try_count(&self, attempt: &Attempt) -> Result<AttemptOutcome, Error> {
        let counters = attempt.counters(false);
        if counters.is_empty() {
            return Ok(AttemptOutcome::Counted(CountedAttempt::default()));
        }
        let all: Vec<_> = counters.iter().map(|(_, counter)| *counter).collect();
        let columns = Columns::of(&all, attempt.now);
        let device = attempt.exempt_device();
        let device = device.as_ref();
        let (limited_by, retry_after, counted_in): Row = query_as(statements::COUNT)
            .bind(attempt.now)
            .bind(device.map(|device| blob(device.account.as_bytes())))
            .bind(device.map(|device| blob(device.address.as_bytes())))
            .bind(locks(columns.keys.iter().copied()))
            .bind(columns.keys)
            .bind(columns.limits)
            .bind(columns.widths)
            .bind(columns.lengths)
            .bind(columns.slots)
            .fetch_one(&self.pool)
            .await?;
        let Some(number) = limited_by else {
            let slots = counted_in.unwrap_or_default();
            let counted = counters.into_iter().zip(slots);
            let counters =
                counted.map(|((kind, counter), slot)| CountedIn::new(kind, counter, slot));
            let counted = CountedAttempt::new(counters.collect());
            return Ok(AttemptOutcome::Counted(counted));
        };
        let index = usize::try_from(number)
            .ok()
            .and_then(|number| number.checked_sub(1));
        let counter = index.and_then(|index| counters.get(index));
        let (by, _) = counter.ok_or_else(|| Error::Decode("there is no such counter".into()))?;
        Ok(AttemptOutcome::Limited {
            by: *by,
            retry_after,
        })
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
        let counters = counted.counters.iter();
        let all: Vec<_> = counters.clone().map(|counted| counted.counter).collect();
        let columns = Columns::of(&all, now);
        let device = success.map(|known| &known.device);
        let account = device.map(|device| blob(device.account.as_bytes()));
        query(statements::GIVE_BACK)
            .bind(now)
            .bind(locks(columns.keys.iter().copied().chain(account)))
            .bind(columns.keys)
            .bind(columns.limits)
            .bind(columns.widths)
            .bind(columns.lengths)
            .bind(columns.slots)
            .bind(counters.map(|counted| counted.slot).collect::<Vec<_>>())
            .bind(account)
            .bind(device.map(|device| blob(device.address.as_bytes())))
            .bind(success.map(|known| known.until))
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

/// Counters, as parameters of the functions.
struct Columns<'a> {
    keys: Vec<&'a [u8]>,
    limits: Vec<i32>,
    widths: Vec<i64>,
    lengths: Vec<i64>,
    slots: Vec<i64>,
}

impl<'a> Columns<'a> {
    fn of(counters: &'a [AttemptCounter], now: i64) -> Self {
        let limits = || counters.iter().map(|counter| counter.limit);
        let length = |slots: usize| i64::try_from(slots).unwrap_or(i64::MAX);
        let key = |counter: &'a AttemptCounter| blob(CounterKey::as_bytes(&counter.key));
        Self {
            keys: counters.iter().map(key).collect(),
            limits: limits().map(|limit| limit.attempts().into()).collect(),
            widths: limits().map(|limit| limit.slot_width()).collect(),
            lengths: limits().map(|limit| length(limit.slots())).collect(),
            slots: limits().map(|limit| limit.slot(now)).collect(),
        }
    }
}

/// The number of an advisory lock for each key, in order. Keys with the same number only wait for each other.
fn locks<'a>(keys: impl Iterator<Item = &'a [u8]>) -> Vec<i32> {
    let mut locks: Vec<_> = keys
        .map(|key| {
            let (words, _) = key.as_chunks::<4>();
            let words = words.iter().map(|word| i32::from_be_bytes(*word));
            words.fold(0, |mixed, word| mixed ^ word)
        })
        .collect();
    locks.sort_unstable();
    locks.dedup();
    locks
}
