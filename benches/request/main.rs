//! What a protected request costs over a handler without protection, beside an extractor written by hand.
//!
//! ```sh
//! cargo bench --bench request               # half a minute
//! cargo bench --bench request -- --quick    # are the answers right? one second, and the times mean nothing
//! cargo bench --bench request_allocations   # the allocations of the same requests
//! ```
//!
//! Every candidate is an axum router with one route, called in this process on one thread, with the same request: an
//! HS256 token of about 400 bytes, with `iss`, `sub`, `exp`, `nbf`, `iat`, `jti`, three scopes and a custom claim. The
//! answers are checked before anything is measured, those to bad tokens too.
//!
//! The candidates take turns of about 1.5 ms, so that whatever else the machine does slows all of them alike. Read the
//! p5 first, the time that only one turn in twenty was below: it is what a request costs when nothing interferes, and
//! repeats from run to run to a few percent. The median says how calm the machine was; where it is far above the
//! p5, run again. "Over bare" is the difference to the first row, which is what axum itself costs; "ratio" compares
//! it with that of the extractor on `jsonwebtoken` which does the same work. "The signature alone" is as fast as any
//! verification of every token can become.
//!
//! Allocations are counted by another program, because an allocator that counts makes each of them slower.

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
mod timing;
mod tokens;

use std::env;

use candidates::{Job, peer_of};
use timing::Times;

fn main() {
    // Cargo passes `--bench` for `cargo bench` only; `cargo test --benches` should not take half a minute.
    let quick = env::args().any(|argument| argument == "--quick")
        || !env::args().any(|argument| argument == "--bench");
    let mut candidates = candidates::all();
    answers::check(&mut candidates);
    let rounds = if quick { 10 } else { 2_000 };
    let times = timing::measure(&mut candidates, rounds);

    if quick {
        println!("All answers are right. Too few rounds for the times to mean anything:\n");
    }
    println!(
        "| request | p5 | median | over bare, p5 | over bare, median | ratio, p5 | ratio, median |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|");
    let bare = times.first().expect("the first candidate is bare");
    let over_bare: Vec<Times> = times.iter().map(|of| of.minus(bare)).collect();
    for ((candidate, times), over) in candidates.iter().zip(&times).zip(&over_bare) {
        let peer = peer_of(candidate, &candidates).and_then(|peer| over_bare.get(peer));
        let over_bare = match candidate.job {
            Job::Nothing => String::from("| |"),
            _ => nanoseconds(over),
        };
        let ratio = peer.map_or_else(
            || String::from("| |"),
            |peer| {
                format!(
                    "| {:.2} | {:.2}",
                    over.p5 / peer.p5,
                    over.median / peer.median
                )
            },
        );
        println!(
            "| {} {} {over_bare} {ratio} |",
            candidate.name,
            nanoseconds(times)
        );
    }
}

fn nanoseconds(times: &Times) -> String {
    format!("| {:.0} ns | {:.0} ns", times.p5, times.median)
}
