//! What sessions cost: each request by the check of revocations, a process by what it remembers, and each store by
//! what it keeps.
//!
//! ```sh
//! cargo bench --bench sessions               # two minutes
//! cargo bench --bench sessions -- asked      # the table of stores that are asked alone
//! cargo bench --bench sessions -- attempts   # what counting attempts to log in costs
//! cargo bench --bench sessions -- names      # attempts for a million names, which no other run makes: ten minutes
//! cargo bench --bench sessions -- refreshes  # the table of refreshes alone
//! cargo bench --bench sessions -- flood      # the last table alone
//! cargo bench --bench sessions -- --quick    # are the answers right? few entries, little time: the figures mean nothing
//! ```
//!
//! The first table is measured as the bench `request` does, which says how to read it: a token that was seen before is
//! sent to the same route with no store, with a `MemoryStore`, and with a store that is elsewhere, of which the process
//! reads the revocations in the background. "1 token" is the same again and again, so that all it needs is in the cache
//! of the processor; "1000 in turn" has a service with so many clients. The difference to the same request without a
//! store is what revocations cost. A token is looked up once, until something else is revoked: the last row is of a
//! service where that happens all the time, on another thread.
//!
//! The look-ups are timed one by one, at random places of the memory; the time for reading the clock is in them.
//!
//! A full run fails, and says why, if memory or a time is far from what is usual: more than 100 bytes for each that is
//! revoked, a purge of all that takes ten seconds or lets a look-up in a hundred wait for a millisecond, look-ups of 10 µs
//! in the process and of 50 ms in a store (the 99th percentile).
//!
//! Memory is the growth of the resident set, from `/proc`. A step of a purge is for how long it keeps its thread from
//! everything else; the look-ups beside it are on a thread of their own.
//!
//! A store is asked whether a token is revoked while a process does not know: once in a while for each that has just
//! started, and for each request of one that hears nothing. That is timed one by one, with nothing else at the same time; a
//! server is on the same machine.
//!
//! An attempt to log in is counted before the password is hashed, and given back when the login has begun a session; the
//! accounts are in turn, each from its own address. The names are of attempts that fail: each has a key of 20 bits in two
//! of its counters, as in a service, so that there are at most three times 2^20 counters however many names come.
//!
//! Refreshes go through the router in this process, body and answer as JSON, from 32 sessions at once, each of which
//! waits for its answer; on as many threads as there are processors, which a database shares. Its row is left out if
//! PostgreSQL or Redis is not installed. PostgreSQL does not wait for the disk here (`fsync=off`, as in the tests), nor
//! does Redis unless its row says so; SQLite does.
//!
//! The flood is of logins, of which each hashes with Argon2, as many at once as the row says. Meanwhile a thread of its
//! own sends a request each millisecond, and its time is what it takes until it is answered: its wait for a thread of the
//! runtime, and for a processor, is in it, the network is not. (A client that sends without a pause would hide it: its
//! thread has a processor already.)

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
    // First of all, while nothing else has left room in the memory.
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
