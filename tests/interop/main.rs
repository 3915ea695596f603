//! The presets beside the libraries whose clients they keep: the real libraries in Python and `examples/conformance` get the
//! same requests, and their responses are compared.
//!
//! `compare.py` does that; here, the virtual environments are made, one for each library, in `target/interop`. They need Python
//! 3.11 and the packages of `requirements`, which `pip` downloads the first time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, thread};

const ORIGINALS: [&str; 4] = ["sanic-jwt", "flask-jwt-extended", "flask-jwt", "esmerald"];
/// The environment that has what `compare.py` imports.
const COMPARING: &str = "flask-jwt-extended";
/// Sanic 22.12 and the old packages of Flask-JWT work with this version.
const PYTHON: &str = "3.11";

#[test]
fn clients_of_the_original_libraries_find_the_same_responses() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop");
    let environments = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .unwrap()
        .join("interop");
    let python = python().unwrap_or_else(|problem| panic!("{problem}"));
    let failed: Vec<String> = thread::scope(|scope| {
        let (python, environments, sources) = (&python, &environments, &sources);
        let made = ORIGINALS.map(|original| {
            scope.spawn(move || {
                let requirements = sources.join(format!("requirements/{original}.txt"));
                make(python, &environments.join(original), &requirements)
                    .err()
                    .map(|problem| format!("the environment of {original}: {problem}"))
            })
        });
        made.into_iter()
            .filter_map(|made| made.join().unwrap())
            .collect()
    });
    assert!(failed.is_empty(), "{}", failed.join("\n"));

    let output = Command::new(environments.join(COMPARING).join("bin/python"))
        .arg("-B")
        .arg(sources.join("compare.py"))
        .arg("--conformance")
        .arg(example("conformance"))
        .arg("--environments")
        .arg(&environments)
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&output.stdout);
    println!("{report}");
    assert!(
        output.status.success(),
        "the report has what is unexplained. {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let missing: Vec<_> = ORIGINALS
        .iter()
        .filter_map(|original| lacks_summary(original, &report))
        .collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// What the guide of a library lacks: the row with the result of the comparison.
fn lacks_summary(original: &str, report: &str) -> Option<String> {
    let start = format!("| {original} | ");
    let row = report.lines().find_map(|line| line.strip_prefix(&start));
    let cells: Vec<_> = row.unwrap_or_default().split(" | ").collect();
    let [requests, same, deviations, ..] = &*cells else {
        return Some(format!("the report has no row of {original}"));
    };
    let test = "tests/interop/main.rs::clients_of_the_original_libraries_find_the_same_responses";
    let wanted = format!("| {requests} | {same} | {deviations} | `{test}` |");
    let guide = format!("docs/migrate/{original}.md");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join(&guide)).unwrap_or_default();
    (!text.contains(&wanted)).then(|| format!("{guide} lacks the row\n{wanted}"))
}

/// The interpreter that makes the environments.
fn python() -> Result<PathBuf, String> {
    let is_right = |program: &str| {
        let output = Command::new(program).arg("--version").output();
        output.is_ok_and(|output| {
            let version = String::from_utf8_lossy(&output.stdout).into_owned();
            version.starts_with(&format!("Python {PYTHON}."))
        })
    };
    let programs = [format!("python{PYTHON}"), "python3".into()];
    let found = programs.into_iter().find(|program| is_right(program));
    found.map(PathBuf::from).ok_or_else(|| {
        format!("there is no Python {PYTHON}: `apt-get install python{PYTHON}-venv`")
    })
}

/// Makes an environment, unless it is there with these requirements.
fn make(python: &Path, environment: &Path, requirements: &Path) -> Result<(), String> {
    let wanted = fs::read_to_string(requirements).map_err(|error| error.to_string())?;
    // Written last, so that an environment whose making was interrupted is made again.
    let pins = environment.join("requirements.txt");
    if fs::read_to_string(&pins).is_ok_and(|present| present == wanted) {
        return Ok(());
    }
    let mut venv = Command::new(python);
    run(venv.args(["-m", "venv", "--clear"]).arg(environment))?;
    let mut pip = Command::new(environment.join("bin/pip"));
    // With `--no-deps`, a package that is not pinned would be missing, instead of being installed in any version.
    pip.args([
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "--no-deps",
        "-r",
    ]);
    // Two packages have no wheel: what builds them is pinned as well.
    pip.env("PIP_CONSTRAINT", requirements.with_file_name("build.txt"));
    run(pip.arg(requirements))?;
    let mut check = Command::new(environment.join("bin/pip"));
    run(check.args(["check", "--disable-pip-version-check"]))?;
    fs::write(pins, wanted).map_err(|error| error.to_string())
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    Err(format!("{command:?} failed:\n{}", said.join("")))
}

/// The program of an example: test programs are in `target/<profile>/deps`, examples in `target/<profile>/examples`.
fn example(name: &str) -> PathBuf {
    let tests: PathBuf = env::current_exe().unwrap();
    tests.parent().unwrap().join("../examples").join(name)
}
