//! The folder of vectors, and what is reported without it.

use std::io::{self, Write};
use std::path::PathBuf;
use std::{env, fs};

use serde_json::Value;

/// The variable that names the folder.
const FOLDER: &str = "JWT_GUARD_VECTORS";
/// The variable with which a test without its vectors fails, if it is `1`.
const REQUIRED: &str = "JWT_GUARD_REQUIRE_VECTORS";

/// Reads a file of the folder. `None` if the test is skipped, which was reported.
pub(super) fn read(name: &str) -> Option<Value> {
    let why = match env::var_os(FOLDER).map(PathBuf::from) {
        None => format!("{FOLDER} names no folder"),
        Some(folder) => {
            let path = folder.join(name);
            match fs::read_to_string(&path) {
                Ok(text) => return Some(serde_json::from_str(&text).expect("vectors are JSON")),
                Err(error) => format!("{} cannot be read: {error}", path.display()),
            }
        }
    };
    assert!(
        env::var_os(REQUIRED).is_none_or(|required| required != "1"),
        "{name}: {why}, and {REQUIRED}=1"
    );
    say(&format!("{name}: skipped, because {why}"));
    None
}

/// Reports how many vectors of a file ran, and fails if that is fewer than it has.
#[track_caller]
pub(super) fn report(name: &str, ran: usize, held: usize, more: &str) {
    say(&format!("{name}: {ran} of {held} vectors ran{more}"));
    assert!(ran > 0, "{name} has no vectors");
    assert!(ran >= held, "{name}: only {ran} of {held} vectors ran");
}

/// The number of tests that a file of Wycheproof says it has.
pub(super) fn number_of_tests(file: &Value) -> usize {
    let said = file["numberOfTests"].as_u64().map(usize::try_from);
    said.expect("the file says how many tests it has").unwrap()
}

/// The groups of a file of Wycheproof.
pub(super) fn groups(file: &Value) -> impl Iterator<Item = &Value> {
    list(&file["testGroups"])
}

/// The tests of a group.
pub(super) fn tests(group: &Value) -> impl Iterator<Item = &Value> {
    list(&group["tests"])
}

/// The elements of a list.
pub(super) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().expect("a list").iter()
}

/// A member that is text.
pub(super) fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    let text = value[name].as_str();
    text.unwrap_or_else(|| panic!("`{name}` is text"))
}

/// Written to the stream directly, which the test harness does not capture, so that a skipped test is visible.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "vectors: {line}");
}
