//! The throughput of two threads compared with one.

use axum::http::HeaderValue;
use tokio::runtime::Builder;

use crate::candidates::Candidate;
use crate::scaling::{Worker, gain};
use crate::tokens;

/// How many requests a thread handles in a turn: so few that two processors are idle for them now and then.
const REQUESTS: u32 = 150;

/// The throughput of two threads relative to one, for each candidate.
pub(crate) fn print(candidates: &[Candidate], rounds: usize) {
    let [one, other] = [tokens::good(), tokens::good()];
    println!("| requests of two threads, of one's | one token | a token each |\n|---|--:|--:|");
    for candidate in candidates {
        let with = |second| {
            let two = || [worker(candidate, &one), worker(candidate, second)];
            gain(rounds, REQUESTS, || worker(candidate, &one), two)
        };
        let (same, each) = (with(&one), with(&other));
        println!("| {} | {same:.2} | {each:.2} |", candidate.name);
    }
    println!();
}

/// A thread of its own, as a server has several, with a connection of its own.
fn worker(candidate: &Candidate, token: &HeaderValue) -> Worker<'static> {
    let mut server = candidate.server.boxed_clone();
    let runtime = Builder::new_current_thread().build().unwrap();
    // The buffer of one connection is not that of the other.
    let token = HeaderValue::from_bytes(token.as_bytes()).unwrap();
    Box::new(move |requests| {
        server.answer(&runtime, Some(&token), requests);
    })
}
