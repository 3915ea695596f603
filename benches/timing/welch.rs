//! Welch's t-test of two kinds of samples, one sample after the other (Welford 1962).

use crate::guess::Kind;

/// Fewer samples of a kind than these say nothing.
const ENOUGH: f64 = 100.0;

#[derive(Default)]
pub(crate) struct Welch {
    wrong_from_the_start: Moments,
    right_until_the_end: Moments,
}

#[derive(Default)]
struct Moments {
    count: f64,
    mean: f64,
    /// The sum of the squared distances from the mean.
    squares: f64,
}

impl Moments {
    fn add(&mut self, sample: f64) {
        self.count += 1.0;
        let from_mean = sample - self.mean;
        self.mean += from_mean / self.count;
        self.squares += from_mean * (sample - self.mean);
    }

    fn variance_of_mean(&self) -> f64 {
        self.squares / (self.count - 1.0) / self.count
    }
}

impl Welch {
    fn of(&mut self, kind: Kind) -> &mut Moments {
        match kind {
            Kind::WrongFromTheStart => &mut self.wrong_from_the_start,
            Kind::RightUntilTheEnd => &mut self.right_until_the_end,
        }
    }

    pub(crate) fn add(&mut self, kind: Kind, sample: f64) {
        self.of(kind).add(sample);
    }

    pub(crate) fn mean(&mut self, kind: Kind) -> f64 {
        self.of(kind).mean
    }

    /// By how many standard deviations the means are apart, if there are samples enough.
    pub(crate) fn t(&self) -> Option<f64> {
        let (a, b) = (&self.wrong_from_the_start, &self.right_until_the_end);
        if a.count < ENOUGH || b.count < ENOUGH {
            return None;
        }
        let deviation = (a.variance_of_mean() + b.variance_of_mean()).sqrt();
        (deviation > 0.0).then(|| (a.mean - b.mean) / deviation)
    }
}
