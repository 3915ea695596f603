//! A protected route while everybody logs in.

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
    let time = match arguments.quick {
        true => Duration::from_millis(500),
        false => Duration::from_secs(10),
    };
    let runtime = Builder::new_multi_thread()
        .worker_threads(processors())
        .enable_all()
        .build()
        .unwrap();
    println!(
        "| a protected route, token seen before | p50, µs | p99, µs | of alone | longest, µs |"
    );
    println!("|---|--:|--:|--:|--:|");
    let (client, token) = service(&runtime, 1);
    let alone = answered(&runtime, &client, &token, time);
    row("alone", &alone, &alone);
    let mut at_once = vec![processors(), processors() / 2];
    at_once.retain(|at_once| *at_once > 0);
    for at_once in at_once {
        let (client, token) = service(&runtime, at_once);
        let crowd = 10 * at_once;
        let logins = flood(&runtime, &client, crowd, time);
        let flooded = answered(&runtime, &client, &token, time);
        let logins: u32 = logins
            .into_iter()
            .map(|login| runtime.block_on(login).expect("all answers are right"))
            .sum();
        assert!(logins > 0, "there was no flood");
        let each_second = f64::from(logins) / time.as_secs_f64();
        let name = format!(
            "beside {crowd} who log in, {at_once} hashed at once ({each_second:.0} logins a second)"
        );
        row(&name, &flooded, &alone);
    }
    println!();
}

/// A service, and the token of one who has logged in.
fn service(runtime: &Runtime, at_once: usize) -> (Client, HeaderValue) {
    runtime.block_on(async {
        let mut client = Client::of(with_users(Staff::hashed(at_once), MemoryStore::new()));
        let token = client.log_in("ada").await.authorization;
        (client, token)
    })
}

fn row(name: &str, latencies: &Latencies, alone: &Latencies) {
    let us = |time: Duration| time.as_secs_f64() * 1e6;
    let [p50, p99, longest] = [50, 99, 100].map(|share| us(latencies.percentile(share)));
    let of_alone = p99 / us(alone.percentile(99));
    println!("| {name} | {p50:.0} | {p99:.0} | {of_alone:.2} | {longest:.0} |");
}

/// So many log in again and again; each says how often it did.
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

/// How long each request waits for its answer that is sent from outside of the runtime.
fn answered(runtime: &Runtime, client: &Client, token: &HeaderValue, time: Duration) -> Latencies {
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
    Latencies::of(runtime.block_on(answering).expect("all answers are right"))
}
