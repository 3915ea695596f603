//! Whether the time of a response reveals how much of a secret was guessed.
//!
//! ```sh
//! cargo bench --bench timing                # five minutes; fails if a time reveals something
//! cargo bench --bench timing -- "CSRF"      # one comparison
//! cargo bench --bench timing -- --quick     # checks that it runs; the times are ignored
//! ```
//!
//! Two kinds of guesses, both wrong and of the right length, come in random order: guesses that are right except for their last
//! letters, and guesses that are wrong from the first letter. A comparison letter by letter that stops at the first difference
//! takes longer for the first kind; the secret can then be guessed one letter after the other. No row may show a difference,
//! except the comparison by `==`, which must: otherwise the machine is too busy to measure anything. The two kinds do not
//! differ in anything that can be computed without the secret, as an attacker knows the own guess.
//!
//! The two kinds are compared as dudect does ([Reparaz, Balasch and Verbauwhede 2017]): by Welch's t-test of the times of a
//! million guesses, of all of them, and without the slowest by each of a hundred thresholds, since interference makes some
//! guesses slow; and by the same test of the spread of the times. A value above 4.5 is no coincidence. As these tests run on
//! shared machines, a difference counts if it is seen twice.
//!
//! Names of accounts are no secrets, but it is one which of them exist: there, the two kinds are existing and unknown names.
//! Attempts are counted in each store; a row is left out if its server is not installed.
//!
//! The rows are operations that clients can cause: verifying a token, and requests to a router.
//!
//! [Reparaz, Balasch and Verbauwhede 2017]: https://eprint.iacr.org/2016/1123

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a program for developers, without input: it may panic, and prints what it measured"
)]

#[path = "../measure/arguments.rs"]
mod arguments;
mod comparison;
mod guess;
#[path = "../measure/installed.rs"]
mod installed;
mod memory;
mod names;
#[path = "../measure/operation.rs"]
mod operation;
mod places;
mod request;
mod samples;
mod token;
mod welch;

// The servers of the tests, of which only a part is used here.
#[path = "../../jwt-stores/tests/nodes/shared.rs"]
mod nodes;
#[allow(dead_code, reason = "the tests use it")]
#[path = "../../jwt-stores/tests/postgres/server.rs"]
mod postgres;
#[allow(dead_code, reason = "the tests use it")]
#[path = "../../test-tools/src/programs.rs"]
mod programs;
#[allow(dead_code, reason = "the tests use it")]
#[path = "../../jwt-stores/tests/redis/server/mod.rs"]
mod redis_server;
#[allow(dead_code, reason = "the tests use it")]
#[path = "../../jwt-stores/tests/servers/mod.rs"]
mod servers;
#[allow(dead_code, reason = "the tests use it")]
#[path = "../../jwt-stores/tests/sql/database.rs"]
mod sql;

use std::process::ExitCode;

use arguments::Arguments;
use comparison::{Expected, ROWS, Row};
use operation::Operation;
use samples::largest_t;

/// Above this, two kinds of times differ.
const TELLING: f64 = 4.5;

fn main() -> ExitCode {
    let arguments = Arguments::of_process();
    let samples = arguments.rounds(10_000) * 100;
    if arguments.quick {
        println!("Every guess is refused. Too few for the times to mean anything:\n");
    }
    println!("| what is guessed | guesses | largest \\|t\\| | |\n|---|--:|--:|---|");
    let mut is_right = true;
    for row in &ROWS {
        is_right &= judge(&arguments, row, samples / row.one_of);
    }
    if is_right {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Prints the result of one comparison, and returns whether it is as expected.
fn judge(arguments: &Arguments, row: &Row, samples: usize) -> bool {
    let Row { name, make, .. } = *row;
    let mut repeated = Operation::new(name, |times| {
        if let Some(mut comparison) = make() {
            largest_t(&mut comparison, times as usize);
        }
    });
    if !arguments.measures(std::slice::from_mut(&mut repeated)) {
        return true;
    }
    // The caller reports what is missing.
    let Some(comparison) = &mut make() else {
        return true;
    };
    let mut t = largest_t(comparison, samples);
    if !arguments.quick && (t > TELLING) != comparison.expected.is_telling() {
        println!("| {name} | {samples} | {t:.1} | again, to be sure |");
        t = largest_t(comparison, samples);
    }
    let (verdict, is_right) = match (arguments.quick, t > TELLING, comparison.expected) {
        (true, ..) => ("not looked at", true),
        (_, true, Expected::Difference) => ("differs, as it must", true),
        (_, false, Expected::NoDifference) => ("no difference", true),
        (_, true, Expected::NoDifference) => ("THE TIME TELLS THE SECRET", false),
        (_, false, Expected::Difference) => ("NOT SEEN: the machine is too busy", false),
    };
    println!("| {name} | {samples} | {t:.1} | {verdict} |");
    is_right
}
