//! What the command line asks for.

use std::env;

pub(crate) struct Arguments {
    pub(crate) runs: usize,
    /// How many handlers the programs have, one set of programs for each number.
    pub(crate) handlers: Vec<usize>,
}

impl Arguments {
    /// `None` unless the program is run by `cargo bench`.
    pub(crate) fn of_process() -> Option<Self> {
        let mut arguments = Self {
            runs: 3,
            handlers: vec![200, 1_000],
        };
        let mut is_bench = false;
        let mut given = env::args().skip(1);
        while let Some(argument) = given.next() {
            match argument.as_str() {
                "--bench" => is_bench = true,
                "--quick" => {
                    arguments.runs = 1;
                    arguments.handlers = vec![50];
                }
                "--runs" => {
                    let runs = given.next().and_then(|runs| runs.parse().ok());
                    arguments.runs = runs.filter(|&runs| runs > 0).expect("`--runs 7`");
                }
                other => panic!("expected `--quick` or `--runs 7`, found `{other}`"),
            }
        }
        is_bench.then_some(arguments)
    }
}
