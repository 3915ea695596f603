//! The cost of keeping records: memory, and purging.

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use jwt_guard::session::TokenStore;

use crate::bounds::Bounds;
use crate::latencies::Latencies;
use crate::lookups::{look_up, timed};
use crate::revoked::{Remembered, key};

pub(crate) fn print(remembered: Remembered, bounds: &Bounds) {
    let Remembered {
        store,
        entries,
        until,
        bytes,
    } = remembered;
    let bytes = bytes.map_or_else(
        || "unknown".to_owned(),
        |bytes| {
            let of_each = bytes as f64 / entries as f64;
            bounds.at_most("memory for each that is revoked", 100.0, "B", of_each);
            let megabytes = bytes as f64 / f64::from(1 << 20);
            format!("{of_each:.1} B each, {megabytes:.1} MiB in all")
        },
    );
    let (has_begun, is_over) = (Barrier::new(2), AtomicBool::new(false));
    let (steps, whole, lookups) = thread::scope(|scope| {
        let beside = scope.spawn(|| {
            let one = |number| {
                let key = key(number * 7_919 % entries);
                timed(|| {
                    look_up(&store, &key);
                })
            };
            let mut times = vec![one(0)];
            has_begun.wait();
            while !is_over.load(Ordering::Relaxed) {
                times.push(one(times.len()));
            }
            Latencies::of(times)
        });
        has_begun.wait();
        let start = Instant::now();
        let mut steps = Vec::new();
        let mut is_left = true;
        while is_left {
            let mut purge = Box::pin(store.purge(until, 0));
            let mut context = Context::from_waker(Waker::noop());
            let mut step = Poll::Pending;
            while step.is_pending() {
                steps.push(timed(|| step = purge.as_mut().poll(&mut context)));
            }
            is_left = matches!(step, Poll::Ready(Ok(true)));
        }
        let whole = start.elapsed();
        is_over.store(true, Ordering::Relaxed);
        (Latencies::of(steps), whole, beside.join().unwrap())
    });
    for number in [0, entries / 2, entries - 1] {
        assert!(!look_up(&store, &key(number)), "{number} is not forgotten");
    }
    let p99 = lookups.percentile(99);
    bounds.at_most("the purge of all", 10_000.0, "ms", ms(whole));
    bounds.at_most("p99 of the look-ups beside it", 1.0, "ms", ms(p99));
    println!("| {entries} revocations in a MemoryStore | |\n|---|--:|");
    println!("| memory | {bytes} |");
    println!(
        "| purge of all | {:.1} ms in {} steps |",
        ms(whole),
        steps.count()
    );
    println!("| its longest step | {:.2} ms |", ms(steps.longest()));
    println!(
        "| the longest look-up meanwhile | {:.3} ms |",
        ms(lookups.longest())
    );
    println!("| p99 of the look-ups meanwhile | {:.4} ms |\n", ms(p99));
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
