//! The latency of a store when it is asked whether a token is revoked.

use std::time::Instant;

use jwt_guard::clock::{Clock, SystemClock};
use jwt_guard::session::{Revocation, RevocationTarget, TokenStore};
use tokio::runtime::Builder;

use crate::arguments::Arguments;
use crate::bounds::Bounds;
use crate::latencies::Latencies;
use crate::revoked::key;
use crate::service::processors;
use crate::stores::{self, OfEach};

/// How many tokens are revoked.
const REVOKED: usize = 1_000;

/// Of so many look-ups, one is of a token that is revoked.
const ONE_IN: usize = 10;

struct Asking<'a> {
    /// How many look-ups are timed.
    times: usize,
    bounds: &'a Bounds,
}

pub(crate) fn print(arguments: &Arguments, bounds: &Bounds) {
    let times = if arguments.quick { 500 } else { 20_000 };
    let asking = Asking { times, bounds };
    let runtime = Builder::new_multi_thread()
        .worker_threads(processors())
        .enable_all()
        .build()
        .unwrap();
    println!("| the store is asked, {REVOKED} revoked | p50, µs | p99, µs | longest, µs |");
    println!("|---|--:|--:|--:|");
    runtime.block_on(stores::all(&asking));
    println!();
}

impl OfEach for Asking<'_> {
    async fn print(&self, name: &str, store: impl TokenStore) {
        let now = SystemClock::default().now();
        for number in 0..REVOKED {
            let target = RevocationTarget::Key(key(number));
            let revocation = Revocation::new(target, now..now + 3_600);
            store.revoke(&revocation).await.expect("it is kept");
        }
        let mut times = Vec::new();
        for number in 0..self.times {
            let is_revoked = number % ONE_IN == 0;
            let token = if is_revoked {
                key(number * 7_919 % REVOKED)
            } else {
                key(REVOKED + 4 * number)
            };
            // The keys that a request looks up: its token, and its session.
            let keys = [token, key(REVOKED + 4 * number + 1)];
            let start = Instant::now();
            let revoked = store.revoked(&keys).await.expect("an answer");
            times.push(start.elapsed());
            assert_eq!(revoked.len(), usize::from(is_revoked));
        }
        let latencies = Latencies::of(times);
        let [p50, p99, longest] = [
            latencies.percentile(50),
            latencies.percentile(99),
            latencies.longest(),
        ]
        .map(|time| time.as_secs_f64() * 1e6);
        let what = format!("p99 of what {name} is asked");
        self.bounds.at_most(&what, 50_000.0, "µs", p99);
        println!("| {name} | {p50:.1} | {p99:.1} | {longest:.0} |");
    }
}
