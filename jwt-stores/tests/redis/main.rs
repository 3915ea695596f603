//! `RedisStore` on a real server, which the tests start and stop themselves.
//!
//! `redis-server` must be installed. If it is not, the tests say so and are skipped; with `JWT_GUARD_REQUIRE_REDIS=1` they
//! fail.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that panics has failed"
)]

mod changes;
mod crash;
#[path = "../sql/family.rs"]
mod family;
mod kept;
mod outage;
mod positions;
mod race;
mod server;
#[path = "../servers/mod.rs"]
mod servers;
mod service;
mod settings;
#[cfg(feature = "redis-tls")]
mod tls;

use std::sync::OnceLock;

use jwt_stores::RedisStore;

use server::{Disk, Server};

/// A server for all tests that leave it alone; it stops when this process ends.
fn shared() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER.get_or_init(|| Server::start(Disk::Nothing)).as_ref()
}

async fn node(server: &Server) -> RedisStore {
    RedisStore::connect(&server.url()).await.expect("a server")
}

jwt_runtime::testing::store_tests!(match shared() {
    Some(server) => node(server),
    None => return,
});

/// The same with a store on Redis before another.
mod before_memory {
    use jwt_runtime::session::{Cached, MemoryStore};

    use super::{node, shared};

    jwt_runtime::testing::store_tests!(match shared() {
        Some(server) => async { Cached::new(node(server).await, MemoryStore::new()) },
        None => return,
    });
}
