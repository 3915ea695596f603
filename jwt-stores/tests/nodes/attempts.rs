//! Many attempts to log in at once.

use jwt_core::session::{
    Attempt, AttemptCounter, AttemptLimit, AttemptOutcome, CounterKey, Device, TokenStore,
};

use super::family::{NOW, unique};
use super::{Shared, times};

pub(crate) fn counter_key() -> CounterKey {
    CounterKey::from_bytes(unique().to_be_bytes())
}

/// An attempt from another address than any other, with a counter of each kind.
pub(crate) fn attempt(account: CounterKey) -> Attempt {
    let counter = |key, attempts, window| {
        let limit = AttemptLimit::new(attempts, window);
        Some(AttemptCounter::new(key, limit))
    };
    let mut attempt = Attempt::new(NOW);
    attempt.account_and_address = counter(counter_key(), 10, 15 * 60);
    attempt.address = counter(counter_key(), 100, 60);
    attempt.account = counter(account, 10, 60 * 60);
    attempt.device = Some(Device::new(account, counter_key()));
    attempt
}

pub(crate) async fn of_64_attempts_on_four_nodes_no_more_are_counted_than_are_allowed(
    place: impl Shared,
) {
    let mut nodes = Vec::new();
    for _ in 0..4 {
        nodes.push(place.node().await);
    }
    let rounds = times("JWT_GUARD_ROUNDS", 20);
    for round in 0..rounds {
        let account = counter_key();
        let tasks: Vec<_> = (0..64)
            .map(|task| {
                let node = nodes[task % nodes.len()].clone();
                let attempt = attempt(account);
                tokio::spawn(async move { node.count(&attempt).await })
            })
            .collect();
        let mut counted = 0;
        for task in tasks {
            let outcome = task.await.expect("a task").expect("an outcome");
            counted += u32::from(matches!(outcome, AttemptOutcome::Counted(_)));
        }
        assert_eq!(counted, 10, "round {round}");
    }
    println!(
        "shown: {rounds} rounds of 64 attempts at once on four nodes, of which 10 were counted"
    );
}
