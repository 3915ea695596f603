//! The allocations of a protected request: the companion of the bench `request`, see there for the candidates.
//!
//! ```sh
//! cargo bench --bench request_allocations
//! ```
//!
//! The numbers are exact, and the same on every run; a growing buffer counts once more each time that it grows.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a program for developers, without input: it may panic, and prints what it measured"
)]

mod answers;
mod candidates;
mod handwritten;
mod ours;
mod signature;
mod tokens;

use allocation_counter::measure;
use candidates::peer_of;
use tokio::runtime::Builder;

/// For one request.
struct Count {
    allocations: u64,
    bytes: u64,
}

fn main() {
    let mut candidates = candidates::all();
    answers::check(&mut candidates);
    let runtime = Builder::new_current_thread().build().unwrap();
    let good = tokens::good();

    let counts: Vec<Count> = candidates
        .iter_mut()
        .map(|candidate| {
            // Entering the runtime allocates as well; what counts is what one request more needs.
            let mut of = |requests: usize| {
                measure(|| {
                    runtime.block_on(async {
                        for _ in 0..requests {
                            candidate.send(Some(&good)).await;
                        }
                    });
                })
            };
            let (one, two) = (of(1), of(2));
            Count {
                allocations: two.count_total - one.count_total,
                bytes: two.bytes_total - one.bytes_total,
            }
        })
        .collect();
    let bare = counts.first().expect("the first candidate is bare");

    println!("| request | allocations | bytes | over bare | bytes over bare | of the peer's |");
    println!("|---|--:|--:|--:|--:|--:|");
    for (candidate, count) in candidates.iter().zip(&counts) {
        let peer = peer_of(candidate, &candidates).and_then(|peer| counts.get(peer));
        let over = count.allocations as i64 - bare.allocations as i64;
        println!(
            "| {} | {} | {} | {over} | {} | {} |",
            candidate.name,
            count.allocations,
            count.bytes,
            count.bytes as i64 - bare.bytes as i64,
            peer.map_or_else(String::new, |peer| {
                format!(
                    "{over} of {}",
                    peer.allocations as i64 - bare.allocations as i64
                )
            }),
        );
    }
}
