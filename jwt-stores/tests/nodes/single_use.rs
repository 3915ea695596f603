//! Many use one key at once.

use jwt_core::session::{SingleUseKey, TokenStore};

use super::Shared;
use super::family::{DAY, NOW, unique};
use super::race::rounds;

/// A key that no other call gives.
pub(crate) fn single_use_key() -> SingleUseKey {
    SingleUseKey::from_bytes(unique().to_be_bytes())
}

/// All use one key: how many succeeded.
pub(super) async fn used_by_all<S: TokenStore + Clone>(
    nodes: &[S],
    tasks: usize,
    key: SingleUseKey,
    (until, now): (i64, i64),
) -> usize {
    let tasks: Vec<_> = (0..tasks)
        .map(|task| {
            let node = nodes[task % nodes.len()].clone();
            tokio::spawn(async move { node.use_once(&key, until, now).await })
        })
        .collect();
    let mut succeeded = 0;
    for task in tasks {
        let used = task.await.expect("a task").expect("a result");
        succeeded += usize::from(used);
    }
    succeeded
}

pub(crate) async fn of_64_uses_of_a_key_on_four_nodes_one_succeeds(place: impl Shared) {
    let mut nodes = Vec::new();
    for _ in 0..4 {
        nodes.push(place.node().await);
    }
    for round in 0..rounds() {
        let key = single_use_key();
        // Its first use, and the first one after that is over.
        for times in [(NOW + DAY, NOW), (NOW + 2 * DAY, NOW + DAY)] {
            let succeeded = used_by_all(&nodes, 64, key, times).await;
            assert_eq!(succeeded, 1, "round {round}");
        }
    }
    println!(
        "shown: {} rounds of 64 uses of one key on four nodes, of which one succeeded",
        2 * rounds()
    );
}
