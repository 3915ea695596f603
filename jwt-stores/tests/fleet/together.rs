//! What one process ends is over for the others.

use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

use super::{BOUND, Engine, Fleet};
use crate::nodes::times;

pub(crate) fn who_logs_out_at_one_process_is_refused_by_two_others_within_the_bound(
    fleet: Fleet<impl Engine>,
) {
    let mut latest = Duration::ZERO;
    let mut ended = Vec::new();
    for round in 0..times("JWT_GUARD_ROUNDS", 20) {
        let [one, others @ ..] = fleet.beginning_with(round);
        let tokens = one.log_in();
        for process in &fleet.processes {
            assert_eq!(process.status(&tokens), 200);
        }
        assert!(one.log_out(&tokens));
        let out = Instant::now();
        assert_eq!(one.status(&tokens), 401);
        for other in others {
            latest = latest.max(other.refuses(&tokens, out));
        }
        ended.push(tokens);
    }
    // Nobody forgets it.
    for tokens in &ended {
        for process in &fleet.processes {
            assert_eq!(process.status(tokens), 401);
        }
    }
    println!(
        "shown: {} logouts, refused by both others after {latest:.1?} at most",
        ended.len()
    );
}

pub(crate) fn who_logs_out_everywhere_is_refused_by_all_within_the_bound(
    fleet: Fleet<impl Engine>,
) {
    let mut latest = Duration::ZERO;
    let rounds = times("JWT_GUARD_ROUNDS", 20);
    for round in 0..rounds {
        let [one, others @ ..] = fleet.beginning_with(round);
        // Sessions that were begun at each of them.
        let all = fleet.beginning_with(round).map(|process| process.log_in());
        for process in &fleet.processes {
            for tokens in &all {
                assert_eq!(process.status(tokens), 200);
            }
        }
        one.log_out_everywhere(&all[0]);
        let out = Instant::now();
        for tokens in &all {
            assert_eq!(one.status(tokens), 401);
        }
        for other in others {
            for tokens in &all {
                latest = latest.max(other.refuses(tokens, out));
            }
        }
    }
    println!(
        "shown: {rounds} times out of three sessions, refused by both others after {latest:.1?} at most"
    );
}

/// What it knew when it was stopped is too old when it goes on, and it has read nothing since.
pub(crate) fn a_process_that_was_stopped_during_a_logout_refuses_the_token(
    fleet: Fleet<impl Engine>,
) {
    const ROUNDS: u32 = 3;
    for round in 0..ROUNDS {
        let [one, stopped, _] = fleet.beginning_with(round);
        let (good, ended) = (one.log_in(), one.log_in());
        for tokens in [&good, &ended] {
            assert_eq!(stopped.status(tokens), 200);
        }
        stopped.pause();
        assert!(one.log_out(&ended));
        let out = Instant::now();
        sleep(BOUND + Duration::from_millis(50));
        let waiting: Vec<_> = (0..8)
            .map(|_| {
                let (stopped, ended) = (stopped.clone(), ended.clone());
                spawn(move || stopped.status(&ended))
            })
            .collect();
        // So that they stand before whatever else it does when it goes on.
        sleep(Duration::from_millis(100));
        stopped.resume();
        for answer in waiting {
            assert_ne!(answer.join().expect("a result"), 200);
        }
        stopped.takes_again(&good);
        stopped.refuses(&ended, out.max(Instant::now() - BOUND));
    }
    println!("shown: stopped {ROUNDS} times for longer than {BOUND:?}, and let nobody in");
}
