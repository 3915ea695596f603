//! The table.

use std::time::Duration;

use crate::cargo::Task;
use crate::variant::Variant;
use crate::workspace::Member;

/// What was measured of one library.
pub(crate) struct Row {
    pub(crate) task: Task,
    pub(crate) member: Member,
    /// Runs of Cargo with nothing to do.
    pub(crate) idle: Vec<Duration>,
    /// Runs that compiled the library.
    pub(crate) busy: Vec<Duration>,
}

impl Row {
    pub(crate) fn new(task: Task, member: Member) -> Self {
        Self {
            task,
            member,
            idle: Vec::new(),
            busy: Vec::new(),
        }
    }

    /// The compiler's processor time, in milliseconds.
    fn milliseconds(&self) -> f64 {
        let least = |runs: &[Duration]| runs.iter().min().copied().unwrap_or_default();
        least(&self.busy)
            .saturating_sub(least(&self.idle))
            .as_secs_f64()
            * 1e3
    }

    fn for_each_handler(&self) -> f64 {
        self.milliseconds() / self.member.handlers as f64
    }
}

pub(crate) fn print(rows: &[Row]) {
    println!("| cargo | handlers | variant | processor time | ratio | for each handler | growth |");
    println!("|---|--:|---|--:|--:|--:|--:|");
    for row in rows {
        let Member {
            variant,
            shape,
            handlers,
        } = row.member;
        let plain = rows.iter().find(|other| {
            (other.task, other.member.shape, other.member.handlers) == (row.task, shape, handlers)
                && other.member.variant == Variant::Plain
        });
        let ratio = plain.map_or(1.0, |plain| row.milliseconds() / plain.milliseconds());
        // The first row of the same variant has the fewest handlers.
        let fewest = rows.iter().find(|other| {
            (other.task, other.member.shape, other.member.variant) == (row.task, shape, variant)
        });
        let growth = fewest.map_or(1.0, |fewest| {
            row.for_each_handler() / fewest.for_each_handler()
        });
        println!(
            "| {} | {handlers} {} | {} | {:.0} ms | {ratio:.2} | {:.2} ms | {growth:.2} |",
            row.task.name(),
            shape.name(),
            variant.name(),
            row.milliseconds(),
            row.for_each_handler(),
        );
    }
}
