//! Others learn that something was revoked.

use std::time::Duration;

use jwt_core::session::{Position, RevocationKey, RotationOutcome, TokenStore};
use test_tools::needs;
use tokio::time::timeout;

use crate::node;
use crate::nodes::family::{GRACE, NOW, begun, revocation, revoked_key, rotation, some_key};
use crate::server::{Disk, Server};

/// Reads revocations whenever there may be more, until one is there.
async fn learn(store: &impl TokenStore, position: &mut Position, key: RevocationKey) {
    loop {
        // While the server is away, there is nothing to read.
        if let Ok(page) = store.revocations(*position).await {
            *position = page.position;
            if page.revoked.iter().any(|revoked| revoked.key == key) {
                return;
            }
        }
        store.changed().await;
    }
}

const SOON: Duration = Duration::from_secs(1);

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_learns_at_once_what_another_revokes() {
    let server = Server::start(Disk::Nothing);
    let (one, other) = (node(&server).await, node(&server).await);
    let mut position = Position::default();
    // The first time, it begins to listen.
    one.changed().await;
    for _ in 0..20 {
        let key = revoked_key(&other).await;
        let learned = timeout(SOON, learn(&one, &mut position, key)).await;
        assert!(learned.is_ok(), "it did not learn");
    }
    // Nor is it woken for nothing, once it has heard of them all: a login revokes nothing.
    let woken = async || {
        timeout(Duration::from_millis(200), one.changed())
            .await
            .is_ok()
    };
    while woken().await {}
    begun(&other).await;
    assert!(!woken().await, "it was woken for nothing");
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_learns_at_once_that_another_saw_a_copied_token() {
    let server = Server::start(Disk::Nothing);
    let (one, other) = (node(&server).await, node(&server).await);
    let (session, token) = begun(&other).await;
    let exchange = async |now| {
        let (rotation, _) = rotation(token, now);
        other.rotate(&rotation).await.expect("a result")
    };
    assert_eq!(exchange(NOW).await, RotationOutcome::Done);
    one.changed().await;
    let waiting = tokio::spawn(async move {
        let key = session.key;
        learn(&one, &mut Position::default(), key).await;
    });
    // It has read, and waits.
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(exchange(NOW + GRACE).await, RotationOutcome::Reused);
    let learned = timeout(SOON, waiting).await;
    assert!(learned.is_ok(), "it did not learn");
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_lost_its_connection_learns_what_was_revoked_meanwhile() {
    let server = Server::start(Disk::Nothing);
    let (one, other) = (node(&server).await, node(&server).await);
    let mut position = Position::default();
    one.changed().await;
    let mut break_it: Vec<Box<dyn Fn()>> = Vec::new();
    for _ in 0..3 {
        break_it.push(Box::new(|| server.run("CLIENT KILL TYPE pubsub")));
    }
    break_it.push(Box::new(|| {
        server.kill();
        server.start_again();
    }));
    for break_it in break_it {
        break_it();
        // It may have noticed by now, or may not.
        tokio::time::sleep(Duration::from_millis(5)).await;
        let key = some_key();
        let later = async {
            tokio::time::sleep(Duration::from_millis(400)).await;
            let revocation = revocation(key);
            other.revoke(&revocation).await.expect("a revocation");
            tokio::time::sleep(SOON).await;
        };
        tokio::select! {
            () = learn(&one, &mut position, key) => {}
            () = later => panic!("it did not learn"),
        }
    }
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clone_hears_as_well_and_the_last_one_stops_listening() {
    let server = Server::start(Disk::Nothing);
    let one = node(&server).await;
    one.changed().await;
    let clone = one.clone();
    revoked_key(&one).await;
    for store in [&one, &clone] {
        let woken = timeout(SOON, store.changed()).await;
        assert!(woken.is_ok(), "it did not hear");
    }
    let listening = || {
        let mut count = redis::cmd("PUBSUB");
        count.arg("NUMSUB").arg("{jwt-guard}:changes");
        let (_, count): (String, u32) = count.query(&mut server.inspect()).expect("a count");
        count
    };
    assert_eq!(listening(), 1);
    drop((one, clone));
    let stopped = async {
        while listening() > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(SOON, stopped).await.expect("it listens for ever");
}
