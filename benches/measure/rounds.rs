//! Rounds in which operations take turns.

use std::fmt;
use std::time::{Duration, Instant};

use crate::operation::Operation;

/// How long a turn takes: many repetitions, but too few for the scheduler to come in between often.
const TURN: Duration = Duration::from_micros(1_500);

/// The times of operations that took turns: nanoseconds for one repetition, by operation and round.
pub(crate) struct Rounds(Vec<Vec<f64>>);

impl Rounds {
    pub(crate) fn of(operations: &mut [Operation<'_>], rounds: usize) -> Self {
        let repetitions: Vec<u32> = operations.iter_mut().map(repetitions).collect();
        let mut samples = vec![Vec::with_capacity(rounds); operations.len()];
        for round in 0..rounds {
            let mut turns: Vec<_> = operations
                .iter_mut()
                .zip(&repetitions)
                .zip(&mut samples)
                .collect();
            // Each other round goes backwards, so that an operation does not always follow the same one.
            if round % 2 == 1 {
                turns.reverse();
            }
            for ((operation, &repetitions), samples) in turns {
                let elapsed = turn(operation, repetitions);
                samples.push(elapsed.as_secs_f64() * 1e9 / f64::from(repetitions));
            }
        }
        Self(samples)
    }

    /// What follows from the times of some operations, such as a ratio.
    pub(crate) fn relate<const N: usize>(
        &self,
        operations: [usize; N],
        relation: impl Fn([f64; N]) -> f64,
    ) -> Estimate {
        let [p5, median] = [5, 50].map(|share| {
            let percentiles = operations.map(|of| percentile(&self.0[of], share));
            relation(percentiles)
        });
        Estimate { p5, median }
    }

    pub(crate) fn time(&self, operation: usize) -> Estimate {
        self.relate([operation], |[time]| time)
    }
}

/// What was found in two ways, which agree when the machine is calm.
#[derive(Clone, Copy)]
pub(crate) struct Estimate {
    /// From the 5th percentile of each operation over the rounds: its cost without interference.
    pub(crate) p5: f64,
    /// From the medians.
    pub(crate) median: f64,
}

/// Both, with the precision of the format: `{:.2}`.
impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = f.precision().unwrap_or(0);
        write!(f, "{:.digits$} ({:.digits$})", self.p5, self.median)
    }
}

fn percentile(samples: &[f64], share: usize) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted[sorted.len() * share / 100]
}

fn turn(operation: &mut Operation<'_>, repetitions: u32) -> Duration {
    let start = Instant::now();
    operation.run(repetitions);
    start.elapsed()
}

/// As many repetitions as fit in a turn; finding out warms the operation up.
fn repetitions(operation: &mut Operation<'_>) -> u32 {
    let mut repetitions = 1;
    while turn(operation, repetitions) < TURN / 2 {
        repetitions *= 2;
    }
    let fastest = (0..10)
        .map(|_| turn(operation, repetitions))
        .min()
        .unwrap_or(TURN);
    let share = TURN.as_secs_f64() / fastest.as_secs_f64();
    ((f64::from(repetitions) * share) as u32).max(1)
}
