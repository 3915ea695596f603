//! Counts attempts to log in, each by one script.

use jwt_core::session::{
    Attempt, AttemptCounter, AttemptOutcome, CountedAttempt, CountedIn, CounterKind, KnownDevice,
    StoreError,
};
use redis::ScriptInvocation;

use super::reply::senseless;
use super::{RedisStore, scripts};

impl RedisStore {
    pub(super) async fn count_attempt(
        &self,
        attempt: &Attempt,
    ) -> Result<AttemptOutcome, StoreError> {
        let counters = attempt.counters(false);
        if counters.is_empty() {
            return Ok(AttemptOutcome::Counted(CountedAttempt::default()));
        }
        let device = attempt.exempt_device();
        let device = device.as_ref();
        let mut script = self.script(&scripts::COUNT);
        script
            .arg(attempt.now)
            .arg(device.map_or(&[][..], |device| device.account.as_bytes()))
            .arg(device.map_or(&[][..], |device| device.address.as_bytes()));
        for (_, counter) in &counters {
            add(&mut script, counter, attempt.now);
        }
        outcome(&self.connection.run::<Vec<i64>>(script).await?, counters)
    }

    pub(super) async fn give_attempt_back(
        &self,
        counted: &CountedAttempt,
        now: i64,
        success: Option<&KnownDevice>,
    ) -> Result<(), StoreError> {
        if counted.counters.is_empty() && success.is_none() {
            return Ok(());
        }
        let device = success.map(|known| &known.device);
        let mut script = self.script(&scripts::GIVE_BACK);
        script
            .arg(now)
            .arg(device.map_or(&[][..], |device| device.account.as_bytes()))
            .arg(device.map_or(&[][..], |device| device.address.as_bytes()))
            .arg(success.map_or(0, |known| known.until));
        for counted in &counted.counters {
            add(&mut script, &counted.counter, now);
            script.arg(counted.slot);
        }
        self.connection.run(script).await
    }
}

fn add(script: &mut ScriptInvocation<'_>, counter: &AttemptCounter, now: i64) {
    let limit = counter.limit;
    script
        .arg(counter.key.as_bytes())
        .arg(limit.attempts())
        .arg(limit.slot_width())
        .arg(limit.slots())
        .arg(limit.slot(now));
}

/// Reads the number of the counter with the longest wait, and the wait in seconds; or 0, and the slots in which the attempt
/// was counted.
fn outcome(
    reply: &[i64],
    counters: Vec<(CounterKind, AttemptCounter)>,
) -> Result<AttemptOutcome, StoreError> {
    let (first, rest) = reply.split_first().ok_or_else(senseless)?;
    if *first == 0 {
        let counted = counters.into_iter().zip(rest);
        let counters = counted.map(|((kind, counter), slot)| CountedIn::new(kind, counter, *slot));
        let counted = CountedAttempt::new(counters.collect());
        return Ok(AttemptOutcome::Counted(counted));
    }
    let index = usize::try_from(*first)
        .ok()
        .and_then(|number| number.checked_sub(1));
    let counter = index.and_then(|index| counters.get(index));
    let (by, _) = counter.ok_or_else(senseless)?;
    Ok(AttemptOutcome::Limited {
        by: *by,
        retry_after: *rest.first().ok_or_else(senseless)?,
    })
}
