//! How long one look-up takes, at random places.

use std::hint::black_box;
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use jwt_guard::session::{MemoryStore, RevocationKey, TokenStore};

use crate::bounds::Bounds;
use crate::latencies::Latencies;
use crate::revoked::{Remembered, key};

/// How many are timed.
const TIMES: usize = 200_000;

pub(crate) fn print(remembered: &Remembered, bounds: &Bounds) {
    let Remembered { store, entries, .. } = remembered;
    println!("| one look-up, {entries} revoked | p50, ns | p99, ns |\n|---|--:|--:|");
    // A step that has no divisor in common with the number, so that all come once, and none after its neighbour.
    let revoked = |at: usize| key(at * 7_919 % entries);
    let unknown = |at: usize| key(entries + at);
    let is_revoked = |key: &RevocationKey, expected| {
        assert_eq!(look_up(store, key), expected);
    };
    row("the clock alone", |_| key(0), |_| ());
    for p99 in [
        row("not revoked", unknown, |key| is_revoked(key, false)),
        row("revoked", revoked, |key| is_revoked(key, true)),
    ] {
        bounds.at_most("p99 of one look-up", 10.0, "µs", p99.as_secs_f64() * 1e6);
    }
    println!();
}

/// Prints the 99th percentile.
fn row(
    name: &str,
    key: impl Fn(usize) -> RevocationKey,
    look_up: impl Fn(&RevocationKey),
) -> Duration {
    let keys: Vec<_> = (0..TIMES).map(key).collect();
    let times = keys.iter().map(|key| timed(|| look_up(black_box(key))));
    let latencies = Latencies::of(times.collect());
    let [p50, p99] = [50, 99].map(|share| latencies.percentile(share));
    println!("| {name} | {} | {} |", p50.as_nanos(), p99.as_nanos());
    p99
}

/// Whether a key is revoked, without a digest: the look-up of a request with a cached token.
pub(crate) fn look_up(store: &MemoryStore, key: &RevocationKey) -> bool {
    let answer = store.revoked(std::slice::from_ref(key)).now_or_never();
    !answer.expect("it is in memory").unwrap().is_empty()
}

pub(crate) fn timed(what: impl FnOnce()) -> Duration {
    let start = Instant::now();
    what();
    start.elapsed()
}
