//! Clients that hang up while they are answered.

use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Shared, times};
use crate::office::Process;

/// When each client hangs up: the same moments for the same seed, as far as the store takes the same time.
struct Moments {
    seed: u64,
    count: u64,
}

impl Moments {
    /// `JWT_GUARD_SEED`, or any.
    fn new() -> Self {
        let seed = std::env::var("JWT_GUARD_SEED").ok();
        let any = || RandomState::new().hash_one(0);
        let seed = seed.map_or_else(any, |seed| seed.parse().expect("a number"));
        println!("JWT_GUARD_SEED={seed}");
        Self { seed, count: 0 }
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.count += 1;
        let mut hasher = DefaultHasher::new();
        (self.seed, self.count).hash(&mut hasher);
        hasher.finish() % limit
    }

    /// Asks a future some times, and drops it; says whether it was done.
    async fn give_up(&mut self, future: impl Future) -> bool {
        let mut future = pin!(future);
        for _ in 0..self.below(8) {
            let mut context = Context::from_waker(Waker::noop());
            if future.as_mut().poll(&mut context).is_ready() {
                return true;
            }
            // Longer than a step of the store takes, or shorter.
            let until = Instant::now() + Duration::from_micros(self.below(800));
            while Instant::now() < until {
                tokio::task::yield_now().await;
            }
        }
        false
    }
}

async fn logged_in(process: &Process, name: &str) -> Value {
    let (status, tokens) = process.post("/auth", &login(name)).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    tokens
}

fn login(name: &str) -> Value {
    json!({"username": name, "password": "any"})
}

/// Whether a session goes on: its access token and its refresh token must come to say the same.
async fn goes_on(process: &Process, mut tokens: Value) -> bool {
    let deadline = Instant::now() + Duration::from_secs(5);
    loop {
        let (status, next) = process.refresh(&tokens).await;
        let is_refreshed = status == StatusCode::OK;
        if is_refreshed {
            tokens = next;
        }
        let is_let_in = process.status(&tokens).await == StatusCode::OK;
        if is_let_in == is_refreshed {
            return is_refreshed;
        }
        // What was given up may arrive in between, and is heard of a moment later.
        assert!(Instant::now() < deadline, "half a logout: {is_let_in}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// `JWT_GUARD_CANCELLATIONS` says how many requests are given up.
pub(crate) async fn a_request_that_is_given_up_has_changed_all_or_nothing(place: impl Shared) {
    let process = Process::new(place.node().await);
    let mut moments = Moments::new();
    let rounds = times("JWT_GUARD_CANCELLATIONS", 120).div_ceil(3);
    let mut tokens = logged_in(&process, "ada").await;
    let [mut done, mut ended] = [0, 0];
    for round in 0..rounds {
        done += u32::from(moments.give_up(process.post("/auth", &login("bob"))).await);
        // Whatever became of it, the client asks again, and goes on.
        moments.give_up(process.refresh(&tokens)).await;
        let (status, next) = process.refresh(&tokens).await;
        assert_eq!(
            status,
            StatusCode::OK,
            "the session is lost in round {round}"
        );
        tokens = next;
        let short = logged_in(&process, "eve").await;
        let logout = json!({"refresh_token": short["refresh_token"]});
        let is_done = moments.give_up(process.post("/auth/logout", &logout)).await;
        let has_ended = !goes_on(&process, short).await;
        assert!(
            has_ended || !is_done,
            "a logout was claimed in round {round}"
        );
        ended += u32::from(has_ended);
    }
    assert_eq!(process.status(&tokens).await, StatusCode::OK);
    // Each login that was stored is a whole session, which can be ended.
    tokio::time::sleep(Duration::from_millis(200)).await;
    let sessions = process.auth.sessions();
    let begun = sessions
        .of_backend_subject("bob")
        .await
        .expect("a list")
        .len();
    let begun = u32::try_from(begun).expect("a count");
    assert!(done <= begun && begun <= rounds, "{done} of {begun}");
    sessions
        .end_all_of_backend_subject("bob")
        .await
        .expect("an end");
    let left = sessions.of_backend_subject("bob").await;
    assert_eq!(left.expect("a list"), []);
    assert_eq!(
        sessions
            .of_backend_subject("ada")
            .await
            .expect("a list")
            .len(),
        1
    );
    println!(
        "shown: {} requests given up; of {rounds} logins {begun} were whole, of {rounds} logouts {ended}, no session was lost",
        3 * rounds
    );
}
