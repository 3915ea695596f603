//! Sixteen in each process use the same key.

use jwt_core::session::SingleUseKey;

use super::race::EACH_ROUND;
use super::{millis, reports, successes};
use crate::nodes::Shared;
use crate::nodes::family::{DAY, NOW};
use crate::nodes::race::rounds;
use crate::nodes::single_use::used_by_all;

fn key_of(race: u64, round: u32) -> SingleUseKey {
    let mut bytes = [7; 16];
    bytes[..8].copy_from_slice(&race.to_be_bytes());
    bytes[8..12].copy_from_slice(&round.to_be_bytes());
    SingleUseKey::from_bytes(bytes)
}

pub(crate) async fn of_all(test: &str, place: impl Shared) {
    // Makes the tables, where there are tables.
    drop(place.node().await);
    let race: u64 = millis().try_into().expect("a time");
    for of_round in reports(test, &[place.url(), race.to_string()], rounds()) {
        assert_eq!(successes(&of_round), 1, "{of_round:?}");
    }
    println!(
        "shown: {} rounds of 64 uses of one key in four processes, of which one succeeded",
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
        let times = (NOW + DAY, NOW);
        let succeeded = used_by_all(&nodes, 16, key_of(race, round), times).await;
        println!("round {round} {succeeded}");
    }
}
