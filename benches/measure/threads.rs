//! Whether two threads do twice as much as one.

use std::hint;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::rounds::Estimate;

/// The work of one thread, done a given number of times.
pub(crate) type Worker<'a> = Box<dyn FnMut(u32) + Send + 'a>;

/// How many times as much two workers do as one in the same time.
///
/// What they share in writing slows them down; so does a machine that has not two idle processors for them.
pub(crate) fn gain<'a>(
    rounds: usize,
    repetitions: u32,
    one: impl Fn() -> Worker<'a>,
    two: impl Fn() -> [Worker<'a>; 2],
) -> Estimate {
    let mut alone: Vec<Duration> = Vec::with_capacity(rounds);
    let mut together: Vec<Duration> = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        alone.push(turn([one()], repetitions));
        together.push(turn(two(), repetitions));
    }
    alone.sort_unstable();
    together.sort_unstable();
    let at = |share: usize| {
        let [alone, together] = [&alone, &together].map(|times| times[times.len() * share / 100]);
        2.0 * alone.as_secs_f64() / together.as_secs_f64()
    };
    Estimate {
        p5: at(5),
        median: at(50),
    }
}

/// From when the first worker starts until the last is done.
fn turn<const THREADS: usize>(workers: [Worker<'_>; THREADS], repetitions: u32) -> Duration {
    let waiting = AtomicUsize::new(THREADS);
    let work = |mut worker: Worker<'_>| {
        worker(repetitions / 10);
        // Spins instead of sleeping: a thread that wakes up may have to share a processor with the one that woke it.
        waiting.fetch_sub(1, Ordering::AcqRel);
        while waiting.load(Ordering::Acquire) > 0 {
            hint::spin_loop();
        }
        let start = Instant::now();
        worker(repetitions);
        (start, Instant::now())
    };
    let times = thread::scope(|scope| {
        let work = &work;
        workers
            .map(|worker| scope.spawn(move || work(worker)))
            .map(|thread| thread.join().expect("no worker panics"))
    });
    let start = times.map(|(start, _)| start).into_iter().min();
    let end = times.map(|(_, end)| end).into_iter().max();
    end.zip(start)
        .map_or(Duration::ZERO, |(end, start)| end - start)
}
