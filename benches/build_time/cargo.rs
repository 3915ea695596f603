//! Runs of Cargo, and the time that each takes.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::{cpu_time, expansion};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    Check,
    Build,
    /// The expansion of macros alone, in a check.
    Expand,
}

impl Task {
    pub(crate) const ALL: [Self; 3] = [Self::Check, Self::Build, Self::Expand];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Build => "build",
            Self::Expand => "expand",
        }
    }
}

/// Checks or builds one package of the workspace in `directory`: the processor time of everything that ran for it. For the
/// expansion, the time that the compiler measured itself; none if it had nothing to do.
pub(crate) fn run(task: Task, package: &str, directory: &Path) -> Duration {
    let before = cpu_time::of_children();
    let subcommand = match task {
        Task::Check | Task::Expand => "check",
        Task::Build => "build",
    };
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args([subcommand, "--offline", "--quiet", "--package", package])
        .arg("--target-dir")
        .arg(directory.join("target"))
        .current_dir(directory)
        .env("CARGO_INCREMENTAL", "0")
        .stdin(Stdio::null());
    let status = match task {
        Task::Check | Task::Build => command.status().expect("Cargo runs"),
        Task::Expand => return expansion::measure(command, directory),
    };
    assert!(status.success(), "`{package}` does not build");
    cpu_time::of_children() - before
}
