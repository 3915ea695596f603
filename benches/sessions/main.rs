//! The cost of sessions: for each request the check of revocations, for a process its memory, and for each store its
//! operations.
//!
//! ```sh
//! cargo bench --bench sessions               # two minutes
//! cargo bench --bench sessions -- asked      # the table of stores that are asked alone
//! cargo bench --bench sessions -- attempts   # the cost of counting login attempts
//! cargo bench --bench sessions -- names      # attempts for a million names, which other runs leave out: ten minutes
//! cargo bench --bench sessions -- refreshes  # the table of refreshes alone
//! cargo bench --bench sessions -- flood      # the last table alone
//! cargo bench --bench sessions -- --quick    # checks the responses only: few entries; the figures are meaningless
//! ```
//!
//! The first table is measured and read as that of the bench `request`. A cached token is sent to the same route
//! without a store, with a `MemoryStore`, and with a remote store, whose revocations the process reads in the background. "1
//! token" is the same again and again, so that all data is in the cache of the processor; "1000 in turn" has a service with so
//! many clients. The difference to the same request without a store is the cost of revocations. A token is looked up once,
//! until something else is revoked: in the last row, another thread revokes all the time.
//!
//! The look-ups are timed one by one, at random positions in memory; the time for reading the clock is included.
//!
//! A full run fails, and prints why, if memory or a time is far from the usual: more than 100 bytes for each revocation, a
//! purge of all that takes ten seconds or delays a look-up in a hundred by a millisecond, look-ups of 10 µs in the process and
//! of 50 ms in a store (the 99th percentile).
//!
//! Memory is the growth of the resident set, from `/proc`. A step of a purge is the time for which it occupies its thread; the
//! concurrent look-ups are on a thread of their own.
//!
//! A store is asked whether a token is revoked while a process does not know: once in a while for each that has just started,
//! and for each request of one that cannot read revocations. These look-ups are timed one by one, with nothing else at the same
//! time; a server is on the same machine.
//!
//! A login attempt is counted before the password is hashed, and given back when the login has begun a session; the accounts
//! are in turn, each from its own address. The names are of failed attempts: each has a key of 20 bits in two of its counters,
//! as in a service, so that there are at most three times 2^20 counters for any number of names.
//!
//! Refreshes go through the router in this process, with JSON bodies, from 32 sessions at once, each of which waits for its
//! response, on as many threads as there are processors, which a database shares. The row of PostgreSQL or Redis is left out if
//! it is not installed. PostgreSQL does not wait for the disk here (`fsync=off`, as in the tests), nor does Redis unless its
//! row says so; SQLite does.
//!
//! The flood consists of logins that hash with Argon2, as many at once as the row says. Meanwhile a thread of its own sends a
//! request each millisecond. Its time includes the wait for a thread of the runtime and for a processor, but not the network.
//! (A client that sends without a pause would hide these: its thread has a processor already.)

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a program for developers, without input: it may panic, and prints what it measured"
)]

#[path = "../measure/arguments.rs"]
mod arguments;
mod asked;
mod attempts;
mod bounds;
mod elsewhere;
mod flood;
#[path = "../measure/installed.rs"]
mod installed;
mod latencies;
mod lookups;
mod names;
#[path = "../measure/operation.rs"]
mod operation;
mod purge;
mod refreshes;
mod requests;
mod revoked;
#[path = "../measure/rounds.rs"]
mod rounds;
mod service;
mod stores;

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
use bounds::Bounds;
use revoked::Remembered;

fn main() -> ExitCode {
    let arguments = Arguments::of_process();
    let bounds = Bounds::new(!arguments.quick);
    if arguments.asks_for("flood") {
        flood::print(&arguments);
        return bounds.end();
    }
    if arguments.asks_for("refreshes") {
        refreshes::print(&arguments);
        return bounds.end();
    }
    if arguments.asks_for("asked") {
        asked::print(&arguments, &bounds);
        return bounds.end();
    }
    if arguments.asks_for("attempts") {
        attempts::print(&arguments);
        return bounds.end();
    }
    if arguments.asks_for("names") {
        names::print(&arguments, &bounds);
        return bounds.end();
    }
    // Measured first, before other measurements leave free memory behind.
    let remembered = Remembered::of(if arguments.quick { 10_000 } else { 1_000_000 });
    if !requests::print(&arguments, &remembered) {
        return bounds.end();
    }
    lookups::print(&remembered, &bounds);
    purge::print(remembered, &bounds);
    asked::print(&arguments, &bounds);
    attempts::print(&arguments);
    refreshes::print(&arguments);
    flood::print(&arguments);
    bounds.end()
}
