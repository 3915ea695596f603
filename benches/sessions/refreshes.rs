//! The throughput of refreshes, for each store.

use std::time::{Duration, Instant};

use jwt_guard::session::TokenStore;
use tokio::runtime::Builder;
use tokio::spawn;
use tokio::task::yield_now;

use crate::arguments::Arguments;
use crate::latencies::Latencies;
use crate::service::{Client, processors, with_store};
use crate::stores::{self, OfEach};

const SESSIONS: usize = 32;

/// For how long each store is measured.
struct Measuring(Duration);

pub(crate) fn print(arguments: &Arguments) {
    let measuring = Measuring(match arguments.quick {
        true => Duration::from_millis(500),
        false => Duration::from_secs(10),
    });
    let runtime = Builder::new_multi_thread()
        .worker_threads(processors())
        .enable_all()
        .build()
        .unwrap();
    println!("| refreshes of {SESSIONS} sessions at once | each second | p50, ms | p99, ms |");
    println!("|---|--:|--:|--:|");
    runtime.block_on(stores::all(&measuring));
    println!();
}

impl OfEach for Measuring {
    async fn print(&self, name: &str, store: impl TokenStore) {
        let client = Client::of(with_store(store));
        let mut sessions = Vec::new();
        for number in 0..SESSIONS {
            let mut client = client.clone();
            let tokens = client.log_in(&format!("user-{number}")).await;
            sessions.push((client, tokens));
        }
        let (start, time) = (Instant::now(), self.0);
        let sessions: Vec<_> = sessions
            .into_iter()
            .map(|(mut client, mut tokens)| {
                spawn(async move {
                    let mut times = Vec::new();
                    while start.elapsed() < time {
                        let sent = Instant::now();
                        tokens = client.refresh(&tokens).await;
                        times.push(sent.elapsed());
                        // A client whose store never waits would starve the others.
                        yield_now().await;
                    }
                    times
                })
            })
            .collect();
        let mut times = Vec::new();
        for session in sessions {
            times.extend(session.await.expect("all answers are right"));
        }
        let took = start.elapsed();
        let latencies = Latencies::of(times);
        let each_second = latencies.count() as f64 / took.as_secs_f64();
        let [p50, p99] = [50, 99].map(|share| latencies.percentile(share).as_secs_f64() * 1e3);
        println!("| {name} | {each_second:.0} | {p50:.3} | {p99:.3} |");
    }
}
