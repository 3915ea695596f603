//! The server is away, hangs, or refuses.

mod restart;

use std::error::Error;
use std::time::{Duration, Instant};

use jwt_core::session::{Position, RefreshTokenState, RotationOutcome, StoreError, TokenStore};
use jwt_stores::RedisStore;
use test_tools::needs;

use crate::node;
use crate::nodes::family::{NOW, begun, rotation, session, token};
use crate::server::{Disk, Server};

/// What an error says, and what its causes say.
fn told(error: &StoreError) -> String {
    let source = error.source().map(ToString::to_string);
    format!("{error}: {}", source.unwrap_or_default())
}

/// How many connections a server has taken, this look at it included.
fn connections(server: &Server) -> u32 {
    let mut info = redis::cmd("INFO");
    info.arg("stats");
    let info: String = info.query(&mut server.inspect()).expect("figures");
    let mut lines = info.lines();
    let count = lines.find_map(|line| line.strip_prefix("total_connections_received:"));
    count.expect("a figure").parse().expect("a number")
}

/// Asks, which must fail in time.
async fn fails_in_time(store: &RedisStore) -> String {
    let start = Instant::now();
    let error = store.find(&token(), NOW).await.expect_err("it is away");
    assert!(start.elapsed() < Duration::from_millis(2500));
    let told = told(&error);
    assert!(told.starts_with("the store cannot be reached"), "{told}");
    told
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_hangs_is_an_error_in_time_and_works_when_it_goes_on() {
    let server = Server::start(Disk::Nothing);
    let store = node(&server).await;
    let (_, token) = begun(&store).await;
    server.pause();
    // On the old connection, then on a new one, and for many at once.
    for _ in 0..2 {
        fails_in_time(&store).await;
    }
    let many: Vec<_> = (0..16)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { fails_in_time(&store).await })
        })
        .collect();
    for one in many {
        one.await.expect("an error in time");
    }
    server.resume();
    let found = store.find(&token, NOW).await.expect("a result");
    assert!(matches!(found, RefreshTokenState::Current(_)));
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_was_away_works_when_it_is_back() {
    let server = Server::start(Disk::Everything);
    let store = node(&server).await;
    let (_, token) = begun(&store).await;
    server.kill();
    fails_in_time(&store).await;
    server.start_again();
    let found = store.find(&token, NOW).await.expect("a result");
    assert!(matches!(found, RefreshTokenState::Current(_)));
    // Nor does it cost an answer if nobody asked while it was away.
    server.kill();
    server.start_again();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let found = store.find(&token, NOW).await.expect("a result");
    assert!(matches!(found, RefreshTokenState::Current(_)));
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_takes_long_is_given_up_with_its_connection() {
    let server = Server::start(Disk::Nothing);
    let store = node(&server).await;
    let before = connections(&server);
    server.pause();
    // Whoever waited has lost patience before the store did: what is sent on a broken network is never answered.
    let unknown = token();
    let asked = tokio::time::timeout(Duration::from_millis(700), store.find(&unknown, NOW));
    assert!(asked.await.is_err());
    let start = Instant::now();
    tokio::spawn({
        let store = store.clone();
        async move { store.find(&token(), NOW).await }
    });
    tokio::time::sleep(Duration::from_millis(100)).await;
    server.resume();
    store.find(&unknown, NOW).await.expect("a result");
    assert!(start.elapsed() < Duration::from_secs(1));
    assert_eq!(connections(&server) - before, 2, "the store's, and ours");
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_refuses_to_write_changes_nothing() {
    let server = Server::start(Disk::Nothing);
    let store = node(&server).await;
    let (session_before, first) = begun(&store).await;
    // A replica was the primary until now, perhaps: a new connection may lead to another server.
    let cases = [
        ("CONFIG SET maxmemory 1", "CONFIG SET maxmemory 0", "OOM", 0),
        ("REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE", "READONLY", 2),
    ];
    let mut token_now = first;
    for (break_it, mend_it, code, reconnects) in cases {
        server.run(break_it);
        let before = connections(&server);
        let (rotation, successor) = rotation(token_now, NOW);
        let error = store.rotate(&rotation).await.expect_err("it refuses");
        let told = told(&error);
        assert!(told.starts_with("the store cannot be reached"), "{told}");
        assert!(told.contains(code), "{told}");
        assert!(
            store
                .begin(&session(), &token(), Position::default(), None)
                .await
                .is_err()
        );
        server.run(mend_it);
        let found = store.find(&token_now, NOW).await.expect("a result");
        assert_eq!(found, RefreshTokenState::Current(session_before.clone()));
        let rotated = store.rotate(&rotation).await.expect("a result");
        assert_eq!(rotated, RotationOutcome::Done, "after {code}");
        let ours = 2;
        assert_eq!(connections(&server) - before - ours, reconnects, "{code}");
        token_now = successor;
    }
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_that_changes_is_an_error_and_secrets_are_not_shown() {
    let server = Server::start(Disk::Nothing);
    server.run("CONFIG SET requirepass hunter2");
    let with_password = server.url().replace("redis://", "redis://:hunter2@");
    let store = RedisStore::connect(&with_password).await.expect("a server");
    assert!(!format!("{store:?}").contains("hunter2"));
    let urls = [
        server.url().replace("redis://", "redis://:hunter3@"),
        "redis://:hunter3@127.0.0.1:1".into(),
        "redis://:hunter3@127.0.0.1:99999".into(),
        "rediss://:hunter3@127.0.0.1:1".into(),
        "hunter3".into(),
    ];
    for url in urls {
        let start = Instant::now();
        let error = RedisStore::connect(&url).await.expect_err(&url);
        assert!(start.elapsed() < Duration::from_millis(2500));
        let told = format!("{error:?} {}", told(&error));
        assert!(!told.contains("hunter3"), "{told}");
    }
}
