//! Sixteen in each process exchange the same token.

use std::collections::HashSet;
use std::time::Duration;

use jwt_core::session::{Position, TokenDigest, TokenStore};

use super::{millis, reports, successes};
use crate::nodes::Shared;
use crate::nodes::family::session;
use crate::nodes::race::{exchanged_by_all, rounds};

/// So that the processes meet, where that is long enough for a round.
pub(super) const EACH_ROUND: Duration = Duration::from_millis(15);

fn token_of(race: u64, round: u32) -> TokenDigest {
    let mut bytes = [7; 32];
    bytes[..8].copy_from_slice(&race.to_be_bytes());
    bytes[8..12].copy_from_slice(&round.to_be_bytes());
    TokenDigest::from_bytes(bytes)
}

pub(crate) async fn of_all(test: &str, place: impl Shared) {
    let store = place.node().await;
    let race: u64 = millis().try_into().expect("a time");
    for round in 0..rounds() {
        let begun = store
            .begin(
                &session(),
                &token_of(race, round),
                Position::default(),
                None,
            )
            .await;
        begun.expect("a session");
    }
    for of_round in reports(test, &[place.url(), race.to_string()], rounds()) {
        assert_eq!(successes(&of_round), 1, "{of_round:?}");
        let given: HashSet<_> = of_round.iter().map(|words| &words[1]).collect();
        assert_eq!(given.len(), 1, "{of_round:?}");
    }
    println!(
        "shown: {} rounds of 64 in four processes, of which one succeeded",
        rounds()
    );
}

pub(crate) async fn of_one<S: Shared>(part: &[String]) {
    let nodes = [S::open(&part[0]).await.expect("a store")];
    let race = part[1].parse().expect("a number");
    let mut tick = tokio::time::interval(EACH_ROUND);
    println!();
    for round in 0..rounds() {
        tick.tick().await;
        let (succeeded, given) = exchanged_by_all(&nodes, 16, token_of(race, round)).await;
        assert_eq!(given.len(), 1, "round {round}");
        let given = given.iter().next().expect("one").as_bytes();
        let given: String = given.iter().map(|byte| format!("{byte:02x}")).collect();
        println!("round {round} {succeeded} {given}");
    }
}
