//! Three processes of one service whose clocks are apart.
//!
//! Whatever their clocks show: no refresh token has two successors, nothing that was logged out is let in again, and no
//! session of an honest client is lost. An access token is good by the clock of the process that issued it, so that it is
//! presented to that one. Attempts to log in are counted together.

mod attempts;
mod cases;
mod model;

pub(crate) use attempts::*;
pub(crate) use cases::*;
pub(crate) use model::honest_clients_lose_nothing_and_dead_tokens_stay_dead;

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use axum::http::StatusCode;
use jwt_guard::clock::{Clock, FrozenClock, SystemClock};
use serde_json::{Value, json};

use crate::nodes::Shared;
use crate::nodes::family::DAY;
use crate::office::{Office, Process, with_settings};

/// How far the clocks of two neighbours are apart, in seconds.
const APART: [i64; 3] = [30, 600, 40 * DAY];

/// `revocation_staleness`, unless it is set.
const BOUND: Duration = Duration::from_secs(1);

/// The machine's clock, and so many seconds.
struct Ahead(SystemClock, i64);

impl Clock for Ahead {
    fn now(&self) -> i64 {
        self.0.now() + self.1
    }
}

/// The processes: one whose clock is slow and stands still, one whose clock is right, and one whose clock is fast.
struct Trio([Process; 3]);

impl Trio {
    async fn start(place: &impl Shared, apart: i64) -> Self {
        Self::with_settings(place, apart, Office::default).await
    }

    async fn with_settings(place: &impl Shared, apart: i64, settings: impl Fn() -> Office) -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("time");
        let now = i64::try_from(since.as_secs()).expect("a time");
        let clocks: [Box<dyn Clock>; 3] = [
            Box::new(FrozenClock::at(now - apart)),
            Box::new(SystemClock::default()),
            Box::new(Ahead(SystemClock::default(), apart)),
        ];
        let mut processes = Vec::new();
        for clock in clocks {
            let auth = with_settings(settings(), place.node().await, Boxed(clock));
            processes.push(Process::of(auth));
        }
        Self(processes.try_into().ok().expect("three"))
    }

    fn slow(&self) -> &Process {
        &self.0[0]
    }

    fn right(&self) -> &Process {
        &self.0[1]
    }

    fn fast(&self) -> &Process {
        &self.0[2]
    }

    /// A session is over for all: no process exchanges its refresh token.
    async fn refuse_all(&self, tokens: &Value) {
        for process in &self.0 {
            let (status, body) = process.refresh(tokens).await;
            assert_eq!(status, StatusCode::UNAUTHORIZED, "{body}");
        }
    }
}

struct Boxed(Box<dyn Clock>);

impl Clock for Boxed {
    fn now(&self) -> i64 {
        self.0.now()
    }
}

async fn log_in(process: &Process, user: &str) -> Value {
    let login = json!({"username": user, "password": "secret"});
    let (status, tokens) = process.post("/auth", &login).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    tokens
}

async fn log_out(process: &Process, tokens: &Value) {
    let token = json!({"refresh_token": tokens["refresh_token"]});
    let (status, body) = process.post("/auth/logout", &token).await;
    assert_eq!(status, StatusCode::NO_CONTENT, "{body}");
}

async fn log_out_everywhere(process: &Process, user: &str) {
    let sessions = process.auth.sessions();
    let ended = sessions.end_all_of_backend_subject(user).await;
    ended.expect("a revocation");
}

/// An exchange that must succeed.
async fn exchanged(process: &Process, tokens: &Value) -> Value {
    let (status, next) = process.refresh(tokens).await;
    assert_eq!(status, StatusCode::OK, "{next}");
    next
}

/// Waits until a process refuses an access token, within the time in which it must hear of a revocation.
async fn refuses(process: &Process, tokens: &Value) {
    let start = Instant::now();
    while process.status(tokens).await == StatusCode::OK {
        assert!(start.elapsed() <= BOUND, "it lets in");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// Writes the tests, in places that an expression makes. Each has the attribute before that, if there is one.
macro_rules! clocks_tests {
    (#[$attribute:meta]; $make:expr) => {
        clocks_tests! { @each #[$attribute] $make;
            an_exchanged_token_has_one_successor_on_all_nodes
            a_refresh_token_that_is_a_jwt_is_good_at_every_process
            a_login_at_a_slow_process_outlives_a_logout_everywhere_at_a_fast_one
            tokens_of_no_session_that_a_fast_process_issued_end_with_the_others
            a_token_that_works_once_does_so_whatever_the_clocks_show
            a_purge_by_a_fast_process_removes_nothing_that_is_needed
            guesses_at_all_processes_count_together
            a_device_that_one_process_remembers_is_known_to_all
            honest_clients_lose_nothing_and_dead_tokens_stay_dead
        }
    };
    (@each #[$attribute:meta] $make:expr; $($name:ident)*) => {
        mod clocks_apart {
            #[allow(unused_imports, reason = "what the expression needs")]
            use super::*;

            $(
                #[$attribute]
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    let place = $make;
                    crate::clocks::$name(place).await;
                }
            )*
        }
    };
    ($make:expr) => {
        clocks_tests! { #[cfg(all())]; $make }
    };
}

pub(crate) use clocks_tests;
