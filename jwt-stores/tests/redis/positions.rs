//! Nothing that is revoked is skipped, whatever became of what was revoked before.

use jwt_core::session::{Position, RevocationKey, TokenStore};
use jwt_stores::RedisStore;
use test_tools::needs;

use crate::node;
use crate::nodes::family::revoked_key;
use crate::server::{Disk, Server};

async fn read_on(store: &RedisStore, position: &mut Position) -> Vec<RevocationKey> {
    let mut all = Vec::new();
    loop {
        let page = store.revocations(*position).await.expect("revocations");
        all.extend(page.revoked.into_iter().map(|revoked| revoked.key));
        *position = page.position;
        if !page.has_more {
            return all;
        }
    }
}

/// The last position, as of a server whose clock is years ahead.
fn set_clock_ahead(server: &Server, years: u64) -> u64 {
    let micros = (1_700_000_000 + years * 31_557_600) * 1_000_000;
    server.run(&format!("SET {{jwt-guard}}:last {micros}"));
    micros
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_read_does_not_come_again_and_pages_fit_together() {
    let server = Server::start(Disk::Nothing);
    let store = node(&server).await;
    let mut revoked = Vec::new();
    for _ in 0..1234 {
        revoked.push(revoked_key(&store).await);
    }
    let mut position = Position::default();
    assert_eq!(read_on(&store, &mut position).await, revoked);
    let before = position;
    assert_eq!(read_on(&store, &mut position).await, []);
    assert_eq!(position, before);
    let next = revoked_key(&store).await;
    assert_eq!(read_on(&store, &mut position).await, [next]);
    assert!(position > before);
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_connection_is_no_reason_to_read_everything_again() {
    let server = Server::start(Disk::Nothing);
    let store = node(&server).await;
    revoked_key(&store).await;
    let mut position = Position::default();
    read_on(&store, &mut position).await;
    server.run("CLIENT KILL TYPE normal");
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    assert_eq!(read_on(&store, &mut position).await, []);
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_revoked_after_everything_was_lost_is_read() {
    let server = Server::start(Disk::Nothing);
    let (reader, other) = (node(&server).await, node(&server).await);
    set_clock_ahead(&server, 50);
    revoked_key(&other).await;
    let mut position = Position::default();
    read_on(&reader, &mut position).await;
    server.run("FLUSHALL");
    let key = revoked_key(&other).await;
    assert_eq!(read_on(&reader, &mut position).await, [key]);
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_revoked_after_a_restart_with_nothing_is_read_even_if_clocks_differ() {
    let server = Server::start(Disk::Nothing);
    let (reader, other) = (node(&server).await, node(&server).await);
    set_clock_ahead(&server, 50);
    revoked_key(&other).await;
    let mut position = Position::default();
    read_on(&reader, &mut position).await;
    server.kill();
    server.start_again();
    let early = revoked_key(&other).await;
    // Later than anything that was read.
    set_clock_ahead(&server, 60);
    let late = revoked_key(&other).await;
    assert_eq!(read_on(&reader, &mut position).await, [early, late]);
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_was_set_back_changes_no_order() {
    let server = Server::start(Disk::Nothing);
    let store = node(&server).await;
    revoked_key(&store).await;
    // What was revoked then is as far ahead as the clock was.
    let ahead = set_clock_ahead(&server, 50);
    let mut connection = server.inspect();
    let mut move_it = redis::cmd("EVAL");
    move_it
        .arg("local l = redis.call('ZRANGE', KEYS[1], 0, -1) redis.call('ZADD', KEYS[1], ARGV[1], l[1])")
        .arg(1)
        .arg("{jwt-guard}:log")
        .arg(ahead);
    move_it.exec(&mut connection).expect("it is there");
    let mut position = Position::default();
    read_on(&store, &mut position).await;
    let keys = [revoked_key(&store).await, revoked_key(&store).await];
    assert_eq!(read_on(&store, &mut position).await, keys);
}
