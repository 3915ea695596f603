//! Sixteen in each process exchange the same token.

use std::collections::HashSet;
use std::time::Duration;

use jwt_core::session::{Position, TokenDigest, TokenStore};

use super::{millis, run};
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
    let race = millis().try_into().expect("a time");
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
    let mut succeeded = vec![0; rounds() as usize];
    let mut given = vec![HashSet::new(); rounds() as usize];
    for output in run(test, &[place.url(), race.to_string()]) {
        let mut reported = 0;
        for report in output
            .lines()
            .filter_map(|line| line.strip_prefix("round "))
        {
            let words: Vec<_> = report.split(' ').collect();
            let round: usize = words[0].parse().expect("a round");
            succeeded[round] += words[1].parse::<usize>().expect("a count");
            given[round].insert(words[2].to_owned());
            reported += 1;
        }
        assert_eq!(reported, rounds(), "{output}");
    }
    assert!(succeeded.iter().all(|count| *count == 1), "{succeeded:?}");
    assert!(given.iter().all(|given| given.len() == 1));
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
