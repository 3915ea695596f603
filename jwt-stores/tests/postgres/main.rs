//! `PostgresStore` on a real server, which the tests start and stop themselves.
//!
//! PostgreSQL must be installed. If it is not, the tests are ignored; with `JWT_GUARD_REQUIRE_POSTGRES=1` they fail.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that panics has failed"
)]

#[path = "../clocks/mod.rs"]
mod clocks;
#[path = "../servers/crash.rs"]
mod crash;
mod crowd;
mod engine;
mod exchanged;
mod faults;
#[path = "../fleet/mod.rs"]
mod fleet;
#[path = "../nodes/mod.rs"]
mod nodes;
#[path = "../office/mod.rs"]
mod office;
#[path = "../../../test-tools/src/programs.rs"]
#[allow(dead_code, reason = "other tests start other programs")]
mod programs;
mod server;
#[path = "../../../tests/common/server.rs"]
#[allow(dead_code, reason = "other tests start examples")]
mod server_process;
#[path = "../servers/mod.rs"]
mod servers;
#[path = "../sql/mod.rs"]
mod sql;

use std::sync::OnceLock;

use clocks::clocks_tests;
use engine::Postgres;
use fleet::fleet_tests;
use jwt_stores::PostgresStore;
use nodes::{Shared, nodes_tests, processes};
use server::{Node, Server};
use sql::sql_tests;
use sql::versions::{make_at_once, opens_all};
use test_tools::needs;
use tokio::sync::OnceCell;

/// A server for all tests that leave it alone; it stops when this process ends.
fn shared() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(Server::start)
}

/// A database of the caller's own.
async fn database() -> Node {
    shared().database().await
}

/// All tests of the suite share one database.
async fn suite() -> PostgresStore {
    static SUITE: OnceCell<Node> = OnceCell::const_new();
    SUITE.get_or_init(database).await.node().await
}

jwt_core::testing::store_tests!(#[needs(postgres)]; suite());

nodes_tests!(#[needs(postgres)]; Node, database().await);

sql_tests!(#[needs(postgres)]; database().await);

#[needs(postgres)]
#[tokio::test]
async fn four_processes_make_the_tables_at_once() {
    if let Some(urls) = processes::part().await {
        return opens_all::<Node>(&urls).await;
    }
    let mut databases = Vec::new();
    for _ in 0..8 {
        databases.push(database().await);
    }
    make_at_once("four_processes_make_the_tables_at_once", &databases);
}

#[needs(postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_asks_again_keeps_its_session_when_the_server_is_killed() {
    let server = Server::start();
    let restart = || {
        server.kill();
        server.start_again();
    };
    let place = server.database().await;
    crash::a_client_that_asks_again_keeps_its_session(place, restart).await;
}

#[needs(postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_was_used_stays_used_when_the_server_is_killed() {
    let server = Server::start();
    let restart = || {
        server.kill();
        server.start_again();
    };
    let place = server.database().await;
    crash::a_key_that_was_used_stays_used(place, restart).await;
}

clocks_tests!(#[needs(postgres)]; database().await);

fleet_tests! {
    #[needs(postgres)]; Postgres, Postgres::start();
    together::who_logs_out_at_one_process_is_refused_by_two_others_within_the_bound
    together::who_logs_out_everywhere_is_refused_by_all_within_the_bound
    together::a_process_that_was_stopped_during_a_logout_refuses_the_token
    apart::a_process_whose_feed_is_cut_refuses_within_the_bound
    apart::a_process_without_its_store_accepts_no_token_beyond_the_bound
    apart::without_its_server_a_process_accepts_no_token_and_claims_no_logout
}
