//! A subject with very many sessions, as of an account that somebody has filled.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jwt_core::session::{
    BeginOutcome, Position, RefreshTokenState, Revocation, RevocationKey, RevocationTarget,
    RotationOutcome, Session, SessionLimit, StoreError, TokenDigest, TokenStore,
};
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::family::{DAY, GRACE, NOW, begun, key_of, rotation, session_of, token};
use super::{Shared, times};

/// How many sessions [`Crowded::add_sessions`] adds.
const ADDED: u32 = 10_000;

/// As long as the library waits for a store.
const LIMIT: Duration = Duration::from_secs(2);

/// A place that can be filled quickly.
pub(crate) trait Crowded: Shared {
    /// Adds 10,000 sessions, behind the back of the store, to the subject of those that are there. The token of the n-th that
    /// was added is the number n, in 32 bytes.
    fn add_sessions(&self) -> impl Future<Output = ()> + Send;
}

/// The token of a session that was added.
fn token_of(number: u32) -> TokenDigest {
    let mut bytes = [0; 32];
    bytes[28..].copy_from_slice(&number.to_be_bytes());
    TokenDigest::from_bytes(bytes)
}

/// What others do meanwhile, and how long they wait for it.
struct Others {
    is_over: Arc<AtomicBool>,
    slowest: Arc<Mutex<Duration>>,
    task: tokio::task::JoinHandle<u32>,
}

impl Others {
    fn start(node: impl TokenStore) -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let slowest = Arc::new(Mutex::new(Duration::ZERO));
        let task = {
            let (is_over, slowest) = (Arc::clone(&is_over), Arc::clone(&slowest));
            tokio::spawn(async move {
                let mut requests = 0;
                while !is_over.load(Ordering::SeqCst) {
                    for took in live(&node).await {
                        let mut slowest = slowest.lock().await;
                        *slowest = took.max(*slowest);
                        requests += 1;
                    }
                }
                requests
            })
        };
        Self {
            is_over,
            slowest,
            task,
        }
    }

    /// The slowest request since the last time, of which there was one at least.
    async fn slowest(&self) -> Duration {
        loop {
            let slowest = std::mem::take(&mut *self.slowest.lock().await);
            if !slowest.is_zero() {
                return slowest;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn end(self) -> u32 {
        self.is_over.store(true, Ordering::SeqCst);
        self.task.await.expect("others")
    }
}

/// A session of another user, from its login to its end.
async fn live(node: &impl TokenStore) -> [Duration; 4] {
    let start = Instant::now();
    let (session, token) = begun(node).await;
    let begun = Instant::now();
    let (rotation, _) = rotation(token, NOW);
    let rotated = node.rotate(&rotation).await.expect("a result");
    assert_eq!(rotated, RotationOutcome::Done);
    let exchanged = Instant::now();
    let listed = node.sessions(&session.subject_key, NOW).await;
    assert_eq!(listed.expect("a list").len(), 1);
    let listed = Instant::now();
    assert!(revoked(node, RevocationTarget::Session(session.key)).await);
    let ended = Instant::now();
    [
        begun - start,
        exchanged - begun,
        listed - exchanged,
        ended - listed,
    ]
}

async fn revoked(node: &impl TokenStore, target: RevocationTarget) -> bool {
    let revocation = Revocation::new(target, NOW..NOW + DAY);
    node.revoke(&revocation).await.expect("a revocation")
}

/// What came of a step, and how long it took: no longer than a request waits.
async fn timed<T>(step: impl Future<Output = T>) -> (T, Duration) {
    let start = Instant::now();
    let done = timeout(LIMIT, step).await;
    (done.expect("it took too long"), start.elapsed())
}

async fn list(node: &impl TokenStore, subject: &RevocationKey) -> Vec<Session> {
    let listed: Result<_, StoreError> = node.sessions(subject, NOW).await;
    listed.expect("a list")
}

/// `JWT_GUARD_SESSIONS` says how many there are.
pub(crate) async fn all_sessions_of_a_crowd_end_at_once_and_delay_no_request(place: impl Crowded) {
    let count = times("JWT_GUARD_SESSIONS", 2 * ADDED).next_multiple_of(ADDED);
    let (node, other) = (place.node().await, place.node().await);
    let (mine, my_token) = (session_of("crowd"), token());
    let kept = node.begin(&mine, &my_token, Position::default(), None);
    kept.await.expect("a session");
    for _ in 0..count / ADDED {
        place.add_sessions().await;
    }
    let subject = key_of("crowd");
    let some = [0, 1, count / 2, count - 1].map(token_of);
    let find = async |token| node.find(token, NOW).await.expect("a result");
    for token in &some {
        let found = find(token).await;
        assert!(matches!(found, RefreshTokenState::Current(_)), "{found:?}");
    }
    let others = Others::start(other);
    let (listed, to_list) = timed(list(&node, &subject)).await;
    assert_eq!(listed.len(), Session::LISTED);
    let end = |except| revoked(&node, RevocationTarget::Subject { subject, except });
    let (_, to_end_others) = timed(end(Some(mine.key))).await;
    assert_eq!(
        find(&my_token).await,
        RefreshTokenState::Current(mine.clone())
    );
    for token in &some {
        assert_eq!(find(token).await, RefreshTokenState::Ended);
    }
    assert_eq!(
        timed(list(&node, &subject)).await.0,
        std::slice::from_ref(&mine)
    );
    let (new, new_token) = (session_of("crowd"), token());
    let limit = SessionLimit::new(100, NOW + DAY);
    let position = node.position().await.expect("a position");
    let begin = node.begin(&new, &new_token, position, Some(limit));
    let (outcome, to_begin) = timed(begin).await;
    let begun = BeginOutcome::Begun { ended: Vec::new() };
    assert_eq!(outcome.expect("a result"), begun);
    let (_, to_end_all) = timed(end(None)).await;
    for token in [&my_token, &new_token] {
        assert_eq!(find(token).await, RefreshTokenState::Ended);
    }
    let slowest = others.slowest().await;
    let (start, mut slowest_step) = (Instant::now(), Duration::ZERO);
    loop {
        let (is_more, took) = timed(node.purge(NOW, GRACE)).await;
        slowest_step = took.max(slowest_step);
        if !is_more.expect("a purge") {
            break;
        }
        // As the library does.
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let to_purge = start.elapsed();
    for token in some.iter().chain([&my_token, &new_token]) {
        assert_eq!(find(token).await, RefreshTokenState::Unknown);
    }
    let slowest_beside_purge = others.slowest().await;
    let requests = others.end().await;
    println!(
        "shown: {count} sessions of one subject: listed in {to_list:.1?}, the others ended in {to_end_others:.1?}, all in \
         {to_end_all:.1?}, another login in {to_begin:.1?}; removed in {to_purge:.1?}, the slowest step {slowest_step:.1?}; of \
         {requests} requests of others the slowest took {slowest:.1?}, and beside the removal {slowest_beside_purge:.1?}"
    );
}
