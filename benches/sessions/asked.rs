//! How long a store takes to say whether a token is revoked, when it is asked.

use std::time::Instant;

use jwt_guard::clock::{Clock, SystemClock};
use jwt_guard::session::{Revocation, Target, TokenStore};
use tokio::runtime::Builder;

use crate::arguments::Arguments;
use crate::latencies::Latencies;
use crate::revoked::key;
use crate::service::processors;
use crate::stores::{self, OfEach};

/// How many tokens are revoked.
const REVOKED: usize = 1_000;

/// Of so many look-ups, one is of a token that is revoked.
const ONE_IN: usize = 10;

/// How many look-ups are timed.
struct Asking(usize);

pub(crate) fn print(arguments: &Arguments) {
    let asking = Asking(if arguments.quick { 500 } else { 20_000 });
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

impl OfEach for Asking {
    async fn print(&self, name: &str, store: impl TokenStore) {
        let now = SystemClock::default().now();
        for number in 0..REVOKED {
            let revocation = Revocation {
                target: Target::Key(key(number)),
                at: now,
                until: now + 3_600,
            };
            store.revoke(&revocation).await.expect("it is kept");
        }
        let mut times = Vec::new();
        for number in 0..self.0 {
            let is_revoked = number % ONE_IN == 0;
            let token = if is_revoked {
                key(number * 7_919 % REVOKED)
            } else {
                key(REVOKED + 3 * number)
            };
            // What a request asks for: its token, its session and its user.
            let others = [1, 2].map(|other| key(REVOKED + 3 * number + other));
            let keys = [token, others[0], others[1]];
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
        println!("| {name} | {p50:.1} | {p99:.1} | {longest:.0} |");
    }
}
