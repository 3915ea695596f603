//! A program of tests is reported as ignored without its tools, runs with them, and fails without them if they are required.
//!
//! The program is a package of its own, which cargo builds and runs with other variables each time, so that it also shows that
//! cargo compiles the tests again when a variable has changed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that panics has failed"
)]

use std::env;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Without debug information, which nothing reads.
const MANIFEST: &str = r#"
[package]
name = "program"
version = "0.0.0"
edition = "2024"

[lib]
path = "program.rs"
doctest = false

[dependencies]
test-tools = { path = "TEST_TOOLS" }

[profile.dev]
debug = false

[workspace]
"#;

struct Program {
    folder: PathBuf,
    /// The only folder in `PATH`, of this test alone: a linker is in it, and what the test adds.
    path: PathBuf,
    /// So that cargo builds the program for one test at a time.
    _alone: MutexGuard<'static, ()>,
}

impl Program {
    fn write(test: &str) -> Self {
        static ALONE: Mutex<()> = Mutex::new(());
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("needs");
        let path = folder.join(test);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        for linker in ["cc", "ld"] {
            let folders = env::var_os("PATH").unwrap();
            let mut files = env::split_paths(&folders).map(|folder| folder.join(linker));
            let file = files.find(|file| file.is_file()).expect(linker);
            symlink(file, path.join(linker)).unwrap();
        }
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let manifest = MANIFEST.replace("TEST_TOOLS", package.to_str().unwrap());
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        fs::write(folder.join("program.rs"), include_str!("program.rs")).unwrap();
        // The versions that are there already.
        fs::copy(package.join("../Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        Self {
            folder,
            path,
            _alone: alone,
        }
    }

    fn install_redis_server(&self) -> PathBuf {
        let server = self.path.join("redis-server");
        fs::write(&server, "#!/bin/sh\n").unwrap();
        fs::set_permissions(&server, fs::Permissions::from_mode(0o755)).unwrap();
        server
    }

    fn cargo(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
        let cargo = Path::new(env!("CARGO"));
        let output = Command::new(cargo)
            .args(arguments)
            .current_dir(&self.folder)
            .env_remove("JWT_GUARD_VECTORS")
            .env_remove("JWT_GUARD_REQUIRE_VECTORS")
            .env_remove("JWT_GUARD_REQUIRE_REDIS")
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("RUSTC", cargo.with_file_name("rustc"))
            .env("PATH", &self.path)
            .envs(variables.iter().copied())
            .output();
        output.unwrap()
    }

    /// Whether the tests passed, and what was printed.
    fn test(&self, variables: &[(&str, &str)]) -> (bool, String) {
        let output = self.cargo(&["test", "--offline"], variables);
        let [printed, errors] =
            [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
        assert!(printed.contains("running 2 tests"), "{errors}");
        (output.status.success(), printed.into_owned())
    }
}

#[test]
fn a_test_without_its_tool_is_ignored_with_the_reason() {
    let program = Program::write("without");
    let (has_passed, printed) = program.test(&[]);
    assert!(has_passed, "{printed}");
    for line in [
        "test with_redis ... ignored, there was no redis-server when this was compiled: \
         `apt-get install redis-server && cargo clean -p test-tools`",
        "test with_vectors ... ignored, JWT_GUARD_VECTORS names no folder",
        "0 passed; 0 failed; 2 ignored",
    ] {
        assert!(printed.contains(line), "{printed}");
    }
}

#[test]
fn a_test_with_its_tool_runs() {
    let program = Program::write("with");
    program.install_redis_server();
    let (has_passed, printed) = program.test(&[("JWT_GUARD_VECTORS", "folder")]);
    assert!(has_passed, "{printed}");
    assert!(
        printed.contains("2 passed; 0 failed; 0 ignored"),
        "{printed}"
    );
}

#[test]
fn a_test_whose_tool_is_required_fails_without_it() {
    let program = Program::write("required");
    let (has_passed, printed) = program.test(&[
        ("JWT_GUARD_REQUIRE_REDIS", "1"),
        ("JWT_GUARD_REQUIRE_VECTORS", "1"),
    ]);
    assert!(!has_passed, "{printed}");
    assert!(
        printed.contains("0 passed; 2 failed; 0 ignored"),
        "{printed}"
    );
}

#[test]
fn a_test_whose_tool_was_removed_fails() {
    let program = Program::write("removed");
    let server = program.install_redis_server();
    let (has_passed, printed) = program.test(&[]);
    assert!(has_passed, "{printed}");
    fs::remove_file(server).unwrap();
    let (has_passed, printed) = program.test(&[]);
    assert!(!has_passed, "{printed}");
    assert!(printed.contains("test with_redis ... FAILED"), "{printed}");
}

#[test]
fn a_tool_that_was_installed_is_found_when_the_attribute_is_built_again() {
    let program = Program::write("installed");
    let (_, printed) = program.test(&[]);
    assert!(printed.contains("test with_redis ... ignored"), "{printed}");
    program.install_redis_server();
    // Cargo does not see it.
    let (_, printed) = program.test(&[]);
    assert!(printed.contains("test with_redis ... ignored"), "{printed}");
    let cleaned = program.cargo(&["clean", "--offline", "-p", "test-tools"], &[]);
    assert!(cleaned.status.success());
    let (has_passed, printed) = program.test(&[]);
    assert!(has_passed, "{printed}");
    assert!(printed.contains("test with_redis ... ok"), "{printed}");
}
