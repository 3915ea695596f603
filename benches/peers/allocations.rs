//! The allocations of a protected request, with other libraries: the companion of the bench `request`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a program for developers, without input: it may panic, and prints what it measured"
)]

#[path = "../request/answers.rs"]
mod answers;
#[path = "../request/candidates.rs"]
mod candidates;
#[path = "../request/count.rs"]
mod count;
#[path = "../request/handwritten.rs"]
mod handwritten;
mod libraries;
#[path = "../request/limit.rs"]
mod limit;
#[path = "../request/ours.rs"]
mod ours;
#[path = "../request/server.rs"]
mod server;
#[path = "../request/signature.rs"]
mod signature;
#[path = "../request/tokens.rs"]
mod tokens;

fn main() {
    let mut candidates = candidates::all();
    candidates.extend(libraries::all());
    count::print(candidates);
}
