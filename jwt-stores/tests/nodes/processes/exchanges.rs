//! Each process has a session of its own, and none fails because of the others.

use std::time::{Duration, Instant};

use jwt_core::session::{RotationOutcome, TokenStore};

use super::run;
use crate::nodes::family::{NOW, begun, rotation};
use crate::nodes::{Shared, times};

pub(crate) async fn of_all(test: &str, place: impl Shared) {
    for output in run(test, &[place.url()]) {
        let shown = output.lines().filter(|line| line.starts_with("shown: "));
        shown.for_each(|line| println!("{line}"));
    }
}

/// `JWT_GUARD_EXCHANGES` says how many.
pub(crate) async fn of_one<S: Shared>(part: &[String]) {
    let node = S::open(&part[0]).await.expect("a store");
    let (_, mut token) = begun(&node).await;
    let (times, start) = (times("JWT_GUARD_EXCHANGES", 250), Instant::now());
    let mut slowest = Duration::ZERO;
    for _ in 0..times {
        let (rotation, successor) = rotation(token, NOW);
        let start = Instant::now();
        let rotated = node.rotate(&rotation).await;
        slowest = slowest.max(start.elapsed());
        let rotated = rotated.map_err(|error| format!("{error:?}"));
        assert_eq!(rotated, Ok(RotationOutcome::Done));
        token = successor;
    }
    let per_second = f64::from(times) / start.elapsed().as_secs_f64();
    // What the test program has written stands in this line.
    println!(
        "\nshown: {times} exchanges, {per_second:.0} a second, the slowest after {slowest:.1?}"
    );
}
