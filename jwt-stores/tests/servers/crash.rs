//! A store fails while tokens are exchanged and keys are used: its server is killed, say.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use jwt_core::session::{
    Position, RefreshTokenState, RotationOutcome, StoreError, TokenDigest, TokenStore,
};

use crate::nodes::family::{DAY, NOW, begun, opened, rotation};
use crate::nodes::single_use::single_use_key;
use crate::nodes::{Shared, times};

/// One user, who asks again whenever there was no answer.
struct Client<S> {
    store: S,
    is_over: Arc<AtomicBool>,
    exchanges: Arc<AtomicU32>,
    failures: Arc<AtomicU32>,
}

impl<S: TokenStore> Client<S> {
    /// It never takes longer than the grace, by the clock of this test.
    async fn exchange_until_it_is_over(self, mut token: TokenDigest) -> TokenDigest {
        // What was asked for since the last answer.
        let mut asked = Vec::new();
        while !asked.is_empty() || !self.is_over.load(Ordering::Relaxed) {
            let (rotation, successor) = rotation(token, NOW);
            match self.store.rotate(&rotation).await {
                Ok(RotationOutcome::Done) => token = successor,
                Ok(RotationOutcome::Again(sealed)) => {
                    token = opened(&sealed);
                    assert!(asked.contains(&token), "a successor that nobody asked for");
                }
                Ok(other) => panic!("{other:?} after {} failures", asked.len()),
                Err(_) => {
                    asked.push(successor);
                    self.failures.fetch_add(1, Ordering::Relaxed);
                    tokio::time::sleep(Duration::from_millis(5)).await;
                    continue;
                }
            }
            asked.clear();
            self.exchanges.fetch_add(1, Ordering::Relaxed);
        }
        token
    }
}

/// Asks until there is an answer: each connection that a server had when it was killed fails once.
pub(crate) async fn answer<T>(ask: impl AsyncFn() -> Result<T, StoreError>) -> T {
    let deadline = Instant::now() + Duration::from_secs(5);
    loop {
        match ask().await {
            Ok(answer) => return answer,
            Err(error) => assert!(Instant::now() < deadline, "{error:?}"),
        }
    }
}

/// Makes a store fail while clients use it, as often as `JWT_GUARD_KILLS` says or a few times; returns how often. `done` counts
/// what the clients have done.
async fn fail_while(done: &AtomicU32, fail: impl Fn()) -> u32 {
    let kills = times("JWT_GUARD_KILLS", 10);
    for kill in 0..kills {
        // When all have connections again.
        let enough = done.load(Ordering::Relaxed) + 16;
        let deadline = Instant::now() + Duration::from_secs(60);
        while done.load(Ordering::Relaxed) < enough {
            assert!(Instant::now() < deadline, "no process goes on");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        // Never at the same moment of what they do.
        let moment = u64::from(kill) * 7_919 % 30_000;
        tokio::time::sleep(Duration::from_micros(moment)).await;
        tokio::task::block_in_place(&fail);
    }
    kills
}

/// Each client uses one new key after the other, and asks again whenever there was no answer. `fail` makes the store fail for a
/// while.
pub(crate) async fn a_key_that_was_used_stays_used(place: impl Shared, fail: impl Fn()) {
    let store = place.node().await;
    let is_over = Arc::new(AtomicBool::new(false));
    let [uses, failures] = [(); 2].map(|()| Arc::new(AtomicU32::new(0)));
    let clients: Vec<_> = (0..8)
        .map(|_| {
            let (store, is_over) = (store.clone(), Arc::clone(&is_over));
            let (uses, failures) = (Arc::clone(&uses), Arc::clone(&failures));
            tokio::spawn(async move {
                let mut keys = Vec::new();
                while !is_over.load(Ordering::Relaxed) {
                    let key = single_use_key();
                    let mut has_failed = false;
                    let is_first = loop {
                        match store.use_once(&key, NOW + DAY, NOW).await {
                            Ok(is_first) => break is_first,
                            Err(_) => {
                                has_failed = true;
                                failures.fetch_add(1, Ordering::Relaxed);
                                tokio::time::sleep(Duration::from_millis(5)).await;
                            }
                        }
                    };
                    // Only a use whose answer was lost may have been the first.
                    assert!(is_first || has_failed, "this key was not used before");
                    keys.push(key);
                    uses.fetch_add(1, Ordering::Relaxed);
                }
                keys
            })
        })
        .collect();
    let kills = fail_while(&uses, fail).await;
    is_over.store(true, Ordering::Relaxed);
    for client in clients {
        for key in client.await.expect("uses") {
            let again = answer(async || store.use_once(&key, NOW + DAY, NOW).await).await;
            assert!(!again, "a use that was confirmed is lost");
        }
    }
    let [uses, failures] = [uses, failures].map(|count| count.load(Ordering::Relaxed));
    println!("shown: {kills} faults, {uses} uses, {failures} failures, no use lost");
    assert!(failures >= kills, "no kill was noticed");
}

/// `fail` makes the store fail for a while.
pub(crate) async fn a_client_that_asks_again_keeps_its_session(
    place: impl Shared,
    fail: impl Fn(),
) {
    let store = place.node().await;
    let is_over = Arc::new(AtomicBool::new(false));
    let [exchanges, failures] = [(); 2].map(|()| Arc::new(AtomicU32::new(0)));
    let mut clients = Vec::new();
    for _ in 0..8 {
        let (session, token) = begun(&store).await;
        let client = Client {
            store: store.clone(),
            is_over: Arc::clone(&is_over),
            exchanges: Arc::clone(&exchanges),
            failures: Arc::clone(&failures),
        };
        let token = tokio::spawn(client.exchange_until_it_is_over(token));
        clients.push((session, token));
    }
    let kills = fail_while(&exchanges, fail).await;
    is_over.store(true, Ordering::Relaxed);
    for (session, token) in clients {
        let token = token.await.expect("the session goes on");
        let found = answer(async || store.find(&token, NOW).await).await;
        let RefreshTokenState::Current(found) = found else {
            panic!("{found:?}");
        };
        assert_eq!(found.id, session.id);
    }
    // Nobody was taken for a thief.
    let read = answer(async || store.revocations(Position::default()).await).await;
    assert_eq!(read.revoked, []);
    let [exchanges, failures] = [exchanges, failures].map(|count| count.load(Ordering::Relaxed));
    println!("shown: {kills} faults, {exchanges} exchanges, {failures} failures, no session lost");
    assert!(failures >= kills, "no kill was noticed");
}
