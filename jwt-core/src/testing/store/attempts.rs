//! Attempts to log in are counted before their credentials are checked, by all processes together.

use std::sync::Arc;

use tokio::task::JoinSet;

use super::fixtures::{DAY, NOW, random};
use crate::session::{
    Attempt, AttemptCounter, AttemptLimit, AttemptOutcome, CountedAttempt, CounterKey, CounterKind,
    Device, KnownDevice, TokenStore,
};

/// A key that no other test uses.
pub(in crate::testing) fn counter_key() -> CounterKey {
    let mut bytes = [0; 16];
    for (byte, random) in bytes.iter_mut().zip(random().bytes()) {
        *byte = random;
    }
    CounterKey::from_bytes(bytes)
}

fn counter(attempts: u16, window: i64) -> AttemptCounter {
    AttemptCounter {
        key: counter_key(),
        limit: AttemptLimit { attempts, window },
    }
}

/// An attempt with one counter, at the start of a slot of every window of the tests.
fn of_account(account: AttemptCounter) -> Attempt {
    Attempt {
        account_and_address: None,
        address: None,
        account: Some(account),
        device: None,
        now: NOW,
    }
}

/// An attempt from a new device, with a counter of each kind.
fn attempt(account_and_address: u16, address: u16, account: u16) -> Attempt {
    Attempt {
        account_and_address: Some(counter(account_and_address, 15 * 60)),
        address: Some(counter(address, 60)),
        account: Some(counter(account, 60 * 60)),
        device: Some(Device {
            account: counter_key(),
            address: counter_key(),
        }),
        now: NOW,
    }
}

async fn outcome(store: &impl TokenStore, attempt: &Attempt, now: i64) -> AttemptOutcome {
    let attempt = Attempt { now, ..*attempt };
    store.count(&attempt).await.expect("an outcome")
}

async fn counted(store: &impl TokenStore, attempt: &Attempt, now: i64) -> CountedAttempt {
    match outcome(store, attempt, now).await {
        AttemptOutcome::Counted(counted) => counted,
        limited => panic!("{limited:?}"),
    }
}

async fn retry_after(store: &impl TokenStore, attempt: &Attempt, now: i64) -> (CounterKind, i64) {
    match outcome(store, attempt, now).await {
        AttemptOutcome::Limited { by, retry_after } => (by, retry_after),
        counted @ AttemptOutcome::Counted(_) => panic!("{counted:?}"),
    }
}

/// In how many seconds an attempt with one counter is allowed; 0 if it was counted.
async fn wait(store: &impl TokenStore, attempt: &Attempt, now: i64) -> i64 {
    match outcome(store, attempt, now).await {
        AttemptOutcome::Counted(_) => 0,
        AttemptOutcome::Limited { retry_after, .. } => retry_after,
    }
}

async fn give_back(store: &impl TokenStore, counted: &CountedAttempt, now: i64) {
    let given_back = store.give_back(counted, now, None).await;
    given_back.expect("given back");
}

async fn succeed(store: &impl TokenStore, attempt: &Attempt, now: i64) {
    let counted = counted(store, attempt, now).await;
    let known = KnownDevice {
        device: attempt.device.expect("a device"),
        until: now + 30 * DAY,
    };
    let given_back = store.give_back(&counted, now, Some(&known)).await;
    given_back.expect("given back");
}

pub async fn an_attempt_beyond_a_limit_is_not_counted(store: impl TokenStore) {
    let attempt = of_account(counter(3, 900));
    for _ in 0..3 {
        let counted = counted(&store, &attempt, NOW).await;
        assert_eq!(counted.counters.len(), 1);
        assert_eq!(counted.counters[0].kind, CounterKind::Account);
        assert_eq!(Some(counted.counters[0].counter), attempt.account);
    }
    // Sixteen slots of a minute each.
    let limited = (CounterKind::Account, 16 * 60);
    for _ in 0..5 {
        assert_eq!(retry_after(&store, &attempt, NOW).await, limited);
    }
    assert_eq!(retry_after(&store, &attempt, NOW + 16 * 60 - 1).await.1, 1);
    for _ in 0..3 {
        counted(&store, &attempt, NOW + 16 * 60).await;
    }
    assert_eq!(wait(&store, &attempt, NOW + 16 * 60).await, 16 * 60);
}

pub async fn an_attempt_without_counters_is_always_counted(store: impl TokenStore) {
    let attempt = Attempt {
        account: None,
        ..of_account(counter(1, 60))
    };
    for _ in 0..3 {
        let counted = counted(&store, &attempt, NOW).await;
        assert_eq!(counted, CountedAttempt::default());
        give_back(&store, &counted, NOW).await;
    }
}

pub async fn attempts_leave_the_window_one_slot_after_the_other(store: impl TokenStore) {
    let attempt = of_account(counter(2, 15));
    counted(&store, &attempt, NOW).await;
    counted(&store, &attempt, NOW + 9).await;
    // Blocked until then, although the first attempt has left the window long before.
    assert_eq!(wait(&store, &attempt, NOW + 9).await, 30);
    assert_eq!(wait(&store, &attempt, NOW + 38).await, 1);
    counted(&store, &attempt, NOW + 39).await;

    let attempt = of_account(counter(2, 150));
    counted(&store, &attempt, NOW).await;
    counted(&store, &attempt, NOW + 95).await;
    assert_eq!(wait(&store, &attempt, NOW + 125).await, 35);
    assert_eq!(wait(&store, &attempt, NOW + 159).await, 1);
    counted(&store, &attempt, NOW + 160).await;
    // That attempt filled it again: the other one leaves it ten slots later.
    assert_eq!(wait(&store, &attempt, NOW + 160).await, 90);
}

pub async fn each_time_a_window_is_filled_it_is_blocked_for_twice_as_long(store: impl TokenStore) {
    // Slots of 100 seconds: each attempt fills the window ten seconds before the one before it leaves that.
    let attempt = of_account(counter(2, 1500));
    counted(&store, &attempt, NOW).await;
    let mut now = NOW + 90;
    for expected in [30, 60, 120, 240, 480, 900, 900] {
        now += 1500;
        counted(&store, &attempt, now).await;
        assert_eq!(wait(&store, &attempt, now).await, expected);
        assert_eq!(wait(&store, &attempt, now + expected - 1).await, 1);
    }
}

pub async fn an_empty_window_is_blocked_for_the_first_time_again(store: impl TokenStore) {
    let attempt = of_account(counter(2, 15));
    let mut now = NOW;
    counted(&store, &attempt, now).await;
    for expected in [30, 30] {
        counted(&store, &attempt, now + 1).await;
        assert_eq!(wait(&store, &attempt, now + 1).await, expected);
        now += 1000;
        counted(&store, &attempt, now).await;
    }
}

pub async fn an_attempt_counts_in_all_its_counters_or_in_none(store: impl TokenStore) {
    let one = attempt(9, 9, 2);
    let other = Attempt {
        account: Some(counter(9, 60 * 60)),
        account_and_address: Some(counter(9, 15 * 60)),
        ..one
    };
    for _ in 0..2 {
        assert_eq!(counted(&store, &one, NOW).await.counters.len(), 3);
    }
    for _ in 0..20 {
        let (by, _) = retry_after(&store, &one, NOW).await;
        assert_eq!(by, CounterKind::Account);
    }
    // The address had seven left.
    for _ in 0..7 {
        counted(&store, &other, NOW).await;
    }
    let limited = retry_after(&store, &other, NOW).await;
    assert_eq!(limited, (CounterKind::Address, 64));
    // The longer wait of both counters.
    let (by, after) = retry_after(&store, &one, NOW).await;
    assert_eq!(by, CounterKind::Account);
    assert!((60 * 60..=64 * 60).contains(&after), "{after}");
}

pub async fn an_attempt_that_is_given_back_makes_room(store: impl TokenStore) {
    let attempt = attempt(9, 2, 9);
    let first = counted(&store, &attempt, NOW).await;
    let second = counted(&store, &attempt, NOW).await;
    assert_eq!(wait(&store, &attempt, NOW).await, 64);
    give_back(&store, &first, NOW + 1).await;
    // The block is lifted too, and the next one is the first again.
    let third = counted(&store, &attempt, NOW + 1).await;
    assert_eq!(wait(&store, &attempt, NOW + 63).await, 1);
    give_back(&store, &second, NOW + 1).await;
    give_back(&store, &third, NOW + 1).await;
    for _ in 0..2 {
        counted(&store, &attempt, NOW + 1).await;
    }
    assert!(wait(&store, &attempt, NOW + 1).await > 0);
    let filling = of_account(counter(1, 60));
    for _ in 0..9 {
        let counted = counted(&store, &filling, NOW).await;
        give_back(&store, &counted, NOW).await;
    }
    counted(&store, &filling, NOW).await;
    // Longer than the window if the blocks had doubled.
    assert_eq!(wait(&store, &filling, NOW).await, 64);
}

pub async fn an_attempt_that_has_left_the_window_is_not_given_back(store: impl TokenStore) {
    let attempt = of_account(counter(2, 60));
    let first = counted(&store, &attempt, NOW).await;
    for _ in 0..2 {
        counted(&store, &attempt, NOW + 64).await;
    }
    give_back(&store, &first, NOW + 64).await;
    assert_eq!(wait(&store, &attempt, NOW + 64).await, 64);
}

pub async fn a_device_that_succeeded_has_a_counter_of_its_own(store: impl TokenStore) {
    let honest = attempt(3, 1, 1);
    let device = honest.device.expect("a device");
    succeed(&store, &honest, NOW).await;
    // Both other counters are full, from other addresses and for other accounts.
    let elsewhere = Attempt {
        account_and_address: Some(counter(3, 900)),
        address: Some(counter(3, 60)),
        device: Some(Device {
            address: counter_key(),
            ..device
        }),
        ..honest
    };
    counted(&store, &elsewhere, NOW).await;
    let for_other = Attempt {
        account_and_address: Some(counter(3, 900)),
        account: Some(counter(3, 3600)),
        device: Some(Device {
            account: counter_key(),
            ..device
        }),
        ..honest
    };
    counted(&store, &for_other, NOW).await;
    for limited in [&elsewhere, &for_other] {
        assert!(wait(&store, limited, NOW).await > 0);
    }
    for _ in 0..3 {
        let counted = counted(&store, &honest, NOW + 1).await;
        let kinds: Vec<_> = counted.counters.iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [CounterKind::AccountAndAddress]);
    }
    let (by, _) = retry_after(&store, &honest, NOW + 1).await;
    assert_eq!(by, CounterKind::AccountAndAddress);
    // Without that counter, nothing would be counted.
    let without = Attempt {
        account_and_address: None,
        ..honest
    };
    assert!(wait(&store, &without, NOW + 1).await > 0);
}

pub async fn a_device_is_remembered_until_its_end(store: impl TokenStore) {
    let honest = attempt(9, 9, 9);
    let count_of = async |now| counted(&store, &honest, now).await.counters.len();
    assert_eq!(count_of(NOW).await, 3);
    succeed(&store, &honest, NOW).await;
    assert_eq!(count_of(NOW + 30 * DAY - 1).await, 1);
    assert_eq!(count_of(NOW + 30 * DAY).await, 3);
    // A success within a day changes nothing, a later one does.
    succeed(&store, &honest, NOW + 40 * DAY).await;
    succeed(&store, &honest, NOW + 41 * DAY - 1).await;
    assert_eq!(count_of(NOW + 70 * DAY - 1).await, 1);
    assert_eq!(count_of(NOW + 70 * DAY).await, 3);
    succeed(&store, &honest, NOW + 80 * DAY).await;
    succeed(&store, &honest, NOW + 81 * DAY).await;
    assert_eq!(count_of(NOW + 111 * DAY - 1).await, 1);
    assert_eq!(count_of(NOW + 111 * DAY).await, 3);
}

pub async fn of_an_account_sixteen_devices_are_remembered(store: impl TokenStore) {
    let account = counter_key();
    let devices: Vec<_> = (0..20)
        .map(|_| {
            let address = counter_key();
            let device = Some(Device { account, address });
            Attempt {
                device,
                ..attempt(9, 9, 9)
            }
        })
        .collect();
    for (second, device) in (0..).zip(&devices) {
        succeed(&store, device, NOW + second).await;
    }
    for (number, device) in devices.iter().enumerate() {
        let is_known = counted(&store, device, NOW + 20).await.counters.len() == 1;
        assert_eq!(is_known, number >= 4, "{number}");
    }
}

pub async fn of_many_attempts_at_once_no_more_are_counted_than_are_allowed(store: impl TokenStore) {
    let store = Arc::new(store);
    for limit in [1, 10] {
        let one = attempt(limit, 30, 30);
        let outcomes = at_once(&store, vec![one; 40]).await;
        assert_eq!(outcomes.iter().flatten().count(), usize::from(limit));
        // All other attempts were not counted.
        let other = Attempt {
            account_and_address: None,
            device: None,
            ..one
        };
        let outcomes = at_once(&store, vec![other; 40]).await;
        assert_eq!(outcomes.iter().flatten().count(), usize::from(30 - limit));
    }
}

/// Two attempts that lock the same counters in different orders do not deadlock.
pub async fn attempts_that_share_counters_are_counted_at_once(store: impl TokenStore) {
    let store = Arc::new(store);
    let (address, account) = (counter(1000, 60), counter(1000, 60));
    let one = Attempt {
        account_and_address: None,
        address: Some(address),
        account: Some(account),
        device: None,
        now: NOW,
    };
    let other = Attempt {
        address: Some(account),
        account: Some(address),
        ..one
    };
    for _ in 0..5 {
        let outcomes = at_once(&store, [one, other].repeat(8)).await;
        assert_eq!(outcomes.iter().flatten().count(), 16);
        let mut tasks = JoinSet::new();
        for counted in outcomes.into_iter().flatten() {
            let store = Arc::clone(&store);
            tasks.spawn(async move { give_back(&*store, &counted, NOW).await });
        }
        tasks.join_all().await;
    }
    // All were given back.
    let full = Attempt {
        address: Some(AttemptCounter {
            limit: AttemptLimit {
                attempts: 1,
                window: 60,
            },
            ..address
        }),
        account: None,
        ..one
    };
    counted(&*store, &full, NOW).await;
}

/// Makes simultaneous attempts; returns those that were counted.
async fn at_once(
    store: &Arc<impl TokenStore>,
    attempts: Vec<Attempt>,
) -> Vec<Option<CountedAttempt>> {
    let mut tasks = JoinSet::new();
    for attempt in attempts {
        let store = Arc::clone(store);
        tasks.spawn(async move {
            match store.count(&attempt).await.expect("an outcome") {
                AttemptOutcome::Counted(counted) => Some(counted),
                AttemptOutcome::Limited { .. } => None,
            }
        });
    }
    tasks.join_all().await
}
