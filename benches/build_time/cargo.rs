//! Runs of Cargo, and the processor time that each takes.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::cpu_time;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    Check,
    Build,
}

impl Task {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Build => "build",
        }
    }
}

/// Checks or builds one package of the workspace in `directory`: the processor time of everything that ran for it.
pub(crate) fn run(task: Task, package: &str, directory: &Path) -> Duration {
    let before = cpu_time::of_children();
    let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([task.name(), "--offline", "--quiet", "--package", package])
        .arg("--target-dir")
        .arg(directory.join("target"))
        .current_dir(directory)
        .env("CARGO_INCREMENTAL", "0")
        .stdin(Stdio::null())
        .status()
        .expect("Cargo runs");
    assert!(status.success(), "`{package}` does not build");
    cpu_time::of_children() - before
}
