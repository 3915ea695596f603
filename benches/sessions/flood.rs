//! A protected route during a flood of logins.

use std::thread;
use std::time::{Duration, Instant};

use axum::http::{HeaderValue, StatusCode};
use jwt_guard::session::MemoryStore;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::arguments::Arguments;
use crate::latencies::Latencies;
use crate::service::{Client, Staff, processors, with_users};

/// Between two requests.
const PAUSE: Duration = Duration::from_millis(1);

pub(crate) fn print(arguments: &Arguments) {
    let (turns, turn) = match arguments.quick {
        true => (1, Duration::from_millis(500)),
        false => (8, Duration::from_secs(1)),
    };
    let runtime = Builder::new_multi_thread()
        .worker_threads(processors())
        .enable_all()
        .build()
        .unwrap();
    let mut at_once = vec![0, processors() / 2, processors()];
    at_once.dedup();
    let mut rows: Vec<_> = at_once
        .into_iter()
        .map(|at_once| Row::of(&runtime, at_once))
        .collect();
    // In turns, so that whatever else the machine does slows all of them alike.
    for _ in 0..turns {
        for row in &mut rows {
            row.take(&runtime, turn);
        }
    }
    println!(
        "| a protected route, cached token | logins a second | p50, µs | p99, µs | of alone |"
    );
    println!("|---|--:|--:|--:|--:|");
    let us = |time: Duration| time.as_secs_f64() * 1e6;
    let mut p99_alone = None;
    for mut row in rows {
        let logins = f64::from(row.logins) / (turn * turns).as_secs_f64();
        let latencies = Latencies::of(std::mem::take(&mut row.times));
        let [p50, p99] = [50, 99].map(|share| us(latencies.percentile(share)));
        let of_alone = p99 / *p99_alone.get_or_insert(p99);
        let name = match row.at_once {
            0 => "alone".to_owned(),
            at_once => format!(
                "beside {} who log in, {at_once} hashed at once",
                row.crowd()
            ),
        };
        println!("| {name} | {logins:.0} | {p50:.0} | {p99:.0} | {of_alone:.2} |");
    }
    println!();
}

/// What is measured.
struct Row {
    /// How many passwords are hashed at the same time; 0 without logins.
    at_once: usize,
    client: Client,
    token: HeaderValue,
    times: Vec<Duration>,
    logins: u32,
}

impl Row {
    fn of(runtime: &Runtime, at_once: usize) -> Self {
        let (client, token) = service(runtime, at_once.max(1));
        Self {
            at_once,
            client,
            token,
            times: Vec::new(),
            logins: 0,
        }
    }

    fn crowd(&self) -> usize {
        10 * self.at_once
    }

    fn take(&mut self, runtime: &Runtime, time: Duration) {
        let logins = flood(runtime, &self.client, self.crowd(), time);
        let times = answered(runtime, &self.client, &self.token, time);
        let logins: u32 = logins
            .into_iter()
            .map(|login| runtime.block_on(login).expect("all answers are right"))
            .sum();
        assert_eq!(logins > 0, self.at_once > 0);
        self.times.extend(times);
        self.logins += logins;
    }
}

/// A service, and the token of a logged-in user.
fn service(runtime: &Runtime, at_once: usize) -> (Client, HeaderValue) {
    runtime.block_on(async {
        let mut client = Client::of(with_users(Staff::hashed(at_once).await, MemoryStore::new()));
        let token = client.log_in("ada").await.authorization;
        (client, token)
    })
}

/// So many clients log in repeatedly; each returns how often it did.
fn flood(runtime: &Runtime, client: &Client, crowd: usize, time: Duration) -> Vec<JoinHandle<u32>> {
    let start = Instant::now();
    (0..crowd)
        .map(|number| {
            let mut client = client.clone();
            runtime.spawn(async move {
                let mut logins = 0;
                while start.elapsed() < time {
                    client.log_in(&format!("user-{number}")).await;
                    logins += 1;
                }
                logins
            })
        })
        .collect()
}

/// The latency of each request, which is sent from outside of the runtime.
fn answered(
    runtime: &Runtime,
    client: &Client,
    token: &HeaderValue,
    time: Duration,
) -> Vec<Duration> {
    let (sender, mut receiver) = mpsc::unbounded_channel::<Instant>();
    let (mut client, token) = (client.clone(), token.clone());
    let answering = runtime.spawn(async move {
        let mut times = Vec::new();
        while let Some(sent) = receiver.recv().await {
            assert_eq!(client.status(&token).await, StatusCode::OK);
            times.push(sent.elapsed());
        }
        times
    });
    let start = Instant::now();
    while start.elapsed() < time {
        thread::sleep(PAUSE);
        sender.send(Instant::now()).expect("it answers");
    }
    drop(sender);
    runtime.block_on(answering).expect("all answers are right")
}
