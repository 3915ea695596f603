//! Attempts for very many names, each from an address of its own.

use jwt_guard::session::{MemoryStore, TokenStore};
use serde_json::json;

use super::service::{Service, guess};
use crate::fixtures::app::NOW;

/// How many names are tried; `JWT_GUARD_NAMES` can change it.
const NAMES: u32 = 2_000;

/// How many counters of a kind there are at most.
const MOST: f64 = 1_048_576.0;

const AT_ONCE: u32 = 4;

fn counters(store: &MemoryStore) -> u32 {
    let shown = format!("{store:?}");
    let (_, counters) = shown.split_once("counters: ").unwrap();
    let digits = counters.split(|c: char| !c.is_ascii_digit()).next();
    digits.unwrap().parse().unwrap()
}

/// The resident set, where the system reports it.
fn resident() -> Option<u64> {
    let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = pages.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_share_counters_of_which_there_are_so_many() {
    let names = std::env::var("JWT_GUARD_NAMES").map_or(NAMES, |names| names.parse().unwrap());
    let store = MemoryStore::new();
    let service = Service::with_store(json!({}), store.clone());
    let before = resident();
    let tasks: Vec<_> = (0..AT_ONCE)
        .map(|first| {
            let service = service.clone();
            tokio::spawn(async move {
                for number in (first..names).step_by(AT_ONCE as usize) {
                    let name = format!("user {number}");
                    let attempt = guess(&name).by_one_of_many(number);
                    assert_eq!(service.status(&attempt).await, 401, "{name}");
                    service.staff.seen().checked.clear();
                    service.staff.seen().events.clear();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let counted = counters(&store);
    let grown = resident()
        .zip(before)
        .map(|(now, before)| now.saturating_sub(before));
    // As many as that many names hit, of three kinds.
    let expected = 3.0 * MOST * -(-f64::from(names) / MOST).exp_m1();
    assert!(f64::from(counted) <= 1.01 * expected, "{counted} counters");
    assert!(f64::from(counted) >= 0.99 * expected, "{counted} counters");
    while store.purge(NOW + 2 * 60 * 60, 0).await.unwrap() {}
    assert_eq!(counters(&store), 0);
    println!(
        "shown: {names} names, each from an address of its own: {counted} counters, {} MiB, all removed by a purge two hours later",
        grown.map_or_else(|| "?".to_owned(), |bytes| (bytes >> 20).to_string())
    );
}
