//! The README is true: its program is the example, its errors are those of the compiler, its commands work.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

#[path = "common/server.rs"]
mod server;

use std::fs;
use std::path::Path;
use std::process::Command;

use server::{Server, example};
use tempfile::TempDir;

const README: &str = include_str!("../README.md");

fn file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_program_is_the_example() {
    let program = file("examples/quickstart/main.rs");
    let (_, program) = program.split_once("\n\n").expect("the example has a head");
    assert!(
        README.contains(program),
        "README.md does not have examples/quickstart/main.rs as it is"
    );
}

#[test]
fn the_backend_and_the_rust_version_are_the_real_ones() {
    let users = file("examples/quickstart/users.rs");
    let (_, users) = users.split_once("\n\n").expect("the example has a head");
    assert!(
        README.contains(users.trim_end()),
        "README.md does not have examples/quickstart/users.rs as it is"
    );
    let manifest = file("Cargo.toml");
    let (_, version) = manifest
        .split_once("rust-version = \"")
        .expect("the workspace names a version");
    let (version, _) = version.split_once('"').unwrap();
    assert!(
        README.contains(&format!("Rust {version} or later")),
        "the oldest Rust is {version}"
    );
}

#[test]
fn the_program_for_cors_is_that_of_the_guide() {
    let guide = file("docs/layers.md");
    let block = guide.split("```rust\n").nth(1).unwrap();
    let (block, _) = block.split_once("```\n").expect("a block has an end");
    assert!(
        README.contains(block),
        "README.md does not have this program of docs/layers.md:\n{block}"
    );
}

#[test]
fn the_program_that_stops_a_service_is_the_one_that_is_tested() {
    let guide = file("docs/deployment.md");
    let test = file("tests/http/router/shutdown.rs");
    let start = test.find("/// How long requests may take");
    let (_, program) = test.split_at(start.expect("the test has the program"));
    let (program, _) = program.split_once("\n}\n").expect("a function has an end");
    assert!(
        guide.contains(program),
        "docs/deployment.md does not have:\n{program}"
    );
}

#[test]
fn the_ways_to_give_settings_are_those_of_the_guide() {
    let guide = file("docs/configuration.md");
    let (_, block) = guide
        .split_once("All in one program:\n\n")
        .expect("the guide shows all ways at once, in a program that the tests compile");
    let (block, _) = block.split_once("```\n").expect("a block has an end");
    assert!(
        README.contains(block),
        "README.md does not have this program of docs/configuration.md:\n{block}"
    );
}

#[test]
fn the_errors_are_those_of_the_ui_tests() {
    let mut shown = 0;
    for part in README.split("<!-- ").skip(1) {
        let (case, rest) = part.split_once(" -->").expect("a comment has an end");
        let (_, block) = rest.split_once("```text\n").expect("a block follows");
        let (block, _) = block.split_once("\n```").expect("a block has an end");
        let stderr = file(&case.replace(".rs", ".stderr"));
        assert!(
            stderr.starts_with(block) || stderr.contains(&format!("\n{block}\n")),
            "README.md shows for {case}:\n{block}\n\nbut the compiler says:\n{stderr}"
        );
        shown += 1;
    }
    assert!(shown >= 5, "only {shown} errors are shown");
}

/// Later tests of a row are named from `tests/http` on.
#[test]
fn the_tests_of_the_table_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut missing = Vec::new();
    let mut rows = 0;
    for row in README.lines().filter(|line| line.starts_with("| ✔ |")) {
        let tests = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        let names = tests.split('`').skip(1).step_by(2);
        missing.extend(names.filter(|name| {
            !root.join(name).exists() && !root.join("tests/http").join(name).exists()
        }));
        rows += 1;
    }
    assert!(rows >= 50, "only {rows} rows are found");
    assert!(missing.is_empty(), "{missing:?}");
}

/// The words of a shell command: separated by spaces, together within quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (None, ' ') => words.push(String::new()),
            (Some(open), c) if c == open => quote = None,
            (_, c) => words.last_mut().unwrap().push(c),
        }
    }
    words
}

/// Does the same as `curl`: `-i`, `-H`, `-d` and an address are all that the README uses.
fn curl(line: &str, server: &Server) -> String {
    let (mut show_head, mut headers, mut body, mut path) =
        (false, String::new(), None, String::new());
    let mut words = words(line).into_iter().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "-i" => show_head = true,
            "-H" => headers += &format!("{}\r\n", words.next().unwrap()),
            "-d" => body = words.next(),
            address => {
                path = address
                    .strip_prefix("http://127.0.0.1:3000")
                    .expect("the server's address")
                    .to_owned();
            }
        }
    }
    let method = if body.is_some() { "POST" } else { "GET" };
    let (head, body) = server.send(method, &path, &headers, &body.unwrap_or_default());
    let body = body.trim_end_matches('\n');
    if show_head {
        format!("{}\n{body}", head)
    } else {
        body.to_owned()
    }
}

/// Whether `actual` is `expected`, in which `...` stands for anything.
fn matches(actual: &str, expected: &str) -> bool {
    let mut parts = expected.split("...");
    let mut rest = match parts.next().and_then(|first| actual.strip_prefix(first)) {
        Some(rest) => rest,
        None => return false,
    };
    let mut parts: Vec<_> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// The quickstart, with a database of its own.
fn quickstart(folder: &TempDir) -> Command {
    let mut command = example("quickstart");
    command.env("DATABASE", folder.path().join("quickstart.db"));
    command
}

#[test]
fn the_curl_lines_give_what_the_readme_says() {
    let database = tempfile::tempdir().unwrap();
    let server = Server::start(
        quickstart(&database)
            .env("LISTEN", "127.0.0.1:0")
            .env_remove("JWT_SECRET"),
    );
    let (_, console) = README
        .split_once("```console\n$ ")
        .expect("the README has a console block");
    let (console, _) = console.split_once("\n```").unwrap();
    let mut last_answer = String::new();
    let mut token = String::new();
    for step in console.split("\n$ ") {
        let (command, expected) = step.split_once('\n').unwrap_or((step, ""));
        if command == "TOKEN=..." {
            let body: serde_json::Value = serde_json::from_str(&last_answer).unwrap();
            token = body["access_token"].as_str().unwrap().to_owned();
            continue;
        }
        last_answer = curl(&command.replace("$TOKEN", &token), &server);
        assert!(
            matches(&last_answer, expected),
            "$ {command}\ngives\n{last_answer}\nand not\n{expected}"
        );
    }
    assert!(!token.is_empty());
}

#[test]
fn the_manifest_is_that_of_the_example() {
    let database = tempfile::tempdir().unwrap();
    let output = quickstart(&database)
        .env("LISTEN", "not an address")
        .output()
        .expect("cargo has built the example");
    let output = String::from_utf8(output.stdout).unwrap();
    let (_, manifest) = output.split_once("who can call what:\n\n").unwrap();
    assert!(
        README.contains(manifest.trim_end()),
        "README.md does not have this manifest:\n{manifest}"
    );
}

/// An unset `JWT_SECRET` gives the quickstart a random one; a broken one must not.
#[cfg(unix)]
#[test]
fn a_variable_that_is_not_unicode_is_refused_and_not_taken_for_unset() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let database = tempfile::tempdir().unwrap();
    let output = quickstart(&database)
        .env("LISTEN", "127.0.0.1:0")
        .env(
            "JWT_SECRET",
            OsStr::from_bytes(b"\xff wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e"),
        )
        .output()
        .expect("cargo has built the example");
    assert!(!output.status.success());
    let problems = String::from_utf8(output.stderr).unwrap();
    assert!(
        problems.contains("`secret` (environment variable `JWT_SECRET`): found 0 bytes"),
        "{problems}"
    );
}
