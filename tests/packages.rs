//! The dependencies of the packages, and the facade without HTTP: checked with cargo.

#![allow(
    clippy::expect_used,
    reason = "a part of the tests: one that panics has failed"
)]

use std::env;
use std::path::Path;
use std::process::{Command, Output};

fn cargo(arguments: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ran = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(root)
        .output();
    ran.expect("cargo runs")
}

/// The crates that a package depends on, itself included.
fn dependencies(package: &[&str]) -> Vec<String> {
    let mut arguments = vec!["tree", "--offline", "--edges", "normal", "--prefix", "none"];
    arguments.extend(package);
    let output = cargo(&arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let text = String::from_utf8(output.stdout).expect("names of crates");
    let names = text.lines().filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

/// Crates that know HTTP.
const HTTP: [&str; 6] = [
    "axum",
    "axum-core",
    "http",
    "hyper",
    "tower-layer",
    "tower-service",
];

#[test]
fn tokens_and_sessions_do_not_know_http() {
    for package in [
        &["-p", "jwt-core", "--all-features"][..],
        &["-p", "jwt-guard", "--no-default-features"],
        &["-p", "jwt-stores", "--features", "sqlite,postgres,redis"],
    ] {
        let names = dependencies(package);
        assert!(names.iter().any(|name| name == "jwt-core"), "{names:?}");
        for http in HTTP {
            assert!(
                !names.iter().any(|name| name == http),
                "{package:?} has {http}"
            );
        }
        assert!(
            !names.iter().any(|name| name == "jwt-runtime"),
            "{package:?}"
        );
    }
    // The names are right: the axum side has them.
    let names = dependencies(&["-p", "jwt-runtime"]);
    for http in HTTP {
        assert!(names.iter().any(|name| name == http), "{http}");
    }
}

/// An example is built with the tests, beside them.
fn command_line(arguments: &[&str]) -> (bool, String, String) {
    let test = env::current_exe().expect("this program");
    let folder = test.parent().expect("`deps`").join("../examples");
    let ran = Command::new(folder.join("command-line"))
        .args(arguments)
        .env("JWT_SECRET", "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e")
        .output();
    let output = ran.expect("cargo builds the examples with the tests");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text").trim().to_owned();
    (
        output.status.success(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn a_program_without_http_mints_and_verifies() {
    let (is_minted, token, error) = command_line(&["mint", "job-7", "report:read"]);
    assert!(is_minted, "{error}");
    let (_, line, _) = command_line(&["verify", &token]);
    assert_eq!(line, "job-7: report:read");
    let (is_verified, _, error) = command_line(&["verify", &format!("{token}A")]);
    assert!(!is_verified);
    assert!(!error.contains(&token), "{error}");
}
