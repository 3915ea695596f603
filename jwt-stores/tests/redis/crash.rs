//! The server is killed while tokens are exchanged.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use jwt_runtime::session::{Found, Position, RevocationKey, Rotated, TokenStore};

use crate::family::{GRACE, NOW, begun, rotation};
use crate::node;
use crate::server::{Disk, Server};

/// How often the server is killed: `JWT_GUARD_KILLS`, or a few times.
fn kills() -> u32 {
    let kills = std::env::var("JWT_GUARD_KILLS").ok();
    kills.map_or(10, |kills| kills.parse().expect("a number"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_asks_again_keeps_its_session_when_the_server_is_killed() {
    let Some(server) = Server::start(Disk::Everything) else {
        return;
    };
    let store = node(&server).await;
    let is_over = Arc::new(AtomicBool::new(false));
    let [exchanges, failures] = [(); 2].map(|()| Arc::new(AtomicU32::new(0)));
    let start = Instant::now();
    let now = move || NOW + i64::try_from(start.elapsed().as_secs()).expect("seconds");
    let clients: Vec<_> = (0..8)
        .map(|_| {
            let store = store.clone();
            let (is_over, exchanges, failures) =
                (is_over.clone(), exchanges.clone(), failures.clone());
            tokio::spawn(async move {
                let (session, mut token) = begun(&store).await;
                let mut failing_since = None;
                while failing_since.is_some() || !is_over.load(Ordering::Relaxed) {
                    let (rotation, successor) = rotation(token, now());
                    match store.rotate(&rotation).await {
                        Ok(Rotated::Done) => token = successor,
                        Ok(Rotated::Again(sealed)) if failing_since.is_some() => {
                            token = crate::family::opened(&sealed);
                        }
                        Ok(other) => panic!("{other:?}, failing since {failing_since:?}"),
                        Err(_) => {
                            let since = *failing_since.get_or_insert(rotation.now);
                            assert!(now() - since < GRACE, "the server stays away");
                            failures.fetch_add(1, Ordering::Relaxed);
                            tokio::time::sleep(Duration::from_millis(5)).await;
                            continue;
                        }
                    }
                    failing_since = None;
                    exchanges.fetch_add(1, Ordering::Relaxed);
                }
                (session, token)
            })
        })
        .collect();
    for kill in 0..kills() {
        // Never at the same moment of what they do.
        tokio::time::sleep(Duration::from_micros(
            20_000 + u64::from(kill) * 7_919 % 60_000,
        ))
        .await;
        server.kill();
        server.start_again();
    }
    is_over.store(true, Ordering::Relaxed);
    let mut keys = Vec::new();
    for client in clients {
        let (session, token) = client.await.expect("the session goes on");
        let found = store.find(&token, now()).await.expect("an answer");
        assert!(matches!(found, Found::Alive(_)), "{found:?}");
        keys.push(RevocationKey::of_session(None, &session.id));
    }
    assert_eq!(store.revoked(&keys).await.expect("an answer"), []);
    let all = store.revocations(Position::default()).await;
    assert_eq!(all.expect("an answer").revoked, []);
    let (exchanges, failures) = (
        exchanges.load(Ordering::Relaxed),
        failures.load(Ordering::Relaxed),
    );
    println!(
        "shown: {} kills, {exchanges} exchanges, {failures} failures, no session lost",
        kills()
    );
    assert!(failures >= kills(), "nobody noticed");
}
