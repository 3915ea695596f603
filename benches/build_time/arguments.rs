//! The command line.

use std::env;

use crate::cargo::Task;
use crate::handler::Shape;

pub(crate) struct Arguments {
    pub(crate) runs: usize,
    pub(crate) tasks: Vec<Task>,
    /// How many handlers the programs have, and which: one set of programs for each.
    pub(crate) programs: Vec<(Shape, usize)>,
}

impl Arguments {
    /// `None` unless the program is run by `cargo bench`.
    pub(crate) fn of_process() -> Option<Self> {
        let mut arguments = Self {
            runs: 3,
            tasks: Task::ALL.to_vec(),
            programs: vec![
                (Shape::Mixed, 200),
                (Shape::Mixed, 1_000),
                (Shape::Scoped, 400),
            ],
        };
        let mut is_bench = false;
        let mut given = env::args().skip(1);
        while let Some(argument) = given.next() {
            match argument.as_str() {
                "--bench" => is_bench = true,
                "--quick" => {
                    arguments.runs = 1;
                    arguments.programs = vec![(Shape::Mixed, 50), (Shape::Scoped, 50)];
                }
                "--only" => {
                    let name = given.next().unwrap_or_default();
                    arguments.tasks.retain(|task| task.name() == name);
                    assert!(
                        !arguments.tasks.is_empty(),
                        "`--only check`, `build` or `expand`"
                    );
                }
                "--runs" => {
                    let runs = given.next().and_then(|runs| runs.parse().ok());
                    arguments.runs = runs.filter(|&runs| runs > 0).expect("`--runs 7`");
                }
                other => {
                    panic!("expected `--quick`, `--only expand` or `--runs 7`, found `{other}`")
                }
            }
        }
        is_bench.then_some(arguments)
    }
}
