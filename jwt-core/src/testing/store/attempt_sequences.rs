//! Random sequences of attempts must have the same results as in `MemoryStore`.

use super::attempts::counter_key;
use super::fixtures::{DAY, GRACE, PAST, PURGING};
use super::model::Dice;
use crate::session::{
    Attempt, AttemptCounter, AttemptLimit, AttemptOutcome, CountedAttempt, CounterKey, Device,
    KnownDevice, MemoryStore, TokenStore,
};

/// How many steps a sequence has.
const STEPS: usize = 60;

const ACCOUNTS: usize = 2;
const ADDRESSES: usize = 3;

/// The counters of a few accounts and addresses, and the time.
struct Sequence {
    of_pair: [[CounterKey; ADDRESSES]; ACCOUNTS],
    of_address: [CounterKey; ADDRESSES],
    of_account: [CounterKey; ACCOUNTS],
    limits: [Option<AttemptLimit>; 3],
    now: i64,
    /// The clock is not set back before this time: what had ended then may be forgotten.
    earliest: i64,
    open: Vec<(CountedAttempt, Device)>,
    dice: Dice,
}

/// `JWT_GUARD_SEQUENCES` is the number of sequences; one in fifty runs, since these are longer.
pub async fn random_attempts_are_counted_as_in_memory(store: impl TokenStore) {
    let count = std::env::var("JWT_GUARD_SEQUENCES").ok();
    let count = count.map_or(40, |count| count.parse::<u64>().expect("a number") / 50 + 1);
    let _alone = PURGING.lock().await;
    for seed in 0..count {
        let memory = MemoryStore::new();
        let mut sequence = Sequence::new(seed);
        let mut steps = Vec::new();
        for _ in 0..STEPS {
            sequence.step(&store, &memory, &mut steps).await;
            let last = steps.last().expect("a step");
            assert_eq!(last.seen, last.expected, "sequence {seed}: {steps:#?}");
        }
    }
    eprintln!("shown: {count} random sequences of attempts, each counted as in memory");
}

/// A call, the result of the store, and the result of `MemoryStore`.
#[derive(Debug)]
struct Step {
    #[allow(dead_code, reason = "it is shown when a test fails")]
    what: String,
    seen: Option<AttemptOutcome>,
    expected: Option<AttemptOutcome>,
}

impl Sequence {
    fn new(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let mut limit = || {
            let windows = [1, 2, 15, 16, 60, 900, 3600, 86_400];
            let window = windows[dice.below(windows.len())];
            let attempts = u16::try_from(dice.below(6)).expect("a small number");
            (dice.below(5) > 0).then_some(AttemptLimit { attempts, window })
        };
        Self {
            limits: [limit(), limit(), limit()],
            of_pair: [(); ACCOUNTS].map(|()| [(); ADDRESSES].map(|()| counter_key())),
            of_address: [(); ADDRESSES].map(|()| counter_key()),
            of_account: [(); ACCOUNTS].map(|()| counter_key()),
            now: PAST,
            earliest: PAST - 1000,
            open: Vec::new(),
            dice,
        }
    }

    async fn step(&mut self, store: &impl TokenStore, memory: &MemoryStore, steps: &mut Vec<Step>) {
        let ahead = [
            0,
            0,
            0,
            0,
            1,
            4,
            29,
            30,
            60,
            64,
            240,
            900,
            1000,
            2 * DAY,
            20 * DAY,
            -1,
            -40,
            -2000,
        ];
        let ahead = ahead[self.dice.below(ahead.len())];
        self.now = (self.now + ahead).max(self.earliest);
        let at = self.now - PAST;
        let step = match self.dice.below(10) {
            0..6 => {
                let attempt = self.attempt();
                let seen = store.count(&attempt).await.expect("an outcome");
                let expected = memory.count(&attempt).await.expect("an outcome");
                if let (AttemptOutcome::Counted(counted), Some(device)) =
                    (&expected, attempt.device)
                {
                    self.open.push((counted.clone(), device));
                }
                Step {
                    what: format!("{at}: {attempt:?}"),
                    seen: Some(seen),
                    expected: Some(expected),
                }
            }
            6..9 if !self.open.is_empty() => {
                let which = self.dice.below(self.open.len());
                let (counted, device) = self.open.swap_remove(which);
                let until = self.now + 30 * DAY;
                let success = (self.dice.below(2) == 0).then_some(KnownDevice { device, until });
                for result in [
                    store.give_back(&counted, self.now, success.as_ref()).await,
                    memory.give_back(&counted, self.now, success.as_ref()).await,
                ] {
                    result.expect("given back");
                }
                silent(format!("{at}: give back {counted:?}, {success:?}"))
            }
            9 => {
                while store.purge(self.now, GRACE).await.expect("a purge") {}
                while memory.purge(self.now, GRACE).await.expect("a purge") {}
                self.earliest = self.now;
                silent(format!("{at}: purge"))
            }
            _ => silent(format!("{at}: nothing")),
        };
        steps.push(step);
    }

    fn attempt(&mut self) -> Attempt {
        let account = self.dice.below(ACCOUNTS);
        let address = self.dice.below(ADDRESSES);
        let [of_pair, of_address, of_account] = self.limits;
        let counter = |key, limit: Option<_>| limit.map(|limit| AttemptCounter { key, limit });
        Attempt {
            account_and_address: counter(self.of_pair[account][address], of_pair),
            address: counter(self.of_address[address], of_address),
            account: counter(self.of_account[account], of_account),
            device: Some(Device {
                account: self.of_account[account],
                address: self.of_address[address],
            }),
            now: self.now,
        }
    }
}

fn silent(what: String) -> Step {
    Step {
        what,
        seen: None,
        expected: None,
    }
}
