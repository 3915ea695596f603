//! The guides for users of other libraries are true: each row of each table names the test that shows it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The name and the text of each guide in `docs/migrate`.
fn guides() -> Vec<(String, String)> {
    let files = fs::read_dir(root().join("docs/migrate")).unwrap();
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let guides = paths
        .iter()
        .filter(|path| path.extension().is_some_and(|it| it == "md"));
    guides
        .map(|path| (name(path), fs::read_to_string(path).unwrap()))
        .collect()
}

/// The rows of all tables, without their heads. A program may have lines that look like rows.
fn rows(guide: &str) -> Vec<&str> {
    let mut rows = Vec::new();
    let (mut is_program, mut is_table) = (false, false);
    for line in guide.lines() {
        is_program ^= line.starts_with("```");
        let is_row = line.starts_with('|') && !is_program;
        match is_row && line.starts_with("|---") {
            true => is_table = true,
            false if is_row && is_table => rows.push(line),
            false => is_table &= is_row,
        }
    }
    rows
}

/// The last column of a row. A `|` within a cell is escaped in Markdown.
fn last_cell(row: &str) -> &str {
    let row = row.trim_end().trim_end_matches('|');
    row.rsplit(" | ").next().unwrap_or_default().trim()
}

/// What is wrong with a row: it names no test, or one that does not exist.
fn problem(row: &str, read: impl Fn(&str) -> Option<String>) -> Option<String> {
    let cell = last_cell(row);
    let names: Vec<_> = cell.split('`').skip(1).step_by(2).collect();
    if names.is_empty() {
        return Some("no test is named".into());
    }
    names.into_iter().find_map(|name| {
        let Some((path, function)) = name.split_once("::") else {
            return Some(format!("`{name}` is not `path/to/file.rs::name`"));
        };
        let Some(text) = read(path) else {
            return Some(format!("there is no file `{path}`"));
        };
        match has_test(&text, function) {
            true => None,
            false => Some(format!("`{path}` has no test `{function}`")),
        }
    })
}

/// Whether a file has a test of that name: a function with a test attribute above it.
fn has_test(text: &str, name: &str) -> bool {
    let mut is_test = false;
    text.lines().map(str::trim).any(|line| {
        let declared = line.strip_prefix("async ").unwrap_or(line);
        let declared = declared
            .strip_prefix("fn ")
            .and_then(|it| it.split_once('('));
        if declared.is_some_and(|(found, _)| is_test && found == name) {
            return true;
        }
        is_test = match line.starts_with("#[") {
            true => is_test || line.starts_with("#[test]") || line.starts_with("#[tokio::test"),
            false => is_test && line.starts_with("//"),
        };
        false
    })
}

#[test]
fn every_row_names_a_test_that_exists() {
    let guides = guides();
    assert!(!guides.is_empty());
    let read = |path: &str| fs::read_to_string(root().join(path)).ok();
    let mut problems = Vec::new();
    for (name, guide) in &guides {
        let rows = rows(guide);
        assert!(rows.len() >= 10, "{name} has {} rows", rows.len());
        problems.extend(rows.into_iter().filter_map(|row| {
            problem(row, read).map(|problem| format!("docs/migrate/{name}: {problem}:\n{row}"))
        }));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
}

#[test]
fn every_program_of_a_guide_is_compiled_and_every_guide_is_linked() {
    let crate_root = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for (name, guide) in guides() {
        let included = format!("include_str!(\"../docs/migrate/{name}\")");
        assert!(crate_root.contains(&included), "src/lib.rs: {included}");
        let link = format!("(docs/migrate/{name})");
        assert!(readme.contains(&link), "README.md has no link {link}");
        for skipped in ["```rust,ignore", "```ignore", "```rust,no_run"] {
            assert!(!guide.contains(skipped), "{name} has a program {skipped}");
        }
    }
}

#[test]
fn a_row_without_a_test_is_found() {
    let read = |path: &str| {
        let text = "#[test]\nfn good() {}\n\n#[needs(redis)]\n#[tokio::test]\nasync fn late() {}\n\nfn helper() {}\n\n/// `#[test]`\nfn told() {}\n";
        (path == "a.rs").then(|| text.to_owned())
    };
    let of = |cell: &str| problem(&format!("| x | y | {cell} |"), read);
    assert_eq!(of("`a.rs::good`"), None);
    assert_eq!(of("`a.rs::good`, `a.rs::late`"), None);
    for wrong in [
        "",
        "later",
        "`a.rs`",
        "`a.rs::goo`",
        "`a.rs::bad`",
        "`a.rs::helper`",
        "`a.rs::told`",
        "`b.rs::good`",
        "`a.rs::good`, `a.rs::bad`",
    ] {
        assert!(of(wrong).is_some(), "{wrong}");
    }
    let guide =
        "| head | of |\n|---|---|\n| 1 | a |\n\n```text\n|---|\n| 2 | b |\n```\n| no | table |\n";
    assert_eq!(rows(guide), ["| 1 | a |"]);
}
