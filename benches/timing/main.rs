//! Does the time of an answer tell how much of a secret was guessed?
//!
//! ```sh
//! cargo bench --bench timing                # five minutes; fails if a time tells something
//! cargo bench --bench timing -- "CSRF"      # one comparison
//! cargo bench --bench timing -- --quick     # does it run? the times are not looked at
//! ```
//!
//! Two kinds of guesses, both wrong and of the right length, come in random order: such as are right but for their last
//! letters, and such as are wrong from the first letter on. What compares letter by letter, and stops at the first that
//! differs, takes longer for the first kind; then a secret can be guessed one letter after the other. So nothing may be
//! seen here but for the comparison by `==`, which must be: else the machine is too busy to see anything. In all that can
//! be said without the secret, the two kinds are alike, since a guess is no news to who makes it.
//!
//! The two are told apart as dudect does ([Reparaz, Balasch and Verbauwhede 2017]): by Welch's t-test of the times of a
//! million guesses, all of them, and without the slowest by each of a hundred thresholds, since what disturbs a machine
//! makes some guesses slow; and by the same test of how far the times scatter. Above 4.5 a difference is no chance. As
//! these tests run where others do too, one is believed if it is seen twice.
//!
//! Names of accounts are no secrets, but which of them exist is: the two kinds are then those that do, and those that do not.
//! Their attempts are counted in each store; a row is left out if its server is not installed.
//!
//! What is asked is what clients ask: a verifier about a token, and a router about a request.
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
mod memory;
mod names;
#[path = "../measure/operation.rs"]
mod operation;
mod places;
mod request;
mod samples;
mod token;
mod welch;

// The servers of the tests, which do more than is asked of them here.
#[path = "../../jwt-stores/tests/nodes/shared.rs"]
mod nodes;
#[allow(dead_code, reason = "the tests use it")]
#[path = "../../jwt-stores/tests/postgres/server.rs"]
mod postgres;
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

/// Prints what was found of one comparison, and says whether it is as it should be.
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
    // What is missing is said by the one who looks for it.
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
