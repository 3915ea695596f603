//! The time of macro expansion, as the compiler reports it with an unstable option.
//!
//! This program stands between Cargo and the compiler of the measured library alone, so that dependencies are compiled as ever.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, exit};
use std::time::Duration;

/// The variable that makes this program a wrapper of the compiler: the file that gets the time.
const OUTPUT: &str = "JWT_GUARD_EXPANSION_TIME";
/// The pass that expands macros and resolves imports, in the words of the compiler.
const PASS: &str = "\texpand_crate";

/// Runs Cargo with this program around the compiler: the time of the expansion, none if no library was compiled.
pub(crate) fn measure(mut cargo: Command, directory: &Path) -> Duration {
    let output = directory.join("expansion");
    fs::write(&output, "").expect("the target directory can be written");
    let status = cargo
        .env(
            "RUSTC_WORKSPACE_WRAPPER",
            env::current_exe().expect("a program has a path"),
        )
        .env(OUTPUT, &output)
        .status()
        .expect("Cargo runs");
    assert!(status.success(), "the library does not build");
    let seconds = fs::read_to_string(&output).expect("it was written");
    seconds
        .parse()
        .map_or(Duration::ZERO, Duration::from_secs_f64)
}

/// Runs the compiler in the place of this program, if Cargo started it as a wrapper.
pub(crate) fn run_as_wrapper() {
    let Some(output) = env::var_os(OUTPUT).map(PathBuf::from) else {
        return;
    };
    let mut arguments = env::args_os().skip(1);
    let compiler = arguments.next().unwrap_or_else(|| "rustc".into());
    let arguments: Vec<OsString> = arguments.collect();
    // Cargo also starts the compiler to ask for its version and its targets.
    let is_library = arguments
        .windows(2)
        .any(|pair| pair == ["--crate-type", "lib"]);
    if !is_library {
        let status = Command::new(compiler).args(arguments).status();
        exit(status.expect("the compiler runs").code().unwrap_or(1));
    }
    let compiled = Command::new(compiler)
        .args(arguments)
        .arg("-Ztime-passes")
        .env("RUSTC_BOOTSTRAP", "1")
        .output()
        .expect("the compiler runs");
    let report = String::from_utf8_lossy(&compiled.stderr);
    match report.lines().find_map(seconds) {
        Some(seconds) => fs::write(output, seconds).expect("the target directory can be written"),
        None => eprintln!("{report}"),
    }
    exit(compiled.status.code().unwrap_or(1));
}

/// The time in a line such as `time:   0.290; rss:   60MB ->  120MB ( +60MB)`, behind which the pass is named.
fn seconds(line: &str) -> Option<&str> {
    let time = line.strip_prefix("time:")?.strip_suffix(PASS)?;
    Some(time.split(';').next()?.trim())
}
