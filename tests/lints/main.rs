//! Expansions compile under `#![forbid(..)]` of every lint of the compiler, under `#![no_implicit_prelude]`, and in the
//! editions 2021 and 2024.
//!
//! The lints are those that `rustc -W help` lists, so that another compiler is tested as a whole. A lint that fires in the
//! same program without the attributes and derives says nothing of them, and is left out; so are those that are not
//! stable. What is left must be clean.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const PROGRAM: &str = include_str!("program.rs");

/// The library as `cargo test` built it for its tests.
struct Library {
    rlib: PathBuf,
    /// The folder of its dependencies.
    dependencies: PathBuf,
}

impl Library {
    fn find() -> Self {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["test", "--all-features", "--no-run", "--test", "lints"])
            .args(["--message-format", "json"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        let messages = text(&output.stdout);
        let artifacts = messages.lines().filter_map(|line| {
            let message: Value = serde_json::from_str(line).ok()?;
            let is_ours = message["target"]["name"] == "jwt_guard"
                && message["reason"] == "compiler-artifact";
            let files = message["filenames"].as_array()?.clone();
            is_ours.then_some(files)
        });
        let files: Vec<_> = artifacts.flatten().collect();
        let mut rlibs = files.iter().filter_map(Value::as_str);
        let rlib = rlibs.rfind(|file| file.ends_with(".rlib"));
        let rlib = PathBuf::from(rlib.expect("cargo builds the library"));
        let mut dependencies = rlib.parent().unwrap().to_owned();
        // The library stands among what it depends on, or beside that.
        if !dependencies.ends_with("deps") {
            dependencies.push("deps");
        }
        Self { rlib, dependencies }
    }

    fn compile(&self, compiler: &OsStr, name: &str, edition: &str, source: &str) -> Output {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let file = folder.join(format!("{name}.rs"));
        std::fs::write(&file, source).unwrap();
        Command::new(compiler)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args([
                "--edition",
                edition,
                "--crate-type",
                "lib",
                "--emit",
                "metadata",
            ])
            .args(["--error-format", "json", "--out-dir"])
            .arg(folder)
            .arg("-L")
            .arg(format!("dependency={}", self.dependencies.display()))
            .arg("--extern")
            .arg(format!("jwt_guard={}", self.rlib.display()))
            .arg(&file)
            .output()
            .unwrap()
    }

    /// The lints that reject this program, each with its message.
    fn refusals(&self, name: &str, edition: &str, head: &str, body: &str) -> Vec<(String, String)> {
        self.refusals_of(&rustc(), name, edition, &format!("{head}\n{body}"))
    }

    fn refusals_of(
        &self,
        compiler: &OsStr,
        name: &str,
        edition: &str,
        source: &str,
    ) -> Vec<(String, String)> {
        let output = self.compile(compiler, name, edition, source);
        let messages = text(&output.stderr);
        let refusals: Vec<_> = messages
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter(|message| {
                message["level"] == "error"
                    && !message["spans"].as_array().is_none_or(Vec::is_empty)
            })
            .map(|message| {
                let rendered = message["rendered"].as_str().unwrap_or_default().to_owned();
                let code = message["code"]["code"].as_str().unwrap_or_default();
                (code.to_owned(), rendered)
            })
            .collect();
        assert_eq!(refusals.is_empty(), output.status.success(), "{messages}");
        refusals
    }
}

fn rustc() -> OsString {
    std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The lints that the compiler has.
fn lints() -> Vec<String> {
    let output = Command::new(rustc())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["-W", "help"])
        .output()
        .unwrap();
    let help = text(&output.stdout);
    let table = help.split("Lint groups").next().unwrap_or_default();
    let lints = table.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let (name, level) = (words.next()?, words.next()?);
        let is_lint = ["allow", "warn", "deny"].contains(&level);
        (is_lint && name != "warnings").then(|| name.replace('-', "_"))
    });
    let lints: Vec<_> = lints.collect();
    assert!(lints.len() > 150, "{help}");
    lints
}

fn forbidding(lints: &[String], more: &str) -> String {
    format!("{more}#![forbid({})]", lints.join(", "))
}

/// The lints of the compiler that a program without attributes and derives passes.
fn passable(library: &Library) -> Vec<String> {
    let all = lints();
    let plain = "//! A program.\n/// A function.\npub fn of_the_program() {}\n";
    let refused = library.refusals("plain", "2024", &forbidding(&all, ""), plain);
    let refused: BTreeSet<_> = refused
        .iter()
        // One that is not stable is called unknown, and one that has no effect in a library is an unused attribute.
        .filter_map(|(code, text)| match code.as_str() {
            "unknown_lints" => text.split('`').nth(1),
            "unused_attributes" => text.split("the `").nth(1)?.split('`').next(),
            code => Some(code),
        })
        .collect();
    let mut passable = all;
    passable.retain(|lint| !refused.contains(lint.as_str()));
    passable
}

#[test]
fn expansions_compile_under_forbid_of_every_lint() {
    let library = Library::find();
    let lints = passable(&library);
    let mut found = Vec::new();
    for edition in ["2021", "2024"] {
        for (kind, more) in [("plain", ""), ("no_prelude", "#![no_implicit_prelude]\n")] {
            let name = format!("forbid_{kind}_{edition}");
            let head = forbidding(&lints, more);
            found.extend(library.refusals(&name, edition, &head, PROGRAM));
        }
    }
    let (codes, texts): (BTreeSet<_>, Vec<_>) = found.into_iter().unzip();
    assert!(codes.is_empty(), "{codes:?}\n{}", texts.join("\n"));
}

#[test]
fn expansions_are_clean_for_clippy() {
    let library = Library::find();
    // Handlers that await nothing are the program's.
    let head = "#![deny(clippy::all, clippy::pedantic)]\n#![allow(clippy::unused_async)]";
    let source = format!("{head}\n{PROGRAM}");
    let found = library.refusals_of("clippy-driver".as_ref(), "clippy", "2024", &source);
    let (codes, texts): (BTreeSet<_>, Vec<_>) = found.into_iter().unzip();
    assert!(codes.is_empty(), "{codes:?}\n{}", texts.join("\n"));
}
