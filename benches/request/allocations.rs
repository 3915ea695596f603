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
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a program for developers, without input: it may panic, and prints what it measured"
)]

mod answers;
mod candidates;
mod count;
mod handwritten;
mod limit;
mod ours;
mod server;
mod signature;
mod tokens;

fn main() {
    count::print(candidates::all());
}
