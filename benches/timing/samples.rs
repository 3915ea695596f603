//! The times of guesses, and their statistics.

use std::hint::black_box;
use std::time::Instant;

use crate::comparison::Comparison;
use crate::guess::Kind;
use crate::welch::Welch;

/// How many thresholds there are above which times are left out.
const THRESHOLDS: usize = 100;

/// How many guesses are made before the first of them is answered, so that how a guess was made leaves no trace in the
/// processor that its answer could show.
const BATCH: usize = 256;

/// The largest |t| of all tests of so many guesses.
pub(crate) fn largest_t(comparison: &mut Comparison, guesses: usize) -> f64 {
    // The first ones are slow, and say where the thresholds are.
    let mut first = Vec::new();
    sample(comparison, guesses.div_ceil(100), |_, time| {
        first.push(time);
    });
    first.sort_unstable_by(f64::total_cmp);
    let mut tests = Tests::with_thresholds(&first);
    sample(comparison, guesses, |kind, time| tests.add(kind, time));
    tests.largest_t()
}

/// Makes guesses, and returns for each its kind and the time of its response, in nanoseconds.
fn sample(comparison: &mut Comparison, guesses: usize, mut tell: impl FnMut(Kind, f64)) {
    let Comparison { guesser, asks, .. } = comparison;
    let mut times = Vec::with_capacity(BATCH);
    for made in (0..guesses).step_by(BATCH) {
        let batch: Vec<_> = (made..guesses.min(made + BATCH))
            .map(|_| {
                let (kind, guess) = guesser.next();
                (kind, asks(&guess))
            })
            .collect();
        for (kind, question) in batch {
            let start = Instant::now();
            let is_right = black_box(question());
            let time = start.elapsed();
            assert!(!is_right, "no guess is right");
            times.push((kind, time.as_secs_f64() * 1e9));
        }
        times.drain(..).for_each(|(kind, time)| tell(kind, time));
    }
}

struct Tests {
    of_all: Welch,
    /// How far the times are from the mean of their kind, squared.
    of_scatter: Welch,
    /// Of the times below a threshold.
    cropped: Vec<(f64, Welch)>,
}

impl Tests {
    /// Thresholds that leave out ever less: near the top, where what disturbs a machine is, they are close together.
    fn with_thresholds(sorted: &[f64]) -> Self {
        let threshold = |step: usize| {
            let share = 1.0 - 0.5_f64.powf(10.0 * (step + 1) as f64 / THRESHOLDS as f64);
            let at = (sorted.len() as f64 * share) as usize;
            sorted.get(at).copied()
        };
        Self {
            of_all: Welch::default(),
            of_scatter: Welch::default(),
            cropped: (0..THRESHOLDS)
                .filter_map(threshold)
                .map(|threshold| (threshold, Welch::default()))
                .collect(),
        }
    }

    fn add(&mut self, kind: Kind, time: f64) {
        self.of_all.add(kind, time);
        let from_mean = time - self.of_all.mean(kind);
        self.of_scatter.add(kind, from_mean * from_mean);
        for (threshold, test) in &mut self.cropped {
            if time < *threshold {
                test.add(kind, time);
            }
        }
    }

    fn largest_t(&self) -> f64 {
        let cropped = self.cropped.iter().map(|(_, test)| test);
        [&self.of_all, &self.of_scatter]
            .into_iter()
            .chain(cropped)
            .filter_map(Welch::t)
            .map(f64::abs)
            .fold(0.0, f64::max)
    }
}
