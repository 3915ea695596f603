//! What users can name: the public items of each crate that they see, compared with the lists in `public-api`. The facade
//! re-exports the choices of settings from `jwt-syntax`.
//!
//! The lists are made by `cargo public-api`, which reads what a nightly `rustdoc` says of a crate.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const CRATES: [&str; 5] = [
    "jwt-guard",
    "jwt-syntax",
    "jwt-core",
    "jwt-runtime",
    "jwt-stores",
];

/// Whether the public items are those of the lists; prints those that came and went.
pub(super) fn check() -> io::Result<bool> {
    let mut is_same = true;
    for name in CRATES {
        let (listed, found) = (fs::read_to_string(list_of(name))?, items_of(name)?);
        let differences = differences(&listed, &found);
        if !differences.is_empty() {
            println!("{name}: if this is meant, run `cargo xtask public-api --write`");
            is_same = false;
        }
        for difference in differences {
            println!("{difference}");
        }
    }
    Ok(is_same)
}

/// Writes the lists anew.
pub(super) fn write() -> io::Result<bool> {
    for name in CRATES {
        fs::write(list_of(name), items_of(name)?)?;
    }
    Ok(true)
}

fn list_of(name: &str) -> PathBuf {
    Path::new("public-api").join(name).with_extension("txt")
}

/// The public items of a crate with all features, a line each.
fn items_of(name: &str) -> io::Result<String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let output = Command::new(cargo)
        .args(["public-api", "--package", name, "--all-features"])
        // Without what every type has: blanket and auto traits, and derived ones.
        .args(["-sss", "--color", "never"])
        // It runs a nightly cargo, which must not be told to be this one.
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO")
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(io::Error::other(format!(
            "`cargo public-api` failed for {name}: `cargo install cargo-public-api` and a nightly toolchain are needed"
        )));
    }
    String::from_utf8(output.stdout).map_err(io::Error::other)
}

/// What is in one list alone: `-` for items that went, `+` for those that came.
fn differences(listed: &str, found: &str) -> Vec<String> {
    let (listed, found): (BTreeSet<_>, BTreeSet<_>) =
        (listed.lines().collect(), found.lines().collect());
    let went = listed.difference(&found).map(|item| format!("- {item}"));
    let came = found.difference(&listed).map(|item| format!("+ {item}"));
    went.chain(came).collect()
}

#[cfg(test)]
mod tests {
    use super::differences;

    #[test]
    fn what_came_and_what_went_is_said() {
        let (listed, found) = ("pub fn a()\npub fn b()\n", "pub fn b()\npub fn c()\n");
        assert_eq!(differences(listed, found), ["- pub fn a()", "+ pub fn c()"]);
        assert!(differences(listed, listed).is_empty());
    }
}
