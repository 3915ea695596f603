//! Rounds in which the candidates take turns.

use std::hint::black_box;
use std::time::{Duration, Instant};

use axum::http::HeaderValue;
use tokio::runtime::{Builder, Runtime};

use crate::candidates::Candidate;
use crate::tokens;

/// How long one turn of a candidate takes: many requests, but too few for the scheduler to come in between often.
const TURN: Duration = Duration::from_micros(1_500);

/// Nanoseconds for one request.
pub(crate) struct Times {
    /// The 5th percentile over the rounds.
    pub(crate) p5: f64,
    pub(crate) median: f64,
}

impl Times {
    pub(crate) fn minus(&self, other: &Self) -> Self {
        Self {
            p5: self.p5 - other.p5,
            median: self.median - other.median,
        }
    }
}

/// The times of each candidate.
pub(crate) fn measure(candidates: &mut [Candidate], rounds: usize) -> Vec<Times> {
    let runtime = Builder::new_current_thread().build().unwrap();
    let good = tokens::good();
    let requests: Vec<u32> = candidates
        .iter_mut()
        .map(|candidate| requests_in_a_turn(&runtime, candidate, &good))
        .collect();
    let mut samples = vec![Vec::with_capacity(rounds); candidates.len()];
    for round in 0..rounds {
        let mut turns: Vec<_> = candidates
            .iter_mut()
            .zip(&requests)
            .zip(&mut samples)
            .collect();
        // Each other round goes backwards, so that a candidate does not always follow the same one.
        if round % 2 == 1 {
            turns.reverse();
        }
        for ((candidate, &requests), samples) in turns {
            let elapsed = turn(&runtime, candidate, &good, requests);
            samples.push(elapsed.as_secs_f64() * 1e9 / f64::from(requests));
        }
    }
    samples.into_iter().map(summary).collect()
}

/// As many requests as fit in a turn; finding out warms the candidate up.
fn requests_in_a_turn(runtime: &Runtime, candidate: &mut Candidate, good: &HeaderValue) -> u32 {
    let mut requests = 1;
    while turn(runtime, candidate, good, requests) < TURN / 2 {
        requests *= 2;
    }
    let fastest = (0..10)
        .map(|_| turn(runtime, candidate, good, requests))
        .min()
        .unwrap_or(TURN);
    let share = TURN.as_secs_f64() / fastest.as_secs_f64();
    (f64::from(requests) * share) as u32
}

fn turn(
    runtime: &Runtime,
    candidate: &mut Candidate,
    good: &HeaderValue,
    requests: u32,
) -> Duration {
    runtime.block_on(async {
        let start = Instant::now();
        for _ in 0..requests {
            black_box(candidate.send(Some(black_box(good))).await);
        }
        start.elapsed()
    })
}

fn summary(mut samples: Vec<f64>) -> Times {
    samples.sort_unstable_by(f64::total_cmp);
    let at = |share: usize| {
        *samples
            .get(samples.len() * share / 100)
            .expect("some rounds ran")
    };
    Times {
        p5: at(5),
        median: at(50),
    }
}
