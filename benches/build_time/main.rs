//! The cost of the attributes when a program is built: the same handlers with them, and with a hand-written extractor.
//!
//! ```sh
//! cargo bench --bench build_time               # a quarter of an hour; 3 runs
//! cargo bench --bench build_time -- --runs 7
//! cargo bench --bench build_time -- --only expand
//! cargo bench --bench build_time -- --quick    # checks that the programs build; times of 50 handlers mean little
//! ```
//!
//! It writes a workspace into `target/build-time`: for each number of handlers one library with each of three ways to protect
//! them (see `variant.rs`), all else being equal; and the same for handlers that all require scopes and take three parameters,
//! which is where the checks of the compiler cost most. Dependencies are those of this workspace, from its lock file, offline,
//! compiled once. Each library is then checked and built repeatedly, in turns, and the processor time of Cargo and of the
//! compilers is summed; incremental compilation is off, so that every run does everything.
//!
//! The rows `expand` are the part of a check in which macros are expanded and imports resolved, by the clock of the compiler; the
//! aim for 400 handlers of the second kind is 150 ms. Macros are not optimised, as when a user checks a program.
//!
//! The table has the least time of the runs, less that of a run of Cargo with nothing to do. "Ratio" is to the plain variant
//! with as many handlers; the aim is 1.15 at most, and 1.6 to check handlers of the other kind. "For each handler" at 1,000
//! should be no more than 1.2 times that at 200, or the cost grows faster than the program. Processor time repeats to a few
//! percent even when other programs run, except for the memory caches that they share: for more precision add `--runs`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for developers, without input: it may panic, and prints what it measured"
)]

mod arguments;
mod cargo;
mod cpu_time;
mod expansion;
mod handler;
mod report;
mod variant;
mod workspace;

use arguments::Arguments;
use report::Row;
use variant::Variant;
use workspace::{Member, Workspace};

fn main() {
    expansion::run_as_wrapper();
    let Some(arguments) = Arguments::of_process() else {
        // `cargo test --benches` runs this program too, and has no time for it.
        println!("run it with `cargo bench --bench build_time`");
        return;
    };
    let members: Vec<Member> = arguments
        .programs
        .iter()
        .flat_map(|&(shape, handlers)| {
            Variant::ALL.map(|variant| Member {
                variant,
                shape,
                handlers,
            })
        })
        .collect();
    let workspace = Workspace::write(&members);
    let mut rows: Vec<Row> = arguments
        .tasks
        .iter()
        .flat_map(|&task| members.iter().map(move |&member| Row::new(task, member)))
        .collect();

    eprintln!("compiling the dependencies");
    for row in &rows {
        workspace.run(row.task, &row.member);
    }
    for run in 1..=arguments.runs {
        eprintln!("run {run} of {}", arguments.runs);
        for row in &mut rows {
            workspace.touch(&row.member);
            row.busy.push(workspace.run(row.task, &row.member));
            row.idle.push(workspace.run(row.task, &row.member));
        }
    }
    report::print(&rows);
}
