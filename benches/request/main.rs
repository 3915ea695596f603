//! The cost of a protected request over that of a handler without protection, compared with hand-written extractors.
//!
//! ```sh
//! cargo bench --bench request               # half a minute
//! cargo bench --bench request -- --quick    # checks the responses only: a second; the times are meaningless
//! cargo bench --bench request_allocations   # the allocations of the same requests
//! cargo bench --manifest-path benches/peers/Cargo.toml   # both, with other libraries
//! ```
//!
//! Every candidate is an axum router with one route, called in this process on one thread, with the same request: an HS256
//! token of about 400 bytes, with `iss`, `sub`, `exp`, `nbf`, `iat`, `jti`, three scopes and a custom claim. The responses are
//! checked before anything is measured, including those to invalid tokens.
//!
//! The candidates take turns of about 1.5 ms, so that other load on the machine slows all of them alike. Cells are `p5
//! (median)`: only one turn in twenty is faster than the p5, which is the cost of a request without interference and repeats
//! from run to run to a few percent. The median shows the load of the machine; if it is far above the p5, run again. "Over
//! bare" is the difference to a handler without protection, which is the cost of axum itself. It is compared with that of the
//! LIMIT, a hand-optimised lower bound that does the same checks, and with that of the extractor on `jsonwebtoken` that does
//! the same work. `#[public]` shows the share of the router. "The signature alone" is a lower bound for verifying every token;
//! a "cached token" is one in the cache of the guard. The layout of the code moves each row by some 30 ns from one build to
//! the next.
//!
//! The second table has the throughput of two threads relative to one, with the same token or one each: a shared lock or
//! counter would show. Only a machine with two idle processors can show 2.00, and only for code that shares nothing; axum's
//! router itself shares a few counters, as the bare handler shows.
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
