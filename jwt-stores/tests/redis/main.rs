//! `RedisStore` on a real server, which the tests start and stop themselves.
//!
//! `redis-server` must be installed. If it is not, the tests are ignored; with `JWT_GUARD_REQUIRE_REDIS=1` they fail.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that panics has failed"
)]

mod attempts;
mod changes;
#[path = "../clocks/mod.rs"]
mod clocks;
#[path = "../servers/crash.rs"]
mod crash;
mod engine;
#[path = "../fleet/mod.rs"]
mod fleet;
mod kept;
mod keys;
#[path = "../nodes/mod.rs"]
mod nodes;
#[path = "../office/mod.rs"]
mod office;
mod outage;
mod positions;
#[path = "../../../test-tools/src/programs.rs"]
#[allow(dead_code, reason = "other tests start other programs")]
mod programs;
mod server;
#[path = "../../../tests/common/server.rs"]
#[allow(dead_code, reason = "other tests start examples")]
mod server_process;
#[path = "../servers/mod.rs"]
mod servers;
mod service;
mod settings;
mod single_use;
#[cfg(feature = "redis-tls")]
mod tls;

use std::sync::OnceLock;

use clocks::clocks_tests;
use engine::Redis;
use fleet::fleet_tests;
use jwt_stores::RedisStore;
use keys::Keys;
use nodes::nodes_tests;
use server::{Disk, Server};
use test_tools::needs;

/// A server for all tests that leave it alone; it stops when this process ends.
fn shared() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| Server::start(Disk::Nothing))
}

async fn node(server: &Server) -> RedisStore {
    RedisStore::connect(&server.url()).await.expect("a server")
}

jwt_core::testing::store_tests!(#[needs(redis)]; node(shared()));

/// The same with a store on Redis before another.
mod before_memory {
    use jwt_core::session::{Cached, MemoryStore};
    use test_tools::needs;

    use super::{node, shared};

    jwt_core::testing::store_tests!(#[needs(redis)]; async {
        Cached::new(node(shared()).await, MemoryStore::new())
    });
}

nodes_tests!(#[needs(redis)]; Keys, Keys::of(shared()));

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_asks_again_keeps_its_session_when_the_server_is_killed() {
    let server = Server::start(Disk::Everything);
    let restart = || {
        server.kill();
        server.start_again();
    };
    let place = Keys::of(&server);
    crash::a_client_that_asks_again_keeps_its_session(place, restart).await;
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_was_used_stays_used_when_the_server_is_killed() {
    let server = Server::start(Disk::Everything);
    let restart = || {
        server.kill();
        server.start_again();
    };
    let place = Keys::of(&server);
    crash::a_key_that_was_used_stays_used(place, restart).await;
}

clocks_tests!(#[needs(redis)]; Keys::of(shared()));

fleet_tests! {
    #[needs(redis)]; Redis, Redis::start();
    together::who_logs_out_at_one_process_is_refused_by_two_others_within_the_bound
    together::who_logs_out_everywhere_is_refused_by_all_within_the_bound
    together::a_process_that_was_stopped_during_a_logout_refuses_the_token
    apart::a_process_whose_feed_is_cut_refuses_within_the_bound
    apart::a_process_without_its_store_accepts_no_token_beyond_the_bound
    apart::without_its_server_a_process_accepts_no_token_and_claims_no_logout
}
