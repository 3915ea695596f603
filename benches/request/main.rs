//! What a protected request costs over a handler without protection, beside extractors written by hand.
//!
//! ```sh
//! cargo bench --bench request               # half a minute
//! cargo bench --bench request -- --quick    # are the answers right? a second, and the times mean nothing
//! cargo bench --bench request_allocations   # the allocations of the same requests
//! cargo bench --manifest-path benches/peers/Cargo.toml   # both, with other libraries beside
//! ```
//!
//! Every candidate is an axum router with one route, called in this process on one thread, with the same request: an
//! HS256 token of about 400 bytes, with `iss`, `sub`, `exp`, `nbf`, `iat`, `jti`, three scopes and a custom claim. The
//! answers are checked before anything is measured, those to bad tokens too.
//!
//! The candidates take turns of about 1.5 ms, so that whatever else the machine does slows all of them alike. Cells are
//! `p5 (median)`: the p5 is the time that only one turn in twenty was below, what a request costs when nothing
//! interferes, and repeats from run to run to a few percent. The median says how calm the machine was; where it is far
//! above the p5, run again. "Over bare" is the difference to a handler without protection, which is what axum itself
//! costs; it is compared with that of the LIMIT, for which everything is prepared and nothing is done twice, and with
//! that of the extractor on `jsonwebtoken` which does the same work. `#[public]` shows what of it is the router's. "The
//! signature alone" is as fast as any verification of every token can become; "seen before" is a token that the guard
//! remembers. The layout of the code moves each row by some 30 ns from one build to the next.
//!
//! The second table tells how many times as many requests two threads answer as one, with the same token or one each:
//! a lock or a counter that they share would show. Only a machine with two idle processors can show 2.00, and only for
//! what shares nothing at all; axum's router shares a few counters itself, as the bare handler tells.
//!
//! Allocations are counted by another program, because an allocator that counts makes each of them slower.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a program for developers, without input: it may panic, and prints what it measured"
)]

mod answers;
#[path = "../measure/arguments.rs"]
mod arguments;
mod candidates;
mod handwritten;
mod limit;
#[path = "../measure/operation.rs"]
mod operation;
mod ours;
mod report;
#[path = "../measure/rounds.rs"]
mod rounds;
#[path = "../measure/threads.rs"]
mod scaling;
mod server;
mod signature;
mod threads;
mod tokens;

fn main() {
    report::print(candidates::all());
}
