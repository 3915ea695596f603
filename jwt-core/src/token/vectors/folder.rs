//! The folder of vectors, and how many of them ran.

use std::io::{self, Write};
use std::path::Path;
use std::{env, fs};

use serde_json::Value;

/// The variable that names the folder.
const FOLDER: &str = "JWT_GUARD_VECTORS";

/// Reads a file of the folder, which must be there: without the variable, the tests are ignored.
pub(super) fn read(name: &str) -> Value {
    let folder = env::var_os(FOLDER).unwrap_or_else(|| panic!("{FOLDER} names no folder"));
    let path = Path::new(&folder).join(name);
    let text = fs::read_to_string(&path);
    let text = text.unwrap_or_else(|error| panic!("{} cannot be read: {error}", path.display()));
    serde_json::from_str(&text).expect("vectors are JSON")
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

/// Written to the stream directly, which the test harness does not capture, so that the number is visible.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "vectors: {line}");
}
