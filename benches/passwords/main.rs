//! The memory of logins: the resident set before, during and after a thousand of them.
//!
//! ```sh
//! cargo bench --bench passwords               # two minutes on two processors
//! cargo bench --bench passwords -- --quick    # forty logins, to check that it runs
//! ```
//!
//! Each row is a process of its own, so that rows do not affect each other. Its service hashes with Argon2id at the usual cost,
//! 19 MiB and two passes, on as many password threads as the row says; 64 clients log in again and again, through the router in
//! the same process. "Before" is the service before the first login, "during" the highest resident set that the system recorded
//! (`VmHWM`), "after" is half a second after the last login. By the documentation, each thread has 19 MiB.
//!
//! The row "mixed" is of a database with hashes of several costs: one in eight has 24, 28, 31 or 64 MiB.
//!
//! A full run fails, and prints why, if the growth exceeds the documented memory by more than 24 MiB.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a program for developers, without input: it may panic, and prints what it measured"
)]

mod resident;
mod service;

use std::env;
use std::process::Command;

use resident::MIB;

/// Rows: password threads, and whether the hashes have several costs.
const ROWS: [(usize, bool); 4] = [(1, false), (2, false), (16, false), (2, true)];
/// The memory of a hash of the usual cost.
const USUAL: u64 = 19 * MIB;
/// The memory of the largest of the other hashes.
const LARGEST: u64 = 64 * MIB;
/// What clients, sockets and the rest of the program may take in addition.
const REST: u64 = 24 * MIB;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [row, threads, is_mixed, logins] = arguments.as_slice()
        && row == "row"
    {
        let is_mixed = is_mixed == "true";
        service::measure(threads.parse().unwrap(), is_mixed, logins.parse().unwrap());
        return;
    }
    // Cargo passes this for `cargo bench` only.
    let is_quick = arguments.iter().any(|given| given == "--quick")
        || !arguments.iter().any(|given| given == "--bench");
    let logins = if is_quick { 40 } else { 1000 };
    println!(
        "| password threads | logins | RSS before, MiB | during | after | growth | documented |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|");
    let mut is_right = true;
    for (threads, is_mixed) in ROWS {
        let [before, during, after] = row(threads, is_mixed, logins);
        let one = if is_mixed { USUAL + LARGEST } else { USUAL };
        let documented = threads as u64 * one;
        let growth = during.saturating_sub(before);
        is_right &= growth <= documented + REST;
        let name = if is_mixed { ", mixed" } else { "" };
        let [before, during, after, growth, documented] =
            [before, during, after, growth, documented].map(|bytes| bytes / MIB);
        println!(
            "| {threads}{name} | {logins} | {before} | {during} | {after} | {growth} | {documented} |"
        );
    }
    assert!(
        is_right || is_quick,
        "logins take more memory than the documentation says"
    );
}

/// What a process that runs one row prints: bytes before, during and after.
fn row(threads: usize, is_mixed: bool, logins: u32) -> [u64; 3] {
    let child = Command::new(env::current_exe().unwrap())
        .args([
            "row",
            &threads.to_string(),
            &is_mixed.to_string(),
            &logins.to_string(),
        ])
        .output()
        .expect("this program runs");
    let output = String::from_utf8(child.stdout).unwrap();
    let figures: Vec<u64> = output
        .split_whitespace()
        .map(|figure| figure.parse().unwrap())
        .collect();
    let errors = String::from_utf8_lossy(&child.stderr);
    figures.try_into().unwrap_or_else(|_| panic!("{errors}"))
}
