//! The bench `request` with other libraries: the cost of a protected request over that of a handler without protection.
//!
//! ```sh
//! cargo bench --manifest-path benches/peers/Cargo.toml --bench request
//! cargo bench --manifest-path benches/peers/Cargo.toml --bench request_allocations
//! ```
//!
//! See `benches/request/main.rs` for how it is measured. A library for another version of axum is compared with a bare
//! handler on that version.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a program for developers, without input: it may panic, and prints what it measured"
)]

#[path = "../request/answers.rs"]
mod answers;
#[path = "../measure/arguments.rs"]
mod arguments;
#[path = "../request/candidates.rs"]
mod candidates;
#[path = "../request/handwritten.rs"]
mod handwritten;
mod libraries;
#[path = "../request/limit.rs"]
mod limit;
#[path = "../measure/operation.rs"]
mod operation;
#[path = "../request/ours.rs"]
mod ours;
#[path = "../request/report.rs"]
mod report;
#[path = "../measure/rounds.rs"]
mod rounds;
#[path = "../measure/threads.rs"]
mod scaling;
#[path = "../request/server.rs"]
mod server;
#[path = "../request/signature.rs"]
mod signature;
#[path = "../request/threads.rs"]
mod threads;
#[path = "../request/tokens.rs"]
mod tokens;

fn main() {
    let mut candidates = candidates::all();
    candidates.extend(libraries::all());
    report::print(candidates);
}
