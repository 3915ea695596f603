//! The command line of a benchmark.

use std::env;

use crate::operation::Operation;

/// `cargo bench --bench NAME -- [FILTER] [--quick] [--repeat TIMES]`
#[derive(Default)]
pub(crate) struct Arguments {
    /// Only to see that everything runs: the times mean nothing.
    pub(crate) quick: bool,
    /// Only operations with this in their names.
    filter: String,
    /// Repeat the operations so often and measure nothing: for a profiler.
    repeat: Option<u32>,
}

impl Arguments {
    pub(crate) fn of_process() -> Self {
        let mut arguments = Self::default();
        // Cargo passes this for `cargo bench` only; `cargo test --benches` should not take half a minute.
        let mut is_bench = false;
        let mut given = env::args().skip(1);
        while let Some(argument) = given.next() {
            match argument.as_str() {
                "--bench" => is_bench = true,
                "--quick" => arguments.quick = true,
                "--repeat" => {
                    let times = given.next().and_then(|times| times.parse().ok());
                    arguments.repeat = Some(times.expect("`--repeat 1000`"));
                }
                option if option.starts_with('-') => {
                    panic!("expected `--quick`, `--repeat 1000` or a name, found `{option}`")
                }
                filter => filter.clone_into(&mut arguments.filter),
            }
        }
        arguments.quick |= !is_bench;
        arguments
    }

    /// Whether only this was selected, which is no operation.
    #[allow(dead_code, reason = "not every benchmark has more than operations")]
    pub(crate) fn asks_for(&self, part: &str) -> bool {
        self.filter == part
    }

    /// The number of rounds.
    pub(crate) fn rounds(&self, thorough: usize) -> usize {
        if self.quick { 10 } else { thorough }
    }

    /// Whether these operations are measured: their names were selected, without a repetition.
    pub(crate) fn measures(&self, operations: &mut [Operation<'_>]) -> bool {
        let mut named = operations
            .iter_mut()
            .filter(|operation| operation.name.contains(&self.filter));
        let Some(times) = self.repeat else {
            return named.next().is_some();
        };
        named.for_each(|operation| operation.run(times));
        false
    }
}
