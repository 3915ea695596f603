//! The allocations of verifying and issuing a token: the companion of the bench `token`, see there for the candidates.
//!
//! ```sh
//! cargo bench --bench token_allocations
//! ```
//!
//! The numbers are exact, and the same on every run, but for those of the primitives in C, which are not seen here; a
//! growing buffer counts once more each time that it grows.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a program for developers, without input: it may panic, and prints what it measured"
)]

mod candidates;
mod limit;
#[path = "../measure/operation.rs"]
mod operation;
mod peer;
mod primitive;
mod service;

use allocation_counter::measure;
use candidates::{ALGORITHMS, LIMIT, OURS, PEER, PRIMITIVE};
use operation::Operation;

fn main() {
    println!("| allocations (bytes) | jwt-guard | LIMIT | primitive | `jsonwebtoken` |");
    println!("|---|--:|--:|--:|--:|");
    for algorithm in ALGORITHMS {
        for mut operations in [
            candidates::verification(algorithm),
            candidates::issuing(algorithm),
        ] {
            let [ours, limit, primitive, peer] = [OURS, LIMIT, PRIMITIVE, PEER]
                .map(|at| operations.get_mut(at).map_or_else(String::new, allocations));
            let what = operations[OURS].name.trim_end_matches(" jwt-guard");
            println!("| {what} | {ours} | {limit} | {primitive} | {peer} |");
        }
    }
}

/// Those of one repetition.
fn allocations(operation: &mut Operation<'_>) -> String {
    // What is prepared on first use does not count.
    operation.run(100);
    let counted = measure(|| operation.run(1_000));
    let [count, bytes] = [counted.count_total, counted.bytes_total].map(|of| of / 1_000);
    format!("{count} ({bytes})")
}
