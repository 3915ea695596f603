//! The tests that repeat an experiment as often as a variable of the environment says, and their results.
//!
//! A test takes part by reading one of these variables, and reports its result in a line that begins with `shown: `. The tests
//! of a program run one after the other, so that they do not compete for the processor.

mod program;
mod table;

use std::io;

use program::Program;

/// How often an experiment is repeated.
pub(crate) struct Times(&'static [(&'static str, &'static str)]);

pub(crate) const LONG: Times = Times(&[
    ("JWT_GUARD_ROUNDS", "1000"),
    ("JWT_GUARD_EXCHANGES", "1000"),
    ("JWT_GUARD_KILLS", "200"),
    ("JWT_GUARD_SEQUENCES", "100000"),
    ("JWT_GUARD_CANCELLATIONS", "1000"),
    ("JWT_GUARD_SESSIONS", "1000000"),
    ("JWT_GUARD_NAMES", "1000000"),
]);

pub(crate) const QUICK: Times = Times(&[
    ("JWT_GUARD_ROUNDS", "5"),
    ("JWT_GUARD_EXCHANGES", "50"),
    ("JWT_GUARD_KILLS", "3"),
    ("JWT_GUARD_SEQUENCES", "1000"),
    ("JWT_GUARD_CANCELLATIONS", "100"),
    ("JWT_GUARD_SESSIONS", "10000"),
    ("JWT_GUARD_NAMES", "10000"),
]);

/// A test whose server is not installed fails.
const REQUIRED: [(&str, &str); 2] = [
    ("JWT_GUARD_REQUIRE_POSTGRES", "1"),
    ("JWT_GUARD_REQUIRE_REDIS", "1"),
];

/// The programs with such tests, and which of their tests.
const PROGRAMS: [Program; 5] = [
    Program {
        name: "`MemoryStore`",
        cargo: &["-p", "jwt-core", "--all-features", "--lib"],
        tests: &["session::memory"],
    },
    Program {
        name: "HTTP",
        cargo: &["-p", "jwt-guard", "--all-features", "--test", "http"],
        tests: &["sessions::outage::refused", "throttling::names"],
    },
    Program {
        name: "`SqliteStore`",
        cargo: &["-p", "jwt-stores", "--all-features", "--test", "sqlite"],
        tests: &[],
    },
    Program {
        name: "`PostgresStore`",
        cargo: &["-p", "jwt-stores", "--all-features", "--test", "postgres"],
        tests: &[],
    },
    Program {
        name: "`RedisStore`",
        cargo: &["-p", "jwt-stores", "--all-features", "--test", "redis"],
        tests: &[],
    },
];

/// Runs all, prints a table, and returns whether all passed.
pub(crate) fn run(times: &Times) -> io::Result<bool> {
    let mut ran = Vec::new();
    for program in &PROGRAMS {
        let variables = times.0.iter().chain(&REQUIRED);
        ran.push(program.run(variables)?);
    }
    print!("{}", table::of(times, &ran));
    Ok(ran.iter().all(program::Ran::is_right))
}
