//! The tests that repeat an experiment as often as a variable of the environment says, and their results.
//!
//! A test takes part by reading one of these variables, and reports its result in a line that begins with `shown: `. The tests
//! of a program run one after the other, so that they do not compete for the processor.

mod program;
mod table;
mod times;

use std::io;

use program::Program;
pub(crate) use times::{LONG, QUICK, Times};

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
