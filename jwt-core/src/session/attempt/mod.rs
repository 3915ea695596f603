//! Attempts to log in, which a store counts so that passwords cannot be guessed.

mod counted_attempt;
mod counter_key;
mod counters;
mod device;
mod limit;
mod state;
#[cfg(test)]
mod tests;

pub use counted_attempt::{Attempt, AttemptOutcome, CountedAttempt, CountedIn};
pub use counter_key::{AttemptCounter, CounterKey, CounterKind};
pub use counters::AttemptCounters;
pub use device::{Device, KnownDevice};
pub use limit::AttemptLimit;
pub use state::CounterState;
